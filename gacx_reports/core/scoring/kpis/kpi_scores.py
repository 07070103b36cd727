"""Scores the KPIs of one assignment: raw value, score and effective weight of each, or the issue that prevents it."""

from dataclasses import replace
from fractions import Fraction

from gacx_reports.core.codes.people import P
from gacx_reports.core.exact import mean
from gacx_reports.core.forms.covered import sheet_of
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.kpi_groups import KpiGroup
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import EmptyPolicy, FewPolicy, Source
from gacx_reports.core.scoring.kpis.evidence import Evidence, Scored
from gacx_reports.core.scoring.kpis.kpi_outcome import (
    BelowMinimum,
    KpiOutcome,
    Pooled,
    with_effective_weights,
)
from gacx_reports.core.scoring.kpis.measured_kpi import not_applicable, scored
from gacx_reports.core.scoring.kpis.measures import Measure, measure, records_in
from gacx_reports.core.scoring.kpis.typed_kpis import score_typed
from gacx_reports.core.submissions.own_points import out_of_order, with_own_points
from gacx_reports.core.submissions.samples import sample_of


def score_kpis(group: KpiGroup, evidence: Evidence) -> tuple[tuple[KpiOutcome, ...], list[Issue]]:
    """Returns the outcome of every KPI of a group of an assignment, and issues for KPIs that have none.

    The effective weights total 1, or are all 0 if no KPI applies. P05 a missing value, P12 no records, P13 too few
    records, P78 and P79 a missing rater, V13 不适用 where it is not allowed.
    """
    held, evidence = group.held, replace(evidence, project=group.project)
    found = [_by_own_points(kpi, held, evidence) for kpi in group.kpis]
    issues = [issue for _, more in found for issue in more]
    return with_effective_weights([_with_sample(k, held, evidence) for k, _ in found if k]), issues


def _with_sample(k: KpiOutcome, held: Assignment, evidence: Evidence) -> KpiOutcome:
    sample = sample_of(k.kpi, held, evidence.samples, evidence.scheme)
    return replace(k, sample=sample, project=evidence.project)


def _by_own_points(kpi: Kpi, held: Assignment, evidence: Evidence) -> Scored:
    """P69 instead where the person's own points leave the order of the line, such as under another scheme."""
    points = evidence.submissions.points
    if issue := out_of_order(kpi, held, points, evidence.quarter):
        return None, [issue]
    return _measured(with_own_points(kpi, held, points), held, evidence)


def _measured(kpi: Kpi, held: Assignment, evidence: Evidence) -> Scored:
    if kpi.source is Source.TYPED:
        return score_typed(kpi, held, evidence)
    found = (
        _mean_of_led(kpi, evidence) if kpi.source.of_people else _from_records(kpi, held, evidence)
    )
    if not found.n and kpi.empty:
        return _without_records(kpi, held, evidence, found)
    if found.n >= max(kpi.min_n, 1) or (found.n and kpi.few is FewPolicy.SCORE):
        few = BelowMinimum.SCORED if found.n < kpi.min_n else BelowMinimum.NO
        return scored(kpi, held, evidence, found, few), []
    if found.n and kpi.few is FewPolicy.POOL and (more := _pooled(kpi, held, evidence, found)):
        return more, []
    if kpi.few is FewPolicy.NA:
        return not_applicable(kpi, held, evidence, found, BelowMinimum.NOT_APPLICABLE), []
    return _held(kpi, held, evidence, found)


def _held(kpi: Kpi, held: Assignment, evidence: Evidence, found: Measure) -> Scored:
    place = sheet_of(held, kpi.table, evidence.covered)
    code = P.TOO_FEW_RECORDS if found.n else P.NO_RECORDS
    details = {"kpi": evidence.named(kpi), "minimum": str(max(kpi.min_n, 1))}
    return None, [Issue(code, place, str(found.n), details, held.id)]


def _without_records(kpi: Kpi, held: Assignment, evidence: Evidence, found: Measure) -> Scored:
    """What 无记录时 says. Full marks are the full mark and none 0, whatever cap and floor are."""
    if kpi.empty is EmptyPolicy.HOLD:
        return _held(kpi, held, evidence, found)
    if kpi.empty is EmptyPolicy.NA:
        return not_applicable(kpi, held, evidence, found, BelowMinimum.NOT_APPLICABLE), []
    if kpi.empty is EmptyPolicy.AS_ZERO:
        none = replace(found, raw=Fraction(0))
        return scored(kpi, held, evidence, none, BelowMinimum.NO), []
    outcome = not_applicable(kpi, held, evidence, found, BelowMinimum.EMPTY)
    return replace(outcome, score=Fraction(kpi.full) * (kpi.empty is EmptyPolicy.FULL)), []


def _from_records(kpi: Kpi, held: Assignment, evidence: Evidence) -> Measure:
    rows = records_in(held, kpi.table, evidence.rows)
    if evidence.project:
        rows = [r for r in rows if r.text("所属项目") == evidence.project]
    return measure(kpi, rows, evidence.scheme)


def _pooled(kpi: Kpi, held: Assignment, evidence: Evidence, found: Measure) -> KpiOutcome | None:
    """The KPI filled up with the mean of the others in the post; None if they have no records."""
    others = evidence.others(kpi, held.id)
    if others is None or found.raw is None:
        return None
    pooled = Pooled(found.raw, *others)
    filled = replace(found, raw=pooled.raw(found.n, kpi.min_n))
    return replace(scored(kpi, held, evidence, filled, BelowMinimum.POOLED), pooled=pooled)


def _mean_of_led(kpi: Kpi, evidence: Evidence) -> Measure:
    """The mean of the printed totals of the scored employees led, in marks or as a ratio."""
    totals = evidence.led[kpi.source]
    found = mean([*map(Fraction, totals)]) if totals else None
    return Measure(kpi.value_of(found), len(totals), None, ())
