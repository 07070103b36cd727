"""Who takes part in a quarter's appraisal (rule book, 1: only those who served the whole period)."""

from gacx_reports.core.outcomes import NotScored
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.roster import Employment, Person, Roster, days_of_leave
from gacx_reports.core.scheme import Scheme


def why_not_scored(
    person: Person, roster: Roster, scheme: Scheme, quarter: Quarter
) -> NotScored | None:
    """The first reason that keeps the person out; None for who is scored. Exemption is asked for elsewhere."""
    if person.left and person.left < quarter.last_day:
        return NotScored.LEFT
    if person.status is Employment.LEFT and not person.left:
        return NotScored.LEFT
    if person.joined > roster.period.first_day:
        return NotScored.JOINED_LATE
    if person.status is Employment.PROBATION:
        return NotScored.PROBATION
    if days_of_leave(roster, person.id, quarter) >= scheme.settings.long_leave_days:
        return NotScored.LONG_LEAVE
    return None


def served_half_year(person: Person, roster: Roster) -> bool:
    """Whether the person was there since the half-year's first working day."""
    return person.joined <= roster.period.half_first_day
