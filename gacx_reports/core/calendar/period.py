"""Appraisal periods: a month (2024M07), a quarter (2024Q3), a half-year (2024H2) or a year (2024Y)."""

import re
from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import total_ordering

_PATTERN = re.compile(r"(\d{4})(?:(Q)([1-4])|(M)(0[1-9]|1[0-2])|(H)([12])|(Y))")
YEARS = range(1900, 9001)
"""Years of periods: those of spreadsheets, with room after them for the days that are counted from a period."""


class PeriodKind(Enum):
    """Kind of a period: the letter that it is written with."""

    MONTH = "M"
    QUARTER = "Q"
    HALF_YEAR = "H"
    YEAR = "Y"

    @property
    def months(self) -> int:
        """How long a period is: 1, 3, 6 or 12 months."""
        return {"M": 1, "Q": 3, "H": 6, "Y": 12}[self.value]


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A calendar month, quarter, half-year or year; sorts by the last day, and what lies in another before it."""

    year: int
    number: int
    """Of its kind within the year, from 1: up to 12 months, 4 quarters, 2 half-years, 1 year."""
    kind: PeriodKind = PeriodKind.QUARTER

    @classmethod
    def parse(cls, text: str) -> "Period | None":
        """Returns the period of a text such as `2024Q3`, `2024M07`, `2024H2`, `2024Y`; None for any other text."""
        match = _PATTERN.fullmatch(text.strip().upper())
        if not match or int(match[1]) not in YEARS:
            return None
        letter, *number = (part for part in match.groups()[1:] if part)
        return cls(int(match[1]), int(number[0]) if number else 1, PeriodKind(letter))

    def __str__(self) -> str:
        """The period as written in files and folders: `2024Q3`, `2024M07`, `2024H2`, `2024Y`."""
        number = {PeriodKind.MONTH: f"{self.number:02}", PeriodKind.YEAR: ""}
        return f"{self.year:04}{self.kind.value}{number.get(self.kind, self.number)}"

    def __lt__(self, other: "Period") -> bool:
        """Whether it ends earlier, or on the same day and lies in the other."""
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, int]:
        return self.last_day, self.kind.months

    @property
    def first_day(self) -> date:
        """First calendar day: the first of a month."""
        return date(self.year, (self.number - 1) * self.kind.months + 1, 1)

    @property
    def last_day(self) -> date:
        """Last calendar day: the last of a month."""
        month = self.number * self.kind.months
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def next(self) -> "Period":
        """The period of the same kind after this one."""
        return self.of(self.kind, self.last_day + timedelta(days=1))

    @property
    def previous(self) -> "Period":
        """The period of the same kind before this one."""
        return self.of(self.kind, self.first_day - timedelta(days=1))

    @classmethod
    def of(cls, kind: PeriodKind, day: date) -> "Period":
        """The period of that kind that contains the day."""
        return cls(day.year, (day.month - 1) // kind.months + 1, kind)

    def evaluated(self, months: Collection[int]) -> "Period":
        """What an evaluation of ability and attitude covers that is made at the end of one of the months, 1 to 12.

        The half-year that contains the period, or the year; a shorter time if more than one evaluation falls into it:
        `2024H2` for Q4 with June and December, `2024Q4` with March, June, September and December.
        """
        longest = max(self.kind.months, PeriodKind.HALF_YEAR.months)
        kinds = [k for k in PeriodKind if self.kind.months <= k.months <= longest]
        times = (Period.of(kind, self.first_day) for kind in reversed(kinds))
        return next(
            time for time in times if sum(p.has_month(months) for p in time.parts(self.kind)) <= 1
        )

    def before(self, count: int) -> "Iterator[Period]":
        """The periods of the same kind before this one, so many, latest first."""
        period = self
        for _ in range(count):
            period = period.previous
            yield period

    @property
    def in_half_a_year(self) -> int:
        """How many periods of the kind before this one tell of the half-year before: 6 months, 2 quarters; else 1."""
        return max(1, PeriodKind.HALF_YEAR.months // self.kind.months)

    def contains(self, day: date) -> bool:
        """Whether the day is in the period, first and last day included."""
        return self.first_day <= day <= self.last_day

    def has_month(self, months: Collection[int]) -> bool:
        """Whether one of the months (1 to 12) lies in the period."""
        return any(self.first_day.month <= month <= self.last_day.month for month in months)

    def parts(self, kind: PeriodKind) -> "tuple[Period, ...]":
        """The periods of a kind that lie in this one, in order: four quarters of a year; none of a longer kind."""
        count = self.kind.months // kind.months
        first = (self.number - 1) * count
        return tuple(Period(self.year, first + n, kind) for n in range(1, count + 1))

    def months_after(self, months: int) -> date:
        """The last day of a time of so many months after the period's last day."""
        end = self.last_day
        year, month = divmod(end.year * 12 + end.month - 1 + months, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])


def kind_of(text: str) -> PeriodKind:
    """Returns the kind of the period that the text names; quarters where it names none."""
    period = Period.parse(text)
    return period.kind if period else PeriodKind.QUARTER
