"""并入均值: what the others in a post have, to fill up the records of somebody with too few."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.covered import Covered
from gacx_reports.core.forms.input_sheets import COVER
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import Assignment, assignments
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.english_names import stands_for
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.held_back import Errors, errors_affecting
from gacx_reports.core.scoring.kpis.measures import RecordRows, measure, records_in

Sums = dict[str, tuple[Fraction, int]]
"""Employee ID → sum over the records that count, and their number."""


@dataclass(frozen=True)
class Pools:
    """The records of everybody in a post, summed up once per KPI."""

    quarter: Period
    scheme: Scheme
    roster: Roster
    rows: RecordRows
    errors: Sequence[Issue]
    covered: Covered
    known: dict[tuple[str, str], tuple[Fraction, int, Sums]] = field(default_factory=dict)
    """(post, KPI) → sum and number over everybody, and each one's."""
    lacking: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """(post, record table) → IDs of all some of whose records an error may have left out."""

    def others(self, kpi: Kpi, person: str) -> tuple[Fraction, int] | None:
        """Returns the exact mean over the records of everybody else in the KPI's post, and their number; None for none.

        Whoever held the post for a part of the quarter counts with the records of that part, scored or not. `person`
        is in the post.
        """
        key = kpi.post, kpi.name
        if key not in self.known:
            sums = self._sums(kpi)
            whole = sum((total for total, _ in sums.values()), Fraction(0))
            self.known[key] = whole, sum(n for _, n in sums.values()), sums
        whole, count, sums = self.known[key]
        own, n = sums[person]
        return ((whole - own) / (count - n), count - n) if count > n else None

    def _sums(self, kpi: Kpi) -> Sums:
        sums: Sums = {}
        for held in _in_post(kpi.post, self.roster, self.quarter):
            found = measure(kpi, records_in(held, kpi.table, self.rows), self.scheme)
            total, n = sums.get(held.id, (Fraction(0), 0))
            sums[held.id] = total + (found.raw or 0) * found.n, n + found.n
        return sums

    def incomplete(self, kpi: Kpi, person: str) -> tuple[str, ...]:
        """Returns the IDs of others in the KPI's post some of whose records an error may have left out."""
        key = kpi.post, kpi.table
        if key not in self.lacking:
            self.lacking[key] = tuple(dict.fromkeys(self._lacking(kpi)))
        return tuple(other for other in self.lacking[key] if other != person)

    def _lacking(self, kpi: Kpi) -> Iterator[str]:
        sheets = ("", COVER.name, kpi.table)
        relevant = [
            i for i in self.errors if any(stands_for(i.place.sheet, s, self.scheme) for s in sheets)
        ]
        if not relevant:
            return
        errors = Errors.of(relevant, self.covered)
        for a in _in_post(kpi.post, self.roster, self.quarter):
            if errors_affecting((a,), errors, self.scheme, self.quarter):
                yield a.id


def _in_post(post: str, roster: Roster, quarter: Period) -> Iterator[Assignment]:
    for person in roster.people.values():
        yield from (a for a in assignments(person, roster, quarter) if a.post == post)
