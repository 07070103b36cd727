"""Checks of a sheet's layout: merged and hidden cells, gaps, copied sheets, formulas."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from gacx_reports.core.codes.sheets import S
from gacx_reports.core.codes.values import V
from gacx_reports.core.issues.cell_ref import CellRef, address, ranges
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import match_key
from gacx_reports.core.sheets import raw_values
from gacx_reports.core.sheets.columns import Kind, SheetForm
from gacx_reports.core.sheets.raw_values import BadCell, MixedText, Raw
from gacx_reports.core.sheets.workbook import TALLEST, Merge, Recalculation, Rests, Sheet, Workbook

GAP = 20
"""Most blank rows between entries without a warning (S12)."""
MOST_FOUND = 100
"""Characters of a formula that an issue quotes."""
MOST_VALUES = 5
"""Values of a column that an issue lists."""


def doubles(workbook: Workbook, sheet: Sheet) -> Iterator[Issue]:
    """S13: a copy of the sheet, such as `考核表 (2)` beside `考核表`, or a second sheet of the same name."""
    copy = re.compile(re.escape(match_key(sheet.name)) + r"[(-]?(\d+|副本|copy)\)?")
    for other in workbook.sheets:
        name = match_key(other.name)
        if copy.fullmatch(name) or (name == match_key(sheet.name) and other is not sheet):
            yield Issue(S.SHEET_AMBIGUOUS, sheet.place(), sheet.name, {"other": other.name})


def oddities(
    sheet: Sheet, form: SheetForm, header_row: int, positions: Mapping[str, int]
) -> Iterator[Issue]:
    """Warnings: S10 cells far outside, S12 a gap, S14 hidden rows or columns, S15 hidden sheet, S22 crossed out."""
    if sheet.hidden:
        yield Issue(S.SHEET_HIDDEN, sheet.place(), sheet.name)
    if sheet.beyond:
        place = CellRef(sheet.workbook, sheet.name, sheet.beyond[0])
        yield Issue(S.CELLS_OUTSIDE_TABLE, place, "、".join(sheet.beyond))
    rows = [n for n, cells in sheet.rows if n >= header_row and _any_of(cells, positions)]
    for before, after in pairwise(rows):
        if after - before > GAP:
            found = str(after - before - 1)
            yield Issue(S.GAP_IN_ROWS, sheet.place(after, 0), found)
    if cells := _hidden(sheet, rows, positions):
        details = {"cells": "、".join(cells)}
        yield Issue(S.ENTRIES_HIDDEN, sheet.place(), details["cells"], details)
    if cells := _crossed_out(sheet, form, header_row, positions):
        details = {"cells": "、".join(cells)}
        yield Issue(S.ENTRIES_CROSSED_OUT, sheet.place(), details["cells"], details)


def computed(sheet: Sheet, header_row: int, positions: Mapping[str, int]) -> Iterator[Issue]:
    """Reports formulas in declared columns, one issue per column and outcome of the recalculation.

    V20 (warning) not recalculated, V22 (warning) no stored value, V23 (note) stored value confirmed, V26 (warning) a
    value made of blank cells, V27 (warning) some of the cells are blank. Faulty cells are reported by `read_cell`.
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
        yield Issue(V.VALUE_MADE_OF_BLANKS, place, found, details)
    if rests is Rests.PARTLY:
        yield Issue(V.SOME_CELLS_BLANK, place, found, details)
    match check:
        case Recalculation.SAME if rests not in (Rests.TESTED, Rests.PARTLY):
            yield Issue(V.FORMULA_CONFIRMED, place, found, details)
        case Recalculation.SUPPLIED:
            yield Issue(V.FORMULA_RECALCULATED, place, found, details)
        case Recalculation.IMPOSSIBLE:
            yield Issue(V.FORMULA_NOT_CHECKED, place, found, details)
        case _:
            pass


def _some(texts: list[str]) -> str:
    """The first few."""
    return "、".join(texts[:MOST_VALUES]) + ("…" if len(texts) > MOST_VALUES else "")


