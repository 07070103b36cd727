"""The parts of an individual result: the KPIs of each assignment of the quarter, or of each project in it."""

from dataclasses import replace
from fractions import Fraction

from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.kpi_groups import KpiGroup, kpi_groups
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scoring.context import ScoringContext
from gacx_reports.core.scoring.dependency_order import led_during
from gacx_reports.core.scoring.kpis.evidence import Evidence
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome, Part
from gacx_reports.core.scoring.kpis.kpi_scores import score_kpis
from gacx_reports.core.submissions.own_weights import weighed_for


def parts_of(
    held: tuple[Assignment, ...], context: ScoringContext
) -> tuple[tuple[Part, ...], list[Issue]]:
    """Returns a part for each assignment, or project, with an applicable KPI, and the KPIs' issues.

    Parts are weighted by calendar days × the group's share of the assignment. A part because of projects in which
    only KPIs that weigh 0 apply counts for nothing, and stays: these may limit the grade.
    """
    scored: list[tuple[KpiGroup, tuple[KpiOutcome, ...], Fraction]] = []
    issues: list[Issue] = []
    for assignment in held:
        evidence = _evidence(assignment, context)
        weighed = weighed_for(assignment, context.scheme, context.submissions.weights)
        for group in kpi_groups(assignment, weighed, context.roster):
            kpis, found = score_kpis(group, evidence)
            issues += found
            counts = any(k.effective_weight for k in kpis)
            if counts or (group.of_projects and any(k.score is not None for k in kpis)):
                scored.append((group, kpis, group.held.days * group.weight * counts))
    whole = sum((days for _, _, days in scored), Fraction(0))
    if not whole:
        return (), issues
    return tuple(_part(g, kpis, days / whole) for g, kpis, days in scored), issues


def _part(group: KpiGroup, kpis: tuple[KpiOutcome, ...], share: Fraction) -> Part:
    held = group.held
    return Part(
        post=held.post,
        department=held.department,
        first=held.first,
        last=held.last,
        days=held.days,
        share=share,
        kpis=tuple(replace(k, effective_weight=k.effective_weight * share) for k in kpis),
        kpi_score=sum((k.weighted for k in kpis), Fraction(0)),
        project=group.project,
        project_weight=group.project_weight,
        of_projects=group.of_projects,
    )


def _evidence(held: Assignment, context: ScoringContext) -> Evidence:
    totals = {
        source: tuple(
            total
            for p in led_during(held, context.roster, source, context.quarter)
            if (total := context.done[p].total) is not None
        )
        for source in led_sources(held, context)
    }
    return Evidence(
        context.scheme,
        context.submissions,
        context.rows,
        context.errors.covered,
        context.samples,
        totals,
        context.quarter,
        context.pools.others,
    )


def led_sources(held: Assignment, context: ScoringContext) -> tuple[Source, ...]:
    """Returns the sources 下属均分 and 两级下属均分, as far as the post's KPIs use them."""
    used = {k.source for k in context.scheme.kpis_of(held.post)}
    return tuple(s for s in (Source.LED, Source.LED_DEEP) if s in used)
