"""`explain`."""

from typing import Unpack

import click

from gacx_reports.cli.exits import DONE, HELD_BACK, leave, run
from gacx_reports.cli.options import LEDGER, quarter_options
from gacx_reports.cli.run_options import PublishedQuarterOptions, run_options


@click.command()
@quarter_options
@LEDGER
@click.argument("person", metavar="工号")
def explain(person: str, **given: Unpack[PublishedQuarterOptions]) -> None:
    """某人的总分怎样得来，逐格说明 / one person's total, cell by cell."""
    options = run_options(**given)
    from gacx_reports.cli.output.endings import NOTHING_TOLD
    from gacx_reports.cli.output.explain import paragraphs
    from gacx_reports.cli.output.issues import show_issues
    from gacx_reports.commands.quarter import explain as command

    found = run(options, lambda: command.explain(options, person))
    show_issues(found.issues, options.t)
    for line in paragraphs(found.paragraphs):
        click.echo(line)
    told = bool(found.paragraphs)
    leave(
        options,
        DONE if told and not found.held_back else HELD_BACK,
        "" if told else NOTHING_TOLD,
    )
