"""Issues: faults and remarks about the workbooks that people send in. They are values, never exceptions."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from gacx_reports.core.codes.code import Code
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.issues.cell_ref import CellRef, position, ranges

SHOWN = 80
"""Most characters of `found` in a list of issues."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_PARTED = re.compile("、|, ")


@dataclass(frozen=True, slots=True)
class Issue:
    """One fault at one place. Its texts follow from `code`, in the reader's language."""

    code: Code
    """What is wrong; its entry holds severity and words. `docs/codes.md` explains every code."""
    place: CellRef
    found: str = ""
    """Content of the cell as the user sees it; a list for codes whose entry has `found_is_a_list`."""
    details: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Values inserted into the texts of the code: expected range, nearest name, …"""
    person: str = ""
    """Employee ID if only one person is affected; "" if everybody who depends on the place is."""
    harmless: bool = False
    """Whether no result depends on the case; an error is then a warning, or what the code's entry says."""

    @property
    def severity(self) -> Severity:
        """The severity that the code's entry gives; for a harmless case the one it gives for that, else no error."""
        entry = self.code.entry
        if self.harmless and (entry.if_harmless or entry.severity is Severity.ERROR):
            return entry.if_harmless or Severity.WARNING
        return entry.severity


def in_short(issue: Issue) -> str:
    """Returns `found` shortened to 80 characters with `…`; a list ends with a whole item, a control character is �."""
    found = _CONTROL.sub("�", issue.found)  # a terminal would obey them
    if len(found) <= SHOWN:
        return found
    ends = [m.end() for m in _PARTED.finditer(found[: SHOWN - 1])]
    kept = ends[-1] if ends and issue.code.entry.found_is_a_list else SHOWN - 1
    return f"{found[:kept]}…"


def errors(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Returns the issues of severity ERROR, which hold employees back."""
    return tuple(issue for issue in issues if issue.severity is Severity.ERROR)


def in_order(issues: Iterable[Issue], first: Collection[str] = ()) -> tuple[Issue, ...]:
    """Sorts issues by severity, then workbook, sheet and row, without duplicates; workbooks in `first` lead."""
    rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    unique = {(i.code, i.place, i.found, i.person, i.details.get("kpi")): i for i in issues}
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
    """Issues that differ only in their row, shown as one line."""

    issue: Issue
    """The first of them."""
    place: CellRef
    """Place of all of them, with ranges such as `B7:B212, B300` as its cell."""
    count: int
    issues: tuple[Issue, ...]


def grouped(issues: Iterable[Issue]) -> tuple[Fold, ...]:
    """Folds equal issues in one column of a sheet into one, in the order of the first of each group."""
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
    """The first issue; for several without the detail `about`, which names one person and item."""
    details = {k: v for k, v in group[0].details.items() if k != "about" or len(group) == 1}
    return replace(group[0], details=details)


def _together(group: list[Issue]) -> CellRef:
    first = group[0].place
    spots = [spot for i in group if (spot := position(i.place.cell))]
    if len(spots) < len(group):
        return first
    cells = ranges([row for row, _ in spots], spots[0][1])
    return CellRef(first.workbook, first.sheet, cells)
