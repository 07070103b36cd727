"""What is odd about where a sheet's cells stand: merged, hidden, scattered, doubled."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from gacx_reports.core.issues.cell_ref import CellRef, address, ranges
from gacx_reports.core.issues.issue import Issue, Severity
from gacx_reports.core.language.text import match_key
from gacx_reports.core.sheets import raw_values
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.raw_values import BadCell, Raw
from gacx_reports.core.sheets.workbook import Merge, Recalculation, Rests, Sheet, Workbook

GAP = 20
"""Blank rows in between, from which on the entries below are worth a word."""
MOST_FOUND = 100
"""Characters of a formula that an issue quotes."""
MOST_VALUES = 5
"""Values of a column that an issue lists."""
TALLEST = 5000
"""Rows of a merged range whose value is carried down."""


def doubles(workbook: Workbook, sheet: Sheet) -> Iterator[Issue]:
    """S13: `考核表 (2)` beside `考核表`, or `考核表` with a blank at its end."""
    copy = re.compile(re.escape(match_key(sheet.name)) + r"[(-]?(\d+|副本|copy)\)?")
    for other in workbook.sheets:
        name = match_key(other.name)
        if copy.fullmatch(name) or (name == match_key(sheet.name) and other is not sheet):
            yield Issue("S13", sheet.place(), sheet.name, {"other": other.name})


def oddities(sheet: Sheet, header_row: int, positions: Mapping[str, int]) -> Iterator[Issue]:
    """Warnings S10, S12, S14, S15 about a sheet whose header stands in that row, columns at those positions."""
    if sheet.hidden:
        yield Issue("S15", sheet.place(), sheet.name, severity=Severity.WARNING)
    if sheet.beyond:
        place = CellRef(sheet.workbook, sheet.name, sheet.beyond[0])
        yield Issue("S10", place, "、".join(sheet.beyond), severity=Severity.WARNING)
    rows = [n for n, cells in sheet.rows if n >= header_row and _any_of(cells, positions)]
    for before, after in pairwise(rows):
        if after - before > GAP:
            found = str(after - before - 1)
            yield Issue("S12", sheet.place(after, 0), found, severity=Severity.WARNING)
    if cells := _hidden(sheet, rows, positions):
        details = {"cells": "、".join(cells)}
        yield Issue("S14", sheet.place(), details["cells"], details, severity=Severity.WARNING)


def computed(sheet: Sheet, header_row: int, positions: Mapping[str, int]) -> Iterator[Issue]:
    """Columns of ours in which formulas stand, by what became of recalculating them.

    V20 they could not be, V22 nothing was stored beside them, V23 (note) what is stored is right; V26 they make a
    value of blank cells, V27 some of the cells that they rest on are blank. Cells that are faulty by themselves are
    left to those who read them.
    """
    rows_of = dict(sheet.rows)
    for name, index in positions.items():
        groups: dict[tuple[Recalculation, Rests, str, str], list[int]] = {}
        for (row, column), formula in sheet.formulas.items():
            if (
                column == index
                and row > header_row
                and not isinstance(rows_of[row][column], BadCell)
            ):
                key = (formula.check, formula.rests, formula.reason, formula.what)
                groups.setdefault(key, []).append(row)
        for (check, rests, reason, what), rows in groups.items():
            details = {"header": name, "reason": reason, "what": what}
            yield from _formulas((check, rests), sheet, sorted(rows), index, details)


def _formulas(
    outcome: tuple[Recalculation, Rests],
    sheet: Sheet,
    rows: list[int],
    index: int,
    details: dict[str, str],
) -> Iterator[Issue]:
    place = CellRef(sheet.workbook, sheet.name, ranges(rows, index))
    found = f"={sheet.formulas[rows[0], index].text}"[:MOST_FOUND]
    check, rests = outcome
    cells = dict(sheet.rows)
    details["value"] = _some([raw_values.shown(cells[row][index]) for row in rows])
    details["blanks"] = _some([sheet.formulas[row, index].blanks for row in rows])
    if rests is Rests.TESTED:
        yield Issue("V26", place, found, details, severity=Severity.WARNING)
    if rests is Rests.PARTLY:
        yield Issue("V27", place, found, details, severity=Severity.WARNING)
    match check:
        case Recalculation.SAME if rests not in (Rests.TESTED, Rests.PARTLY):
            yield Issue("V23", place, found, details, severity=Severity.NOTE)
        case Recalculation.SUPPLIED:
            yield Issue("V22", place, found, details, severity=Severity.WARNING)
        case Recalculation.IMPOSSIBLE:
            yield Issue("V20", place, found, details, severity=Severity.WARNING)
        case _:
            pass


def _some(texts: list[str]) -> str:
    """The first few."""
    return "、".join(texts[:MOST_VALUES]) + ("…" if len(texts) > MOST_VALUES else "")


def _any_of(cells: tuple[Raw, ...], positions: Mapping[str, int]) -> bool:
    return any(i < len(cells) and not raw_values.is_blank(cells[i]) for i in positions.values())


def _hidden(sheet: Sheet, rows: list[int], positions: Mapping[str, int]) -> list[str]:
    """Hidden rows with entries, and hidden columns of ours, as ranges."""
    found = []
    if hidden := [n for n in rows if n in sheet.hidden_rows]:
        found.append(ranges(hidden, 0))
    columns = sorted(i for i in positions.values() if i in sheet.hidden_columns)
    return found + [address(rows[0], i) for i in columns if rows]


def without_merges(
    sheet: Sheet, header_row: int, positions: Mapping[str, int], form: SheetForm
) -> tuple[Sheet, list[Merge], list[Issue]]:
    """The sheet with merged values carried down in columns that allow it; S16 in others, S17 for hidden values.

    The merges are those of S16: that cells under them are blank is no fault of its own.
    """
    issues: list[Issue] = []
    refused: list[Merge] = []
    rows = dict(sheet.rows)
    names = {position: name for name, position in positions.items()}
    for merge in sheet.merges:
        touched = [i for i in names if merge.left <= i <= merge.right]
        if merge.bottom <= header_row or not touched:
            continue
        issues += _covered(sheet, merge, rows)
        fills = merge.left == merge.right and form.column(names[merge.left]).fill
        if fills and merge.top > header_row and merge.bottom - merge.top < TALLEST:
            _carry_down(merge, rows)
        else:
            refused.append(merge)
            place = sheet.place(max(merge.top, 1), merge.left)
            found = f"{address(merge.top, merge.left)}:{address(merge.bottom, merge.right)}"
            issues.append(Issue("S16", place, found, {"header": names[touched[0]]}))
    carried = replace(sheet, rows=tuple(rows.items())) if sheet.merges else sheet
    return carried, refused, issues


def _carry_down(merge: Merge, rows: dict[int, tuple[Raw, ...]]) -> None:
    """Only rows that hold anything: a merged range may reach below the table."""
    top = rows.get(merge.top, ())
    value = top[merge.left] if merge.left < len(top) else None
    for number in range(merge.top + 1, merge.bottom + 1):
        if number in rows:
            cells = list(rows[number]) + [None] * (merge.left + 1 - len(rows[number]))
            cells[merge.left] = value
            rows[number] = tuple(cells)


def _covered(sheet: Sheet, merge: Merge, rows: dict[int, tuple[Raw, ...]]) -> Iterator[Issue]:
    """S17: the first value that lies under a merged range, where nobody sees it."""
    for number in range(merge.top, min(merge.bottom, merge.top + TALLEST) + 1):
        for index, cell in enumerate(rows.get(number, ())[: merge.right + 1]):
            first = (number, index) == (merge.top, merge.left)
            if index >= merge.left and not first and not raw_values.is_blank(cell):
                yield Issue(
                    "S17",
                    sheet.place(number, index),
                    raw_values.shown(cell),
                    severity=Severity.WARNING,
                )
                return
