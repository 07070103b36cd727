"""Locked cells of issued workbooks: digests on issue, and their check on return."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256

from gacx_reports.core.codes.sheets import S
from gacx_reports.core.forms.input_sheets import COMMENTS, RATINGS, TYPED
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import match_key
from gacx_reports.core.sheets import raw_values
from gacx_reports.core.sheets.headers import Header
from gacx_reports.core.sheets.stamp import SHEET
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import Workbook

LOCKED: Mapping[str, tuple[Header, ...]] = {
    TYPED.name: ("工号", "姓名", "指标"),
    RATINGS.name: ("工号", "姓名", "行为项"),
    COMMENTS.name: ("工号", "姓名"),
}
"""Sheet → columns that are prefilled and locked when the workbook is issued."""
_DIGITS = 8


def digests(sheet: str, rows: Iterable[Mapping[str, object]]) -> str:
    """Returns the digests of the rows' locked cells, separated by spaces; they are compared in any order."""
    return " ".join(_digest([str(row.get(name) or "") for name in LOCKED[sheet]]) for row in rows)


_OF_CALLS: tuple[Header, ...] = ("编号", "单号", "客户", "联系电话", "作业日期", "类型", "员工")
"""Locked columns of a call sheet, without 顺序, which follows from 编号 and is a word of the workbook's language."""


def call_digests(rows: Iterable[Mapping[Header, object]]) -> str:
    """Returns the digests of a call sheet's locked cells, separated by spaces, in the sheet's order."""
    return " ".join(_digest([str(row.get(name) or "") for name in _OF_CALLS]) for row in rows)


def call_digest(row: TableRow) -> str:
    """Returns the digest of the locked cells of a row that was handed in; a day counts however it is stored."""
    return _digest([_locked(row, name) for name in _OF_CALLS])


def _locked(row: TableRow, name: Header) -> str:
    value = row.value(name)
    return value.isoformat() if isinstance(value, date) else raw_values.shown(row.raw(name))


def _digest(cells: Sequence[str]) -> str:
    text = "\x1f".join(match_key(cell) for cell in cells)
    return sha256(text.encode()).hexdigest()[:_DIGITS]


def check_locked(book: Workbook, sheet: str, records: Sequence[TableRow]) -> list[Issue]:
    """S21 (warning): issued rows whose locked cells were changed or removed; at the first changed row, else the sheet.

    Added rows are allowed. No issue if the workbook has no digests of the sheet.
    """
    issued = Counter(issued_digests(book, sheet))
    if not issued:
        return []
    present = [_digest([raw_values.shown(r.raw(name)) for name in LOCKED[sheet]]) for r in records]
    missing = issued - Counter(present)
    if not missing:
        return []
    details = {"count": str(missing.total())}
    changed = [r for r, digest in zip(records, present, strict=True) if digest not in issued]
    if changed:
        first = changed[0]
        return [first.issue(S.LOCKED_ENTRIES_CHANGED, LOCKED[sheet][0], details=details)]
    found = book.sheet(sheet)
    assert found is not None, "its records have been read"
    return [Issue(S.LOCKED_ENTRIES_CHANGED, found.place(), "", details)]


def issued_digests(book: Workbook, sheet: str) -> list[str]:
    """Returns the digests that the workbook got for a sheet, given by its Chinese name, when it was issued."""
    stamp = book.sheet(SHEET)
    for _, cells in stamp.rows if stamp else ():
        if cells and cells[0] == sheet:
            return [
                digest for cell in cells[1:] if isinstance(cell, str) for digest in cell.split()
            ]
    return []
