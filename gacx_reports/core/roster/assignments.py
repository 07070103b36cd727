"""What somebody was in a quarter: one assignment, or several for who moved, each with its days."""

from dataclasses import dataclass
from datetime import date, timedelta

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.roster.roster import Person, Roster, Transfer

AssignmentKey = tuple[str, str, str]
"""Employee ID, post and department."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A stretch of the quarter in which a person held one post in one department."""

    person: Person
    post: str
    department: str
    first: date
    last: date

    @property
    def id(self) -> str:
        """Employee ID."""
        return self.person.id

    @property
    def name(self) -> str:
        """The person's name."""
        return self.person.name

    @property
    def key(self) -> AssignmentKey:
        """What tells a person's assignments apart."""
        return (self.person.id, self.post, self.department)

    @property
    def days(self) -> int:
        """Calendar days."""
        return (self.last - self.first).days + 1

    def covers(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day <= self.last


def moves(person: str, roster: Roster, quarter: Quarter) -> tuple[Transfer, ...]:
    """The person's moves inside the quarter, by day; one on its first day splits nothing."""
    inside = (
        t
        for t in roster.transfers
        if t.person == person and quarter.first_day < t.day <= quarter.last_day
    )
    return tuple(sorted(inside, key=lambda t: t.day))


def assignments(person: Person, roster: Roster, quarter: Quarter) -> tuple[Assignment, ...]:
    """The person's assignments in order; the last is the one on the roster."""
    found = []
    start = quarter.first_day
    for move in moves(person.id, roster, quarter):
        before = move.day - timedelta(days=1)
        found.append(Assignment(person, move.old_post, move.old_department, start, before))
        start = move.day
    found.append(Assignment(person, person.post, person.department, start, quarter.last_day))
    return tuple(found)


def home(assignment: Assignment, roster: Roster) -> str:
    """The department whose workbook holds it: a head stands in the upper one's; "" for none above."""
    headed = [d for d in roster.departments.values() if d.head == assignment.id]
    own = next((d for d in headed if d.name == assignment.department), None)
    return own.upper if own else assignment.department
