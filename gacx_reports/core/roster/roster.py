"""The roster (花名册) as values: employees, departments, transfers, leave, decisions and the quarter's dates."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.calendar.workdays import LIBRARY_ONLY, Calendar
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.roster.grouped import grouped
from gacx_reports.core.roster.projects import Project
from gacx_reports.core.roster.raters import ListedRater
from gacx_reports.core.scheme.record_table import Owner

ROSTER_WORKBOOK = "花名册.xlsx"


class Employment(StrEnum):
    """Employment status of an employee; the values are the roster's own words."""

    EMPLOYED = "在职"
    PROBATION = "试用"
    LEFT = "离职"
    EXEMPT = "免考核"


@dataclass(frozen=True, slots=True)
class Person:
    """An employee on the roster."""

    id: str
    name: str
    department: str
    post: str
    supervisor: str
    """Employee ID of the direct supervisor; "" for none."""
    email: str
    joined: date
    left: date | None
    status: Employment
    base: Decimal | None
    """Performance pay of a quarter at pay factor 1, in yuan with 2 decimals; None: not entered."""
    place: CellRef
    password: str = field(default="", repr=False)
    """Password of the mailed report, as it opens the attachment (SASLprep); "" for none."""
    password_folded: bool = False
    """Whether the roster's cell has the password in other characters (P41)."""
    name_place: CellRef | None = None
    department_place: CellRef | None = None
    """Cells of name and department; None for somebody who stands in no workbook."""


@dataclass(frozen=True, slots=True)
class Department:
    """A department with its head and the department above, "" at the top."""

    name: str
    upper: str
    head: str
    """Employee ID."""
    place: CellRef
    factor: Decimal | None = None
    """Of its people's pay factors; None: not given."""
    pool: Decimal | None = None
    """奖金包 in yuan, 2 decimals; None: its people are paid base × factor."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Consecutive days of leave, first and last inclusive."""

    person: str
    start: date
    end: date
    kind: str
    place: CellRef


@dataclass(frozen=True, slots=True)
class Override:
    """A grade changed by a manager or HR; the total stays."""

    computed: str
    grade: str
    reason: str
    by: str
    place: CellRef
    office: str = ""
    """Post of the approver if on the roster, else the text of 批准人: reports print no names of employees."""


@dataclass(frozen=True, slots=True)
class AcceptedQuota:
    """A missed quota that HR accepts (sheet 分布例外)."""

    department: str
    grade: str
    reason: str
    by: str
    place: CellRef


@dataclass(frozen=True, slots=True)
class Transfer:
    """A transfer to another post or department; `day` is the first day there."""

    person: str
    day: date
    old_post: str
    new_post: str
    old_department: str
    new_department: str
    place: CellRef


@dataclass(frozen=True, slots=True)
class PeriodDates:
    """The dates of sheet 本期."""

    due: date
    """Last day for handing in workbooks."""
    published: date
    appeals_until: date
    first_day: date
    """The quarter's first working day; employees who joined later are not scored (rule book, 1)."""
    half_first_day: date
    """The half-year's first working day."""
    commitment: str = ""
    """抽样承诺: SHA-256 of the salt of the quarter's samples, 64 hex digits in lower case; "" for none."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody of the survey team who telephones or visits customers (sheet 调查员)."""

    name: str
    """Unique, also as part of a file name."""
    id: str
    """Employee ID; "" for somebody who isn't on the roster."""
    avoids: frozenset[str]
    """IDs of employees whose customers they never call, such as relatives, besides themselves and their superiors."""
    place: CellRef


SURVEY_TEAM = Caller(Owner.SURVEY.value, "", frozenset(), CellRef(ROSTER_WORKBOOK, "调查员"))
"""The only caller where the roster names none."""


