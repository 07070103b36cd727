"""Which errors hold whom back: those about the person, and those about a sheet that the person depends on."""

from collections.abc import Iterable

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.forms.form import Form
from gacx_reports.core.forms.forms import tables_of
from gacx_reports.core.forms.input_sheets import COVER, RATINGS, TARGETS, TYPED
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
    """The errors among `issues` that touch the person who holds these assignments."""
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
                stands_for(i.place.sheet, name, scheme) for name in needed.get(i.place.workbook, ())
            )
        )
    ]


def sheets_needed(assignment: Assignment, scheme: Scheme, quarter: Quarter) -> set[str]:
    """Sheets without which the assignment can't be scored."""
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
    """The sheet of that name in the workbook that is about the assignment; else the roster's row."""
    for form in forms:
        if assignment in form.people and any(s.name == sheet for s in form.sheets):
            return CellRef(form.workbook, sheet)
    return assignment.person.place
