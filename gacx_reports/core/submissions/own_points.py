"""Values of one person's own at points of a KPI's line, where the scheme allows personal targets (个人目标)."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.people import P
from gacx_reports.core.forms.form import Form
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import Assignment, AssignmentKey, days_owed
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.words.kpis import target_words, threshold
from gacx_reports.core.submissions.submissions import SubmittedValue

Points = Mapping[tuple[AssignmentKey, str, str], SubmittedValue]
"""(assignment, KPI, point of its line) → personal value of the point, in the KPI's own unit."""


def with_own_points(kpi: Kpi, held: Assignment, points: Points) -> Kpi:
    """Returns the KPI with the person's own values at points of its line; the others keep the scheme's."""
    own = _own(kpi, held, points)
    return kpi.with_points({name: _number(entry) for name, entry in own.items()}) if own else kpi


def out_of_order(kpi: Kpi, held: Assignment, points: Points, quarter: Period) -> Issue | None:
    """P69: own values that, with the scheme's for the other points (cut to the days), don't rise."""
    own = _own(kpi, held, points)
    if not own:
        return None
    moved = with_own_points(kpi, held, points)
    days = days_owed(moved, held, False, quarter)
    cut = Fraction(*days) if days else Fraction(1)
    values = [p.value for p in moved.bounds(None, cut).points]
    wrong = {i for i, (one, other) in enumerate(pairwise(values)) if one >= other}
    if not wrong:
        return None
    # Points on both sides of a step back are wrong together; the first of them that is the person's own is named.
    entry = next(
        own[p.name] for i, p in enumerate(kpi.points) if p.name in own and {i - 1, i} & wrong
    )
    details = {"points": target_words(moved, None, cut)}
    found = threshold(kpi, _number(entry))
    return Issue(P.POINTS_OUT_OF_ORDER, entry.place, found, details, held.id)


def wrong_orders(
    forms: Iterable[Form], scheme: Scheme, points: Points, quarter: Period
) -> Iterator[Issue]:
    """P69 for everybody's own points, once for an entry."""
    known = {key for key, _, _ in points}
    people = [a for form in forms for a in form.people if a.key in known]
    found = (
        out_of_order(kpi, held, points, quarter)
        for held in people
        for kpi in scheme.kpis_of(held.post)
    )
    yield from {issue.place: issue for issue in found if issue}.values()


def _own(kpi: Kpi, held: Assignment, points: Points) -> dict[str, SubmittedValue]:
    """Point → the person's own value."""
    if not points:
        return {}
    keys = {name: (held.key, kpi.name, name) for name in kpi.own_points}
    return {name: points[key] for name, key in keys.items() if key in points}


def _number(entry: SubmittedValue) -> Decimal:
    assert isinstance(entry.value, Decimal), "reading admits numbers only"
    return entry.value
