"""Scheme, roster and submissions → every employee's outcome. Exact until the one rounding of the total."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.adjustments import LineKind, adjust
from gacx_reports.core.assignments import Assignment, assignments, home
from gacx_reports.core.behaviour import evaluate, missing_ratings
from gacx_reports.core.dependence import sheet_of, touching
from gacx_reports.core.eligibility import served_half_year, why_not_scored
from gacx_reports.core.forms import COVER, RATINGS, Form
from gacx_reports.core.issues import Issue, Severity
from gacx_reports.core.kpi_scoring import Evidence, Rows, score_kpis
from gacx_reports.core.measures import rows_by_person
from gacx_reports.core.outcomes import (
    EmployeeOutcome,
    KpiOutcome,
    MixPart,
    Part,
    QuarterOutcome,
    Status,
)
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.roster import COMPANY, ROSTER_WORKBOOK, Employment, Person, Roster
from gacx_reports.core.rules import rounded
from gacx_reports.core.scheme import Post, Scheme, Source
from gacx_reports.core.strictness import strictness
from gacx_reports.core.submissions import Submissions


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
    done: dict[str, EmployeeOutcome] = field(default_factory=dict)
    """Outcomes so far: those led are decided before those who lead them."""


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
    few, P15 rating missing, P16 nothing applies, P27 a change of a grade that was computed otherwise.
    """
    found = tuple(issues)
    case = _Case(
        quarter,
        scheme,
        roster,
        submissions,
        rows_by_person(submissions),
        expected,
        tuple(i for i in found if i.severity is Severity.ERROR),
    )
    for person in roster.people.values():
        _decide(person, case)
    employees = {p: case.done[p] for p in roster.people}
    own = (i for e in employees.values() for i in e.issues if i not in found)
    strict = strictness(submissions, expected, scheme)
    return QuarterOutcome(quarter, scheme, roster, employees, (*found, *own), strict)


def _decide(person: Person, case: _Case) -> EmployeeOutcome:
    """The person's outcome; those led first. The roster has no circles, so this ends."""
    if person.id not in case.done:
        for led in _led(person, case, Source.LED_DEEP):
            _decide(led, case)
        case.done[person.id] = _outcome(person, case)
    return case.done[person.id]


def _led(person: Person, case: _Case, source: Source) -> tuple[Person, ...]:
    """Direct reports; for 两级下属均分 also theirs."""
    direct = case.roster.led_by(person.id)
    if source is Source.LED:
        return direct
    return (*direct, *(p for d in direct for p in case.roster.led_by(d.id)))


def _outcome(person: Person, case: _Case) -> EmployeeOutcome:
    if person.status is Employment.EXEMPT:
        return EmployeeOutcome(person, Status.EXEMPT)
    reason = why_not_scored(person, case.roster, case.scheme, case.quarter)
    if reason:
        return EmployeeOutcome(person, Status.NOT_SCORED, reason)
    held = assignments(person, case.roster, case.quarter)
    issues = touching(held, case.errors, case.forms, case.scheme, case.quarter)
    held_by = _held_back_below(held, case)
    parts, found = _parts(held, case)
    found += _missing_ratings(held[-1], case)
    issues += [i for i in found if not _explained(i, issues, held_by)]
    if not issues and not parts:
        issues.append(Issue("P16", person.place, person.post, person=person.id))
    comment = case.submissions.comments.get(person.id)
    if not issues and not held_by:
        outcome = replace(_scored(person, parts, case), comment=comment)
        issues += _stale_override(outcome)
        if not issues:
            return outcome
    return EmployeeOutcome(
        person,
        Status.HELD_BACK,
        issues=tuple(dict.fromkeys(issues)),
        held_by=held_by,
        comment=comment,
    )


