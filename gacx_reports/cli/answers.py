"""Prints the result of an entry in the ledger, and exits with its code."""

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from gacx_reports.cli.exits import DONE, USAGE, leave, run, tell
from gacx_reports.i18n import N_, other

if TYPE_CHECKING:
    from gacx_reports.commands.ledger_entry import EntryResult
    from gacx_reports.commands.request import RunOptions


PAGE_STAYS = N_(
    "The review page is up to date, in the language of the last run; `quarter {quarter} --lang {lang}` changes it."
)
PAGE_ELSEWHERE = N_(
    "No review page in {folder}. If the results lie elsewhere, the page there is not up to date:"
    " `quarter {quarter} --output FOLDER` writes it anew."
)
PAGE_LOST = N_(
    "The review page is not up to date: {path} is damaged or of another version. `quarter {quarter}` writes both anew."
)
PAGE_BUSY = N_(
    "Another run is writing {folder}, and its review page may not show this yet: `quarter {quarter}` writes it anew."
)


def reply(
    options: "RunOptions",
    answer: "EntryResult",
    refused: int = USAGE,
    page: bool = True,
    ending: str = "",
) -> NoReturn:
    """Print the result of an entry and exit with 0, or with `refused` if nothing was recorded.

    `ending` is the message id of the last line then, where the code has not its usual meaning.

    With `page`, a recorded entry is then shown on the review page.
    """
    from gacx_reports.cli.output.disputes import answer as words
    from gacx_reports.commands.ledger_entry import Recorded
    from gacx_reports.commands.published_names import published_names

    told = isinstance(answer, Recorded) and answer.departments
    names = run(options, lambda: published_names(options)) if told else {}
    tell(words(answer, options.t, names), options.t)
    if isinstance(answer, Recorded) and page:
        show_page(options)
    leave(options, DONE if isinstance(answer, Recorded) else refused, ending)


def show_page(options: "RunOptions") -> None:
    """Bring the quarter's review pages up to date, wherever they are known to lie, and say where only a new run can.

    That is so if its record is damaged, if another run is writing it, or for a page in the other language. Says also if
    there is no page at all.
    """
    from gacx_reports.commands.review_page import RECORD, refresh_others

    record = options.target / RECORD
    others = run(options, lambda: refresh_others(options.ledger, options.target))
    said = [PAGE_ELSEWHERE] if not others and not record.is_file() else []
    said += run(options, lambda: _refreshed(options))
    about = {"folder": options.target, "path": record}
    for words in said:
        line = options.t.gettext(words)
        click.echo(line.format(**about, quarter=options.quarter, lang=options.lang))


def _refreshed(options: "RunOptions") -> list[str]:
    """Bring the page in the command's folder up to date; message ids of what is to be said of it."""
    from gacx_reports.commands.review_page import language, refresh_alone
    from gacx_reports.files import BusyError

    try:
        whole = refresh_alone(options.target, options.ledger, _templates(options))
    except BusyError:
        return [PAGE_BUSY]
    if not whole:
        return [PAGE_LOST]
    return [PAGE_STAYS] if language(options.target) == other(options.lang) else []


def _templates(options: "RunOptions") -> Path:
    """The templates with which the page was made; those of the command where that is not known."""
    from gacx_reports.commands.known_pages import known_pages

    here = options.target.resolve()
    places = known_pages(options.ledger, str(options.quarter))
    return next((p.templates for p in places if p.folder == here), options.templates)
