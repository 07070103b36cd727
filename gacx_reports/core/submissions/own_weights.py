"""Weights of one person's KPIs, where the scheme allows them (可改权重)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.codes.people import P
from gacx_reports.core.exact import ONE, ZERO, exact
from gacx_reports.core.forms.form import Form
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import Assignment, AssignmentKey
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.submissions.submissions import SubmittedValue

Weights = Mapping[tuple[AssignmentKey, str], SubmittedValue]
"""(assignment, KPI) → personal weight, 0 to 1."""


def weighed_for(held: Assignment, scheme: Scheme, weights: Weights) -> tuple[Kpi, ...]:
    """Returns the KPIs of the assignment's post, with the person's own weights where they have any."""
    return tuple(
        _weighed(kpi, weights.get((held.key, kpi.name))) for kpi in scheme.kpis_of(held.post)
    )


def _weighed(kpi: Kpi, entry: SubmittedValue | None) -> Kpi:
    if entry is None:
        return kpi
    assert isinstance(entry.value, Decimal), "reading admits ratios only"
    return replace(kpi, weight=Fraction(entry.value), usual_weight=kpi.weight)


def wrong_totals(forms: Iterable[Form], scheme: Scheme, weights: Weights) -> Iterator[Issue]:
    """P68: a person's weights that, with the scheme's for the other KPIs of the post, don't total exactly 1."""
    people = {a.key: a for form in forms for a in form.people}
    firsts: dict[AssignmentKey, CellRef] = {}
    for (key, _), entry in weights.items():
        firsts.setdefault(key, entry.place)
    for key in (key for key in people if key in firsts):
        total = sum((k.weight for k in weighed_for(people[key], scheme, weights)), ZERO)
        if total != ONE:
            found = f"{exact(total * 100)}%"
            yield Issue(P.OWN_WEIGHTS_TOTAL, firsts[key], found, person=people[key].id)
