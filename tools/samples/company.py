"""Types for an invented company: members, departments, transfers, leave and special cases."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.roster.roster import Caller, Department, Employment

Typed = Decimal | str


@dataclass(frozen=True, slots=True)
class Member:
    """A present or former employee."""

    id: str
    name: str
    department: str
    post: str
    """Department and post before the first move."""
    joined: date
    left: date | None = None
    base: int | None = None
    """Performance pay base in yuan per quarter; None if HR has not entered it."""
    exempt: tuple[str, ...] = ()
    """Quarters in which HR exempts the member."""
    probation_until: date | None = None
    """Last day of probation."""

    def on_roster(self, quarter: Period) -> bool:
        """Whether the member is on the roster: employed on at least one day of the quarter."""
        return self.joined <= quarter.last_day and (
            self.left is None or self.left >= quarter.first_day
        )

    def status(self, quarter: Period) -> Employment:
        """Status on the quarter's roster."""
        if str(quarter) in self.exempt:
            return Employment.EXEMPT
        gone = self.left is not None and self.left <= quarter.last_day
        if gone:
            return Employment.LEFT
        on_trial = self.probation_until is not None and self.probation_until > quarter.last_day
        return Employment.PROBATION if on_trial else Employment.EMPLOYED


@dataclass(frozen=True, slots=True)
class Move:
    """A transfer to another post or department."""

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
    """An override of a grade."""

    quarter: str
    member: str
    computed: str
    grade: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class AcceptedQuota:
    """A missed quota that HR accepts."""

    quarter: str
    department: str
    grade: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Absence:
    """Leave from `start` to `end`, inclusive."""

    member: str
    start: date
    end: date
    kind: str


@dataclass(frozen=True, slots=True)
class SpecialCases:
    """Values that are not left to chance; a key starts with the quarter if the value is for one quarter."""

    tendencies: Mapping[str, float] = field(default_factory=dict)
    """Employee ID → level of ability; 1 is fully reached."""
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
    """Quarter → employee IDs in a ring, each of whom rates the next `peers_each`."""
    peers_each: int = 0
    unanswered: frozenset[tuple[str, str, str]] = frozenset()
    """(quarter, rater, rated): the peer leaves the ratings blank."""

    def peer_pairs(self, quarter: Period) -> list[tuple[str, str]]:
        """Pairs of rater and rated person (employee IDs) in the quarter."""
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
    """Sorted by day."""
    callers: tuple[Caller, ...] = ()
    """The survey team."""

    def at(self, quarter: Period) -> tuple[Member, ...]:
        """The members on the quarter's roster, with post and department of its last day."""
        return tuple(
            self.before(m, quarter.next.first_day) for m in self.members if m.on_roster(quarter)
        )

    def before(self, member: Member, day: date) -> Member:
        """The member with post and department of the day before."""
        for move in self.moves:
            if move.member == member.id and move.day < day:
                member = replace(member, department=move.department, post=move.post)
        return member

    def supervisor(self, member: Member) -> str:
        """Employee ID of the supervisor: the department's head, for a head that of the upper department; or ""."""
        by_name = {d.name: d for d in self.departments}
        department = by_name[member.department]
        if department.head == member.id:
            return by_name[department.upper].head if department.upper else ""
        return department.head
