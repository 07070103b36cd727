"""Who takes part in a quarter's appraisal (rule book, 1: only those who served the whole period)."""

from enum import StrEnum

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.roster.roster import Employment, Person, Roster, days_of_leave
from gacx_reports.core.scheme.scheme import Scheme


class NotScored(StrEnum):
    """Why somebody is not scored."""

    JOINED_LATE = "joined_late"
    LEFT = "left"
    PROBATION = "probation"
    LONG_LEAVE = "long_leave"


def why_not_scored(
    person: Person, roster: Roster, scheme: Scheme, quarter: Quarter
) -> NotScored | None:
    """The first reason that keeps the person out; None for who is scored. Exemption is asked for elsewhere."""
    if left(person, quarter):
        return NotScored.LEFT
    if person.joined > roster.period.first_day:
        return NotScored.JOINED_LATE
    if person.status is Employment.PROBATION:
        return NotScored.PROBATION
    if days_of_leave(roster, person.id, quarter) >= scheme.settings.long_leave_days:
        return NotScored.LONG_LEAVE
    return None


def will_be_scored(person: Person, roster: Roster, scheme: Scheme, quarter: Quarter) -> bool:
    """Whether the person takes part, as far as the roster says; exempt people don't."""
    exempt = person.status is Employment.EXEMPT
    return not exempt and why_not_scored(person, roster, scheme, quarter) is None


def served_half_year(person: Person, roster: Roster) -> bool:
    """Whether the person was there since the half-year's first working day."""
    return person.joined <= roster.period.half_first_day


def rated_this_half(person: Person, roster: Roster, scheme: Scheme, quarter: Quarter) -> bool:
    """Whether the person's behaviours are evaluated: takes part, and has served the half-year."""
    scored = will_be_scored(person, roster, scheme, quarter)
    return scored and served_half_year(person, roster)


def left(person: Person, quarter: Quarter) -> bool:
    """Whether the person is gone before the quarter's last day, so that nobody can ask them."""
    if person.left:
        return person.left < quarter.last_day
    return person.status is Employment.LEFT
