"""Sheets of our own forms → a formatted workbook: headers, dropdowns, widths, print set-up."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from gacx_reports.core.columns import Column, Kind, SheetForm
from gacx_reports.core.values import NotApplicable

Cell = str | Decimal | int | date | bool | NotApplicable | None
Row = Mapping[str, "Cell | Shown"]

STAMP = datetime(2024, 1, 1)  # noqa: DTZ001 - a constant, so that equal content gives equal bytes
SPARE_ROWS = 500
"""Rows below the header that dropdowns reach."""
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
    """As Excel writes it: `0.0%`."""


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A form's sheet and its rows."""

    form: SheetForm
    rows: Sequence[Row]


def workbook_bytes(sheets: Iterable[FilledSheet], title: str) -> bytes:
    """The workbook as a file's content; the same input gives the same bytes."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": DAY}) as book:
        book.set_properties({"title": title, "author": "gacx-reports", "created": STAMP})
        book.formats[0].set_font_name(FONT["font_name"])
        book.formats[0].set_font_size(FONT["font_size"])
        formats: dict[str, Any] = {}
        for sheet in sheets:
            _write_sheet(book, sheet, formats)
    return buffer.getvalue()


def _format(book: Any, formats: dict[str, Any], number_format: str) -> Any:
    if number_format not in formats:
        style = {**FONT, "valign": "top"} | (
            {"num_format": number_format} if number_format else {"text_wrap": True}
        )
        formats[number_format] = book.add_format(style)
    return formats[number_format]


def _write_sheet(book: Any, sheet: FilledSheet, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(sheet.form.name)
    header = book.add_format({**FONT, **HEADER})
    for index, column in enumerate(sheet.form.columns):
        page.write_string(0, index, column.name, header)
        page.set_column(
            index, index, _width(column, sheet.rows), _format(book, formats, _number_format(column))
        )
        if column.choices or column.kind is Kind.YES_NO:
            _add_dropdown(book, page, index, column, len(sheet.rows))
    for number, row in enumerate(sheet.rows, start=1):
        for index, column in enumerate(sheet.form.columns):
            _write_cell(book, page, (number, index), row.get(column.name), column, formats)
    page.set_row(0, 22)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.form.columns) - 1)


def _write_cell(
    book: Any,
    page: Any,
    at: tuple[int, int],
    value: "Cell | Shown",
    column: Column,
    formats: dict[str, Any],
) -> None:
    plain = _format(book, formats, _number_format(column))
    match value:
        case None:
            pass
        case Shown(value=number, format=number_format):
            page.write_number(*at, float(number), _format(book, formats, number_format))
        case bool():
            page.write_string(*at, "是" if value else "否", plain)
        case Decimal() | int():
            shape = (
                _percent(Decimal(value)) if column.kind is Kind.RATIO else _number_format(column)
            )
            page.write_number(*at, float(value), _format(book, formats, shape))
        case date():
            day = datetime(value.year, value.month, value.day)  # noqa: DTZ001
            page.write_datetime(*at, day, _format(book, formats, DAY))
        case NotApplicable():
            page.write_string(*at, value.value, plain)
        case str():
            page.write_string(*at, value, plain)


def _percent(value: Decimal) -> str:
    """As many decimals as the percentage has: `0.##%` would show 60 % as `60.%`."""
    exponent = (value * 100).normalize().as_tuple().exponent
    return f"0.{'0' * -exponent}%" if isinstance(exponent, int) and exponent < 0 else "0%"


def _number_format(column: Column) -> str:
    match column.kind:
        case Kind.RATIO:
            return "0.0%"
        case Kind.DATE:
            return DAY
        case Kind.ID:
            return "@"
        case _:
            return ""


def _width(column: Column, rows: Sequence[Row]) -> float:
    widest = max((text_width(_text(row.get(column.name))) for row in rows[:200]), default=0)
    return min(max(text_width(column.name) + 4, widest + 2, 8), 60)


def _text(value: "Cell | Shown") -> str:
    """Roughly as it shows."""
    match value:
        case None:
            return ""
        case Shown(value=number):
            return str(number)
        case NotApplicable():
            return value.value
        case _:
            return str(value)


def text_width(text: str) -> int:
    """Width in character cells; Chinese characters take two."""
    return max(
        (
            sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
            for line in text.split("\n")
        ),
        default=0,
    )


def _add_dropdown(book: Any, page: Any, index: int, column: Column, filled: int) -> None:
    """A list longer than 255 characters in place corrupts the file in Excel: such a column gets none here."""
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
