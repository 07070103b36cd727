"""What an employee's grade would be if the mean of one KPI were another: how much of it is luck of the draw."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.exact import rounded
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome
from gacx_reports.core.scoring.kpis.rules import score
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, MixPart


def total_at(
    outcome: EmployeeOutcome, k: KpiOutcome, scheme: Scheme
) -> Callable[[Fraction], Decimal]:
    """Returns raw value of the KPI → the total that a scored employee who was not moved would have.

    `k` is one of the employee's KPIs that has a score. It is scored by the rule, target and bands that `scheme` has
    for the same post and name, else by its own. All other KPIs, the behaviour score, the results of units and the
    lines of bonus and deduction stay as they are.
    """
    assert outcome.kpi_score is not None, "a scored employee has a KPI score"
    assert outcome.mix is not None, "a scored employee has a mix"
    kpi = _same(k.kpi, scheme)
    target = k.target if k.personal else kpi.target
    others = outcome.kpi_score - k.weighted
    # The scheme may count to another full mark than the one that the employee was scored by.
    marks = scheme.full / Fraction(k.kpi.full)
    values = kpi.full_value / k.kpi.full_value
    rated = outcome.behaviour_share * outcome.behaviour.score if outcome.behaviour else Fraction(0)
    own_share, _ = outcome.mix[MixPart.INDIVIDUAL]
    units = sum(
        (share * result for part, (share, result) in outcome.mix.items() if part is not MixPart.INDIVIDUAL),
        Fraction(0),
    )  # fmt: skip
    places = scheme.settings.total_places

    def total(raw: Fraction) -> Decimal:
        kpis = marks * others + k.effective_weight * score(kpi, raw * values, target)
        own = (1 - outcome.behaviour_share) * kpis + marks * rated
        rest = marks * (units + outcome.adjusted.change)
        return rounded(max(own_share * own + rest, Fraction(0)), places)

    return total


def grade_at(outcome: EmployeeOutcome, k: KpiOutcome, scheme: Scheme) -> Callable[[Fraction], str]:
    """Returns raw value of the KPI → the grade of the total that it gives (see `total_at`), limited by vetoes.

    Of who has a place, it is that of the place which the total would have among the others'.

    An override is left out: whoever decided it would decide again.
    """
    total = total_at(outcome, k, scheme)
    kpi = _same(k.kpi, scheme)
    target = k.target if k.personal else kpi.target
    values = kpi.full_value / k.kpi.full_value
    # The others' totals, among whom a place is sought, are in the marks of then.
    marks = scheme.settings.full_mark / k.kpi.full
    others = [x.ceiling for x in outcome.limits if x.name != k.name]
    ceilings = [*others, *(v.item.ceiling for v in outcome.adjusted.vetoes)]

    def grade(raw: Fraction) -> str:
        reached = total(raw)
        ranking = outcome.ranking
        found = ranking.grade(reached / marks) if ranking else scheme.grade(reached).name
        if kpi.below is not None and score(kpi, raw * values, target) < kpi.below:
            found = scheme.worse(found, kpi.ceiling)
        for ceiling in ceilings:
            found = scheme.worse(found, ceiling) if scheme.grade_named(ceiling) else found
        return found

    return grade


def _same(kpi: Kpi, scheme: Scheme) -> Kpi:
    """The scheme's KPI of the same post and name; the KPI itself if there is none, or it is another measure."""
    found = next((k for k in scheme.kpis_of(kpi.post) if k.name == kpi.name), kpi)
    if (found.source, found.table) != (kpi.source, kpi.table):
        return kpi
    own = found.with_points({p.name: p.value for p in kpi.personal_points})
    values = [p.value for p in own.points]
    return own if values == sorted(set(values)) else found
