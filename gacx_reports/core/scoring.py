"""Scheme, roster and submissions → every employee's outcome. Exact until the one rounding of the total."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.behaviour import evaluate, missing_ratings
from gacx_reports.core.eligibility import served_half_year, why_not_scored
from gacx_reports.core.forms import COVER, RATINGS, TARGETS, TYPED, Form, tables_of
from gacx_reports.core.issues import Issue, Severity
from gacx_reports.core.measures import Measure, measure, rows_by_person
from gacx_reports.core.outcomes import (
    BelowMinimum,
    EmployeeOutcome,
    KpiOutcome,
    MixPart,
    QuarterOutcome,
    Status,
)
from gacx_reports.core.places import Place
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.roster import COMPANY, ROSTER_WORKBOOK, Employment, Person, Roster
from gacx_reports.core.rules import rounded, score
from gacx_reports.core.scheme import FewPolicy, Kpi, NaPolicy, Post, Scheme, Source
from gacx_reports.core.submissions import Entry, Submissions
from gacx_reports.core.tables import Record
from gacx_reports.core.values import NA


@dataclass(frozen=True)
class _Case:
    """Everything that deciding about one person may look at."""

    quarter: Quarter
    scheme: Scheme
    roster: Roster
    submissions: Submissions
    rows: Mapping[str, Mapping[str, Sequence[Record]]]
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
    few, P14 someone led is held back, P15 rating missing, P16 nothing applies, P17 transfer.
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
    return QuarterOutcome(quarter, scheme, roster, employees, (*found, *own))


def _decide(person: Person, case: _Case) -> EmployeeOutcome:
    """The person's outcome; those led first. The roster has no circles, so this ends."""
    if person.id not in case.done:
        for led in case.roster.led_by(person.id):
            _decide(led, case)
        case.done[person.id] = _outcome(person, case)
    return case.done[person.id]


def _outcome(person: Person, case: _Case) -> EmployeeOutcome:
    if person.status is Employment.EXEMPT:
        return EmployeeOutcome(person, Status.EXEMPT)
    reason = why_not_scored(person, case.roster, case.scheme, case.quarter)
    if reason:
        return EmployeeOutcome(person, Status.NOT_SCORED, reason)
    issues = [i for i in case.errors if _touches(i, person, case)]
    issues += _transferred(person, case)
    measured = [_measured(kpi, person, case) for kpi in case.scheme.kpis_of(person.post)]
    held_by = _held_back_below(person, case)
    issues += [i for _, found in measured for i in found if not _explained(i, issues, held_by)]
    half_served = served_half_year(person, case.roster)
    if half_served and case.scheme.behaviours_count(case.quarter.number):
        missing = missing_ratings(
            person, case.scheme, case.submissions.ratings, _sheet_of(person, RATINGS.name, case)
        )
        issues += [i for i in missing if not _explained(i, issues, held_by)]
    kpis = _with_effective_weights([k for k, _ in measured if k])
    if not issues and not any(k.effective_weight for k in kpis):
        issues.append(Issue("P16", person.place, person.post, person=person.id))
    comment = case.submissions.comments.get(person.id)
    if issues or held_by:
        return EmployeeOutcome(
            person,
            Status.HELD_BACK,
            issues=tuple(dict.fromkeys(issues)),
            held_by=held_by,
            comment=comment,
        )
    return replace(_scored(person, kpis, case), comment=comment, half_served=half_served)


def _explained(issue: Issue, known: list[Issue], held_by: tuple[str, ...]) -> bool:
    """Whether a missing value follows from a fault already named: of the same sheet, or of those led."""
    if issue.code not in ("P05", "P12", "P13", "P15"):
        return False
    if held_by and issue.place.workbook == ROSTER_WORKBOOK:
        return True
    return any(
        i.place.workbook == issue.place.workbook
        and i.place.sheet in ("", COVER.name, issue.place.sheet)
        for i in known
    )


