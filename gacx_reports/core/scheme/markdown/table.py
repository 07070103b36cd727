"""Markdown headings, tables and numbers for the printed scheme."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.sheets.read_cell import bound


def table(headers: Iterable[str], rows: Iterable[Iterable[str]], t: NullTranslations) -> str:
    """Returns a Markdown table; headers are fixed words of the workbooks, translated here."""
    names = [word(header, t) for header in headers]
    lines = [line(names), line(["---"] * len(names)), *(line(row) for row in rows)]
    return "\n".join(lines)


def heading(text: str) -> str:
    """Returns the heading of a section, at level 2."""
    return f"## {text}"


def line(cells: Iterable[str]) -> str:
    """Returns one row of a table, with `|` escaped and newlines replaced by spaces."""
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def percent(value: Decimal | Fraction | None) -> str:
    """Returns a fraction of 1 in percent, exact; a dash for None."""
    return formats.NONE if value is None else bound(value, percent=True)


def plain(value: Decimal | None) -> str:
    """Returns the number without rounding; "" for None."""
    return "" if value is None else bound(value, percent=False)
