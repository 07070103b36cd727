"""`targets`."""

from typing import Any

import click

from gacx_reports.cli.exits import DONE, HELD_BACK, leave, run
from gacx_reports.cli.options import quarter_options
from gacx_reports.cli.orders import make_order
from gacx_reports.i18n import translator


@click.command()
@quarter_options
@click.option(
    "--only",
    default="",
    metavar="工号|部门",
    help="只生成某人或某部门 / one person or department only",
)
def targets(only: str, **given: Any) -> None:
    """目标确认书：季度初每人签一份 / letters of targets, to sign at the quarter's start."""
    order = make_order(only=only, **given)
    from gacx_reports.cli.output.issues import show_issues
    from gacx_reports.cli.output.progress import Reporter
    from gacx_reports.commands.fonts import make_press
    from gacx_reports.commands.issuing import targets as command
    from gacx_reports.core.issues.issue import errors

    t = translator(order.lang)
    done = run(order, lambda: command.targets(order, make_press(order), Reporter(t)))
    show_issues(done.issues, t)
    click.echo(
        t.gettext("{count} letters of targets in {folder}").format(
            count=done.rendered, folder=order.target / command.FOLDER
        )
    )
    leave(order, HELD_BACK if errors(done.issues) else DONE)
