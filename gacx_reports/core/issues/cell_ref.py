"""Places in workbooks: a workbook, a sheet or a cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

_CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """A workbook, one of its sheets, or cells of a sheet; `sheet` and `cell` are "" for a wider place."""

    workbook: str
    """File name below the quarter's folder."""
    sheet: str = ""
    cell: str = ""
    """Address as in Excel: `C7`, or ranges such as `C14:C17, C20`."""

    def __str__(self) -> str:
        """`技术服务组.xlsx › 抽查记录 › C7`, without the empty parts."""
        return " › ".join(part for part in (self.workbook, self.sheet, self.cell) if part)

    @property
    def row(self) -> int:
        """Row of the (first) cell, from 1; 0 for a sheet or workbook."""
        return int(match[2]) if (match := _CELL.match(self.cell)) else 0

    @property
    def column(self) -> int:
        """Column of the (first) cell, from 0; -1 for a sheet or workbook."""
        return column_index(match[1]) if (match := _CELL.match(self.cell)) else -1


@cache
def column_letters(index: int) -> str:
    """Returns a column's letters: 0 → A, 25 → Z, 26 → AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Returns a column's index from 0: A → 0, Z → 25, AA → 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def address(row: int, column: int) -> str:
    """Returns the address of the cell in `row` (from 1) and `column` (from 0), such as `C7`."""
    return f"{column_letters(column)}{row}"


def ranges(rows: list[int], column: int) -> str:
    """Returns cells of one column as ranges: rows 2, 3, 4 and 9 of column C → `C2:C4, C9`."""
    spans: list[list[int]] = []
    for row in sorted(set(rows)):
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return ", ".join(
        address(first, column)
        if first == last
        else f"{address(first, column)}:{address(last, column)}"
        for first, last in spans
    )


def span(places: Iterable[CellRef]) -> CellRef:
    """Joins cells of one row or column of a sheet into one place: `E2:G2`, `C14:C17, C20`."""
    found = list(places)
    spots = [(m[1], int(m[2])) for p in found if (m := _CELL.fullmatch(p.cell))]
    rows = [row for _, row in spots]
    columns = list(dict.fromkeys(letters for letters, _ in spots))
    if len(columns) > 1:
        cells = f"{columns[0]}{rows[0]}:{columns[-1]}{rows[-1]}"
    else:
        cells = ranges(rows, column_index(columns[0])) if columns else ""
    return CellRef(found[0].workbook, found[0].sheet, cells)
