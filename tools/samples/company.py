"""What an invented company is: its members, its departments, and what befell them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.roster.roster import Department, Employment

Typed = Decimal | str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works, or has worked, for the company."""

    id: str
    name: str
    department: str
    post: str
    """Department and post before the first move."""
    joined: date
    left: date | None = None
    base: int | None = None
    """Performance pay at factor 1, yuan; HR has not entered everybody's."""
    exempt: tuple[str, ...] = ()
    """Quarters in which HR exempts the member."""
    probation_until: date | None = None
    """Last day of probation."""

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
        if gone:
            return Employment.LEFT
        on_trial = self.probation_until is not None and self.probation_until > quarter.last_day
        return Employment.PROBATION if on_trial else Employment.EMPLOYED


@dataclass(frozen=True, slots=True)
class Move:
    """A move to another post or department."""

    member: str
    day: date
    department: str
    post: str
    """Department and post from that day on."""


@dataclass(frozen=True, slots=True)
class PointLine:
    """A bonus, a deduction or a veto that a supervisor enters."""

    quarter: str
    member: str
    item: str
    day: date
    reason: str
    points: Decimal | None = None
    """None for a veto."""


@dataclass(frozen=True, slots=True)
class GradeChange:
    """A grade that somebody above the supervisor changes."""

    quarter: str
    member: str
    computed: str
    grade: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class AcceptedQuota:
    """A missed quota of grades that HR lets stand."""

    quarter: str
    department: str
    grade: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Absence:
    """Leave of days on end."""

    member: str
    start: date
    end: date
    kind: str


@dataclass(frozen=True, slots=True)
class SpecialCases:
    """What chance would not bring about; keys start with the quarter where it is one quarter's."""

    tendencies: Mapping[str, float] = field(default_factory=dict)
    """Employee ID → how well the member does, 1 being everything fully reached."""
    record_counts: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    """(quarter, employee ID, record table) → records."""
    record_levels: Mapping[tuple[str, str, str], Mapping[str, int]] = field(default_factory=dict)
    """(quarter, employee ID, record table) → level → records."""
    typed: Mapping[tuple[str, str, str], Typed] = field(default_factory=dict)
    """(quarter, employee ID, KPI) → value typed in."""
    personal_targets: Mapping[tuple[str, str], tuple[str, Decimal]] = field(default_factory=dict)
    """(employee ID, KPI) → the first quarter of a personal target, and the target."""
    ratings: Mapping[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    """(quarter, employee ID) → the supervisor's levels, in the order of the items."""
    point_lines: tuple[PointLine, ...] = ()
    grade_changes: tuple[GradeChange, ...] = ()
    accepted_quotas: tuple[AcceptedQuota, ...] = ()
    peer_rings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Quarter → a ring in which everybody rates the next `peers_each`."""
    peers_each: int = 0
    unanswered: frozenset[tuple[str, str, str]] = frozenset()
    """(quarter, rater, rated): the peer leaves the ratings blank."""

    def peer_pairs(self, quarter: Quarter) -> list[tuple[str, str]]:
        """(rater, rated) of the quarter's ring."""
        ring = self.peer_rings.get(str(quarter), ())
        return [
            (rater, ring[(i + step) % len(ring)])
            for i, rater in enumerate(ring)
            for step in range(1, self.peers_each + 1)
        ]


@dataclass(frozen=True, slots=True)
class Company:
    """An invented company."""

    members: tuple[Member, ...]
    departments: tuple[Department, ...]
    absences: tuple[Absence, ...] = ()
    special_cases: SpecialCases = field(default_factory=SpecialCases)
    moves: tuple[Move, ...] = ()
    """By day."""

    def at(self, quarter: Quarter) -> tuple[Member, ...]:
        """Those whom HR lists, as they are on the quarter's last day."""
        return tuple(
            self.before(m, quarter.next.first_day) for m in self.members if m.on_roster(quarter)
        )

    def before(self, member: Member, day: date) -> Member:
        """The member as on the eve of that day."""
        for move in self.moves:
            if move.member == member.id and move.day < day:
                member = replace(member, department=move.department, post=move.post)
        return member

    def supervisor(self, member: Member) -> str:
        """ID of whom the member reports to: the head of the department, a head to that of the upper one."""
        by_name = {d.name: d for d in self.departments}
        department = by_name[member.department]
        if department.head == member.id:
            return by_name[department.upper].head if department.upper else ""
        return department.head
