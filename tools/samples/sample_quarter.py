"""Everything that filling in a quarter's workbooks looks at."""

from dataclasses import dataclass
from datetime import date, timedelta

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.calendar.workdays import LIBRARY_ONLY
from gacx_reports.core.roster.eligibility import served_half_year, why_not_scored
from gacx_reports.core.roster.roster import Employment, Person, Roster
from gacx_reports.core.scheme.scheme import Scheme
from tools.samples.company import SpecialCases
from tools.samples.stream import Stream


@dataclass(frozen=True)
class SampleQuarter:
    """A quarter about to be filled in."""

    seed: int
    quarter: Quarter
    scheme: Scheme
    roster: Roster
    special_cases: SpecialCases

    def stream(self, person: Person, *topic: object) -> Stream:
        """The person's own numbers in this quarter, about one thing."""
        return Stream(self.seed, person.id, self.quarter, *topic)

    def judged(self, person: Person) -> bool:
        """Whether anybody types in values for the person, in any post: only about those who will be scored."""
        person = self.roster.people[person.id]
        exempt = person.status is Employment.EXEMPT
        reason = why_not_scored(person, self.roster, self.scheme, self.quarter)
        return not exempt and reason is None

    def rated(self, person: Person) -> bool:
        """Whether the person has a half-year to be rated for."""
        return self.judged(person) and served_half_year(person, self.roster)

    def days_at_work(self, person: Person) -> list[date]:
        """Working days of the quarter on which the person was there."""
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
