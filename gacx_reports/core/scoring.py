"""Scheme, roster and submissions → every employee's outcome. Exact until the one rounding of the total."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.adjustments import LineKind, adjust
from gacx_reports.core.assignments import Assignment, assignments, home
from gacx_reports.core.behaviour import evaluate, missing_ratings
from gacx_reports.core.dependence import sheet_of, touching
from gacx_reports.core.distribution import needless
from gacx_reports.core.eligibility import served_half_year, why_not_scored
from gacx_reports.core.english import stands_for
from gacx_reports.core.forms import COVER, RATINGS, Form
from gacx_reports.core.issues import Issue, Severity
from gacx_reports.core.kpi_scoring import Evidence, Rows, score_kpis
from gacx_reports.core.measures import rows_by_person
from gacx_reports.core.outcomes import (
    BehaviourOutcome,
    EmployeeOutcome,
    KpiOutcome,
    MixPart,
    Part,
    QuarterOutcome,
    Status,
    UnitOutcome,
)
from gacx_reports.core.places import Place
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.roster import Employment, Person, Roster
from gacx_reports.core.rules import rounded
from gacx_reports.core.scheme import COMPANY, Scheme, Source
from gacx_reports.core.scoring_order import Stage, Step, led, members, scoring_order
from gacx_reports.core.strictness import strictness
from gacx_reports.core.submissions import Submissions
from gacx_reports.core.units import Unit, score_unit


@dataclass(frozen=True, slots=True)
class _Draft:
    """A person's own result before the mix, or why there is none."""

    person: Person
    decided: EmployeeOutcome | None = None
    """Exempt or not scored."""
    parts: tuple[Part, ...] = ()
    kpi_score: Fraction = Fraction(0)
    behaviour: BehaviourOutcome | None = None
    share: Fraction = Fraction(0)
    """Of the behaviours."""
    issues: tuple[Issue, ...] = ()
    held_by: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether there is a result."""
        return self.decided is None and not self.issues and not self.held_by

    @property
    def own(self) -> Fraction:
        """The result: KPIs and behaviours."""
        rated = self.share * self.behaviour.score if self.behaviour else 0
        return (1 - self.share) * self.kpi_score + rated


@dataclass(frozen=True)
class _Case:
    """Everything that deciding about one person may look at."""

    quarter: Quarter
    scheme: Scheme
    roster: Roster
    submissions: Submissions
    rows: Rows
    forms: tuple[Form, ...]
    errors: tuple[Issue, ...]
    circles: Mapping[str, str]
    drafts: dict[str, _Draft] = field(default_factory=dict)
    units: dict[str, UnitOutcome] = field(default_factory=dict)
    done: dict[str, EmployeeOutcome] = field(default_factory=dict)
    """Results so far: each step rests on finished ones."""


def score_quarter(
    quarter: Quarter,
    scheme: Scheme,
    roster: Roster,
    submissions: Submissions,
    expected: tuple[Form, ...],
    issues: Iterable[Issue],
) -> QuarterOutcome:
    """Every employee's outcome, in the roster's order. `issues` are what reading found.

    The outcome's issues are those plus what scoring finds: P05 value missing, P12 no records, P13 too
    few, P15 and P29 rating missing, P16 nothing applies, P27 a change of a grade that was computed
    otherwise, P31 a quota let go without need, C15 results that depend on each other.
    """
    found = tuple(issues)
    order, circles = scoring_order(scheme, roster, quarter)
    case = _Case(
        quarter,
        scheme,
        roster,
        submissions,
        rows_by_person(submissions),
        expected,
        tuple(i for i in found if i.severity is Severity.ERROR),
        circles,
    )
    for step in order:
        _take(step, case)
    employees = {p: case.done[p] for p in roster.people}
    own = (i for e in employees.values() for i in e.issues if i not in found)
    strict = strictness(submissions, expected, scheme)
    # In the roster's order: that of the steps depends on how names happen to hash.
    units = {u: case.units[u] for u in (*roster.departments, COMPANY) if u in case.units}
    outcome = QuarterOutcome(quarter, scheme, roster, employees, (*found, *own), strict, units)
    return replace(outcome, issues=(*outcome.issues, *needless(outcome)))


def _take(step: Step, case: _Case) -> None:
    match step.stage:
        case Stage.OWN:
            case.drafts[step.name] = _draft(case.roster.people[step.name], case)
        case Stage.UNIT:
            case.units[step.name] = _unit(step.name, case)
        case Stage.TOTAL:
            case.done[step.name] = _outcome(case.drafts[step.name], case)


def _unit(name: str, case: _Case) -> UnitOutcome:
    if name in case.circles:
        place = case.scheme.sheet("指标")
        circle = Issue("C15", place, name, {"members": case.circles[name]})
        return UnitOutcome(name, None, issues=(circle,))
    held = tuple(
        a
        for p in case.roster.people.values()
        for a in assignments(p, case.roster, case.quarter)
        if name == COMPANY or home(a, case.roster) == name
    )
    people = members(name, case.roster, case.quarter)
    back = tuple(
        p for p in people if p in case.drafts and (case.drafts[p].issues or case.drafts[p].held_by)
    )

    def own(person: str) -> Fraction | None:
        return case.drafts[person].own if case.drafts[person].sound else None

    return score_unit(Unit(name, held, back), case.scheme, case.roster, case.rows, own)


def _draft(person: Person, case: _Case) -> _Draft:
    if person.status is Employment.EXEMPT:
        return _Draft(person, EmployeeOutcome(person, Status.EXEMPT))
    if reason := why_not_scored(person, case.roster, case.scheme, case.quarter):
        return _Draft(person, EmployeeOutcome(person, Status.NOT_SCORED, reason))
    held = assignments(person, case.roster, case.quarter)
    issues = touching(held, case.errors, case.forms, case.scheme, case.quarter)
    held_by = _held_back_below(held, case)
    parts, found = _parts(held, case)
    found += _missing_ratings(held[-1], case)
    issues += [
        i
        for i in found
        if not _explained(i, issues, person.place if held_by else None, case.scheme)
    ]
    if not issues and not parts:
        issues.append(Issue("P16", person.place, person.post, person=person.id))
    behaviour = None if issues else _behaviour(person, case)
    return _Draft(
        person,
        parts=parts,
        kpi_score=sum((p.share * p.kpi_score for p in parts), Fraction(0)),
        behaviour=behaviour,
        share=Fraction(case.scheme.settings.behaviour_share) if behaviour else Fraction(0),
        issues=tuple(dict.fromkeys(issues)),
        held_by=held_by,
    )


def _behaviour(person: Person, case: _Case) -> BehaviourOutcome | None:
    """Rated in this quarter, and the person was there for the whole half-year."""
    rated = case.scheme.behaviours_count(case.quarter.number)
    if not rated or not served_half_year(person, case.roster):
        return None
    return evaluate(person, case.scheme, case.submissions, case.quarter)


def _outcome(draft: _Draft, case: _Case) -> EmployeeOutcome:
    if draft.decided:
        return draft.decided
    issues, held_by = list(draft.issues), list(draft.held_by)
    for unit in _units_of(draft.person, case):
        issues += case.units[unit].issues
        held_by += [p for p in case.units[unit].held_by if p != draft.person.id]
    if not issues and not held_by:
        outcome = _scored(draft, case)
        issues += _stale_override(outcome)
        if not issues:
            return outcome
    return EmployeeOutcome(
        draft.person,
        Status.HELD_BACK,
        issues=tuple(dict.fromkeys(issues)),
        held_by=tuple(dict.fromkeys(held_by)),
        comment=case.submissions.comments.get(draft.person.id),
    )


def _units_of(person: Person, case: _Case) -> tuple[str, ...]:
    """Units whose results are part of the person's total."""
    post = case.scheme.posts[person.post]
    shares = ((person.department, post.department), (COMPANY, post.company))
    return tuple(unit for unit, share in shares if share)