def _any_of(cells: tuple[Raw, ...], positions: Mapping[str, int]) -> bool:
    return any(i < len(cells) and not raw_values.is_blank(cells[i]) for i in positions.values())


def _hidden(sheet: Sheet, rows: list[int], positions: Mapping[str, int]) -> list[str]:
    """Hidden rows with entries, and hidden declared columns, as ranges."""
    found = []
    if hidden := [n for n in rows if n in sheet.hidden_rows]:
        found.append(ranges(hidden, 0))
    columns = sorted(i for i in positions.values() if i in sheet.hidden_columns)
    return found + [address(rows[0], i) for i in columns if rows]


def _crossed_out(
    sheet: Sheet, form: SheetForm, header_row: int, positions: Mapping[str, int]
) -> list[str]:
    """Cells of ours that are crossed out, as ranges; without those that are refused for it (V28)."""
    texts = {i for name, i in positions.items() if form.column(name).kind is Kind.TEXT}
    rows = dict(sheet.rows)
    struck: dict[int, list[int]] = {}
    for row, column in sorted(sheet.struck):
        refused = isinstance(rows[row][column], MixedText) and column not in texts
        if row > header_row and column in positions.values() and not refused:
            struck.setdefault(row, []).append(column)
    blocks: list[tuple[list[int], int, int]] = []
    for row, columns in struck.items():
        if blocks and blocks[-1][0] == columns and blocks[-1][2] == row - 1:
            blocks[-1] = (columns, blocks[-1][1], row)
        else:
            blocks.append((columns, row, row))
    return [_block(first, last, columns) for columns, first, last in blocks]


def _block(first: int, last: int, columns: list[int]) -> str:
    """Cells of some rows in the same columns: `A7:E8`, `A7:B7, D7`."""
    runs: list[list[int]] = []
    for column in columns:
        if runs and column == runs[-1][1] + 1:
            runs[-1][1] = column
        else:
            runs.append([column, column])
    ends = ((address(first, left), address(last, right)) for left, right in runs)
    return ", ".join(start if start == end else f"{start}:{end}" for start, end in ends)


def without_merges(
    sheet: Sheet, header_row: int, positions: Mapping[str, int], form: SheetForm
) -> tuple[Sheet, list[Merge], list[Issue]]:
    """Returns the sheet with merged values carried down where the column allows it, refused merges and issues.

    S16 for a merge in another column, S17 (warning) for a value hidden under a merge. Blank cells under a refused
    merge are not reported again.
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
            issues.append(Issue(S.CELLS_MERGED, place, found, {"header": names[touched[0]]}))
    carried = replace(sheet, rows=tuple(rows.items())) if sheet.merges else sheet
    return carried, refused, issues


def _carry_down(merge: Merge, rows: dict[int, tuple[Raw, ...]]) -> None:
    """Copies the value into non-empty rows only: a merged range may reach below the table."""
    top = rows.get(merge.top, ())
    value = top[merge.left] if merge.left < len(top) else None
    for number in range(merge.top + 1, merge.bottom + 1):
        if number in rows:
            cells = list(rows[number]) + [None] * (merge.left + 1 - len(rows[number]))
            cells[merge.left] = value
            rows[number] = tuple(cells)


def _covered(sheet: Sheet, merge: Merge, rows: dict[int, tuple[Raw, ...]]) -> Iterator[Issue]:
    """S17: the first value that a merged range hides."""
    for number in range(merge.top, min(merge.bottom, merge.top + TALLEST) + 1):
        for index, cell in enumerate(rows.get(number, ())[: merge.right + 1]):
            first = (number, index) == (merge.top, merge.left)
            if index >= merge.left and not first and not raw_values.is_blank(cell):
                yield Issue(
                    S.VALUE_UNDER_MERGE,
                    sheet.place(number, index),
                    raw_values.shown(cell),
                )
                return
