"""One worksheet's XML → rows of raw values, in one pass: values and formulas, hidden rows, merged cells."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import IO, Any

from defusedxml.ElementTree import iterparse
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from gacx_reports.core.places import address
from gacx_reports.core.tables import Merge
from gacx_reports.core.values import BadCell, CellFault, Raw

ROW, COLUMN, MERGE, FILTER, FORMULA, VALUE = (
    f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("row", "col", "mergeCell", "filterColumn", "f", "v")
)
ERRORS = frozenset(
    {
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
    }
)
_EXTERNAL = re.compile(r"\[[^\]]+\][^!]*!")


class TooManyCellsError(Exception):
    """The workbook holds more cells than any workbook of ours."""


class SheetReader:
    """Reads one sheet; what it learns besides the cells is in its attributes once `rows` is exhausted."""

    MOST_CELLS = 2_000_000
    """In a workbook."""
    MOST_COLUMNS = 200
    MOST_ROWS = 100_000
    MOST_BEYOND = 20
    """Cells beyond those bounds that are named."""

    def __init__(self, source: IO[bytes], reader: ExcelReader, budget: int) -> None:
        self.budget = budget
        """Cells that may still be read."""
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        """0-based."""
        self.filtered = False
        self.merges: list[Merge] = []
        self.date1904 = reader.wb.epoch == CALENDAR_MAC_1904
        self.beyond: list[str] = []
        """Addresses of cells that hold something outside the bounds, or off the grid."""
        self._source = source
        book: Any = reader.wb  # the stubs leave out what read-only worksheets use
        self._parser = WorkSheetParser(
            source,
            reader.shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )

    def rows(self) -> Iterator[tuple[int, tuple[Raw, ...]]]:
        """Physical row number and cells from column A, of rows that hold anything."""
        last = 0
        for _, element in iterparse(self._source):
            match element.tag:
                case tag if tag == ROW:
                    number, cells = self._row(element, last)
                    last = number
                    if any(cell is not None for cell in cells):
                        yield number, cells
                    element.clear()
                case tag if tag == COLUMN:
                    self._column(element)
                case tag if tag == MERGE:
                    self._merge(element)
                case tag if tag == FILTER:
                    self.filtered = True
                case _:
                    pass

    def _row(self, row: ET.Element, last: int) -> tuple[int, tuple[Raw, ...]]:
        number = int(row.get("r") or last + 1)
        self._parser.row_counter = number
        self._parser.col_counter = 0
        if row.get("hidden") in ("1", "true"):
            self.hidden_rows.add(number)
        found: dict[int, Raw] = {}
        for element in row:
            column, value = self._cell(element)
            if value is None:
                continue
            if column > self.MOST_COLUMNS or number > self.MOST_ROWS:
                self._note(number, column)
            else:
                found[column] = value
        return number, tuple(found.get(c) for c in range(1, max(found, default=0) + 1))

    def _note(self, row: int, column: int) -> None:
        if len(self.beyond) < self.MOST_BEYOND:
            self.beyond.append(address(row, column - 1))

    def _cell(self, element: ET.Element) -> tuple[int, Raw]:
        self.budget -= 1
        if self.budget < 0:
            raise TooManyCellsError
        formula = element.find(FORMULA)
        try:
            cell = self._parser.parse_cell(element)
        except (ValueError, LookupError, OverflowError):
            # One unreadable cell is that cell's fault, not the workbook's.
            self._parser.col_counter += not element.get("r")
            return self._parser.col_counter, BadCell(
                CellFault.GARBLED, element.findtext(VALUE) or ""
            )
        if formula is not None:
            return cell["column"], _computed(cell, formula.text or "")
        return cell["column"], _raw(cell)

    def _column(self, element: ET.Element) -> None:
        if element.get("hidden") in ("1", "true"):
            first, last = int(element.get("min") or 1), int(element.get("max") or 1)
            self.hidden_columns.update(range(first - 1, min(last, self.MOST_COLUMNS)))

    def _merge(self, element: ET.Element) -> None:
        try:
            left, top, right, bottom = range_boundaries(element.get("ref") or "")
        except (ValueError, TypeError):
            return
        if len(self.merges) < self.MOST_ROWS and None not in (left, top, right, bottom):
            self.merges.append(
                Merge(int(top or 1), int(left or 1) - 1, int(bottom or 1), int(right or 1) - 1)
            )


def _computed(cell: dict[str, Any], formula: str) -> Raw:
    if "DISPIMG(" in formula.upper():
        return BadCell(CellFault.PICTURE, f"={formula}")
    if _EXTERNAL.search(formula):
        return BadCell(CellFault.EXTERNAL, f"={formula}")
    if cell["value"] is None:
        return BadCell(CellFault.UNCOMPUTED, f"={formula}")
    return _raw(cell)


def _raw(cell: dict[str, Any]) -> Raw:
    value = cell["value"]
    if cell["data_type"] == "e" or (isinstance(value, str) and value in ERRORS):
        return BadCell(CellFault.ERROR, str(value))
    return value if value is None or isinstance(value, Raw) else str(value)
