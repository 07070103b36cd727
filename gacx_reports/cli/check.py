"""`check`."""

import sys
from dataclasses import replace
from typing import Unpack

import click

from gacx_reports.cli.cluster import on_cluster
from gacx_reports.cli.exits import DONE, HELD_BACK, leave, run, tell
from gacx_reports.cli.options import CLUSTER, LEDGER, quarter_options
from gacx_reports.cli.reminders import say_reminded
from gacx_reports.cli.run_options import PublishedQuarterOptions, now, run_options


@click.command()
@quarter_options
@LEDGER
@CLUSTER
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 / print issues as JSON")
@click.option("--status", is_flag=True, help="只看谁还没交 / only who hasn't returned what")
@click.option(
    "--remind",
    is_flag=True,
    help="与 --status 同用：给没交或有错误的填报人写催办信草稿"
    " / with --status: a draft to each filler whose workbook is missing or has errors",
)
def check(
    as_json: bool,
    status: bool,
    remind: bool,
    cluster: str,
    **given: Unpack[PublishedQuarterOptions],
) -> None:
    """校验所有工作簿，不生成报告 / everything wrong in every workbook, nothing rendered."""
    if remind and (as_json or not status):
        raise click.UsageError("--status --remind，不与 --json 同用 / without --json")
    options = run_options(**given)
    from gacx_reports.cli.output.endings import NOBODY_SCORED
    from gacx_reports.cli.output.issues import counts, show_issues
    from gacx_reports.cli.output.progress import Reporter
    from gacx_reports.cli.output.returns import returns_json, show_returns
    from gacx_reports.cli.output.summary import returned
    from gacx_reports.commands.quarter import check as command

    t = options.t
    options = options if as_json else replace(options, progress=Reporter(t))
    done = run(options, lambda: on_cluster(options, cluster, command.check))
    if as_json and status:
        click.echo(returns_json(done.returns))
        sys.exit(HELD_BACK if done.failed else DONE)
    if as_json:
        click.echo((options.target / "issues.json").read_text("utf-8"), nl=False)
        sys.exit(HELD_BACK if done.failed else DONE)
    if status:
        show_returns(done.returns, t)
    else:
        show_issues(done.issues, t)
    tell((counts(done.issues, t), *returned(done, options.target, t)), t)
    if remind:
        say_reminded(options, done.returns, now())
    leave(options, HELD_BACK if done.failed else DONE, "" if done.outcome else NOBODY_SCORED)
