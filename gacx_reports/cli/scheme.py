"""`scheme` and `scheme diff`."""

import sys
from pathlib import Path

import click

from gacx_reports import files
from gacx_reports.cli.exits import HELD_BACK
from gacx_reports.cli.options import BOOK, LANG
from gacx_reports.i18n import Language, translator
from gacx_reports.locations import default_templates

PUBLIC = 0o644
"""Permissions of the written files, which contain no personal data and are part of the project."""


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
    from gacx_reports.cli.output.issues import show_issues
    from gacx_reports.commands.issuing.scheme import blank_editions, print_scheme

    folder = templates or default_templates()
    text, issues = print_scheme(folder, lang)
    show_issues(issues, translator(lang))
    if not text:
        sys.exit(HELD_BACK)
    if write:
        target = folder / "en" if lang == "en" else folder
        made = {"scheme.md": text.encode(), **blank_editions(folder, lang)}
        for name, content in made.items():
            files.write(target / name, content, PUBLIC)
    else:
        click.echo(text, nl=False)


@scheme.command("diff")
@click.argument("old", metavar="A.xlsx", type=BOOK)
@click.argument("new", metavar="B.xlsx", type=BOOK)
@LANG
def scheme_diff(old: Path, new: Path, lang: Language) -> None:
    """两份考核方案有何不同，涉及哪些岗位 / what changed between two schemes, and for which posts."""
    from gacx_reports.cli.output.issues import show_issues
    from gacx_reports.cli.output.scheme import show_difference
    from gacx_reports.commands.issuing.scheme import diff_schemes

    t = translator(lang)
    found, issues = diff_schemes(old, new, lang)
    show_issues(issues, t)
    if found is None:
        sys.exit(HELD_BACK)
    show_difference(found, t)
