"""The individual result of an employee, from KPIs and behaviours before the mix, or the reason for having none."""

from collections.abc import Iterator
from fractions import Fraction

from gacx_reports.core.codes.code import Cause
from gacx_reports.core.codes.people import P
from gacx_reports.core.forms.covered import sheet_of
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
from gacx_reports.core.roster.roster import Employment, Person
from gacx_reports.core.scheme.english_names import stands_for
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.behaviour import evaluate, missing_ratings
from gacx_reports.core.scoring.context import IndividualResult, ScoringContext
from gacx_reports.core.scoring.dependency_order import led_during
from gacx_reports.core.scoring.held_back import errors_affecting
from gacx_reports.core.scoring.kpis.kpi_outcome import Part
from gacx_reports.core.scoring.outcomes import BehaviourOutcome, EmployeeOutcome, Status
from gacx_reports.core.scoring.parts import led_sources, parts_of
from gacx_reports.core.scoring.uncalibrated import not_yet_calibrated


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
    parts, found = parts_of(held, context)
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


def _not_yet_pooled(
    person: Person, parts: tuple[Part, ...], context: ScoringContext
) -> Iterator[str]:
    """IDs of others whose records, once mended, would change a KPI that is filled up with their mean."""
    for k in (k for part in parts for k in part.kpis if k.pooled):
        yield from context.pools.incomplete(k.kpi, person.id)


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
        for source in led_sources(a, context)
        for p in led_during(a, context.roster, source, context.quarter)
        if context.done[p].status is Status.HELD_BACK
    ]
    return tuple(dict.fromkeys(found))
