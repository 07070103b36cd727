"""What stands published, and what a new computation may do to it: follow it, revise it, or be refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from gettext import NullTranslations
from typing import Any

from gacx_reports.core.assignments import assignments, home
from gacx_reports.core.filenames import ReportFiles
from gacx_reports.core.outcomes import EmployeeOutcome, MixPart, QuarterOutcome, Status
from gacx_reports.core.pay import Correction, performance_pay
from gacx_reports.core.results import Json, employee_record, fingerprint
from gacx_reports.core.scheme import COMPANY
from gacx_reports.core.scoring_order import led, members
from gacx_reports.core.views.department import DepartmentView, members_of
from gacx_reports.core.views.employee import EmployeeView
from gacx_reports.core.views.summary import SummaryView
from gacx_reports.core.workdays import plus_working_days
from gacx_reports.i18n import N_


class SubjectKind(StrEnum):
    """What is published one by one."""

    EMPLOYEE = "employee"
    DEPARTMENT = "department"
    SUMMARY = "summary"
    TABLE = "table"
    """A file that is no report: results, issues, the manifest."""


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """Whom or what a published record is about."""

    kind: SubjectKind
    name: str
    """Employee ID, department, or path below the output folder."""


@dataclass(frozen=True, slots=True)
class Current:
    """A record as computed now."""

    subject: Subject
    record: Json
    path: str = ""
    """Of its file below the output folder; "" where the person gets no report."""
    final: bool = True
    """Nobody in it is held back, so that it can be published."""
    rests_on: tuple[str, ...] = ()
    """IDs of those by whose results the person is measured."""


@dataclass(frozen=True, slots=True)
class Published:
    """A record as it stands published."""

    subject: Subject
    publication: int
    """Number of the publication, within the quarter, that made it."""
    revision: int
    record: Json
    path: str = ""
    sha256: str = ""
    """Of the file, "" where there is none."""
    note: str = ""
    """Why it was revised, as printed; "" on revision 1."""
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """What may be revised, and why."""

    reason: str = ""
    """Why the whole quarter was reopened; "" where it was not."""
    appeals: Mapping[str, str] = field(default_factory=dict)
    """Employee ID → why the appeal was granted."""

    def __bool__(self) -> bool:
        """Whether anything is open."""
        return bool(self.reason or self.appeals)


@dataclass(frozen=True, slots=True)
class Fresh:
    """Not published so far: revision 1."""

    current: Current


@dataclass(frozen=True, slots=True)
class Stands:
    """The published record holds."""

    published: Published


@dataclass(frozen=True, slots=True)
class Revised:
    """Opened, and changed: the next revision."""

    current: Current
    published: Published
    note: str

    @property
    def revision(self) -> int:
        """Its number."""
        return self.published.revision + 1


@dataclass(frozen=True, slots=True)
class Withheld:
    """Opened, and now held back: the published record holds until that is mended."""

    published: Published


class Departure(StrEnum):
    """How what is computed now departs from what is published."""

    RESULT = "result"
    FILE = "file"
    """Same result, other bytes."""
    HELD_BACK = "held_back"
    GONE = "gone"
    """No longer on the roster."""


@dataclass(frozen=True, slots=True)
class Differs:
    """Changed although nothing opened it: refused."""

    published: Published
    difference: Departure
    now: Current | None = None


Verdict = Fresh | Stands | Revised | Withheld | Differs


def currents(
    quarter: QuarterOutcome, tables: Iterable[str], summary: str, files: ReportFiles
) -> dict[Subject, Current]:
    """Every record of the quarter as computed now; who is held back has none."""
    decided = {i: e for i, e in quarter.employees.items() if e.status is not Status.HELD_BACK}
    found = [_employee(e, quarter, files.employees) for e in decided.values()]
    prints = {c.subject.name: fingerprint(essence(c.record)) for c in found}
    everybody: Json = {"members": prints}
    final = len(decided) == len(quarter.employees)
    for name in quarter.roster.departments:
        if people := [e.person.id for e in members_of(name, quarter)]:
            record = {"members": {i: prints.get(i, "") for i in people}}
            subject = Subject(SubjectKind.DEPARTMENT, name)
            whole = all(record["members"].values())
            found.append(Current(subject, record, files.departments[name], whole))
    found.append(Current(Subject(SubjectKind.SUMMARY, summary), everybody, summary, final))
    found += [Current(Subject(SubjectKind.TABLE, n), everybody, n, final) for n in tables]
    return {c.subject: c for c in found}


def _employee(e: EmployeeOutcome, quarter: QuarterOutcome, paths: Mapping[str, str]) -> Current:
    scored = e.status is Status.SCORED
    return Current(
        Subject(SubjectKind.EMPLOYEE, e.person.id),
        published_record(e, quarter),
        paths[e.person.id] if scored else "",
        rests_on=_rests_on(e, quarter),
    )


def published_record(e: EmployeeOutcome, quarter: QuarterOutcome) -> Json:
    """The employee's record with all else that a report prints about the person."""
    pay = performance_pay(e)
    return {
        "result": employee_record(e, quarter.scheme),
        "comment": e.comment.comment if e.comment else "",
        "goals": e.comment.goals if e.comment else "",
        "base": None if e.person.base is None else f"{e.person.base:f}",
        "pay": None if pay is None else f"{pay:f}",
    }


