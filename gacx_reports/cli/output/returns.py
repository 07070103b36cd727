"""Output of `check --status`, as a table or as JSON."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from gettext import NullTranslations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gacx_reports.cli.output.tables import on_screen
from gacx_reports.core.language import formats
from gacx_reports.core.language.issue_words import owner_words
from gacx_reports.core.submissions.return_status import Return, ReturnState
from gacx_reports.i18n import N_

STATES = {
    ReturnState.IN: (N_("in"), "green"),
    ReturnState.FAULTY: (N_("in, with errors"), "red"),
    ReturnState.UNREADABLE: (N_("can't be read"), "red"),
    ReturnState.MISSING: (N_("missing"), "red"),
}


def show_returns(returns: Iterable[Return], t: NullTranslations) -> None:
    """Print the hand-in status of every workbook: owner, due day, state, errors; finished ones last."""
    table = Table()
    headers = (
        N_("Workbook"),
        N_("Filled in by"),
        N_("People"),
        N_("Due"),
        N_("State"),
        N_("Errors"),
    )
    for header in headers:
        numeric = header in ("People", "Errors")
        table.add_column(t.gettext(header), justify="right" if numeric else "left")
    for item in sorted(returns, key=lambda r: r.state is ReturnState.IN):
        words, style = STATES[item.state]
        table.add_row(
            Text(on_screen(item.workbook)),
            Text(on_screen(owner_words(item.owner, t))),
            str(item.people),
            formats.day(item.due, t),
            Text(t.gettext(words), style),
            str(item.faults),
        )
    Console(width=None if sys.stdout.isatty() else 140).print(table)


def returns_json(returns: Iterable[Return]) -> str:
    """The hand-in status of every workbook as JSON: names as they are, the day in ISO form, the state as a word."""
    rows = [{**asdict(item), "due": item.due.isoformat()} for item in returns]
    return json.dumps(rows, ensure_ascii=False, indent=2)
