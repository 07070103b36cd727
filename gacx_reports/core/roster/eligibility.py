"""Eligibility for a quarter's appraisal: only employees who served the whole quarter (rule book, 1)."""

from datetime import date, timedelta
from enum import StrEnum

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.roster.roster import Employment, Person, Roster
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.settings.choices import PartService


class NotScored(StrEnum):
    """Reason why an employee is not scored."""

    JOINED_LATE = "joined_late"
    LEFT = "left"
    PROBATION = "probation"
    LONG_LEAVE = "long_leave"
    NO_PERIOD = "no_period"
    """No period that counts has a published total of the person."""


def why_not_scored(
    person: Person, roster: Roster, scheme: Scheme, quarter: Period
) -> NotScored | None:
    """Returns the first reason why the employee is not scored; None if eligible. Does not check 免考核."""
    if left(person, quarter):
        return NotScored.LEFT
    if person.joined > roster.period.first_day:
        return NotScored.JOINED_LATE
    if person.status is Employment.PROBATION and not _tried_by(person.post, scheme):
        return NotScored.PROBATION
    if days_of_leave(roster, person.id, quarter) >= scheme.settings.long_leave_days:
        return NotScored.LONG_LEAVE
    return None


def by_periods(person: Person, roster: Roster, scheme: Scheme, quarter: Period) -> bool:
    """Whether somebody who served a part of the appraisal is scored by its published periods alone (不满期处理)."""
    post = scheme.posts.get(person.post)
    if not post or not post.periods or scheme.settings.part_service is PartService.NOT_SCORED:
        return False
    part = (NotScored.JOINED_LATE, NotScored.LEFT)
    return (
        person.status is not Employment.EXEMPT
        and why_not_scored(person, roster, scheme, quarter) in part
    )


def takes_part(person: Person, roster: Roster, scheme: Scheme, quarter: Period) -> bool:
    """Whether the person may have a total: will be scored, or is scored by published periods alone."""
    given = (person, roster, scheme, quarter)
    return will_be_scored(*given) or by_periods(*given)


def _tried_by(post: str, scheme: Scheme) -> bool:
    """Whether the post has its people appraised while they are on probation."""
    return post in scheme.posts and scheme.posts[post].probation


def days_of_leave(roster: Roster, person: str, quarter: Period) -> int:
    """Returns the employee's calendar days of leave in the quarter, each counted once."""
    days: set[date] = set()
    for leave in roster.leave_of(person):
        start, end = max(leave.start, quarter.first_day), min(leave.end, quarter.last_day)
        days.update(start + timedelta(days=n) for n in range((end - start).days + 1))
    return len(days)


def will_be_scored(person: Person, roster: Roster, scheme: Scheme, quarter: Period) -> bool:
    """Whether the person takes part, as far as the roster says; exempt people don't."""
    exempt = person.status is Employment.EXEMPT
    return not exempt and why_not_scored(person, roster, scheme, quarter) is None


def served_half_year(person: Person, roster: Roster) -> bool:
    """Whether the employee joined on or before the half-year's first working day."""
    return person.joined <= roster.period.half_first_day


def rated_this_half(person: Person, roster: Roster, scheme: Scheme, quarter: Period) -> bool:
    """Whether the employee's behaviours are evaluated: is scored this quarter and has served the half-year."""
    scored = will_be_scored(person, roster, scheme, quarter)
    return scored and served_half_year(person, roster)


def left(person: Person, quarter: Period) -> bool:
    """Whether the employee left before the quarter's last day; without a date, whether the status is 离职."""
    if person.left:
        return person.left < quarter.last_day
    return person.status is Employment.LEFT
