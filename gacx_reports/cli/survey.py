"""`survey`: the draw of the customers to call or visit, and its verification."""

from datetime import datetime
from pathlib import Path
from typing import Unpack

import click

from gacx_reports.cli.exits import DONE, HELD_BACK, leave, run, tell
from gacx_reports.cli.options import DAY, LEDGER, quarter_options
from gacx_reports.cli.run_options import PublishedQuarterOptions, QuarterOptions, now, run_options
from gacx_reports.i18n import N_

TABLE = click.option(
    "--table",
    default="",
    metavar="记录表",
    help="抽样填入的记录表（默认：调查回访一类）/ record table (default: the survey by telephone)",
)
NOT_DRAWN = N_("exit 1: nothing was drawn; the frame has errors, see above")
NOT_PLANNED = N_("exit 1: not planned; the scheme or the quarter before has errors, see above")
NOT_PROVED = N_("exit 1: not proved; see above")


@click.group()
def survey() -> None:
    """满意度调查与抽查的抽样 / the draw of customers to call or visit.

    plan 估算所需电话数 how many calls are enough · draw 抽样 draws the sample · verify 核验 proves it
    """


@survey.command("plan")
@quarter_options
@TABLE
def plan_command(table: str, **given: Unpack[QuarterOptions]) -> None:
    """每人打几个电话才够：按上季度的答复计算 / how many calls per employee are enough."""
    options = run_options(**given, needs_input=False)
    from gacx_reports.cli.output.endings import LEFT_OUT
    from gacx_reports.cli.output.issues import show_issues
    from gacx_reports.cli.output.summary import not_made
    from gacx_reports.cli.output.survey_plan import show_plan
    from gacx_reports.commands.survey.plan import plan

    t = options.t
    found = run(options, lambda: plan(options, table))
    show_issues(found.issues, t)
    if found.view is None:
        leave(options, HELD_BACK, NOT_PLANNED)
    show_plan(found.view, t)
    tell(not_made(found.not_made, t) or [str(found.path)], t)
    leave(options, HELD_BACK if found.not_made else DONE, LEFT_OUT)


@survey.command("draw")
@quarter_options
@LEDGER
@TABLE
@click.option("--on", type=DAY, help="抽样日期（默认：今天）/ day of the draw (default: today)")
@click.option(
    "--redraw", is_flag=True, help="重新抽样，须写明 --reason / draw again; needs --reason"
)
@click.option(
    "--late-salt",
    is_flag=True,
    help="季度前未生成盐值时，现在生成并注明，须写明 --reason / with a salt made now; needs --reason",
)
@click.option("--reason", default="", help="重新抽样或补盐的理由，写入记录 / why; it is recorded")
def draw_command(
    table: str,
    on: datetime | None,
    redraw: bool,
    late_salt: bool,
    reason: str,
    **given: Unpack[PublishedQuarterOptions],
) -> None:
    """抽样：先记下总体，再公开盐值 / fix the frame, reveal the salt, draw."""
    reason = reason.strip()
    if (redraw or late_salt) != bool(reason):
        raise click.UsageError(
            "--redraw --reason …，或 --late-salt --reason … / either these or those"
        )
    options = run_options(**given)
    from gacx_reports.cli.output.issues import show_issues
    from gacx_reports.cli.output.survey import drawn
    from gacx_reports.commands.survey.decide import DrawRequest
    from gacx_reports.commands.survey.draw import draw

    t = options.t
    day = on.date() if on else None
    request = DrawRequest(options, now(), table, day, redraw, late_salt, reason)
    done = run(options, lambda: draw(request))
    show_issues(done.issues, t)
    tell(drawn(done, t), t)
    leave(options, DONE if done.record else HELD_BACK, NOT_DRAWN)


@survey.command("verify")
@quarter_options
@LEDGER
@TABLE
@click.option(
    "--frame",
    "frame_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="把总体逐行写入新文件，供别的程序复算 / write the frame's lines to a new file, to repeat the draw elsewhere",
)
def verify_command(
    table: str, frame_file: Path | None, **given: Unpack[PublishedQuarterOptions]
) -> None:
    """核验：承诺、总体、盐值、抽样与发布记录 / prove commitment, frame, salt, draw and ledger."""
    options = run_options(**given)
    from gacx_reports.cli.output.issues import show_issues
    from gacx_reports.cli.output.survey import verified
    from gacx_reports.commands.survey.verify import verify

    t = options.t
    found = run(options, lambda: verify(options, table, frame_file))
    show_issues((*found.issues, *found.sheets), t)
    tell(verified(found, t), t)
    leave(options, DONE if found.proved else HELD_BACK, NOT_PROVED)
