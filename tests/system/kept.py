"""What is left of an issued workbook when another program has saved it, for the supervisor who is to fill it in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

Cells = frozenset[tuple[str, str]]
"""Sheet and cell, or sheet and what it is like."""


@dataclass(frozen=True)
class Kept:
    """Where a workbook has what; sets of one workbook are compared with those of another."""

    protected: Cells
    """Sheets."""
    unlocked: Cells
    """Cells that may be typed into where the sheet is protected."""
    lists: Cells
    """Cells with a dropdown whose choices are there."""
    checks: Cells
    """Cells with another validation: numbers and dates within bounds."""
    colours: Cells
    """Cells coloured by a condition: missing and impossible entries."""
    formulas: Cells
    """Cells of the live preview."""
    percents: Cells
    """Cells that show a percentage or a date."""
    frozen: Cells
    """Sheets whose head stays in view."""
    hidden: Cells
    """Sheets that nobody is to see."""


def kept(path: Path) -> Kept:
    """What the workbook has, as openpyxl reads it."""
    book = openpyxl.load_workbook(path)
    pages = book.worksheets

    def cells(test: Callable[[Any], bool]) -> Cells:
        return frozenset(
            (p.title, c.coordinate) for p in pages for row in p.iter_rows() for c in row if test(c)
        )

    def sheets(test: Callable[[Any], bool]) -> Cells:
        return frozenset((p.title, "") for p in pages if test(p))

    return Kept(
        protected=sheets(lambda p: p.protection.sheet),
        unlocked=frozenset((p.title, cell) for p in pages for cell in _unlocked(p)),
        lists=frozenset(_validated(book, lambda rule: rule.type == "list")),
        checks=frozenset(_validated(book, lambda rule: rule.type != "list")),
        colours=frozenset(
            (p.title, cell)
            for p in pages
            for area in p.conditional_formatting
            for cell in _spread(area.sqref)
        ),
        formulas=cells(lambda c: c.data_type == "f"),
        percents=cells(lambda c: "%" in c.number_format or "yy" in c.number_format),
        frozen=sheets(lambda p: p.freeze_panes),
        hidden=sheets(lambda p: p.sheet_state != "visible"),
    )


ROWS = range(1, 101)
"""Rows in which cells are tried: blank rows for new records among them."""


def _unlocked(page: Any) -> Iterator[str]:
    """Cells without a style of their own have that of their column."""
    columns = {
        n: column.protection.locked
        for column in page.column_dimensions.values()
        for n in range(column.min, min(column.max, page.max_column) + 1)
    }
    for row in ROWS:
        for n in range(1, page.max_column + 1):
            cell = page._cells.get((row, n))
            if not (columns.get(n, True) if cell is None else cell.protection.locked):
                yield f"{get_column_letter(n)}{row}"


def _validated(book: Any, wanted: Callable[[Any], bool]) -> Iterator[tuple[str, str]]:
    for page in book.worksheets:
        for rule in page.data_validations.dataValidation:
            if wanted(rule) and _leads_somewhere(book, rule.formula1 or ""):
                yield from ((page.title, cell) for cell in _spread(rule.sqref))


def _leads_somewhere(book: Any, source: str) -> bool:
    """Not a name that the workbook has lost: Excel would then refuse whatever is typed."""
    return not source.startswith("gacx_") or source in book.defined_names


def _spread(areas: Any) -> Iterator[str]:
    for area in areas.ranges:
        yield from (f"{get_column_letter(column)}{row}" for row, column in area.cells)


COLUMNS = {
    "protected": "protection",
    "unlocked": "cells open for entries",
    "lists": "dropdowns",
    "checks": "bounds while typing",
    "colours": "colours of missing and impossible entries",
    "formulas": "试算",
    "percents": "formats of percentages and dates",
    "frozen": "header in view",
    "hidden": "inner sheets hidden",
}


def table_row(program: str, before: Kept, after: Kept, stamps: str, codes: str) -> str:
    """The program's row in docs/odd-workbooks.md: what is kept, stamps of three, and what reading says."""
    cells = (_in_words(getattr(before, name), getattr(after, name)) for name in COLUMNS)
    return f"| {' | '.join((program, *cells, stamps, codes))} |"


def _in_words(before: Cells, after: Cells) -> str:
    left = len(before & after)
    return "kept" if left == len(before) else f"{left} of {len(before)}" if left else "lost"


def locked_out(before: Kept, after: Kept) -> Cells:
    """Cells that were open for entries, and in which a protected sheet lets nobody type any more."""
    sheets = {sheet for sheet, _ in after.protected}
    return frozenset(c for c in before.unlocked - after.unlocked if c[0] in sheets)
