"""What a workbook must hold about each of its people before they are complete."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gacx_reports.core.forms.input_sheets import RATINGS, TYPED
from gacx_reports.core.issuing.prefill import FormInputs
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.scheme.kpi import FewPolicy
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.i18n import N_

InputRows = Mapping[str, Sequence[Mapping[str, object]]]
"""Sheet → its rows."""
NOT_ASKED, ABOVE = N_("takes no part"), N_("see above")


@dataclass(frozen=True, slots=True)
class Need:
    """What a sheet must hold about somebody."""

    count: int
    """Rows."""
    value: str = ""
    """The column that must be filled in; "" where the row alone is enough."""


@dataclass(frozen=True, slots=True)
class RequiredRow:
    """A person in one post."""

    id: str
    name: str
    post: str
    supervisor: str
    needs: Mapping[str, Need] = field(default_factory=dict)
    """Sheet → what it must hold; empty for who takes no part, and for a further post of somebody."""
    out: str = ""
    """Why nothing is needed, a message id; "" where something is."""


def lines(inputs: FormInputs, rows: InputRows) -> list[RequiredRow]:
    """Everybody whom the workbook is about, in the roster's order; `rows` are those that are issued."""
    found: list[RequiredRow] = []
    for held in inputs.form.people:
        needs: dict[str, Need] = {}
        if any(line.id == held.id for line in found):
            out = ABOVE
        elif not inputs.judged(held):
            out = NOT_ASKED
        else:
            out, needs = "", _needs(inputs, held, rows)
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
    records = {t: _fewest(t, posts, inputs.scheme) for t in inputs.form.tables}
    return {t: Need(n) for t, n in records.items() if n} | found


def _fewest(table: str, posts: list[str], scheme: Scheme) -> int:
    """Records without which the person can't be scored."""
    kpis = [k for post in posts for k in scheme.kpis_of(post) if k.table == table]
    asked = [
        max(k.min_n, 1) if k.few is FewPolicy.HOLD else 1 for k in kpis if k.few is not FewPolicy.NA
    ]
    return max(asked, default=0)
