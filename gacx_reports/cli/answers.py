"""What the ledger answers, and the exit code that goes with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

import click

from gacx_reports.cli.exits import DONE, USAGE, leave, run
from gacx_reports.i18n import translator

if TYPE_CHECKING:
    from gacx_reports.commands.answers import Answer
    from gacx_reports.commands.order import Order


def reply(
    order: "Order",
    answer: "Answer",
    refused: int = USAGE,
    then: Callable[[], object] = lambda: None,
) -> NoReturn:
    """Print what was recorded, or why nothing was; `then` follows what was recorded."""
    from gacx_reports.commands.answers import Recorded
    from gacx_reports.commands.pillars import published_names
    from gacx_reports.terminal.disputes import answer as words

    told = isinstance(answer, Recorded) and answer.departments
    names = run(order, lambda: published_names(order)) if told else {}
    for line in words(answer, translator(order.lang), names):
        click.echo(line)
    if isinstance(answer, Recorded):
        run(order, then)
    leave(order, DONE if isinstance(answer, Recorded) else refused)
