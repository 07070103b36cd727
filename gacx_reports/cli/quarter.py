"""`quarter`, and `year`, which is short for it."""

from dataclasses import replace
from typing import Unpack

import click

from gacx_reports.cli.cluster import on_cluster
from gacx_reports.cli.exits import DONE, HELD_BACK, leave, run, tell
from gacx_reports.cli.options import (
    CLUSTER,
    LEDGER,
    SECONDS,
    Command,
    quarter_options,
    year_options,
)
from gacx_reports.cli.run_options import PublishedQuarterOptions, run_options


class RenderedOptions(PublishedQuarterOptions):
    """What click gives the two commands."""

    strict: bool
    only: str
    seconds: float
    cluster: str


def _options(command: Command) -> Command:
    strict = click.option("--strict", is_flag=True, help="有任何错误即停止 / stop on any error")
    only = click.option(
        "--only",
        default="",
        metavar="工号|部门",
        help="只生成某人或某部门 / one person or department only",
    )
    for option in (only, strict, CLUSTER, SECONDS, LEDGER):
        command = option(command)
    return command


@click.command()
@quarter_options
@_options
def quarter(**given: Unpack[RenderedOptions]) -> None:
    """一个季度从头到尾：校验、计分、出 PDF / a quarter from end to end."""
    _run(**given)


@click.command()
@year_options
@_options
def year(**given: Unpack[RenderedOptions]) -> None:
    """一年：已公布的各期加上年度指标，同 quarter 2024Y / a year of published periods, as `quarter 2024Y`."""
    _run(**given)


def _run(
    strict: bool,
    only: str,
    seconds: float,
    cluster: str,
    **given: Unpack[PublishedQuarterOptions],
) -> None:
    options = run_options(needs_input=False, strict=strict, only=only, seconds=seconds, **given)
    from gacx_reports.cli.output.issues import show_issues
    from gacx_reports.cli.output.progress import Reporter
    from gacx_reports.cli.output.publishing import ending, publish_summary, show_differing
    from gacx_reports.commands.publishing import publish

    t = options.t
    options = replace(options, progress=Reporter(t))
    found = run(options, lambda: on_cluster(options, cluster, publish.quarter))
    show_issues(found.done.issues, t)
    show_differing(found, t)
    tell(publish_summary(found, options.target, t, options.only), t)
    leave(options, HELD_BACK if found.failed else DONE, ending(found))