def _explained(issue: Issue, known: list[Issue], leads: Place | None, scheme: Scheme) -> bool:
    """Whether a missing value follows from a fault already named: of the same sheet, or of those led.

    `leads` is the roster's row of somebody whose people are held back.
    """
    if issue.code not in ("P05", "P12", "P13", "P15", "P29"):
        return False
    if leads and issue.place.workbook == leads.workbook:
        return True
    return any(
        i.place.workbook == issue.place.workbook
        and any(
            stands_for(i.place.sheet, name, scheme) for name in ("", COVER.name, issue.place.sheet)
        )
        for i in known
    )


def _parts(held: tuple[Assignment, ...], case: _Case) -> tuple[tuple[Part, ...], list[Issue]]:
    """A part per assignment to which any KPI applies, weighted by days; and what prevents one."""
    scored: list[tuple[Assignment, tuple[KpiOutcome, ...]]] = []
    issues: list[Issue] = []
    for assignment in held:
        kpis, found = score_kpis(assignment, _evidence(assignment, case))
        issues += found
        if any(k.effective_weight for k in kpis):
            scored.append((assignment, kpis))
    days = sum(a.days for a, _ in scored)
    return tuple(_part(a, kpis, Fraction(a.days, days)) for a, kpis in scored), issues


def _part(held: Assignment, kpis: tuple[KpiOutcome, ...], share: Fraction) -> Part:
    return Part(
        post=held.post,
        department=held.department,
        first=held.first,
        last=held.last,
        days=held.days,
        share=share,
        kpis=tuple(replace(k, effective_weight=k.effective_weight * share) for k in kpis),
        kpi_score=sum((k.weighted for k in kpis), Fraction(0)),
    )


