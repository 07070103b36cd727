"""Reads a sheet: finds its header row by the texts, parses each cell, and returns typed rows and issues."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from operator import is_
from typing import cast

from gacx_reports.core.codes.sheets import S
from gacx_reports.core.codes.values import V
from gacx_reports.core.issues.cell_ref import CellRef, address
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import clean, match_key
from gacx_reports.core.language.vocabulary import CHINESE, TABS
from gacx_reports.core.sheets import parsers, raw_values
from gacx_reports.core.sheets.columns import DOTS, Column, SheetForm
from gacx_reports.core.sheets.raw_values import Parsed, Raw, Refusal, Value
from gacx_reports.core.sheets.rows_aside import without_rows_aside
from gacx_reports.core.sheets.sheet_checks import (
    computed,
    doubles,
    oddities,
    without_merges,
)
from gacx_reports.core.sheets.table import Table
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import TALLEST, Merge, Sheet, Workbook, nearest

HEADER_ROWS = 30
"""The header is searched in this many first non-empty rows."""


def causes(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Of a scheme's or roster's issues only the lost sheets (S23) if there are any: the others may follow from them."""
    found = tuple(issues)
    return tuple(i for i in found if i.code == S.SHEET_LOST) or found


def read_sheet(
    workbook: Workbook, form: SheetForm, who: Callable[[str], str] = str
) -> tuple[list[TableRow], list[Issue]]:
    """Returns the non-empty rows of one sheet below its header, and issues S and V.

    S01 for a missing sheet, S23 for one that the file has lost; V12 (note) for a normalised cell; V31 and V32
    (warnings) for rows that are no entries. `who` turns the content of the form's person column into the employee ID
    that issues carry.
    """
    sheet = workbook.sheet(form.name)
    if sheet is None:
        return [], [_missing(workbook, form)] if form.required else []
    if sheet.lost:
        return [], [Issue(S.SHEET_LOST, sheet.place())]
    header, issues = find_header(sheet, form)
    if header is None:
        return [], issues
    header_row, positions = header
    issues += doubles(workbook, sheet)
    sheet, aside = without_rows_aside(sheet, form, header_row, positions)
    issues += aside
    issues += oddities(sheet, form, header_row, positions)
    issues += computed(sheet, header_row, positions)
    sheet, refused, faults = without_merges(sheet, header_row, positions, form)
    issues += faults
    records, faults = _read_rows(Table(sheet, form, positions), sheet, header_row, refused, who)
    return records, [_without_secret(issue, form) for issue in (*issues, *faults)]


def _missing(workbook: Workbook, form: SheetForm) -> Issue:
    others = [s.name for s in workbook.sheets]
    details = {"sheet": form.name, "nearest": nearest(form.name, others, workbook.words)}
    named = TABS.get(form.name, form.name) if workbook.english else form.name
    return Issue(S.SHEET_MISSING, CellRef(workbook.name, named), "、".join(others), details)


def _read_rows(
    table: Table, sheet: Sheet, header_row: int, merges: list[Merge], who: Callable[[str], str]
) -> tuple[list[TableRow], list[Issue]]:
    """The rows below the header; what follows from a refused merge is no issue of its own."""
    merged = _by_row(merges)
    records: list[TableRow] = []
    issues: list[Issue] = []
    for number, cells in sheet.rows:
        if number <= header_row:
            continue
        record, faults = _read_row(table, number, cells, who)
        if record is not None:
            records.append(record)
        if faults:
            beneath = merged.get(number, [])
            issues += (i for i in faults if not _follows(i, beneath))
    return records, issues


def _follows(issue: Issue, merges: list[Merge]) -> bool:
    return issue.code.follows_from(S.CELLS_MERGED) and _under(merges, issue.place)


_HARMLESS = ("header", "reason", "what", "blanks", "limit", "length")
"""Details of an issue about a cell that don't have its content."""


def _without_secret(issue: Issue, form: SheetForm) -> Issue:
    """The issue with dots for the content of a column that is secret."""
    header = issue.details.get("header", "")
    if header not in form.names or not form.column(header).secret:
        return issue
    details = {k: v if k in _HARMLESS else DOTS for k, v in issue.details.items()}
    return replace(issue, found=DOTS, details=details)


def _by_row(merges: list[Merge]) -> dict[int, list[Merge]]:
    """Row → merges that cover it: looking through all merges for each issue would be quadratic."""
    found: dict[int, list[Merge]] = {}
    for merge in merges:
        for number in range(merge.top, min(merge.bottom, merge.top + TALLEST) + 1):
            found.setdefault(number, []).append(merge)
    return found


def _under(merges: list[Merge], place: CellRef) -> bool:
    return any(m.covers(place.row, place.column) for m in merges)


