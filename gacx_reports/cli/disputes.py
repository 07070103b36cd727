"""`appeal` and `ack`."""

from datetime import datetime
from pathlib import Path
from typing import Unpack

import click

from gacx_reports.cli.answers import reply
from gacx_reports.cli.exits import HELD_BACK, run
from gacx_reports.cli.options import DAY, ledger_options
from gacx_reports.cli.run_options import LedgerOptions, ledger_order, now
from gacx_reports.i18n import N_

LIST_REFUSED = N_("exit 1: nothing was recorded, since the list has errors")


@click.command()
@ledger_options
@click.argument("person", metavar="工号")
@click.option("--on", type=DAY, help="申诉日期 / day of the appeal")
@click.option("--grounds", default="", help="申诉理由 / its grounds")
@click.option("--outcome", type=click.Choice(["granted", "rejected"]), help="结果 / how it ends")
@click.option("--decided-on", type=DAY, help="裁定日期 / day of the decision")
@click.option("--by", default="", help="经手人或裁定人 / who recorded or decided it")
@click.option(
    "--reason", default="", help="裁定理由，印在修订的报告上 / why; printed on the revision"
)
def appeal(
    person: str,
    on: datetime | None,
    grounds: str,
    outcome: str | None,
    decided_on: datetime | None,
    by: str,
    reason: str,
    **given: Unpack[LedgerOptions],
) -> None:
    """登记申诉（--on --grounds）或裁定（--outcome --decided-on --by --reason）/ record or decide an appeal."""
    lodging, deciding = bool(on and grounds), bool(outcome and decided_on and by and reason)
    if lodging == deciding or (lodging and outcome) or (deciding and (on or grounds)):
        raise click.UsageError(
            "--on --grounds，或 --outcome --decided-on --by --reason / either these or those"
        )
    options = ledger_order(**given)
    from gacx_reports.commands.fonts import printable
    from gacx_reports.commands.ledger_entry import LedgerEntry
    from gacx_reports.commands.publishing import appeals
    from gacx_reports.ledger.appeals import Decision

    entry = LedgerEntry(options.ledger, options.quarter, now(), by)
    if on and lodging:
        answer = run(options, lambda: appeals.lodge(entry, person, on.date(), grounds))
    else:
        assert outcome
        assert decided_on
        decision = Decision(outcome, decided_on.date(), by, reason)
        answer = run(options, lambda: appeals.decide(entry, person, decision, printable()))
    reply(options, answer)


@click.command()
@ledger_options
@click.argument("person", metavar="[工号]", required=False)
@click.option("--on", type=DAY, help="签收日期 / day of the signature")
@click.option("--refused", is_flag=True, help="拒签 / the person refused to sign")
@click.option(
    "--list",
    "returned",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="签收表：工号、日期、拒签（xlsx 或 csv）/ a returned list",
)
def ack(
    person: str | None,
    on: datetime | None,
    refused: bool,
    returned: Path | None,
    **given: Unpack[LedgerOptions],
) -> None:
    """登记签收：一人，或一张签收表 / record who acknowledged: one person, or a returned list."""
    options = ledger_order(**given)
    from gacx_reports.cli.output.issues import show_issues
    from gacx_reports.commands.ledger_entry import LedgerEntry
    from gacx_reports.commands.publishing import acknowledge
    from gacx_reports.core.issues.issue import errors
    from gacx_reports.core.submissions.acknowledgement_list import Signature
    from gacx_reports.core.translation import issues_in

    entry = LedgerEntry(options.ledger, options.quarter, now())
    if returned and not person and not on and not refused:
        answer, issues = run(options, lambda: acknowledge.acknowledge_all(entry, returned))
        show_issues(issues_in(options.lang, issues, None), options.t)
        if errors(issues):
            reply(options, answer, HELD_BACK, ending=LIST_REFUSED)
    elif person and on and not returned:
        signature = Signature(person, on.date(), refused)
        answer = run(options, lambda: acknowledge.acknowledge(entry, signature))
    else:
        raise click.UsageError("工号 --on DATE [--refused]，或 --list FILE / either these or that")
    reply(options, answer)
