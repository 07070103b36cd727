"""The individual result of an employee, from KPIs and behaviours before the mix, or the reason for having none."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from gacx_reports.core.codes.code import Cause
from gacx_reports.core.codes.people import P
from gacx_reports.core.forms.input_sheets import COVER, RATINGS
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.periods.missing import missing_periods
from gacx_reports.core.periods.weigh import PeriodsResult, weigh
from gacx_reports.core.roster.assignments import Assignment, assignments
from gacx_reports.core.roster.eligibility import (
    NotScored,
    by_periods,
    served_half_year,
    why_not_scored,
)
from gacx_reports.core.roster.kpi_groups import KpiGroup, kpi_groups
from gacx_reports.core.roster.roster import Employment, Person
from gacx_reports.core.scheme.english_names import stands_for
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.behaviour import evaluate, missing_ratings
from gacx_reports.core.scoring.context import IndividualResult, ScoringContext
from gacx_reports.core.scoring.dependency_order import led_during
from gacx_reports.core.scoring.held_back import errors_affecting, sheet_of
from gacx_reports.core.scoring.kpi_outcome import KpiOutcome, Part
from gacx_reports.core.scoring.kpi_scores import Evidence, score_kpis
from gacx_reports.core.scoring.outcomes import BehaviourOutcome, EmployeeOutcome, Status
from gacx_reports.core.scoring.uncalibrated import not_yet_calibrated
from gacx_reports.core.submissions.own_weights import weighed_for


def own_result(person: Person, context: ScoringContext) -> IndividualResult:
    """Returns the employee's individual result: exempt, not scored (rule book, 1), issues, or KPIs and behaviours.

    The outcomes of the employees led must be in `context.done`. P05 a missing value, P12 no records, P13 too
    few, P15, P29 and P78 a missing rating, P16 no KPI applies.
    """
    periods = _periods(person, context)
    if settled := _settled(person, periods, context):
        return settled
    held = assignments(person, context.roster, context.quarter)
    issues = errors_affecting(held, context.errors, context.scheme, context.quarter)
    led_back = _held_back_below(held, context)
    parts, found = _parts(held, context)
    waits = (*_not_yet_pooled(person, parts, context), *not_yet_calibrated(person, context))
    held_by = tuple(dict.fromkeys((*led_back, *waits)))
    found += _missing_ratings(held[-1], context)
    issues += [
        i
        for i in found
        if not _explained(i, issues, person.place if led_back else None, context.scheme)
    ]
    measured = any(context.scheme.kpis_of(a.post) for a in held)
    if measured and not (issues or parts or held_by):
        issues.append(Issue(P.NO_KPI_APPLIES, person.place, person.post, person=person.id))
    behaviour = None if issues else _behaviour(person, context)
    issues += _missing_periods(person, periods, context)
    return IndividualResult(
        person,
        parts=parts,
        kpi_score=sum((p.share * p.kpi_score for p in parts), Fraction(0)),
        behaviour=behaviour,
        share=_behaviour_share(behaviour, parts, context.scheme),
        periods=periods,
        issues=tuple(dict.fromkeys(issues)),
        held_by=held_by,
    )


def _settled(
    person: Person, periods: PeriodsResult | None, context: ScoringContext
) -> IndividualResult | None:
    """The result of who is exempt, not scored, or scored by the periods alone; None for all others."""
    if person.status is Employment.EXEMPT:
        return IndividualResult(person, EmployeeOutcome(person, Status.EXEMPT))
    reason = why_not_scored(person, context.roster, context.scheme, context.quarter)
    if reason and by_periods(person, context.roster, context.scheme, context.quarter):
        return _by_periods_alone(person, reason, periods, context)
    if not reason and periods and periods.result is None and not periods.waits:
        reason = NotScored.NO_PERIOD
    if reason:
        return IndividualResult(person, EmployeeOutcome(person, Status.NOT_SCORED, reason))
    return None


def _by_periods_alone(
    person: Person, reason: NotScored, periods: PeriodsResult | None, context: ScoringContext
) -> IndividualResult:
    """Who served a part of the appraisal: the published periods, or the reason if none of them has a total."""
    if periods is None or (periods.result is None and not periods.waits):
        return IndividualResult(person, EmployeeOutcome(person, Status.NOT_SCORED, reason))
    issues = tuple(_missing_periods(person, periods, context))
    return IndividualResult(person, periods=periods, alone=True, issues=issues)


def _periods(person: Person, context: ScoringContext) -> PeriodsResult | None:
    """The published periods, if the post has a share for them."""
    if not context.scheme.posts[person.post].periods:
        return None
    return weigh(person, context.scheme, context.quarter, context.submissions.published)


def _missing_periods(
    person: Person, periods: PeriodsResult | None, context: ScoringContext
) -> list[Issue]:
    """P72, P73 and P84, if nothing is decided without those periods."""
    if periods is None or not periods.waits:
        return []
    return list(missing_periods(person, periods, context.scheme))


def _behaviour_share(
    behaviour: BehaviourOutcome | None, parts: tuple[Part, ...], scheme: Scheme
) -> Fraction:
    """Share of the behaviours in the individual result: all of it without a KPI."""
    if behaviour is None:
        return Fraction(0)
    return Fraction(scheme.settings.behaviour_share) if parts else Fraction(1)


def _behaviour(person: Person, context: ScoringContext) -> BehaviourOutcome | None:
    """The evaluation, if behaviours count this quarter and the employee has served the half-year; else None."""
    rated = context.scheme.behaviours_count(context.quarter)
    if not rated or not served_half_year(person, context.roster):
        return None
    return evaluate(
        person, context.scheme, context.submissions, context.quarter, context.calibrations
    )


def _explained(issue: Issue, known: list[Issue], leads: CellRef | None, scheme: Scheme) -> bool:
    """Whether a missing value follows from a known error of the same sheet or workbook, or from employees led.

    `leads` is the roster row of a supervisor with employees led who are held back; else None.
    """
    code, workbook = issue.code, issue.place.workbook
    if code.follows_from(Cause.LED) and leads and workbook == leads.workbook:
        return True
    return code.follows_from(Cause.SHEET) and any(
        i.place.workbook == workbook
        and any(
            stands_for(i.place.sheet, name, scheme) for name in ("", COVER.name, issue.place.sheet)
        )
        for i in known
    )


def _parts(
    held: tuple[Assignment, ...], context: ScoringContext
) -> tuple[tuple[Part, ...], list[Issue]]:
    """A part for each assignment, or project, with an applicable KPI, and the KPIs' issues.

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
        for source in _led_sources(held, context)
    }
    return Evidence(
        context.scheme,
        context.submissions,
        context.rows,
        context.errors.covered,
        context.samples,
        totals,
        context.quarter,
        context.pools,
    )


