"""`backup`, `restore` and `purge`: keeping the ledger, and removing personal files."""

from pathlib import Path

import click

from gacx_reports.cli.exits import DONE, leave, run, tell
from gacx_reports.cli.options import LANG, LEDGER, PeriodType
from gacx_reports.cli.run_options import ledger_order, now
from gacx_reports.core.calendar.period import Period
from gacx_reports.i18n import Language, translator

FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command()
@FILE
@LEDGER
@LANG
def backup(file: Path, ledger: Path, lang: Language) -> None:
    """把发布记录备份到一个新文件，并核对 / copy the ledger into a new file, checked."""
    from gacx_reports.ledger import copies

    options = ledger_order(Period(now().year, 1), ledger, lang)
    run(options, lambda: copies.back_up(ledger, file))
    words = translator(lang).gettext("{file} holds the whole ledger, checked.")
    click.echo(words.format(file=file))
    leave(options, DONE)


@click.command()
@FILE
@LEDGER
@LANG
def restore(file: Path, ledger: Path, lang: Language) -> None:
    """从备份恢复发布记录；现有的移到一旁 / put a backup in the ledger's place; what lay there goes aside."""
    from gacx_reports.commands.review_page import refresh_all
    from gacx_reports.ledger import copies

    t = translator(lang)
    options = ledger_order(Period(now().year, 1), ledger, lang)
    found = run(options, lambda: copies.restore(file, ledger))
    click.echo(t.gettext("{ledger} is that of {file}.").format(ledger=ledger, file=file))
    if found.aside:
        click.echo(t.gettext("The one before lies in {path}.").format(path=found.aside))
    if found.lost:
        words = t.gettext(
            "Accepted although {lost} changes that were seen here are not in it: publish, and enter appeals and"
            " acknowledgements since, again."
        )
        click.echo(words.format(lost=found.lost))
    run(options, lambda: refresh_all(ledger))
    click.echo(t.gettext("Mail waits for `mail adopt --reason …` if it was sent since."))
    leave(options, DONE)


@click.command()
@click.argument("quarter", type=PeriodType())
@click.option(
    "--keep-results", is_flag=True, required=True, help="结果始终保留 / the results always stay"
)
@click.option(
    "--input", "source", type=Path, help="连同此目录下该季度的工作簿 / also its workbooks below"
)
@click.option("--output", "target", type=Path, default=Path("output"), show_default=True)
@LEDGER
@LANG
def purge(
    quarter: Period,
    keep_results: bool,
    source: Path | None,
    target: Path,
    ledger: Path,
    lang: Language,
) -> None:
    """保存期满后清除某季度的个人文件，保留结果 / remove a quarter's personal files after the retention time."""
    from gacx_reports.commands.publishing.purge import purge as command
    from gacx_reports.commands.request import RunOptions
    from gacx_reports.mail.settings import load

    if not keep_results:
        raise click.UsageError("--keep-results")
    options = RunOptions(quarter, source or Path(), target, Path(), lang, ledger=ledger)
    settings = run(options, lambda: load(ledger))
    gone = run(options, lambda: command(options, settings, source is not None, now()))
    words = translator(lang).gettext(
        "{quarter}: {files} files removed, {kept} forgotten by the ledger; the results stay."
    )
    tell([words.format(quarter=quarter, files=gone.files, kept=gone.kept)], translator(lang))
    leave(options, DONE)