def _rests_on(e: EmployeeOutcome, quarter: QuarterOutcome) -> tuple[str, ...]:
    """By whose results the person is measured: those led, and those of a unit whose result counts."""
    roster, scheme = quarter.roster, quarter.scheme
    found: list[str] = []
    for source in {k.kpi.source for k in e.kpis if k.kpi.source.of_people}:
        found += led(e.person.id, roster, source)
        for part in e.parts[:-1]:
            found += members(part.department, roster, quarter.quarter)
    shares = e.mix or {}
    if MixPart.DEPARTMENT in shares and scheme.kpis_of_unit(e.person.department):
        found += _ever_in(e.person.department, quarter)
    if MixPart.COMPANY in shares and scheme.kpis_of_unit(COMPANY):
        found += roster.people
    return tuple(sorted({i for i in found if i != e.person.id}))


def _ever_in(unit: str, quarter: QuarterOutcome) -> list[str]:
    """IDs of those whom the unit's head evaluated at any time of the quarter."""
    roster = quarter.roster
    return [
        p.id
        for p in roster.people.values()
        if any(home(a, roster) == unit for a in assignments(p, roster, quarter.quarter))
    ]


def essence(record: Any) -> Any:
    """The record without the addresses of cells, which shift when somebody else's row is inserted."""
    match record:
        case dict():
            return {k: essence(v) for k, v in record.items() if k not in ("cells", "cell")}
        case list():
            return [essence(v) for v in record]
    return record


def judge(
    now: Mapping[Subject, Current],
    standing: Mapping[Subject, Published],
    opened: Opened,
    held: Iterable[str],
    t: NullTranslations,
) -> dict[Subject, Verdict]:
    """What becomes of every record, published or computed."""
    reach = reached(opened.appeals, now.values(), standing.values())
    held_back = frozenset(held)
    verdicts: dict[Subject, Verdict] = {}
    for subject, published in standing.items():
        free = bool(opened.reason) or _touches(subject, now.get(subject), published, reach)
        note = _note(subject, opened, t) if free else ""
        verdicts[subject] = _verdict(published, now.get(subject), note, held_back)
    return verdicts | {s: Fresh(c) for s, c in now.items() if s not in standing}


