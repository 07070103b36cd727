"""Tables of text on the screen, or 140 characters wide in a log."""

import sys
from collections.abc import Iterable
from gettext import NullTranslations

from rich.console import Console
from rich.table import Table

from gacx_reports.core.language.substitutes import visible


def make_table(headers: Iterable[str], t: NullTranslations) -> Table:
    """A table with these headers (message ids) in the reader's language."""
    table = Table()
    for header in headers:
        table.add_column(t.gettext(header), overflow="fold")
    return table


def on_screen(text: str) -> str:
    """The text with unprintable characters replaced by �, so that text of a workbook can't control the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in visible(text))


def print_table(table: Table) -> None:
    """Print a table as wide as the terminal, or 140 characters wide if the output is redirected."""
    Console(width=None if sys.stdout.isatty() else 140).print(table)
