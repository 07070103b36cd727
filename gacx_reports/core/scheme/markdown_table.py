"""Markdown, as the scheme in print is written."""

from collections.abc import Iterable
from decimal import Decimal
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.sheets.read_cell import bound


def table(headers: Iterable[str], rows: Iterable[Iterable[str]], t: NullTranslations) -> str:
    """A table; headers are words of ours, in the reader's language."""
    names = [word(header, t) for header in headers]
    lines = [line(names), line(["---"] * len(names)), *(line(row) for row in rows)]
    return "\n".join(lines)


def heading(text: str) -> str:
    """Of a section."""
    return f"## {text}"


def line(cells: Iterable[str]) -> str:
    """One row of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def percent(value: Decimal | None) -> str:
    """An exact share in percent, a dash for none."""
    return formats.NONE if value is None else bound(value, percent=True)


def plain(value: Decimal | None) -> str:
    """An exact number, "" for none."""
    return "" if value is None else bound(value, percent=False)
