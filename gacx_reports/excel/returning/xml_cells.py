"""Cells of a worksheet's XML: finding them by address, and colouring them."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping

from gacx_reports.core.issues.cell_ref import address, column_letters
from gacx_reports.excel.returning.opc_package import BrokenPackageError, Element, main, number
from gacx_reports.excel.returning.xml_styles import Stylesheet

Spot = tuple[int, int]
"""Row and column, both 1-based."""

LAST: Spot = (1_048_576, 16_384)
MOST_SPOTS = 10_000
"""Most cells of one address that are coloured."""
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_BETWEEN = re.compile(r"[\s,，;；、]+")


def spots(cells: str) -> tuple[Spot, ...]:
    """`C2:C4, C9` → its cells in that order, at most MOST_SPOTS; () if it is no address on the grid."""
    return tuple(dict.fromkeys(_spots(cells)))[:MOST_SPOTS]


def _spots(cells: str) -> Iterator[Spot]:
    for part in _BETWEEN.split(cells.strip()):
        if corners := _corners(part):
            (top, left), (bottom, right) = corners
            bottom = min(bottom, top + MOST_SPOTS // (right - left + 1))
            yield from ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))


def _corners(reference: str) -> tuple[Spot, Spot] | None:
    """`A1:C9` or `A1` → top left and bottom right; None if it is neither."""
    ends = [_spot(part) for part in reference.split(":")]
    known = [end for end in ends if end]
    if len(known) < len(ends) or len(known) > 2:
        return None
    rows, columns = zip(*known, strict=True)
    return (min(rows), min(columns)), (max(rows), max(columns))


def _spot(text: str) -> Spot | None:
    match = _CELL.fullmatch(text)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row, column) if 1 <= row <= LAST[0] and column <= LAST[1] else None


def name(spot: Spot) -> str:
    """A cell's address: (7, 3) → `C7`."""
    return address(spot[0], spot[1] - 1)


def shown_at(sheet: Element, wanted: Iterable[Spot]) -> dict[Spot, Spot]:
    """Wanted cell → the cell that shows it: itself, or the first cell of the merged range that covers it."""
    shown = {spot: spot for spot in wanted}
    rows = sorted({row for row, _ in shown})
    by_row: dict[int, list[Spot]] = {}
    for spot in shown:
        by_row.setdefault(spot[0], []).append(spot)
    for merge in sheet.iterfind(f"{main('mergeCells')}/{main('mergeCell')}"):
        corners = _corners(merge.get("ref") or "")
        if corners is None:
            continue
        (top, left), (bottom, right) = corners
        for row in rows[bisect_left(rows, top) : bisect_left(rows, bottom + 1)]:
            shown |= {spot: (top, left) for spot in by_row[row] if left <= spot[1] <= right}
    return shown


def colour(sheet: Element, colours: Mapping[Spot, str], styles: Stylesheet) -> None:
    """Fill the cells with their colours (RRGGBB), creating missing cells; nothing else of them changes."""
    grid = _Grid(sheet)
    for spot, shade in sorted(colours.items()):
        cell = grid.cell(spot)
        cell.set("s", str(styles.coloured(number(cell, "s"), shade)))
    grid.widen_dimension()


class _Grid:
    """Rows and cells of a worksheet by number; one without a number follows the one before."""

    def __init__(self, sheet: Element) -> None:
        data = sheet.find(main("sheetData"))
        if data is None:
            raise BrokenPackageError("sheetData: missing")
        self._sheet = sheet
        self._data = data
        self._rows: dict[int, Element] = {}
        last = 0
        for row in data.iterchildren(main("row")):
            last = number(row, "r", last + 1)
            self._rows.setdefault(last, row)
        self._order = sorted(self._rows)
        self._cells: dict[int, dict[int, Element]] = {}
        self._columns: dict[int, list[int]] = {}
        self._made: list[Spot] = []

    def cell(self, spot: Spot) -> Element:
        """The cell's element; a missing one is created with the format of its row or column."""
        row = self._row(spot[0])
        cells = self._cells_of(spot[0])
        if spot[1] not in cells:
            made = row.makeelement(main("c"), r=name(spot))
            if style := self._style(row, spot[1]):
                made.set("s", str(style))
            columns = self._columns[spot[0]]
            earlier = bisect_left(columns, spot[1])
            if earlier:
                cells[columns[earlier - 1]].addnext(made)
            else:
                row.insert(0, made)
            columns.insert(earlier, spot[1])
            cells[spot[1]] = made
            # An optional hint for readers, which the new cell might prove wrong.
            row.attrib.pop("spans", "")
            self._made.append(spot)
        return cells[spot[1]]

    def widen_dimension(self) -> None:
        """Extend the sheet's declared extent to the cells that were created."""
        dimension = self._sheet.find(main("dimension"))
        if dimension is None or not self._made:
            return
        reached = [*(_corners(dimension.get("ref") or "") or ()), *self._made]
        first = (min(r for r, _ in reached), min(c for _, c in reached))
        last = (max(r for r, _ in reached), max(c for _, c in reached))
        dimension.set("ref", name(first) if first == last else f"{name(first)}:{name(last)}")

    def _row(self, wanted: int) -> Element:
        if wanted not in self._rows:
            made = self._data.makeelement(main("row"), r=str(wanted))
            after = bisect_left(self._order, wanted)
            if after < len(self._order):
                self._rows[self._order[after]].addprevious(made)
            else:
                self._data.append(made)
            insort(self._order, wanted)
            self._rows[wanted] = made
        return self._rows[wanted]

    def _cells_of(self, row: int) -> dict[int, Element]:
        if row not in self._cells:
            found: dict[int, Element] = {}
            last = 0
            for cell in self._rows[row].iterchildren(main("c")):
                spot = _spot(cell.get("r") or f"{column_letters(last)}{row}")
                if spot is None:
                    raise BrokenPackageError(f"r={cell.get('r')}")
                last = spot[1]
                found.setdefault(last, cell)
            self._cells[row] = found
            self._columns[row] = sorted(found)
        return self._cells[row]

    def _style(self, row: Element, column: int) -> int:
        if row.get("customFormat") in ("1", "true"):
            return number(row, "s")
        for group in self._sheet.iterfind(f"{main('cols')}/{main('col')}"):
            if number(group, "min") <= column <= number(group, "max"):
                return number(group, "style")
        return 0
