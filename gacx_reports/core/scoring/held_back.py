"""Errors that hold an employee back: errors about the employee, and errors of sheets that the result depends on."""

from collections.abc import Iterable

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.forms.form import Form
from gacx_reports.core.forms.forms import tables_of
from gacx_reports.core.forms.input_sheets import COVER, LINES, RATINGS, TARGETS, TYPED
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.scheme.english_names import stands_for
from gacx_reports.core.scheme.kpi import Source
from gacx_reports.core.scheme.scheme import Scheme


def errors_affecting(
    held: tuple[Assignment, ...],
    issues: Iterable[Issue],
    forms: tuple[Form, ...],
    scheme: Scheme,
    quarter: Quarter,
) -> list[Issue]:
    """Returns the issues that affect the employee with these assignments: own ones, and of needed sheets and files.

    An issue with an employee ID affects that employee only. A sheet of bonuses and deductions that can't be read as
    a whole affects everybody who could stand on it.
    """
    needed: dict[str, set[str]] = {}
    for form in forms:
        for a in form.people:
            if a in held:
                sheets = ("", COVER.name, *sheets_needed(a, scheme, quarter))
                needed.setdefault(form.workbook, set()).update(sheets)
    person = held[-1].id
    return [
        i
        for i in issues
        if (
            i.person == person
            if i.person
            else any(
                stands_for(i.place.sheet, name, scheme)
                for name in needed.get(i.place.workbook, set()) | ({LINES} if _whole(i) else set())
            )
            and i.place.workbook in needed
        )
    ]


def _whole(issue: Issue) -> bool:
    """Whether the issue is about a sheet, and not about one of its cells."""
    return bool(issue.place.sheet) and not issue.place.cell


def sheets_needed(assignment: Assignment, scheme: Scheme, quarter: Quarter) -> set[str]:
    """Returns the names of the input sheets without which the assignment can't be scored."""
    kpis = scheme.kpis_of(assignment.post)
    needed = set(tables_of(assignment.post, scheme))
    if any(k.source is Source.TYPED for k in kpis):
        needed.add(TYPED.name)
    if any(k.personal_target for k in kpis):
        needed.add(TARGETS.name)
    rated = scheme.behaviours_count(quarter.number) and assignment.last == quarter.last_day
    if rated and scheme.behaviours_of(assignment.post):
        needed.add(RATINGS.name)
    return needed


def sheet_of(assignment: Assignment, sheet: str, forms: tuple[Form, ...]) -> CellRef:
    """Returns the place of that sheet in the workbook that covers the assignment; else of the roster row."""
    for form in forms:
        sheets = (*form.tables, *(s.name for s in form.sheets))
        if assignment in form.people and sheet in sheets:
            return CellRef(form.workbook, sheet)
    return assignment.person.place
