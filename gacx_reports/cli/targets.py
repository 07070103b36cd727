"""`targets`."""

from dataclasses import replace
from typing import Unpack

import click

from gacx_reports.cli.cluster import on_cluster
from gacx_reports.cli.exits import DONE, HELD_BACK, leave, run, tell
from gacx_reports.cli.options import CLUSTER, SECONDS, quarter_options
from gacx_reports.cli.run_options import QuarterOptions, run_options


@click.command()
@quarter_options
@SECONDS
@CLUSTER
@click.option(
    "--only",
    default="",
    metavar="工号|部门",
    help="只生成某人或某部门 / one person or department only",
)
def targets(only: str, seconds: float, cluster: str, **given: Unpack[QuarterOptions]) -> None:
    """目标确认书：季度初每人签一份 / letters of targets, to sign at the quarter's start."""
    options = run_options(only=only, seconds=seconds, **given)
    from gacx_reports.cli.output.endings import LEFT_OUT, NOTHING_WRITTEN
    from gacx_reports.cli.output.issues import show_issues
    from gacx_reports.cli.output.progress import Reporter
    from gacx_reports.cli.output.summary import not_made
    from gacx_reports.commands.fonts import render_settings
    from gacx_reports.commands.issuing import targets as command

    t = options.t
    options = replace(options, progress=Reporter(t))
    done = run(
        options,
        lambda: on_cluster(options, cluster, lambda o: command.targets(o, render_settings(o))),
    )
    show_issues(done.issues, t)
    words = t.gettext("{count} letters of targets in {folder}")
    tell([words.format(count=done.rendered, folder=options.target / command.FOLDER)], t)
    tell(not_made(done.not_made, t), t)
    words = LEFT_OUT if done.rendered else NOTHING_WRITTEN
    leave(options, HELD_BACK if done.failed else DONE, words)