def _not_yet_pooled(
    person: Person, parts: tuple[Part, ...], context: ScoringContext
) -> Iterator[str]:
    """IDs of others whose records, once mended, would change a KPI that is filled up with their mean."""
    for k in (k for part in parts for k in part.kpis if k.pooled):
        yield from context.pools.incomplete(k.kpi, person.id)


def _led_sources(held: Assignment, context: ScoringContext) -> tuple[Source, ...]:
    """The sources 下属均分 and 两级下属均分, as far as the post's KPIs use them."""
    used = {k.source for k in context.scheme.kpis_of(held.post)}
    return tuple(s for s in (Source.LED, Source.LED_DEEP) if s in used)


def _missing_ratings(held: Assignment, context: ScoringContext) -> list[Issue]:
    rated = context.scheme.behaviours_count(context.quarter)
    if not rated or not served_half_year(held.person, context.roster):
        return []
    place = sheet_of(held, RATINGS.name, context.errors.covered)
    return missing_ratings(held.person, context.scheme, context.submissions, place)


def _held_back_below(held: tuple[Assignment, ...], context: ScoringContext) -> tuple[str, ...]:
    """IDs of employees led who are held back, if a KPI is their mean."""
    found = [
        p
        for a in held
        for source in _led_sources(a, context)
        for p in led_during(a, context.roster, source, context.quarter)
        if context.done[p].status is Status.HELD_BACK
    ]
    return tuple(dict.fromkeys(found))
