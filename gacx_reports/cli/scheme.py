"""`scheme` and `scheme diff`."""

from pathlib import Path

import click

from gacx_reports.cli.exits import DONE, HELD_BACK, attempt, end, tell
from gacx_reports.cli.options import BOOK, LANG
from gacx_reports.i18n import Language, translator
from gacx_reports.locations import default_templates


@click.group(invoke_without_command=True)
@click.option("--templates", type=Path, default=None, help="模板目录 / templates")
@click.option(
    "--write",
    is_flag=True,
    help="写入 templates/ 的 scheme.md 和空白工作簿；英文的写入 templates/en/ / write scheme.md and the blanks",
)
@LANG
@click.pass_context
def scheme(ctx: click.Context, templates: Path | None, write: bool, lang: Language) -> None:
    """打印考核方案；diff：两份方案的差别 / the scheme in print; diff: what changed between two."""
    if ctx.invoked_subcommand:
        return
    from gacx_reports.cli.output.endings import NOTHING_TOLD, NOTHING_WRITTEN
    from gacx_reports.cli.output.issues import show_issues
    from gacx_reports.commands.issuing.scheme import print_scheme

    folder = templates or default_templates()
    text, issues = attempt(lang, lambda: print_scheme(folder, lang))
    show_issues(issues, translator(lang))
    if not text:
        end(lang, HELD_BACK, NOTHING_WRITTEN if write else NOTHING_TOLD)
    if not write:
        click.echo(text, nl=False)
        return
    attempt(lang, lambda: _write(folder, text, lang))
    end(lang, DONE)


def _write(folder: Path, text: str, lang: Language) -> None:
    """Write the scheme in print and the blank editions, and say so."""
    from gacx_reports.cli.output.scheme import written
    from gacx_reports.commands.issuing.blank_editions import put_editions
    from gacx_reports.commands.issuing.scheme import blank_editions

    target = folder / "en" if lang == "en" else folder
    made = {"scheme.md": text.encode(), **blank_editions(folder, lang)}
    earlier = put_editions(target, made)
    tell(written(target, made, earlier, translator(lang)), translator(lang))


@scheme.command("diff")
@click.argument("old", metavar="A.xlsx", type=BOOK)
@click.argument("new", metavar="B.xlsx", type=BOOK)
@LANG
def scheme_diff(old: Path, new: Path, lang: Language) -> None:
    """两份考核方案有何不同，涉及哪些岗位 / what changed between two schemes, and for which posts."""
    from gacx_reports.cli.output.endings import NOTHING_TOLD
    from gacx_reports.cli.output.issues import show_issues
    from gacx_reports.cli.output.scheme import show_difference
    from gacx_reports.commands.issuing.scheme import diff_schemes

    t = translator(lang)
    found, issues = attempt(lang, lambda: diff_schemes(old, new, lang))
    show_issues(issues, t)
    if found is None:
        end(lang, HELD_BACK, NOTHING_TOLD)
    show_difference(found, t)
