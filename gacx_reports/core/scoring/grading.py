"""Total and grade from an individual result: mix, adjustments, rounding, veto, override."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.codes.people import P
from gacx_reports.core.exact import rounded
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.eligibility import served_half_year
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scheme.grades.grade_band import DepartmentFactor, GradeBy
from gacx_reports.core.scheme.kpi import COMPANY
from gacx_reports.core.scheme.line_item import LineKind
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.adjustments import adjust
from gacx_reports.core.scoring.context import IndividualResult, ScoringContext
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, GradeLimit, MixPart, Status
from gacx_reports.core.scoring.pay import pay_factor


def graded(draft: IndividualResult, context: ScoringContext) -> EmployeeOutcome:
    """Returns the employee's outcome: scored, or held back by issues of the employee or of a unit in the mix.

    The units of the mix must be in `context.units`. P27 an override whose 计算等级 is no longer the computed
    grade. Where places decide grades, the outcome has none yet.
    """
    if draft.decided:
        return draft.decided
    issues, held_by = list(draft.issues), list(draft.held_by)
    for unit in _units_of(draft, context):
        issues += context.units[unit].issues
        held_by += [p for p in context.units[unit].held_by if p != draft.person.id]
    if issues or held_by:
        return held_back(draft.person, issues, held_by, context)
    outcome = _scored(draft, context)
    if context.scheme.settings.grade_by is GradeBy.PLACE:
        return outcome
    assert outcome.total is not None
    return with_grade(outcome, context.scheme.grade(outcome.total).name, context)


def held_back(
    person: Person, issues: Iterable[Issue], held_by: Iterable[str], context: ScoringContext
) -> EmployeeOutcome:
    """Returns the outcome of somebody about whom nothing is decided, each reason once."""
    return EmployeeOutcome(
        person,
        Status.HELD_BACK,
        issues=tuple(dict.fromkeys(issues)),
        held_by=tuple(dict.fromkeys(held_by)),
        comment=context.submissions.comments.get(person.id),
    )


def _units_of(draft: IndividualResult, context: ScoringContext) -> tuple[str, ...]:
    """Units whose results are part of the employee's total or pay factor."""
    post = context.scheme.posts[draft.person.post]
    multiplied = context.scheme.settings.department_factor is DepartmentFactor.RESULT
    department, company = (0, 0) if draft.alone else (post.department, post.company)
    shares = ((draft.person.department, department or multiplied), (COMPANY, company))
    return tuple(unit for unit, share in shares if share)


def _scored(draft: IndividualResult, context: ScoringContext) -> EmployeeOutcome:
    """Mix, adjustments, limit at 0, one rounding half up; no grade yet."""
    person, scheme = draft.person, context.scheme
    mix = _mix(draft, context)
    exact = sum((weight * result for weight, result in mix.values()), Fraction(0))
    adjusted = adjust(context.submissions.lines.get(person.id, ()), _caps(scheme))
    total = rounded(max(exact + adjusted.change, Fraction(0)), scheme.settings.total_places)
    return EmployeeOutcome(
        person,
        Status.SCORED,
        parts=draft.parts,
        kpi_score=draft.kpi_score if draft.parts else None,
        behaviour=draft.behaviour,
        behaviour_share=draft.share,
        half_served=served_half_year(person, context.roster),
        periods=draft.periods,
        mix=mix,
        adjusted=adjusted,
        override=context.roster.override_of(person.id),
        total=total,
        comment=context.submissions.comments.get(person.id),
    )


def _mix(
    draft: IndividualResult, context: ScoringContext
) -> dict[MixPart, tuple[Fraction, Fraction]]:
    """Part → share and result (rule book, 4); units without a share are left out.

    The others take the share of an individual result that nothing makes up.
    """
    post = context.scheme.posts[draft.person.post]
    parts = {MixPart.INDIVIDUAL: (Fraction(post.individual), draft.own)} if draft.has_own else {}
    units = (
        (MixPart.DEPARTMENT, post.department, draft.person.department),
        (MixPart.COMPANY, post.company, COMPANY),
    )
    for part, share, unit in units:
        if share and not draft.alone:
            result = context.units[unit].result
            assert result is not None, "the roster gives what no KPI computes"
            parts[part] = (Fraction(share), result)
    if draft.periods:
        mean = draft.periods.result
        assert mean is not None, "nobody is scored without it"
        parts[MixPart.PERIODS] = (Fraction(post.periods), mean)
    whole = sum((share for share, _ in parts.values()), Fraction(0))
    return {part: (share / whole, result) for part, (share, result) in parts.items()}


def _caps(scheme: Scheme) -> dict[LineKind, Decimal | None]:
    return {
        LineKind.BONUS: scheme.settings.bonus_cap,
        LineKind.DEDUCTION: scheme.settings.deduction_cap,
    }


def with_grade(outcome: EmployeeOutcome, computed: str, context: ScoringContext) -> EmployeeOutcome:
    """Returns the outcome with grade and pay factor: the computed grade, limited by low scores and vetoes,
    replaced by an override; held back by P27."""
    if issues := _stale_override(outcome, computed):
        return held_back(outcome.person, issues, (), context)
    scheme, grade, total = context.scheme, computed, outcome.total
    assert total is not None
    limits = tuple(_limits(outcome, scheme))
    for ceiling in (
        *(x.ceiling for x in limits),
        *(v.item.ceiling for v in outcome.adjusted.vetoes),
    ):
        grade = scheme.worse(grade, ceiling)
    if outcome.override:
        grade = outcome.override.grade
    band = scheme.grade_named(grade)
    assert band is not None, "scheme and roster admit known grades only"
    factor = pay_factor(outcome.person, band, total, context)
    return replace(
        outcome,
        computed_grade=computed,
        grade=grade,
        pay_factor=factor.value,
        factor_parts=factor.parts,
        limits=limits,
    )


def _limits(outcome: EmployeeOutcome, scheme: Scheme) -> Iterator[GradeLimit]:
    """KPIs of all parts and behaviour items whose scores are below their bounds; what does not apply limits nothing."""
    for k in outcome.kpis:
        if k.kpi.below is not None and k.score is not None and k.score < k.kpi.below:
            yield GradeLimit(k.name, k.score, k.kpi.below, k.kpi.ceiling)
    group = scheme.behaviours_of(outcome.person.post)
    if not outcome.behaviour or not group:
        return
    scores = {(i.category, i.name): i.score for i in outcome.behaviour.items}
    for item in group.items:
        score = scores.get((item.category, item.name))
        if item.below is not None and score is not None and score < item.below:
            yield GradeLimit(item.name, score, item.below, item.ceiling)


def _stale_override(outcome: EmployeeOutcome, computed: str) -> list[Issue]:
    """P27: the override was decided for another computed grade, so the approver must decide again."""
    override = outcome.override
    if override is None or override.computed == computed:
        return []
    details = {"computed": computed}
    return [
        Issue(
            P.COMPUTED_GRADE_CHANGED, override.place, override.computed, details, outcome.person.id
        )
    ]
