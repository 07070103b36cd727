"""`verify`."""

import sys
from pathlib import Path

import click

from gacx_reports.cli.exits import DONE, HELD_BACK, attempt, end, tell
from gacx_reports.cli.options import LANG, LEDGER
from gacx_reports.i18n import N_, Language, translator

NOT_ALL = N_("exit 1: not everything is a published report in its valid revision; see above")


@click.command()
@click.argument("files", metavar="[PDF]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--fingerprint",
    "footers",
    multiple=True,
    metavar="TEXT",
    help="纸质报告：照页脚输入记录号，可连同“第 2 版” / a printed paper: the footer's fingerprint",
)
@click.option(
    "--password",
    "asks",
    is_flag=True,
    help="附件加了密而认不出时，询问密码 / asks for the password of encrypted files",
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 / print as JSON")
@LEDGER
@LANG
def verify(
    files: tuple[Path, ...],
    footers: tuple[str, ...],
    asks: bool,
    as_json: bool,
    ledger: Path,
    lang: Language,
) -> None:
    """查验报告真伪：是否公布过，谁的，第几版，是否现行 / genuine or not, whose, which revision, whether current."""
    if not files and not footers:
        raise click.UsageError("PDF…，或 --fingerprint / files, or a fingerprint")
    from gacx_reports.cli.output.verify import verdict_lines, verdicts_json
    from gacx_reports.commands.mailing.verify import Question
    from gacx_reports.commands.mailing.verify import verify as command

    t = translator(lang)
    # Asked for, not an option's value: those stay in the shell's history.
    words = t.gettext("Password of the files")
    password = click.prompt(words, hide_input=True, err=True) if asks else ""
    found = attempt(lang, lambda: command(Question(ledger, files, footers, password, lang=lang)))
    code = DONE if all(v.good for v in found) else HELD_BACK
    if as_json:
        click.echo(verdicts_json(found))
        sys.exit(code)
    for verdict in found:
        tell(verdict_lines(verdict, t), t)
    end(lang, code, NOT_ALL)
