"""A sheet of results as a value (columns and rows), and its writer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations
from io import BytesIO
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter

from gacx_reports.core.exact import rounded
from gacx_reports.core.issues.cell_ref import column_letters
from gacx_reports.core.language.formats import places_for
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.text_width import text_width
from gacx_reports.excel.results.streamed_sheet import (
    OPTIONS,
    StoredCell,
    StreamedSheet,
    errors_of_the_system,
    repack,
)
from gacx_reports.excel.styles import FONT, HEADER, STAMP
from gacx_reports.i18n import N_

TableCell = StoredCell


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A column of a result sheet."""

    header: str
    """A message id."""
    format: str = ""
    """Number format; "" for text."""


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """A sheet of results."""

    name: str
    """A message id."""
    columns: tuple[ResultColumn, ...]
    rows: Iterable[tuple[TableCell, ...]]
    """Read once."""
    total: tuple[TableCell, ...] = ()
    """Sums, written below a blank row and outside the filter, so that sorting does not move them among the rows."""


MEASURED = 300
"""Rows that decide how wide a column is."""
TEXT = ""
SCORE = "0.0000"
PERCENT = "0.00%"
SHARE = "0.00######%"
"""A share that somebody typed, such as a pay factor: as many decimals as it has."""
WHOLE = "0.0000########"
"""Results and targets: as many decimals as they have."""
MONEY = "#,##0.00"
COUNT = "0"
DAY = N_("d mmm yyyy")
"""Number format of a day; a message id, as it differs by language."""


def columns(*named: tuple[str, str]) -> tuple[ResultColumn, ...]:
    """Columns from pairs of header (message id) and number format."""
    return tuple(ResultColumn(header, number_format) for header, number_format in named)


WHO = ((N_("ID"), TEXT), (N_("Name"), TEXT), (N_("Department"), TEXT), (N_("Post"), TEXT))


ResultPerson = tuple[Person, *tuple[TableCell, ...]]
"""A row about a person: whose it is, then its cells."""


def people_sheet(
    name: str,
    named: Iterable[tuple[str, str]],
    rows: Iterable[ResultPerson],
    total: tuple[TableCell, ...] = (),
) -> ResultSheet:
    """A sheet whose rows are about people: ID, name, department and post stand first."""
    cells = ((p.id, p.name, p.department, p.post, *more) for p, *more in rows)
    return ResultSheet(name, columns(*WHO, *named), cells, total)


def format_of_scores(scheme: Scheme) -> str:
    """The number format of scores and totals: 4 decimals; where the full mark isn't 1, as reports print them."""
    settings = scheme.settings
    places = 4 if scheme.full == 1 else max(settings.total_places, settings.score_places)
    return f"0.{'0' * places}" if places else "0"


def book_of(
    title: str, sheets: Iterable[ResultSheet], t: NullTranslations, scores: str = SCORE
) -> bytes:
    """A workbook of result sheets; the same sheets give the same bytes. `scores` is the number format of SCORE."""
    with TemporaryFile() as draft, BytesIO() as buffer:
        with errors_of_the_system(), xlsxwriter.Workbook(draft, OPTIONS) as book:
            book.set_properties({"title": title, "author": "gacx-reports", "created": STAMP})
            for sheet in sheets:
                write_sheet(book, sheet, t, scores)
        repack(draft, buffer)
        return buffer.getvalue()


def score(value: Fraction | None, places: int = 4) -> Decimal | None:
    """The exact value rounded half up to `places` decimals, for print only; None stays None."""
    return None if value is None else rounded(value, places)


def typed(value: Fraction | None) -> Decimal | None:
    """A number that somebody typed, such as a target, whole; one cut to days that goes on for ever to 6 decimals."""
    return None if value is None else rounded(value, places_for(value, 6))


def write_sheet(book: Any, sheet: ResultSheet, t: NullTranslations, scores: str = SCORE) -> None:
    """Add a sheet of results to the XlsxWriter workbook: header, rows, sums, widths, filter, landscape A4."""
    page = book.add_worksheet(t.gettext(sheet.name), StreamedSheet)
    rows = iter(sheet.rows)
    first = tuple(islice(rows, MEASURED))
    headers = {f: book.add_format({**FONT, **HEADER, **_place(f, 2)}) for f in _formats(sheet)}
    shapes = {f: _format(scores if f == SCORE else f, t) for f in _formats(sheet)}
    formats = {f: book.add_format(shape) for f, shape in shapes.items()}
    for index, column in enumerate(sheet.columns):
        page.write_string(0, index, t.gettext(column.header), headers[column.format])
        width = max(
            text_width(t.gettext(column.header)) + 4, *_widths(first, sheet.total, index), 8
        )
        page.set_column(index, index, min(width, 60))
    number = 0
    letters = [column_letters(index) for index in range(len(sheet.columns))]
    styles = [(a, formats[column.format]) for a, column in zip(letters, sheet.columns, strict=True)]
    for number, row in enumerate(chain(first, rows), start=1):
        page.write_cells(number, row, styles)
    if sheet.total:
        sums = {f: book.add_format(shape | SUM) for f, shape in shapes.items()}
        below = [(a, sums[column.format]) for a, column in zip(letters, sheet.columns, strict=True)]
        page.write_cells(number + 2, sheet.total, below)
    page.finish()
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, max(number, 1), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


SUM = {"bold": True, "top": 1}


def _format(number_format: str, t: NullTranslations) -> dict[str, Any]:
    shown = {"num_format": t.gettext(number_format)} if number_format else {}
    return FONT | shown | _place(number_format)


def _place(number_format: str, button: int = 0) -> dict[str, Any]:
    """Alignment: numbers right, texts and days left with an indent, so that neighbouring columns don't touch.

    `button`: indent of a right-aligned header, which keeps it clear of the filter's button.
    """
    texts = number_format in (TEXT, DAY)
    return {"align": "left", "indent": 1} if texts else {"align": "right", "indent": button}


def _formats(sheet: ResultSheet) -> Iterable[str]:
    return dict.fromkeys(c.format for c in sheet.columns)


def _widths(
    rows: Sequence[tuple[TableCell, ...]], total: tuple[TableCell, ...], index: int
) -> Iterator[int]:
    yield 0
    for row in (*rows, *([total] if total else [])):
        yield text_width(str(row[index] or "")) + 3
