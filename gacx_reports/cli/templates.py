"""`templates`."""

from typing import Unpack

import click

from gacx_reports.cli.exits import DONE, HELD_BACK, leave, run, tell
from gacx_reports.cli.options import LEDGER, quarter_options
from gacx_reports.cli.run_options import PublishedQuarterOptions, now, run_options


@click.command()
@quarter_options
@LEDGER
def templates(**given: Unpack[PublishedQuarterOptions]) -> None:
    """生成本季度的填报工作簿 / this quarter's workbooks, ready to fill in.

    如 2024Y，还没有方案和花名册的，由各季度的起草 / of 2024Y, the scheme and roster are drafted from its quarters'.
    """
    options = run_options(needs_input=False, **given)
    from gacx_reports.cli.output.issued import drafting, issued, to_show
    from gacx_reports.cli.output.issues import show_issues
    from gacx_reports.commands.issuing import templates as command

    t = options.t
    done = run(options, lambda: command.templates(options, now()))
    show_issues(to_show(done, options), t)
    tell(issued(done, options, t), t)
    leave(options, HELD_BACK if done.failed else DONE, drafting(done, options))
