"""`approve`."""

from pathlib import Path

import click

from gacx_reports.cli.answers import reply
from gacx_reports.cli.exits import attempt, run
from gacx_reports.cli.options import INPUT, LANG, LEDGER, output
from gacx_reports.cli.run_options import ledger_order, now
from gacx_reports.core.calendar.period import Period
from gacx_reports.i18n import Language


@click.command()
@click.argument("plan_hash", metavar="计划号")
@click.option(
    "--by",
    default="",
    metavar="NAME",
    help="复核人，不能是提出计划的人 / who approves; not who made it",
)
@INPUT
@output("结果所在目录，其中的审阅页随之更新 / where the review page is")
@LEDGER
@LANG
def approve(
    plan_hash: str, by: str, source: Path, target: Path, ledger: Path, lang: Language
) -> None:
    """复核：由另一人批准公布或邮寄的计划 / a second person approves a plan of publish or mail."""
    from gacx_reports.commands.fonts import printable
    from gacx_reports.commands.publishing import approve as command

    entry = command.ApprovalEntry(ledger, source, plan_hash.strip().lower(), by, now())
    plan = attempt(lang, lambda: command.plan_at(entry))
    quarter = Period.parse(plan.quarter)
    assert quarter, "the program wrote it"
    options = ledger_order(quarter, ledger, lang, target)
    reply(options, run(options, lambda: command.approve(entry, plan, printable())))
