"""A fault, or something worth saying, in what people sent in. A value, never an exception."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from gacx_reports.core.issues.cell_ref import CellRef, column_index, ranges

LISTING = frozenset({"S01", "S02", "S10", "S14", "S22"})
"""Codes in which what was found is a list of ours, no cell."""
SHOWN = 80
"""Characters of what was found that are shown beside other things."""
_PARTED = re.compile("、|, ")
_CELL = re.compile(r"([A-Z]+)(\d+)")


class Severity(StrEnum):
    """How much an issue weighs."""

    ERROR = "error"
    """Whoever it touches is held back."""
    WARNING = "warning"
    """Accepted, and said."""
    NOTE = "note"
    """Accepted and normalised; on record only."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One fault at one place. The words come from the catalogue, by `code`, in the reader's language."""

    code: str
    """Stable; every code is explained in `docs/codes.md`."""
    place: CellRef
    found: str = ""
    """What stands there, as the user would see it."""
    details: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What the catalogue's words need: expected range, nearest name, …"""
    person: str = ""
    """Employee ID when the issue touches one person only; else it touches all who need the place."""
    severity: Severity = Severity.ERROR


def in_short(issue: Issue) -> str:
    """What was found, as far as there is room for it: a list ends with a whole item."""
    if len(issue.found) <= SHOWN:
        return issue.found
    ends = [m.end() for m in _PARTED.finditer(issue.found[: SHOWN - 1])]
    kept = ends[-1] if ends and issue.code in LISTING else SHOWN - 1
    return f"{issue.found[:kept]}…"


def errors(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Those that hold somebody back."""
    return tuple(issue for issue in issues if issue.severity is Severity.ERROR)


def in_order(issues: Iterable[Issue], first: Collection[str] = ()) -> tuple[Issue, ...]:
    """Errors first, then by place as a reader walks through the workbooks, `first` these; doubles dropped."""
    rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    unique = {(i.code, i.place, i.found, i.person): i for i in issues}
    return tuple(
        sorted(
            unique.values(),
            key=lambda i: (
                rank[i.severity],
                i.place.workbook not in first,
                _walk(i.place),
                i.code,
                i.person,
            ),
        )
    )


def _walk(place: CellRef) -> tuple[str, str, int, str]:
    return (place.workbook, place.sheet, place.row, place.cell)


@dataclass(frozen=True, slots=True)
class Fold:
    """Issues that differ only in their row: one line for thousands of equal faults."""

    issue: Issue
    """The first of them."""
    place: CellRef
    """Of all: its cell reads `B7:B212, B300`."""
    count: int
    issues: tuple[Issue, ...]


def grouped(issues: Iterable[Issue]) -> tuple[Fold, ...]:
    """Equal faults in one column of one sheet as one, in the order of the first of each."""
    groups: dict[tuple[object, ...], list[Issue]] = {}
    for issue in issues:
        column = issue.place.cell.rstrip("0123456789")
        words = tuple(sorted((k, v) for k, v in issue.details.items() if k != "about"))
        key = (issue.code, issue.place.workbook, issue.place.sheet, column, issue.found, words)
        groups.setdefault(key, []).append(issue)
    return tuple(
        Fold(_of_all(group), _together(group), len(group), tuple(group))
        for group in groups.values()
    )


def _of_all(group: list[Issue]) -> Issue:
    """The first, without what it says about one person and item where it stands for several."""
    details = {k: v for k, v in group[0].details.items() if k != "about" or len(group) == 1}
    return replace(group[0], details=details)


def _together(group: list[Issue]) -> CellRef:
    first = group[0].place
    cells = [_CELL.fullmatch(i.place.cell) for i in group]
    rows = [int(match[2]) for match in cells if match]
    if len(rows) < len(group) or not rows or cells[0] is None:
        return first
    return CellRef(first.workbook, first.sheet, ranges(rows, column_index(cells[0][1])))