def _scored(person: Person, kpis: tuple[KpiOutcome, ...], case: _Case) -> EmployeeOutcome:
    scheme = case.scheme
    kpi_score = sum((k.weighted for k in kpis), Fraction(0))
    behaviour = None
    if served_half_year(person, case.roster) and scheme.behaviours_count(case.quarter.number):
        behaviour = evaluate(person, scheme, case.submissions.ratings, case.quarter)
    share = Fraction(scheme.settings.behaviour_share) if behaviour else Fraction(0)
    individual = (1 - share) * kpi_score + (share * behaviour.score if behaviour else 0)
    mix = _mix(scheme.posts[person.post], person.department, individual, case.roster)
    exact = sum((weight * result for weight, result in mix.values()), Fraction(0))
    total = rounded(max(exact, Fraction(0)), scheme.settings.total_places)
    grade = scheme.grade(total)
    return EmployeeOutcome(
        person,
        Status.SCORED,
        kpis=kpis,
        kpi_score=kpi_score,
        behaviour=behaviour,
        behaviour_share=share,
        mix=mix,
        total=total,
        computed_grade=grade.name,
        grade=grade.name,
        pay_factor=grade.pay_factor,
    )


def _mix(
    post: Post, department: str, individual: Fraction, roster: Roster
) -> dict[MixPart, tuple[Fraction, Fraction]]:
    """Part → share and result; parts with no share are left out (rule book, 4)."""
    parts = {MixPart.INDIVIDUAL: (Fraction(post.individual), individual)}
    if post.department:
        parts[MixPart.DEPARTMENT] = (
            Fraction(post.department),
            Fraction(roster.unit_results[department]),
        )
    if post.company:
        parts[MixPart.COMPANY] = (Fraction(post.company), Fraction(roster.unit_results[COMPANY]))
    return parts


def _with_effective_weights(kpis: list[KpiOutcome]) -> tuple[KpiOutcome, ...]:
    """不适用 shares its weight out among the rest, in proportion; the effective weights total 1."""
    applying = sum((Fraction(k.kpi.weight) for k in kpis if k.score is not None), Fraction(0))
    if not applying:
        return tuple(kpis)
    return tuple(
        replace(
            k,
            effective_weight=Fraction(k.kpi.weight) / applying
            if k.score is not None
            else Fraction(0),
        )
        for k in kpis
    )


def _measured(kpi: Kpi, person: Person, case: _Case) -> tuple[KpiOutcome | None, list[Issue]]:
    if kpi.source is Source.TYPED:
        return _typed(kpi, person, case)
    if kpi.source is Source.LED:
        found = _mean_of_led(person, case)
    else:
        rows = case.rows.get(kpi.table, {}).get(person.id, ())
        found = measure(kpi, rows, case.scheme)
    if found.n >= max(kpi.min_n, 1) or (found.n and kpi.few is FewPolicy.SCORE):
        few = BelowMinimum.SCORED if found.n < kpi.min_n else BelowMinimum.NO
        return _scored_kpi(kpi, person, case, found, few), []
    if kpi.few is FewPolicy.NA:
        return _not_applicable(kpi, person, case, found, BelowMinimum.NOT_APPLICABLE), []
    place = _sheet_of(person, kpi.table, case) if kpi.table else person.place
    code = "P13" if found.n else "P12"
    details = {"kpi": kpi.name, "minimum": str(max(kpi.min_n, 1))}
    return None, [Issue(code, place, str(found.n), details, person.id)]


def _typed(kpi: Kpi, person: Person, case: _Case) -> tuple[KpiOutcome | None, list[Issue]]:
    entry = case.submissions.typed.get((person.id, kpi.name))
    if entry is None:
        place = _sheet_of(person, TYPED.name, case)
        return None, [Issue("P05", place, person.name, {"kpi": kpi.name}, person.id)]
    if entry.value is NA:
        if kpi.na is NaPolicy.REFUSE:
            details = {"header": "实际值", "kpi": kpi.name}
            return None, [Issue("V13", entry.place, NA.value, details, person.id)]
        none = Measure(None, 0, None, (entry.place,))
        return _not_applicable(kpi, person, case, none, BelowMinimum.NO), []
    raw, level = _typed_raw(kpi, entry, case.scheme)
    outcome = _scored_kpi(kpi, person, case, Measure(raw, 0, None, (entry.place,)), BelowMinimum.NO)
    return replace(outcome, n=None, level=level), []