@dataclass(frozen=True)
class Roster:
    """A whole roster; of a faulty workbook only its sound rows."""

    people: Mapping[str, Person]
    departments: Mapping[str, Department]
    transfers: tuple[Transfer, ...]
    leave: tuple[Leave, ...]
    unit_results: Mapping[str, Decimal]
    period: PeriodDates
    overrides: Mapping[str, Override] = field(default_factory=dict)
    """By employee ID."""
    accepted: Mapping[tuple[str, str], AcceptedQuota] = field(default_factory=dict)
    """(department, grade) → the accepted quota."""
    raters: Mapping[str, ListedRater] = field(default_factory=dict)
    """Rater's ID → whom sheet 互评 has them rate, and as what."""
    lent: Mapping[str, Fraction] = field(default_factory=dict)
    """Unit results that another scheme computed, for a what-if whose scheme has no KPIs for the unit."""
    unit_sheet: CellRef = field(default=CellRef(ROSTER_WORKBOOK, "部门公司结果"), compare=False)
    sha256: str = field(default="", compare=False)
    calendar: Calendar = LIBRARY_ONLY
    """China's working days, with what HR entered in sheet 节假日安排."""
    callers: tuple[Caller, ...] = (SURVEY_TEAM,)
    unread: frozenset[str] = frozenset()
    """IDs of faulty rows, which are not in `people`."""
    projects: Mapping[str, tuple[Project, ...]] = field(default_factory=dict)
    """Employee ID → the projects, in the order of sheet 项目分工."""

    def led_by(self, person: str) -> tuple[Person, ...]:
        """Returns the direct reports of the employee with that ID, in the roster's order."""
        return tuple(self._reports.get(person, ()))

    @cached_property
    def _reports(self) -> Mapping[str, list[Person]]:
        return grouped(self.people.values(), lambda p: p.supervisor)

    def headed_by(self, person: str) -> tuple[Department, ...]:
        """Returns the departments of which the employee with that ID is the head."""
        return tuple(self._headed.get(person, ()))

    @cached_property
    def _headed(self) -> Mapping[str, list[Department]]:
        return grouped(self.departments.values(), lambda d: d.head)

    def transfers_of(self, person: str) -> tuple[Transfer, ...]:
        """Returns the transfers of the employee with that ID, in the roster's order."""
        return tuple(self._transfers.get(person, ()))

    @cached_property
    def _transfers(self) -> Mapping[str, list[Transfer]]:
        return grouped(self.transfers, lambda t: t.person)

    def leave_of(self, person: str) -> tuple[Leave, ...]:
        """Returns the leave of the employee with that ID, in the roster's order."""
        return tuple(self._leave.get(person, ()))

    @cached_property
    def _leave(self) -> Mapping[str, list[Leave]]:
        return grouped(self.leave, lambda leave: leave.person)

    def superiors(self, person: str) -> tuple[str, ...]:
        """Returns the IDs of everybody whom the employee reports to, nearest first; each once, also in a circle."""
        found: list[str] = []
        above = self.people[person].supervisor if person in self.people else ""
        while above in self.people and above not in found:
            found.append(above)
            above = self.people[above].supervisor
        return tuple(found)

    def override_of(self, person: str) -> Override | None:
        """Returns the employee's override with the approver's post as `office`; None if there is none."""
        override = self.overrides.get(person)
        return replace(override, office=self.office(override.by)) if override else None

    def office(self, who: str) -> str:
        """Returns the post of somebody on the roster, given by ID or name; else the text as it is."""
        return next((p.post for p in self.people.values() if who in (p.id, p.name)), who)

    def resolve(self, written: str) -> str:
        """Returns the ID that a cell means: itself, or the only ID of equal number (001 for 1)."""
        if written in self.people or not written.isdigit():
            return written
        first, *others = self._numbers.get(int(written), [written])
        return written if others else first

    @cached_property
    def homes(self) -> dict[Period, Any]:
        """What `assignments.at_home` found, by quarter: asked for every department."""
        return {}

    @cached_property
    def _numbers(self) -> Mapping[int, list[str]]:
        return grouped((i for i in self.people if i.isdigit()), int)
