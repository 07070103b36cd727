"""The roster (花名册) as values: who works where, under whom, since when, and the quarter's dates."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.calendar.workdays import LIBRARY_ONLY, Calendar
from gacx_reports.core.issues.cell_ref import CellRef

ROSTER_WORKBOOK = "花名册.xlsx"


class Employment(StrEnum):
    """The roster's word for how somebody is employed."""

    EMPLOYED = "在职"
    PROBATION = "试用"
    LEFT = "离职"
    EXEMPT = "免考核"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster."""

    id: str
    name: str
    department: str
    post: str
    supervisor: str
    """Employee ID, "" for none."""
    email: str
    joined: date
    left: date | None
    status: Employment
    base: Decimal | None
    """Performance pay at factor 1, yuan."""
    place: CellRef
    password: str = field(default="", repr=False)
    """Of the copy that is mailed; "" for none."""


@dataclass(frozen=True, slots=True)
class Department:
    """A department."""

    name: str
    upper: str
    head: str
    """Employee ID."""
    place: CellRef


@dataclass(frozen=True, slots=True)
class Leave:
    """Days of leave on end."""

    person: str
    start: date
    end: date
    kind: str
    place: CellRef


@dataclass(frozen=True, slots=True)
class Override:
    """A grade changed by a manager or HR."""

    computed: str
    grade: str
    reason: str
    by: str
    place: CellRef
    office: str = ""
    """The post of who decided, where that is somebody of the roster: reports name nobody."""


@dataclass(frozen=True, slots=True)
class AcceptedQuota:
    """A missed quota of grades that HR lets stand."""

    department: str
    grade: str
    reason: str
    by: str
    place: CellRef


@dataclass(frozen=True, slots=True)
class Transfer:
    """A move to another post or department."""

    person: str
    day: date
    old_post: str
    new_post: str
    old_department: str
    new_department: str
    place: CellRef


@dataclass(frozen=True, slots=True)
class Period:
    """The dates of sheet 本期."""

    due: date
    """Workbooks are handed in by then."""
    published: date
    appeals_until: date
    first_day: date
    """Who joined later has not served the whole quarter."""
    half_first_day: date


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster without faults."""

    people: Mapping[str, Person]
    departments: Mapping[str, Department]
    transfers: tuple[Transfer, ...]
    leave: tuple[Leave, ...]
    unit_results: Mapping[str, Decimal]
    period: Period
    overrides: Mapping[str, Override] = field(default_factory=dict)
    """By employee ID."""
    accepted: Mapping[tuple[str, str], AcceptedQuota] = field(default_factory=dict)
    """(department, grade) → the quota that may be missed."""
    peers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Rater's ID → IDs of those whom they rate as peers."""
    lent: Mapping[str, Fraction] = field(default_factory=dict)
    """Results of units that another scheme has computed, for one that wants them typed in."""
    unit_sheet: CellRef = field(default=CellRef(ROSTER_WORKBOOK, "部门公司结果"), compare=False)
    """Where results of units are typed in."""
    sha256: str = field(default="", compare=False)
    calendar: Calendar = LIBRARY_ONLY
    """China's working days, with what HR entered in sheet 节假日安排."""
    unread: frozenset[str] = frozenset()
    """IDs of rows that have errors of their own and are therefore not among the people."""

    def led_by(self, person: str) -> tuple[Person, ...]:
        """Direct reports, in the roster's order."""
        return tuple(p for p in self.people.values() if p.supervisor == person)

    def heads(self, person: str) -> bool:
        """Whether the person is the head of a department."""
        return any(d.head == person for d in self.departments.values())

    def override_of(self, person: str) -> Override | None:
        """How the person's grade was changed, with the post of who did it."""
        override = self.overrides.get(person)
        if override is None:
            return None
        named = (p.post for p in self.people.values() if override.by in (p.id, p.name))
        return replace(override, office=next(named, override.by))

    def resolve(self, written: str) -> str:
        """The ID that is meant: itself, or the only one that a number can stand for (1 for 001)."""
        if written in self.people or not written.isdigit():
            return written
        same = [i for i in self.people if i.isdigit() and int(i) == int(written)]
        return same[0] if len(same) == 1 else written


def days_of_leave(roster: Roster, person: str, quarter: Quarter) -> int:
    """Calendar days in the quarter on which the person was on leave, each counted once."""
    days: set[date] = set()
    for leave in roster.leave:
        if leave.person == person:
            start, end = max(leave.start, quarter.first_day), min(leave.end, quarter.last_day)
            days.update(start + timedelta(days=n) for n in range((end - start).days + 1))
    return len(days)
