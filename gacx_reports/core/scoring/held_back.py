"""Errors that hold an employee back: errors about the employee, and errors of sheets that the result depends on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.covered import Covered
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.forms import tables_of
from gacx_reports.core.forms.input_sheets import COVER, LINES, RATINGS, TARGETS, TYPED, WEIGHTS
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.grouped import grouped
from gacx_reports.core.scheme.english_names import stands_for
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scheme.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Errors:
    """Errors by whom they are about, each with its place among all, and the workbooks that people are in."""

    own: Mapping[str, Sequence[tuple[int, Issue]]]
    """Employee ID → errors about this employee only."""
    shared: Sequence[tuple[int, Issue]]
    """Errors of workbooks, sheets and cells about nobody in particular."""
    covered: Covered

    @classmethod
    def of(cls, issues: Iterable[Issue], covered: Covered) -> "Errors":
        """Collects the errors once, to be asked about one employee after the other."""
        own = grouped(enumerate(issues), lambda pair: pair[1].person)
        return cls(own, own.get("", ()), covered)


def errors_affecting(
    held: tuple[Assignment, ...], errors: Errors, scheme: Scheme, quarter: Period
) -> list[Issue]:
    """Returns the errors that affect the employee with these assignments: own ones, and of needed sheets and files.

    An error with an employee ID affects that employee only. A sheet of bonuses and deductions that can't be read as
    a whole affects everybody who could stand on it.
    """
    person = held[-1].id
    needed: dict[str, set[str]] = {}
    for form, a in errors.covered.get(person, ()):
        if a in held:
            sheets = sheets_needed(a, scheme, quarter) - _of_others(form, a)
            needed.setdefault(form.workbook, set()).update(("", COVER.name, *sheets))

    def depends(issue: Issue) -> bool:
        names = needed.get(issue.place.workbook, set())
        lines = {LINES} if names and _whole(issue) else set()
        return any(stands_for(issue.place.sheet, name, scheme) for name in names | lines)

    shared = (pair for pair in errors.shared if depends(pair[1]))
    both = sorted((*errors.own.get(person, ()), *shared), key=lambda pair: pair[0])
    return [issue for _, issue in both]


def _of_others(form: Form, held: Assignment) -> set[str]:
    """Sheets of a rater's workbook on which the assignment does not stand."""
    if form.kind is not FormKind.RATER:
        return set()
    stands = {TYPED.name: held in form.scored, RATINGS.name: held in form.rated}
    return {sheet for sheet, there in stands.items() if not there}


def _whole(issue: Issue) -> bool:
    """Whether the issue is about a sheet, and not about one of its cells."""
    return bool(issue.place.sheet) and not issue.place.cell


def sheets_needed(assignment: Assignment, scheme: Scheme, quarter: Period) -> set[str]:
    """Returns the names of the input sheets without which the assignment can't be scored."""
    kpis = scheme.kpis_of(assignment.post)
    needed = set(tables_of(assignment.post, scheme))
    if any(k.source is Source.TYPED for k in kpis):
        needed.add(TYPED.name)
    if any(k.personal_target for k in kpis):
        needed.add(TARGETS.name)
    if any(k.own_weights for k in kpis):
        needed.add(WEIGHTS.name)
    rated = scheme.behaviours_count(quarter) and assignment.last == quarter.last_day
    if rated and scheme.behaviours_of(assignment.post):
        needed.add(RATINGS.name)
    return needed
