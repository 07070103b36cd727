"""Scores a quarter: scheme, roster and submissions → every employee's outcome, exact until the total is rounded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.files import F
from gacx_reports.core.codes.scheme import C
from gacx_reports.core.forms.covered import covered
from gacx_reports.core.forms.form import Form
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.periods.missing import missing_periods
from gacx_reports.core.roster.assignments import at_home
from gacx_reports.core.roster.eligibility import rated_this_half
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.grades.grade_band import GradeBy
from gacx_reports.core.scheme.kpi import COMPANY
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.context import ScoringContext
from gacx_reports.core.scoring.dependency_order import ScoringStep, Stage, members, scoring_order
from gacx_reports.core.scoring.distribution import needless
from gacx_reports.core.scoring.grading import graded
from gacx_reports.core.scoring.held_back import Errors
from gacx_reports.core.scoring.individual import own_result
from gacx_reports.core.scoring.kpis.measures import rows_by_person
from gacx_reports.core.scoring.opinions.calibrated import Calibrations
from gacx_reports.core.scoring.opinions.kpi_answers import done_without
from gacx_reports.core.scoring.opinions.strictness import strictness
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, UnitOutcome
from gacx_reports.core.scoring.pay import unshared, with_bonuses
from gacx_reports.core.scoring.pooling import Pools
from gacx_reports.core.scoring.quota_groups import unjudged
from gacx_reports.core.scoring.rank_grades import graded_by_place
from gacx_reports.core.scoring.units import Unit, score_unit
from gacx_reports.core.submissions.samples import samples
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.core.submissions.survey_outcome import survey_outcomes


def score_quarter(
    quarter: Period,
    scheme: Scheme,
    roster: Roster,
    submissions: Submissions,
    expected: tuple[Form, ...],
    issues: Iterable[Issue],
) -> QuarterOutcome:
    """Returns the quarter's outcome, with employees in the roster's order; `issues` are the ones from reading.

    The outcome's issues are these and the ones from scoring: P05 a missing value, P12 no records, P13 too
    few, P15, P29 and P78 a missing rating, P79 nobody who may score a KPI, P16 no KPI applies, V13 不适用 not
    allowed, P27 an outdated override, P31 (warning) a needless accepted quota, P64 (warning) a quota that can't be
    checked, P67 (warning) a pool of which nobody has anything, P72, P73 and P84 a period without a total, C15 results
    that depend on each other.
    """
    found = tuple(issues)
    order, context = _begun(quarter, scheme, roster, submissions, expected, errors(found))
    for step in order:
        _take(step, context)
    employees = {p: context.done[p] for p in roster.people}
    if scheme.settings.grade_by is GradeBy.PLACE:
        employees = graded_by_place(employees, context)
    employees = with_bonuses(employees, scheme, roster)
    read = frozenset(found)
    own = (i for e in employees.values() for i in e.issues if i not in read)
    strict = strictness(submissions, expected, scheme)
    # In the roster's order, because the order of the steps depends on the hashes of names.
    units = {u: context.units[u] for u in (*roster.departments, COMPANY) if u in context.units}
    surveys = survey_outcomes(submissions, expected, scheme)
    absent = frozenset(i.place.workbook for i in found if i.code is F.WORKBOOK_MISSING)
    waived = (i for e in employees.values() for i in _without(e, scheme, absent))
    told = (*found, *own, *waived)
    outcome = QuarterOutcome(quarter, scheme, roster, employees, told, strict, units, surveys)
    more = (*needless(outcome), *unjudged(outcome), *unshared(outcome))
    return replace(outcome, issues=(*told, *more))


def _without(e: EmployeeOutcome, scheme: Scheme, absent: frozenset[str]) -> Iterator[Issue]:
    """P72, P73 and P84 (warnings) about periods without which somebody is scored, P78 about raters of a KPI."""
    if e.periods:
        yield from missing_periods(e.person, e.periods, scheme)
    for k in e.kpis:
        yield from done_without(k.kpi, e.person, [r.answer for r in k.ratings], absent)


def _begun(
    quarter: Period,
    scheme: Scheme,
    roster: Roster,
    submissions: Submissions,
    expected: tuple[Form, ...],
    wrong: tuple[Issue, ...],
) -> tuple[Sequence[ScoringStep], ScoringContext]:
    """The steps in their order; and what is looked up in each of them, collected once."""
    order, circles = scoring_order(scheme, roster, quarter)
    rows, held = rows_by_person(submissions), covered(expected)
    return order, ScoringContext(
        quarter,
        scheme,
        roster,
        submissions,
        rows,
        Errors.of(wrong, held),
        samples(expected, submissions),
        Pools(quarter, scheme, roster, rows, wrong, held),
        _calibrations(quarter, scheme, roster, submissions, expected),
        circles,
    )


def _calibrations(
    quarter: Period,
    scheme: Scheme,
    roster: Roster,
    submissions: Submissions,
    expected: tuple[Form, ...],
) -> Calibrations:
    """The means of everybody whose behaviours are evaluated."""
    who = {f.workbook: "、".join(f.fillers) or f.workbook for f in expected}
    found = Calibrations(scheme, who)
    if scheme.behaviours_count(quarter):
        people = (p for p in roster.people.values() if rated_this_half(p, roster, scheme, quarter))
        found.learn(people, submissions)
    return found


def _take(step: ScoringStep, context: ScoringContext) -> None:
    match step.stage:
        case Stage.OWN:
            context.drafts[step.name] = own_result(context.roster.people[step.name], context)
        case Stage.UNIT:
            context.units[step.name] = _unit(step.name, context)
        case Stage.TOTAL:
            context.done[step.name] = graded(context.drafts[step.name], context)


def _unit(name: str, context: ScoringContext) -> UnitOutcome:
    if name in context.circles:
        place = context.scheme.sheet("指标")
        circle = Issue(C.RESULTS_IN_CIRCLE, place, name, {"members": context.circles[name]})
        return UnitOutcome(name, None, issues=(circle,))
    homes = at_home(context.roster, context.quarter)
    chosen = homes.values() if name == COMPANY else [homes.get(name, [])]
    held = tuple(a for here in chosen for a in here)
    people = members(name, context.roster, context.quarter)
    back = tuple(
        p
        for p in people
        if p in context.drafts and (context.drafts[p].issues or context.drafts[p].held_by)
    )

    def own(person: str) -> Fraction | None:
        draft = context.drafts[person]
        return draft.own if draft.sound and draft.has_own else None

    return score_unit(Unit(name, held, back), context.scheme, context.roster, context.rows, own)
