"""Where in the workbooks something stands, and the arithmetic of A1 addresses.

Rows count from 1, as Excel shows them; columns count from 0, as they index a row of cells.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

LAST_ROW = 1_048_576
"""The lowest row of a sheet."""
LAST_COLUMN = 16_384
"""How many columns a sheet has: the last one is XFD, index 16,383."""
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


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
        return spot[0] if (spot := _spot(_CELL.match(self.cell))) else 0

    @property
    def column(self) -> int:
        """Column of the (first) cell, from 0; -1 for a sheet or workbook."""
        return spot[1] if (spot := _spot(_CELL.match(self.cell))) else -1


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
    """A → 0, Z → 25, AA → 26; capitals only."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def address(row: int, column: int) -> str:
    """Returns the address of the cell in `row` (from 1) and `column` (from 0), such as `C7`."""
    return f"{column_letters(column)}{row}"


def position(text: str) -> tuple[int, int] | None:
    """`C7` and `$c$7` → (7, 2), row and column; None for what is no cell of a sheet."""
    return _spot(_CELL.fullmatch(text))


def _spot(match: re.Match[str] | None) -> tuple[int, int] | None:
    if match is None:
        return None
    row, column = int(match[2]), column_index(match[1].upper())
    return (row, column) if row <= LAST_ROW and column < LAST_COLUMN else None


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


def addresses(cells: str) -> Iterator[tuple[str, int]]:
    """The inverse of `ranges`: `C2:C4, C9` → (C, 2), (C, 3), (C, 4), (C, 9), letters and row."""
    for part in cells.split(", "):
        first, _, last = part.partition(":")
        letters = first.rstrip("0123456789")
        if not letters or letters == first:
            continue
        low = int(first[len(letters) :])
        high = int(last[len(letters) :]) if last else low
        for row in range(low, high + 1):
            yield letters, row


def span(places: Iterable[CellRef]) -> CellRef:
    """Joins cells of one row or column of a sheet into one place: `E2:G2`, `C14:C17, C20`."""
    found = list(places)
    spots = [spot for p in found if (spot := position(p.cell))]
    columns = {column for _, column in spots}
    if len(columns) > 1:
        cells = f"{address(*spots[0])}:{address(*spots[-1])}"
    else:
        cells = ranges([row for row, _ in spots], spots[0][1]) if spots else ""
    return CellRef(found[0].workbook, found[0].sheet, cells)