def _typed_raw(kpi: Kpi, entry: Entry, scheme: Scheme) -> tuple[Fraction, str]:
    if isinstance(entry.value, Decimal):
        return Fraction(entry.value), ""
    level = scheme.scales[kpi.scale].level(str(entry.value))
    assert level is not None, "reading admits levels of the KPI's scale only"
    return Fraction(level.score), f"{level.name} {level.meaning}"


def _target(kpi: Kpi, person: Person, case: _Case) -> tuple[Decimal | None, bool]:
    own = case.submissions.targets.get((person.id, kpi.name))
    if own is not None and isinstance(own.value, Decimal):
        return own.value, True
    return kpi.target, False


def _scored_kpi(
    kpi: Kpi, person: Person, case: _Case, found: Measure, few: BelowMinimum
) -> KpiOutcome:
    assert found.raw is not None, "somebody with records has a raw value"
    target, personal = _target(kpi, person, case)
    points = score(kpi, found.raw, target, case.scheme.bands.get(kpi.bands, ()))
    return KpiOutcome(
        kpi, found.raw, found.n, found.hits, target, personal, points, Fraction(0), found.cells, few
    )


def _not_applicable(
    kpi: Kpi, person: Person, case: _Case, found: Measure, few: BelowMinimum
) -> KpiOutcome:
    target, personal = _target(kpi, person, case)
    points = Fraction(0) if kpi.na is NaPolicy.ZERO else None
    n = found.n if kpi.source is not Source.TYPED else None
    return KpiOutcome(
        kpi, None, n, found.hits, target, personal, points, Fraction(0), found.cells, few
    )


def _mean_of_led(person: Person, case: _Case) -> Measure:
    """The mean of the printed totals of direct reports who are scored."""
    totals = [t for p in case.roster.led_by(person.id) if (t := case.done[p.id].total) is not None]
    raw = sum(map(Fraction, totals), Fraction(0)) / len(totals) if totals else None
    return Measure(raw, len(totals), None, ())


def _held_back_below(person: Person, case: _Case) -> tuple[str, ...]:
    """Those led who are held back, where a KPI is the mean of those led."""
    if not any(k.source is Source.LED for k in case.scheme.kpis_of(person.post)):
        return ()
    led = case.roster.led_by(person.id)
    return tuple(p.id for p in led if case.done[p.id].status is Status.HELD_BACK)


def _transferred(person: Person, case: _Case) -> list[Issue]:
    """P17: a move inside the quarter, which needs two part-results."""
    return [
        Issue("P17", t.place, t.day.isoformat(), person=person.id)
        for t in case.roster.transfers
        if t.person == person.id and case.quarter.first_day < t.day <= case.quarter.last_day
    ]


def _touches(issue: Issue, person: Person, case: _Case) -> bool:
    """Whether an error holds this person back: it is about them, or about a sheet that they depend on."""
    if issue.person:
        return issue.person == person.id
    for form in case.forms:
        if form.workbook == issue.place.workbook and any(p.id == person.id for p in form.people):
            return issue.place.sheet in ("", COVER.name) or issue.place.sheet in _sheets_needed(
                person, case
            )
    return False


def _sheets_needed(person: Person, case: _Case) -> set[str]:
    kpis = case.scheme.kpis_of(person.post)
    needed = set(tables_of(person.post, case.scheme))
    if any(k.source is Source.TYPED for k in kpis):
        needed.add(TYPED.name)
    if any(k.personal_target for k in kpis):
        needed.add(TARGETS.name)
    if case.scheme.behaviours_count(case.quarter.number) and case.scheme.behaviours_of(person.post):
        needed.add(RATINGS.name)
    return needed


def _sheet_of(person: Person, sheet: str, case: _Case) -> Place:
    """The sheet of that name in the workbook that is about the person."""
    for form in case.forms:
        if any(s.name == sheet for s in form.sheets) and any(
            p.id == person.id for p in form.people
        ):
            return Place(form.workbook, sheet)
    return person.place
