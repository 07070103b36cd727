"""What an invented company is: its members, its departments, and what befell them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gacx_reports.core.quarter import Quarter
from gacx_reports.core.roster import Department, Employment
from gacx_reports.core.values import NotApplicable

Typed = Decimal | str | NotApplicable


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works, or has worked, for the company."""

    id: str
    name: str
    department: str
    post: str
    joined: date
    left: date | None = None
    base: int | None = None
    """Performance pay at factor 1, yuan; HR has not entered everybody's."""
    exempt: tuple[str, ...] = ()
    """Quarters in which HR exempts the member."""

    def on_roster(self, quarter: Quarter) -> bool:
        """Whether HR lists the member: there for at least a day of the quarter."""
        return self.joined <= quarter.last_day and (
            self.left is None or self.left >= quarter.first_day
        )

    def status(self, quarter: Quarter) -> Employment:
        """What the roster says in that quarter."""
        if str(quarter) in self.exempt:
            return Employment.EXEMPT
        gone = self.left is not None and self.left <= quarter.last_day
        return Employment.LEFT if gone else Employment.EMPLOYED


@dataclass(frozen=True, slots=True)
class Absence:
    """Leave of days on end."""

    member: str
    start: date
    end: date
    kind: str


@dataclass(frozen=True, slots=True)
class Occasions:
    """What chance would not bring about; keys start with the quarter where it is one quarter's."""

    tendencies: Mapping[str, float] = field(default_factory=dict)
    """Employee ID → how well the member does, 1 being everything fully reached."""
    counts: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    """(quarter, employee ID, record table) → records."""
    levels: Mapping[tuple[str, str, str], Mapping[str, int]] = field(default_factory=dict)
    """(quarter, employee ID, record table) → level → records."""
    typed: Mapping[tuple[str, str, str], Typed] = field(default_factory=dict)
    """(quarter, employee ID, KPI) → value typed in."""
    targets: Mapping[tuple[str, str], tuple[Quarter, Decimal]] = field(default_factory=dict)
    """(employee ID, KPI) → the first quarter of a personal target, and the target."""


@dataclass(frozen=True, slots=True)
class Company:
    """An invented company."""

    members: tuple[Member, ...]
    departments: tuple[Department, ...]
    absences: tuple[Absence, ...] = ()
    occasions: Occasions = field(default_factory=Occasions)

    def supervisor(self, member: Member) -> str:
        """ID of whom the member reports to: the head of the department, a head to that of the upper one."""
        by_name = {d.name: d for d in self.departments}
        department = by_name[member.department]
        if department.head == member.id:
            return by_name[department.upper].head if department.upper else ""
        return department.head
