"""Which workbooks each employee is in."""

from collections.abc import Iterable, Mapping, Sequence

from gacx_reports.core.forms.form import Form
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.grouped import grouped

Covered = Mapping[str, Sequence[tuple[Form, Assignment]]]
"""Employee ID → the forms that cover an assignment of the employee, each with the assignment."""


def covered(forms: Iterable[Form]) -> Covered:
    """Returns every employee's forms, in the given order."""
    pairs = ((form, a) for form in forms for a in form.people)
    return grouped(pairs, lambda pair: pair[1].id)