def find_header(
    sheet: Sheet, form: SheetForm
) -> tuple[tuple[int, dict[str, int]] | None, list[Issue]]:
    """Returns the header row and header → column index, both from the row with most of the form's headers.

    S02 for a missing header, S03 for a repeated one; None and S04 if fewer than half of the required ones are found.
    """
    wanted = {match_key(c.name): c.name for c in form.columns}
    row, cells, hits = _best_row(sheet, wanted)
    if hits < max(1, sum(c.required for c in form.columns) // 2):
        details = {"headers": "、".join(form.names)}
        return None, [Issue(S.HEADER_ROW_MISSING, sheet.place(), "", details)]
    positions: dict[str, int] = {}
    issues: list[Issue] = []
    unknown: list[str] = []
    for index, cell in enumerate(cells):
        if not isinstance(cell, str) or raw_values.is_blank(cell):
            continue
        name = _header(cell, wanted, sheet)
        if name is None:
            unknown.append(clean(cell))
        elif name in positions:
            details = {"other": address(row, positions[name])}
            issues.append(Issue(S.HEADER_TWICE, sheet.place(row, index), cell, details))
        else:
            positions[name] = index
    for column in form.columns:
        if column.name not in positions and not column.optional_column:
            details = {"header": column.name, "nearest": nearest(column.name, unknown, sheet.words)}
            place = sheet.place(row, 0)
            issues.append(Issue(S.COLUMN_MISSING, place, "、".join(unknown), details))
    return (row, positions), issues


def _best_row(sheet: Sheet, wanted: Mapping[str, str]) -> tuple[int, tuple[Raw, ...], int]:
    """The first row with most headers, its cells, and how many different ones they are."""
    best: tuple[int, tuple[Raw, ...], int] = (0, (), 0)
    for number, cells in sheet.rows[:HEADER_ROWS]:
        hits = len({_header(c, wanted, sheet) for c in cells if isinstance(c, str)} - {None})
        if hits > best[2]:
            best = (number, cells, hits)
    return best


def _header(cell: str, wanted: Mapping[str, str], sheet: Sheet) -> str | None:
    """The column that a header's text means, in either language; None for an unknown text."""
    said = match_key(cell)
    if said in wanted:
        return wanted[said]
    meant = (*CHINESE.get(said, ()), *sheet.words.get(said, ()))
    return next((name for name in wanted.values() if name in meant), None)


def _read_row(
    table: Table, number: int, cells: tuple[Raw, ...], who: Callable[[str], str]
) -> tuple[TableRow | None, list[Issue]]:
    cells += (None,) * (table.width - len(cells))
    if all(raw_values.is_blank(cells[at]) for _, at in table.columns):
        return None, []
    stored: list[Raw] = [None] * table.width
    values: list[Value | None] = [None] * table.width
    odd: list[tuple[Column, Raw, Parsed | Refusal]] = []
    for column, at in table.columns:
        if cells[at] is None and not column.required:
            continue
        stored[at], outcome = table.read(cells[at], column)
        if isinstance(outcome, Parsed):
            values[at] = outcome.value
            if not outcome.normalised:
                continue
        if outcome is not None:
            odd.append((column, cells[at], outcome))
    faulty = table.lacking
    if refused := [column.name for column, _, outcome in odd if isinstance(outcome, Refusal)]:
        faulty = faulty.union(refused)
    held, means = _small(stored, values)
    row = TableRow(table.sheet, number, table.positions, means, held, faulty)
    if not odd:
        return row, []
    at = table.positions.get(table.form.person, -1)
    person = _person_of(cells[at], who) if at >= 0 else ""
    return row, [_issue(row, *cell, person) for cell in odd]


def _issue(
    row: TableRow, column: Column, raw: Raw, outcome: Parsed | Refusal, person: str
) -> Issue:
    place = row.sheet.place(row.row, row.positions[column.name])
    shown = raw_values.shown(raw)
    if isinstance(outcome, Refusal):
        return Issue(outcome.code, place, shown, _details(column, outcome), person)
    details = {"header": column.name, "value": str(outcome.value)}
    return Issue(V.CONTENT_NORMALISED, place, shown, details, person)


def _small(
    stored: list[Raw], values: list[Value | None]
) -> tuple[tuple[Raw, ...], tuple[Value | None, ...]]:
    """Both without the empty cells at the end; of a row that holds nothing but texts and days they are one."""
    while stored and stored[-1] is None:
        stored.pop()
    held, means = tuple(stored), tuple(values[: len(stored)])
    same = all(map(is_, held, means))
    return held, cast("tuple[Value | None, ...]", held) if same else means


def _person_of(raw: Raw, who: Callable[[str], str]) -> str:
    parsed = parsers.parse_id(raw)
    return who(str(parsed.value)) if isinstance(parsed, Parsed) else ""


def _details(column: Column, refusal: Refusal) -> dict[str, str]:
    return {"header": column.name, **refusal.details}
