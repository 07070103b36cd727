"""The outcome of a KPI of one assignment, from what was measured."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.roster.assignments import Assignment, days_owed
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import NaPolicy, Source
from gacx_reports.core.scoring.kpis.evidence import Evidence
from gacx_reports.core.scoring.kpis.kpi_outcome import BelowMinimum, KpiOutcome
from gacx_reports.core.scoring.kpis.measures import Measure
from gacx_reports.core.scoring.kpis.rules import score


def scored(
    kpi: Kpi, held: Assignment, evidence: Evidence, found: Measure, few: BelowMinimum
) -> KpiOutcome:
    """Returns the outcome of a raw value, with its score by the target that holds for the person."""
    assert found.raw is not None, "somebody with records has a raw value"
    target, personal = _target(kpi, held, evidence)
    outcome = KpiOutcome(
        kpi, found.raw, found.n, found.hits, target, personal, None, found.cells, few
    )
    outcome = replace(outcome, days=days_owed(kpi, held, personal, evidence.quarter))
    return replace(outcome, score=score(kpi, found.raw, target, outcome.cut))


def not_applicable(
    kpi: Kpi, held: Assignment, evidence: Evidence, found: Measure, few: BelowMinimum
) -> KpiOutcome:
    """Returns the outcome of a KPI without a value: no score, or 0 as column 不适用时 says."""
    target, personal = _target(kpi, held, evidence)
    points = Fraction(0) if kpi.na is NaPolicy.ZERO else None
    n = found.n if kpi.source is not Source.TYPED else None
    return KpiOutcome(kpi, None, n, found.hits, target, personal, points, found.cells, few)


def _target(kpi: Kpi, held: Assignment, evidence: Evidence) -> tuple[Decimal | None, bool]:
    own = evidence.submissions.targets.get((held.key, kpi.name))
    if own is not None and isinstance(own.value, Decimal) and kpi.rule.scoring.targeted:
        return own.value, True
    return kpi.target, False