def _evidence(held: Assignment, case: _Case) -> Evidence:
    totals = {
        source: tuple(
            total for p in _led_in(held, case, source) if (total := case.done[p].total) is not None
        )
        for source in _led_sources(held, case)
    }
    return Evidence(case.scheme, case.submissions, case.rows, case.forms, totals, case.quarter)


def _led_sources(held: Assignment, case: _Case) -> tuple[Source, ...]:
    """Which means of those led the post is measured by."""
    used = {k.source for k in case.scheme.kpis_of(held.post)}
    return tuple(s for s in (Source.LED, Source.LED_DEEP) if s in used)


def _led_in(held: Assignment, case: _Case, source: Source) -> tuple[str, ...]:
    """IDs of those led in an assignment; before a move, those whom its department now evaluates."""
    if held.last == case.quarter.last_day:
        return led(held.id, case.roster, source)
    people = members(held.department, case.roster, case.quarter)
    return tuple(p for p in people if p != held.id)


def _missing_ratings(held: Assignment, case: _Case) -> list[Issue]:
    rated = case.scheme.behaviours_count(case.quarter.number)
    if not rated or not served_half_year(held.person, case.roster):
        return []
    place = sheet_of(held, RATINGS.name, case.forms)
    return missing_ratings(held.person, case.scheme, case.submissions, place)


def _held_back_below(held: tuple[Assignment, ...], case: _Case) -> tuple[str, ...]:
    """Those led who are held back, where a KPI is the mean of those led."""
    found = [
        p
        for a in held
        for source in _led_sources(a, case)
        for p in _led_in(a, case, source)
        if case.done[p].status is Status.HELD_BACK
    ]
    return tuple(dict.fromkeys(found))


def _scored(draft: _Draft, case: _Case) -> EmployeeOutcome:
    """Mix, adjustments, one rounding; then grade, veto and override."""
    person, scheme = draft.person, case.scheme
    mix = _mix(draft, case)
    exact = sum((weight * result for weight, result in mix.values()), Fraction(0))
    adjusted = adjust(case.submissions.lines.get(person.id, ()), _caps(scheme))
    total = rounded(max(exact + adjusted.change, Fraction(0)), scheme.settings.total_places)
    outcome = EmployeeOutcome(
        person,
        Status.SCORED,
        parts=draft.parts,
        kpi_score=draft.kpi_score,
        behaviour=draft.behaviour,
        behaviour_share=draft.share,
        half_served=served_half_year(person, case.roster),
        mix=mix,
        adjusted=adjusted,
        override=case.roster.override_of(person.id),
        total=total,
        comment=case.submissions.comments.get(person.id),
    )
    return _graded(outcome, total, scheme)


def _mix(draft: _Draft, case: _Case) -> dict[MixPart, tuple[Fraction, Fraction]]:
    """Part → share and result; parts with no share are left out (rule book, 4)."""
    post = case.scheme.posts[draft.person.post]
    parts = {MixPart.INDIVIDUAL: (Fraction(post.individual), draft.own)}
    units = (
        (MixPart.DEPARTMENT, post.department, draft.person.department),
        (MixPart.COMPANY, post.company, COMPANY),
    )
    for part, share, unit in units:
        if share:
            result = case.units[unit].result
            assert result is not None, "the roster gives what no KPI computes"
            parts[part] = (Fraction(share), result)
    return parts


def _caps(scheme: Scheme) -> dict[LineKind, Decimal | None]:
    return {
        LineKind.BONUS: scheme.settings.bonus_cap,
        LineKind.DEDUCTION: scheme.settings.deduction_cap,
    }


def _graded(outcome: EmployeeOutcome, total: Decimal, scheme: Scheme) -> EmployeeOutcome:
    """The grade of the printed total; a veto caps it, and an override has the last word."""
    computed = scheme.grade(total).name
    grade = computed
    for veto in outcome.adjusted.vetoes:
        grade = scheme.worse(grade, veto.item.ceiling)
    if outcome.override:
        grade = outcome.override.grade
    band = scheme.grade_named(grade)
    assert band is not None, "scheme and roster admit known grades only"
    return replace(outcome, computed_grade=computed, grade=grade, pay_factor=band.pay_factor)


def _stale_override(outcome: EmployeeOutcome) -> list[Issue]:
    """P27: somebody changed a grade that was computed otherwise then; they must look again."""
    override = outcome.override
    if override is None or override.computed == outcome.computed_grade:
        return []
    details = {"computed": outcome.computed_grade}
    return [Issue("P27", override.place, override.computed, details, outcome.person.id)]
