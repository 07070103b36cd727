"""Prints the result of an entry in the ledger, and exits with its code."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

import click

from gacx_reports.cli.exits import DONE, USAGE, leave, run
from gacx_reports.i18n import N_, other, translator

if TYPE_CHECKING:
    from gacx_reports.commands.ledger_entry import EntryResult
    from gacx_reports.commands.request import RunOptions


PAGE_STAYS = N_(
    "The review page is up to date, in the language of the last run; `quarter {quarter} --lang {lang}` changes it."
)


def reply(
    options: "RunOptions",
    answer: "EntryResult",
    refused: int = USAGE,
    then: Callable[[], object] = lambda: None,
    page: bool = True,
) -> NoReturn:
    """Print the result of an entry and exit with 0, or with `refused` if nothing was recorded.

    `then` is called after a recorded entry. With `page`, a hint is printed if the review page is in the other
    language, which only a new run changes.
    """
    from gacx_reports.cli.output.disputes import answer as words
    from gacx_reports.commands.ledger_entry import Recorded
    from gacx_reports.commands.published_names import published_names
    from gacx_reports.commands.review_page import language

    told = isinstance(answer, Recorded) and answer.departments
    names = run(options, lambda: published_names(options)) if told else {}
    for line in words(answer, translator(options.lang), names):
        click.echo(line)
    if isinstance(answer, Recorded):
        run(options, then)
        if page and run(options, lambda: language(options.target)) == other(options.lang):
            stays = translator(options.lang).gettext(PAGE_STAYS)
            click.echo(stays.format(quarter=options.quarter, lang=options.lang))
    leave(options, DONE if isinstance(answer, Recorded) else refused)
