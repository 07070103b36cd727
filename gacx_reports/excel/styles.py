"""Cell formats and column widths of the program's workbooks, and a simple formatted workbook from rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Any

import xlsxwriter

from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.core.sheets.raw_values import NotApplicable
from gacx_reports.core.sheets.text_width import text_width

CellValue = str | Decimal | int | date | bool | NotApplicable | None
SheetRow = Mapping[str, "CellValue | Shown"]

STAMP = datetime(2024, 1, 1)  # noqa: DTZ001 - a constant, so that equal content gives equal bytes
SPARE_ROWS = 500
"""Blank rows below the filled ones that have dropdowns."""
HEADER = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": "#1F4E79",
    "border": 1,
    "border_color": "#8EA9C1",
    "valign": "vcenter",
    "text_wrap": True,
}
DAY = "yyyy-mm-dd"
FONT = {"font_name": "Microsoft YaHei", "font_size": 10}


@dataclass(frozen=True, slots=True)
class Shown:
    """A number with a number format of its own, in a column of mixed kinds."""

    value: Decimal
    format: str
    """An Excel number format: `0.0%`."""


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A form's sheet and its rows."""

    form: SheetForm
    rows: Sequence[SheetRow]


def workbook_bytes(sheets: Iterable[FilledSheet], title: str) -> bytes:
    """A workbook of these sheets, as .xlsx bytes; the same input gives the same bytes."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": DAY}) as book:
        book.set_properties({"title": title, "author": "gacx-reports", "created": STAMP})
        book.formats[0].set_font_name(FONT["font_name"])
        book.formats[0].set_font_size(FONT["font_size"])
        formats: dict[str, Any] = {}
        for sheet in sheets:
            _write_sheet(book, sheet, formats)
    return buffer.getvalue()


def cell_style(number_format: str) -> dict[str, Any]:
    """XlsxWriter properties of a cell with that number format; texts are indented away from a number to their left."""
    shape: dict[str, Any] = {"num_format": number_format} if number_format else {"text_wrap": True}
    if number_format in ("", "@"):
        shape |= {"align": "left", "indent": 1}
    if number_format == DAY:
        shape["align"] = "center"
    return {**FONT, "valign": "top", **shape}


def _format(book: Any, formats: dict[str, Any], number_format: str) -> Any:
    if number_format not in formats:
        formats[number_format] = book.add_format(cell_style(number_format))
    return formats[number_format]


def _write_sheet(book: Any, sheet: FilledSheet, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(sheet.form.name)
    header = book.add_format({**FONT, **HEADER})
    style = partial(_format, book, formats)
    for index, column in enumerate(sheet.form.columns):
        page.write_string(0, index, column.name, header)
        width = column_width(column, sheet.rows)
        page.set_column(index, index, width, style(number_format(column)))
        if column.choices or column.kind is Kind.YES_NO:
            _add_dropdown(book, page, index, column, len(sheet.rows))
    for number, row in enumerate(sheet.rows, start=1):
        for index, column in enumerate(sheet.form.columns):
            write_cell(page, (number, index), row.get(column.name), column, style)
    page.set_row(0, 22)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.form.columns) - 1)


def write_cell(
    page: Any,
    at: tuple[int, int],
    value: "CellValue | Shown",
    column: Column,
    style: Callable[[str], Any],
) -> None:
    """Write one value to row and column `at` (0-based); None writes nothing.

    `style` returns the XlsxWriter format for a number format.
    """
    plain = style(number_format(column))
    match value:
        case None:
            pass
        case Shown(value=number, format=own):
            page.write_number(*at, float(number), style(own))
        case bool():
            page.write_string(*at, "是" if value else "否", plain)
        case Decimal() | int():
            ratio = column.kind is Kind.RATIO
            shape = percent_format(Decimal(value)) if ratio else number_format(column)
            page.write_number(*at, float(value), style(shape))
        case date():
            day = datetime(value.year, value.month, value.day)  # noqa: DTZ001
            page.write_datetime(*at, day, style(DAY))
        case NotApplicable():
            page.write_string(*at, value.value, plain)
        case str():
            page.write_string(*at, value, plain)


def percent_format(value: Decimal) -> str:
    """A percent format with as many decimals as the value has; `0.##%` would show 60 % as `60.%`."""
    exponent = (value * 100).normalize().as_tuple().exponent
    return f"0.{'0' * -exponent}%" if isinstance(exponent, int) and exponent < 0 else "0%"


def number_format(column: Column) -> str:
    """The number format for the column's kind; "" for texts."""
    match column.kind:
        case Kind.RATIO:
            return "0.0%"
        case Kind.DATE:
            return DAY
        case Kind.ID:
            return "@"
        case Kind.NUMBER:
            return "General"
        case _:
            return ""


def column_width(
    column: Column, rows: Sequence[SheetRow], shown: Callable[[str], str] = str
) -> float:
    """Width of a column in digits, 8 to 60: room for its header and the first 200 rows, as `shown` returns them."""
    texts = (shown(text_of(row.get(column.name))) for row in rows[:200])
    widest = max(map(text_width, texts), default=0)
    return min(max(text_width(shown(column.name)) + 5, widest + 3, 8), 60)


def text_of(value: "CellValue | Shown") -> str:
    """The value as text, approximately as a cell shows it; for measuring widths."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case Shown(value=number):
            return str(number)
        case NotApplicable():
            return value.value
        case _:
            return str(value)


def _add_dropdown(book: Any, page: Any, index: int, column: Column, filled: int) -> None:
    """Add a dropdown; none if its words exceed 255 characters, because Excel takes such a file for corrupt."""
    del book
    words = ["是", "否"] if column.kind is Kind.YES_NO else list(column.choices)
    if column.na:
        words.append("不适用")
    if len(",".join(words)) <= 255:
        page.data_validation(
            1,
            index,
            filled + SPARE_ROWS,
            index,
            {
                "validate": "list",
                "source": words,
                "error_title": column.name,
                "error_message": "、".join(words)[:250],
            },
        )