def _verdict(
    published: Published, current: Current | None, note: str, held: frozenset[str]
) -> Verdict:
    if current is None:
        if published.subject.kind is SubjectKind.EMPLOYEE and published.subject.name in held:
            return Withheld(published) if note else Differs(published, Departure.HELD_BACK)
        return Differs(published, Departure.GONE)
    if essence(current.record) == essence(published.record):
        return Stands(published)
    if note:
        return Revised(current, published, note)
    return Differs(published, Departure.RESULT, current)


def reached(
    appeals: Iterable[str], now: Iterable[Current], standing: Iterable[Published]
) -> frozenset[str]:
    """Those who appealed, and whoever is measured by them, then or now, at any remove."""
    found = set(appeals)
    if not found:
        return frozenset()
    known: list[Current | Published] = [*now, *standing]
    edges = {(r.subject.name, led) for r in known for led in r.rests_on}
    while more := {who for who, led in edges if led in found} - found:
        found |= more
    return frozenset(found)


def _touches(
    subject: Subject, current: Current | None, published: Published, reach: frozenset[str]
) -> bool:
    match subject.kind:
        case SubjectKind.EMPLOYEE:
            return subject.name in reach
        case SubjectKind.DEPARTMENT:
            shown = set(published.record["members"])
            if current:
                shown |= set(current.record["members"])
            return bool(shown & reach)
        case _:
            return bool(reach)


AFFECTED = N_("Results that this report shows or rests on were corrected.")


def _note(subject: Subject, opened: Opened, t: NullTranslations) -> str:
    """Only the person's own report says how their appeal was decided: nobody else's names it."""
    own = subject.kind is SubjectKind.EMPLOYEE and opened.appeals.get(subject.name)
    if own:
        words = t.gettext("After an appeal: {reason}")
        return words.format(reason=own)
    return opened.reason or t.gettext(AFFECTED)


def correction(revised: Revised) -> Correction:
    """What the revision of an employee's record means for their pay."""
    before, after = revised.published.record, revised.current.record

    def amount(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    return Correction(
        after["result"]["id"],
        after["result"]["name"],
        amount(before["result"]["pay_factor"]),
        amount(after["result"]["pay_factor"]),
        amount(before["pay"]),
        amount(after["pay"]),
    )


View = EmployeeView | DepartmentView | SummaryView


def as_published(quarter: QuarterOutcome, standing: Mapping[Subject, Published]) -> QuarterOutcome:
    """The quarter with totals and grades as published, whatever this program would compute today."""
    employees = {}
    for i, e in quarter.employees.items():
        published = standing.get(Subject(SubjectKind.EMPLOYEE, i))
        result = published.record["result"] if published else {}
        if e.status is Status.SCORED and result.get("total"):
            e = replace(  # noqa: PLW2901 - the outcome itself, as published
                e,
                total=Decimal(result["total"]),
                grade=result["grade"],
                computed_grade=result["computed_grade"],
                pay_factor=Decimal(result["pay_factor"]),
            )
        employees[i] = e
    return replace(quarter, employees=employees)


def announced(outcome: QuarterOutcome, day: date | None) -> QuarterOutcome:
    """The outcome as published on another day than 本期 says: a supplement or revision.

    Its reports print that day, and the time for appeals, counted in working days, begins with it.
    """
    roster = outcome.roster
    if day is None or day == roster.period.published:
        return outcome
    until = plus_working_days(day, outcome.scheme.settings.appeal_days)
    period = replace(roster.period, published=day, appeals_until=until)
    return replace(outcome, roster=replace(roster, period=period))


def marked(view: View, revision: int, note: str) -> View:
    """The view with its revision at its head; revision 1 is the view itself."""
    if revision == 1:
        return view
    return replace(view, heading=replace(view.heading, revision=revision, revision_note=note))


def outline(record: Json | None) -> str:
    """`0.8132 A` of an employee's record, the status of who has no grade, "" of anything else."""
    result = record.get("result") if record else None
    if not result:
        return ""
    return f"{result['total']} {result['grade']}" if result["grade"] else str(result["status"])
