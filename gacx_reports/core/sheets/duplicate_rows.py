"""Detects blocks of rows that were pasted twice, which would raise KPIs that count or add up records."""

from collections.abc import Iterator, Sequence

from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.cell_ref import CellRef, ranges
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets.raw_values import Value
from gacx_reports.core.sheets.table_row import TableRow

FEWEST = 3
"""Fewest consecutive rows that count as a repeated block; shorter ones repeat by chance."""


def pasted_twice(records: Sequence[TableRow]) -> Iterator[Issue]:
    """P34 (warning): each block of at least 3 rows that repeats an earlier block, with the original's first row."""
    if not records:
        return
    place = records[0].sheet.place()
    column = min(records[0].positions.values())
    for first, rows in _runs(records):
        cells = ranges(rows, column)
        other = ranges([first], column)
        where = CellRef(place.workbook, place.sheet, cells)
        yield Issue(P.ROWS_PASTED_TWICE, where, str(len(rows)), {"other": other})


def _runs(records: Sequence[TableRow]) -> Iterator[tuple[int, list[int]]]:
    """First row of the original block, and the rows that repeat it."""
    keys = [_known(r) for r in records]
    seen: dict[tuple[object, ...], int] = {}
    index = 0
    while index + FEWEST <= len(keys):
        window = tuple(keys[index : index + FEWEST])
        first = seen.setdefault(window, index)
        # Equal rows in a block (the same job several times) and overlapping blocks are no copies.
        if index - first < FEWEST or len(set(window)) < FEWEST:
            index += 1
            continue
        most = min(len(keys), 2 * index - first) - index
        length = FEWEST
        while length < most and keys[first + length] == keys[index + length]:
            length += 1
        yield records[first].row, [r.row for r in records[index : index + length]]
        index += length


def _known(record: TableRow) -> tuple[Value | None, ...]:
    """What the row's cells mean, without the empty ones at its end; all rows have the same columns."""
    values = record.values
    while values and values[-1] is None:
        values = values[:-1]
    return values
