"""Inputs for filling in a quarter's workbooks."""

from dataclasses import dataclass
from datetime import date, timedelta

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.calendar.workdays import LIBRARY_ONLY
from gacx_reports.core.roster.eligibility import served_half_year, will_be_scored
from gacx_reports.core.roster.roster import Employment, Person, Roster
from gacx_reports.core.scheme.scheme import Scheme
from tools.samples.company import SpecialCases
from tools.samples.stream import Stream


@dataclass(frozen=True)
class SampleQuarter:
    """A quarter whose workbooks are to be filled in: scheme, roster, special cases and seed."""

    seed: int
    quarter: Period
    scheme: Scheme
    roster: Roster
    special_cases: SpecialCases

    def stream(self, person: Person, *topic: object) -> Stream:
        """Random numbers of one person, quarter and topic."""
        return Stream(self.seed, person.id, self.quarter, *topic)

    def judged(self, person: Person) -> bool:
        """Whether values are typed in for the person, which is only for employees who will be scored."""
        person = self.roster.people[person.id]
        return will_be_scored(person, self.roster, self.scheme, self.quarter)

    def rated(self, person: Person) -> bool:
        """Whether the person has served the half-year and is rated."""
        return self.judged(person) and served_half_year(person, self.roster)

    def days_at_work(self, person: Person) -> list[date]:
        """Working days of the quarter on which the person was employed and not on leave; [] for an exempt person."""
        if person.status is Employment.EXEMPT:
            return []
        first = max(self.quarter.first_day, person.joined)
        last = min(self.quarter.last_day, person.left or self.quarter.last_day)
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        away = [x for x in self.roster.leave if x.person == person.id]
        return [
            d
            for d in days
            if LIBRARY_ONLY.is_working_day(d) and not any(x.start <= d <= x.end for x in away)
        ]