def _explained(issue: Issue, known: list[Issue], held_by: tuple[str, ...]) -> bool:
    """Whether a missing value follows from a fault already named: of the same sheet, or of those led."""
    if issue.code not in ("P05", "P12", "P13", "P15", "P29"):
        return False
    if held_by and issue.place.workbook == ROSTER_WORKBOOK:
        return True
    return any(
        i.place.workbook == issue.place.workbook
        and i.place.sheet in ("", COVER.name, issue.place.sheet)
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
    led = {
        source: tuple(
            total
            for p in _led_in(held, case, source)
            if (total := case.done[p.id].total) is not None
        )
        for source in (Source.LED, Source.LED_DEEP)
        if any(k.source is source for k in case.scheme.kpis_of(held.post))
    }
    return Evidence(case.scheme, case.submissions, case.rows, case.forms, led)


def _led_in(held: Assignment, case: _Case, source: Source) -> tuple[Person, ...]:
    """Those led in an assignment; before a move, those whom its department now evaluates."""
    if held.last == case.quarter.last_day:
        return _led(held.person, case, source)
    return tuple(
        p
        for p in case.roster.people.values()
        if p.id in case.done
        and home(assignments(p, case.roster, case.quarter)[-1], case.roster) == held.department
    )


def _missing_ratings(held: Assignment, case: _Case) -> list[Issue]:
    rated = case.scheme.behaviours_count(case.quarter.number)
    if not rated or not served_half_year(held.person, case.roster):
        return []
    place = sheet_of(held, RATINGS.name, case.forms)
    return missing_ratings(held.person, case.scheme, case.submissions, place)


def _held_back_below(held: tuple[Assignment, ...], case: _Case) -> tuple[str, ...]:
    """Those led who are held back, where a KPI is the mean of those led."""
    found = [
        p.id
        for a in held
        for source in (Source.LED, Source.LED_DEEP)
        if any(k.source is source for k in case.scheme.kpis_of(a.post))
        for p in _led_in(a, case, source)
        if case.done[p.id].status is Status.HELD_BACK
    ]
    return tuple(dict.fromkeys(found))


def _scored(person: Person, parts: tuple[Part, ...], case: _Case) -> EmployeeOutcome:
    """Parts by days, behaviours, mix, adjustments, one rounding; then grade, veto and override."""
    scheme = case.scheme
    half_served = served_half_year(person, case.roster)
    kpi_score = sum((p.share * p.kpi_score for p in parts), Fraction(0))
    behaviour = None
    if half_served and scheme.behaviours_count(case.quarter.number):
        behaviour = evaluate(person, scheme, case.submissions, case.quarter)
    share = Fraction(scheme.settings.behaviour_share) if behaviour else Fraction(0)
    individual = (1 - share) * kpi_score + (share * behaviour.score if behaviour else 0)
    mix = _mix(scheme.posts[person.post], person.department, individual, case.roster)
    exact = sum((weight * result for weight, result in mix.values()), Fraction(0))
    adjusted = adjust(case.submissions.lines.get(person.id, ()), _caps(scheme))
    total = rounded(max(exact + adjusted.change, Fraction(0)), scheme.settings.total_places)
    outcome = EmployeeOutcome(
        person,
        Status.SCORED,
        parts=parts,
        kpi_score=kpi_score,
        behaviour=behaviour,
        behaviour_share=share,
        half_served=half_served,
        mix=mix,
        adjusted=adjusted,
        override=case.roster.overrides.get(person.id),
        total=total,
    )
    return _graded(outcome, total, scheme)


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


def _mix(
    post: Post, department: str, individual: Fraction, roster: Roster
) -> dict[MixPart, tuple[Fraction, Fraction]]:
    """Part → share and result; parts with no share are left out (rule book, 4)."""
    parts = {MixPart.INDIVIDUAL: (Fraction(post.individual), individual)}
    if post.department:
        result = Fraction(roster.unit_results[department])
        parts[MixPart.DEPARTMENT] = (Fraction(post.department), result)
    if post.company:
        parts[MixPart.COMPANY] = (Fraction(post.company), Fraction(roster.unit_results[COMPANY]))
    return parts
