"""Assignments (任职段): the posts and departments that an employee held in a quarter, each with its days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.roster.grouped import grouped
from gacx_reports.core.roster.roster import Person, Roster, Transfer
from gacx_reports.core.scheme.kpi import Kpi

AssignmentKey = tuple[str, str, str]
"""Employee ID, post and department."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A part of the quarter in which an employee held one post in one department; both days inclusive."""

    person: Person
    post: str
    department: str
    first: date
    last: date

    @property
    def id(self) -> str:
        """The employee's ID."""
        return self.person.id

    @property
    def name(self) -> str:
        """The employee's name."""
        return self.person.name

    @property
    def key(self) -> AssignmentKey:
        """Key of typed values and targets: employee ID, post and department."""
        return (self.person.id, self.post, self.department)

    @property
    def days(self) -> int:
        """Calendar days, first and last included."""
        return (self.last - self.first).days + 1

    def covers(self, day: date) -> bool:
        """Whether the day is in the assignment, first and last day included."""
        return self.first <= day <= self.last


def moves(person: str, roster: Roster, quarter: Period) -> tuple[Transfer, ...]:
    """Returns the employee's transfers in the quarter, by day, except one on its first day, which splits nothing."""
    inside = (
        t for t in roster.transfers_of(person) if quarter.first_day < t.day <= quarter.last_day
    )
    return tuple(sorted(inside, key=lambda t: t.day))


def assignments(person: Person, roster: Roster, quarter: Period) -> tuple[Assignment, ...]:
    """Returns the employee's assignments in order, without gaps; the last is the post and department on the roster."""
    found = []
    start = quarter.first_day
    for move in moves(person.id, roster, quarter):
        before = move.day - timedelta(days=1)
        found.append(Assignment(person, move.old_post, move.old_department, start, before))
        start = move.day
    found.append(Assignment(person, person.post, person.department, start, quarter.last_day))
    return tuple(found)


def days_owed(
    kpi: Kpi, held: Assignment, personal: bool, quarter: Period
) -> tuple[int, int] | None:
    """Returns (days in the post, days of the quarter) if the target is cut to them, else None.

    A personal target, or a line of which all points are, is never cut: it was agreed for the days in the post.
    """
    whole = (quarter.last_day - quarter.first_day).days + 1
    own = personal or (bool(kpi.points) and kpi.personal_points == kpi.points)
    return None if not kpi.by_days or own or held.days == whole else (held.days, whole)


def home(assignment: Assignment, roster: Roster) -> str:
    """Returns the department whose workbook holds the assignment.

    A head is in the workbook of the upper department; "" if there is none.
    """
    headed = roster.headed_by(assignment.id)
    own = next((d for d in headed if d.name == assignment.department), None)
    return own.upper if own else assignment.department


def at_home(roster: Roster, quarter: Period) -> Mapping[str, list[Assignment]]:
    """Returns department → all assignments of the quarter that its workbook holds, in the roster's order."""
    if quarter not in roster.homes:
        everybody = (a for p in roster.people.values() for a in assignments(p, roster, quarter))
        roster.homes[quarter] = grouped(everybody, lambda a: home(a, roster))
    found: Mapping[str, list[Assignment]] = roster.homes[quarter]
    return found
