"""`publish` and `reopen`."""

from dataclasses import replace
from datetime import datetime
from typing import Unpack

import click

from gacx_reports.cli.answers import reply
from gacx_reports.cli.cluster import on_cluster
from gacx_reports.cli.exits import DONE, HELD_BACK, leave, run, tell
from gacx_reports.cli.options import CLUSTER, DAY, LEDGER, SECONDS, ledger_options, quarter_options
from gacx_reports.cli.run_options import (
    LedgerOptions,
    PublishedQuarterOptions,
    ledger_order,
    now,
    run_options,
)


@click.command()
@quarter_options
@LEDGER
@SECONDS
@CLUSTER
@click.option(
    "--on",
    type=DAY,
    help="公布日，默认见“本期”；补充公布或更正时必须写明，申诉期从这天算起"
    " / day of publication (default: sheet 本期); required for a supplement or revision, whose appeals run from it",
)
@click.option("--partial", is_flag=True, help="有人暂缓也先发布其余 / though somebody is held back")
@click.option(
    "--force-day",
    "force",
    default="",
    metavar="REASON",
    help="公布日晚于今天，或首次公布晚于期限：写明理由才发布，理由记入发布记录"
    " / why a day is meant that is after today, or too late for a first publication; recorded",
)
@click.option(
    "--correct-day",
    "right",
    type=DAY,
    help="更正已公布的公布日：同样的结果按正确日期出下一版，须加 --reason"
    " / the right day of a publication: the same results as a revision; needs --reason",
)
@click.option(
    "--reason", default="", help="更正日期的原因，印在报告上 / why the day is corrected; printed"
)
@click.option(
    "--publication",
    "number",
    type=click.IntRange(1),
    help="更正第几次公布，默认最近一次 / which publication is corrected (default: the last)",
)
@click.option(
    "--by",
    default="",
    metavar="NAME",
    help="公布人；方案“设置”的“复核”要求另一人批准时必须写明"
    " / who publishes; must be named where the scheme asks for a second person",
)
def publish(
    on: datetime | None,
    partial: bool,
    force: str,
    right: datetime | None,
    reason: str,
    number: int | None,
    by: str,
    seconds: float,
    cluster: str,
    **given: Unpack[PublishedQuarterOptions],
) -> None:
    """发布：冻结方案、数据、结果和报告 / freeze scheme, inputs, results and reports."""
    if bool(right) != bool(reason.strip()) or (right and (on or partial)) or (number and not right):
        raise click.UsageError(
            "--correct-day DATE --reason TEXT [--publication N]，不与 --on、--partial 同用 / not with --on, --partial"
        )
    options = run_options(seconds=seconds, **given)
    from gacx_reports.cli.output.issues import show_issues
    from gacx_reports.cli.output.progress import Reporter
    from gacx_reports.cli.output.publishing import ending, published, show_differing
    from gacx_reports.cli.output.second_person import waits_for_approval
    from gacx_reports.commands.publishing import publish
    from gacx_reports.commands.publishing.result import PublishOptions, WantedCorrection

    t = options.t
    options = replace(options, progress=Reporter(t))
    correct = WantedCorrection(right.date(), reason.strip(), number or 0) if right else None
    wish = PublishOptions(
        now(), on.date() if on else None, partial, force.strip(), by.strip(), correct
    )
    found = run(options, lambda: on_cluster(options, cluster, lambda o: publish.publish(o, wish)))
    show_issues(found.done.issues, t)
    show_differing(found, t)
    tell(published(found, options.target, t), t)
    if found.waits:
        tell(waits_for_approval(found.waits, wish, options.target, t), t)
    leave(options, HELD_BACK if found.failed else DONE, ending(found, publishing=True))


@click.command()
@ledger_options
@click.option(
    "--reason", required=True, help="原因，印在修订的报告上 / why; printed on revised reports"
)
@click.option("--by", default="", help="批准人 / who decided")
@click.option("--on", type=DAY, help="日期（默认今天）/ day (default: today)")
def reopen(reason: str, by: str, on: datetime | None, **given: Unpack[LedgerOptions]) -> None:
    """重新打开已发布的季度，须写明原因 / open a published quarter again, with a reason."""
    options = ledger_order(**given)
    from gacx_reports.commands.fonts import printable
    from gacx_reports.commands.ledger_entry import LedgerEntry
    from gacx_reports.commands.publishing import appeals

    at = now()
    entry = LedgerEntry(options.ledger, options.quarter, at, by)
    day = (on or at).date()
    answer = run(options, lambda: appeals.reopen(entry, day, reason, printable()))
    reply(options, answer)
