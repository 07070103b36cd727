"""Which workbooks each employee is in."""

from collections.abc import Iterable, Mapping, Sequence

from gacx_reports.core.forms.form import Form
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.grouped import grouped

Covered = Mapping[str, Sequence[tuple[Form, Assignment]]]
"""Employee ID → the forms that cover an assignment of the employee, each with the assignment."""


def covered(forms: Iterable[Form]) -> Covered:
    """Returns every employee's forms, in the given order."""
    pairs = ((form, a) for form in forms for a in form.people)
    return grouped(pairs, lambda pair: pair[1].id)


def sheet_of(assignment: Assignment, sheet: str, covered: Covered) -> CellRef:
    """Returns the place of that sheet in the workbook that covers the assignment; else of the roster row."""
    for form, held in covered.get(assignment.id, ()):
        sheets = (*form.tables, *(s.name for s in form.sheets))
        if held == assignment and sheet in sheets:
            return CellRef(form.workbook, sheet)
    return assignment.person.place
