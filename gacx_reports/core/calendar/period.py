"""Appraisal periods: a quarter (2024Q3) and the half-year that contains it (2024H2)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_PATTERN = re.compile(r"(\d{4})Q([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar quarter; sorts by time."""

    year: int
    number: int
    """1 to 4."""

    @classmethod
    def parse(cls, text: str) -> "Period | None":
        """Returns the quarter of a text such as `2024Q3` or `2024q3`; None for any other text."""
        match = _PATTERN.fullmatch(text.strip().upper())
        return cls(int(match[1]), int(match[2])) if match else None

    def __str__(self) -> str:
        """The quarter as written in files and folders: `2024Q3`."""
        return f"{self.year}Q{self.number}"

    @property
    def first_day(self) -> date:
        """First calendar day: 1 January, April, July or October."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """Last calendar day: 31 March, 30 June, 30 September or 31 December."""
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Period":
        """The quarter after this one."""
        return Period(self.year, self.number + 1) if self.number < 4 else Period(self.year + 1, 1)

    @property
    def previous(self) -> "Period":
        """The quarter before this one."""
        return Period(self.year, self.number - 1) if self.number > 1 else Period(self.year - 1, 4)

    @property
    def half(self) -> str:
        """The half-year that contains the quarter: `2024H1` is Q1 and Q2."""
        return f"{self.year}H{(self.number + 1) // 2}"

    @property
    def half_start(self) -> date:
        """First day of the half-year: 1 January or 1 July."""
        return date(self.year, 1 if self.number <= 2 else 7, 1)

    def contains(self, day: date) -> bool:
        """Whether the day is in the quarter, first and last day included."""
        return self.first_day <= day <= self.last_day

    def months_after(self, months: int) -> date:
        """The last day of a time of so many months after the quarter's last day."""
        end = self.last_day
        year, month = divmod(end.year * 12 + end.month - 1 + months, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])
