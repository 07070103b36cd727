"""Rows that a workbook must have for each employee, for its sheet 人员 that lists the missing ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gacx_reports.core.forms.input_sheets import RATINGS, TYPED
from gacx_reports.core.issuing.prefill import FormInputs
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.scheme.kpi_choices import FewPolicy
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.i18n import N_

InputRows = Mapping[str, Sequence[Mapping[str, object]]]
"""Sheet → its rows."""
NOT_ASKED, ABOVE = N_("takes no part"), N_("see above")
NOTHING = N_("nothing required")


@dataclass(frozen=True, slots=True)
class Need:
    """Rows of one sheet that are required for an employee."""

    count: int
    """Number of rows."""
    value: str = ""
    """Column that must be filled in; "" if the row alone is enough."""


@dataclass(frozen=True, slots=True)
class RequiredRow:
    """An employee in one post, with the required rows."""

    id: str
    name: str
    post: str
    supervisor: str
    needs: Mapping[str, Need] = field(default_factory=dict)
    """Sheet → required rows; empty if not scored, and for a further post of the same employee."""
    out: str = ""
    """Message id of the reason why no rows are required; "" if some are."""


def lines(inputs: FormInputs, rows: InputRows) -> list[RequiredRow]:
    """Returns the employees of the workbook by post, in the roster's order; `rows` are the prefilled ones by sheet."""
    found: list[RequiredRow] = []
    for held in inputs.form.people:
        needs: dict[str, Need] = {}
        if any(line.id == held.id for line in found):
            out = ABOVE
        elif not inputs.judged(held):
            out = NOT_ASKED
        else:
            needs = _needs(inputs, held, rows)
            out = "" if needs else NOTHING
        above = inputs.roster.people.get(inputs.roster.people[held.id].supervisor)
        found.append(
            RequiredRow(held.id, held.name, held.post, above.name if above else "", needs, out)
        )
    return found


def _needs(inputs: FormInputs, held: Assignment, rows: InputRows) -> dict[str, Need]:
    found = {}
    for sheet, value in ((TYPED.name, "实际值"), (RATINGS.name, "等级")):
        count = sum(1 for row in rows.get(sheet, ()) if row.get("工号") == held.id)
        if count:
            found[sheet] = Need(count, value)
    posts = [a.post for a in inputs.form.people if a.id == held.id]
    projects = len(inputs.roster.projects.get(held.id, ())) or 1
    records = {t: _fewest(t, posts, inputs.scheme, projects) for t in inputs.form.tables}
    return {t: Need(n) for t, n in records.items() if n} | found


def _fewest(table: str, posts: list[str], scheme: Scheme, projects: int) -> int:
    """Fewest records of the table with which the employee, who has so many projects, can be scored."""
    kpis = [
        k for post in posts for k in scheme.kpis_of(post) if k.table == table and not k.none_will_do
    ]
    asked = [
        (max(k.min_n, 1) if k.few is FewPolicy.HOLD else 1) * (projects if k.by_project else 1)
        for k in kpis
        if k.few is not FewPolicy.NA
    ]
    return max(asked, default=0)
