"""A sheet that goes to a file row by row has the bytes of one that XlsxWriter holds in memory."""

import errno
import gc
import os
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from gacx_reports.core.language.substitutes import visible
from gacx_reports.excel.results import table_sheet
from gacx_reports.excel.results.table_sheet import (
    COUNT,
    DAY,
    MONEY,
    TEXT,
    ResultSheet,
    TableCell,
    book_of,
    columns,
)
from gacx_reports.excel.styles import STAMP
from gacx_reports.i18n import N_, translator

COLUMNS = columns((N_("ID"), TEXT), (N_("Day"), DAY), (N_("n"), COUNT), (N_("Base pay"), MONEY))
T = translator("zh")


def rows(number: int) -> list[tuple[TableCell, ...]]:
    """So many rows with texts that repeat within a sheet and between sheets, days, numbers and blank cells."""
    return [
        (f"G{n % 40}", date(2024, 7, 1 + n % 31), n or None, Decimal(n) / 4) for n in range(number)
    ]


def sheets(*numbers: int) -> list[ResultSheet]:
    """Sheets with so many rows, the last one with a sum."""
    found = [ResultSheet(f"第{n}页", COLUMNS, rows(number)) for n, number in enumerate(numbers)]
    # A text that Excel can't hold whole, markup, a line end, a character of private use, no text.
    odd = ("长" * 33_000, "长" * 20_000, "<b>&\"'", " 一\n二 ", "\ue863", "")
    found.append(ResultSheet("怪", COLUMNS, [(text, None, 1, Decimal("0.1")) for text in odd]))
    return [*found, ResultSheet("发放表", COLUMNS, rows(3), ("合计", None, 3, Decimal(9)))]


def in_memory(made: list[ResultSheet], monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The workbook as XlsxWriter makes it by itself."""

    class Plain(xlsxwriter.worksheet.Worksheet):  # type: ignore[misc]  # the library has no types
        def finish(self) -> None:
            """Nothing is left to be written."""

        def write_cells(self, row: int, cells: Any, styles: Any) -> None:
            """Each by itself."""
            for index, (cell, (_, style)) in enumerate(zip(cells, styles, strict=True)):
                match cell:
                    case None:
                        self.write_blank(row, index, None, style)
                    case str():
                        self.write_string(row, index, visible(cell), style)
                    case date():
                        self.write_datetime(row, index, cell, style)
                    case _:
                        self.write_number(row, index, float(cell), style)

    buffer = BytesIO()
    options: dict[str, Any] = {"in_memory": True, "strings_to_formulas": False}
    monkeypatch.setattr(table_sheet, "StreamedSheet", Plain)
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": "2024Q3", "author": "gacx-reports", "created": STAMP})
        for sheet in made:
            table_sheet.write_sheet(book, sheet, T)
    return buffer.getvalue()


@pytest.mark.parametrize("numbers", [(), (0, 1), (2, 0, 31), (700, 15, 16)])
def test_the_bytes_are_those_of_a_workbook_in_memory(
    numbers: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many rows there are, also none; texts are stored once for all sheets."""
    assert book_of("2024Q3", sheets(*numbers), T) == in_memory(sheets(*numbers), monkeypatch)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_full_disk_is_said_as_the_system_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not as an error of XlsxWriter, which would be a fault of the program; also where the rows' own file is full."""

    class Full(BytesIO):
        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(table_sheet, "TemporaryFile", Full)
    with pytest.raises(OSError, match="No space") as raised:
        book_of("2024Q3", sheets(1), T)
    assert raised.value.errno == errno.ENOSPC
    # XlsxWriter's half-written package can't be ended either, which Python says when it drops it.
    del raised
    gc.collect()
