"""China's working days, with the weekends that are worked in exchange for a longer holiday.

The State Council announces each year's arrangement in the autumn before. A library knows the years that it was
released after; HR can enter a year from the notice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

REACH = timedelta(days=7)
"""A year's arrangement begins in the last week of the year before: 29 December 2018 was worked for New Year 2019."""
FIRST_YEAR = 2001
"""The first year that the library has an arrangement of."""


@cache
def _china(year: int, *, observed: bool = True) -> "HolidayBase":
    # Only here: most runs ask for no working day.
    import holidays

    return holidays.country_holidays("CN", years=year, observed=observed)


@cache
def library_knows(year: int) -> bool:
    """Whether the library has the year's arrangement: then some of its weekends are worked."""
    return any(day.year == year for day in _china(year).weekend_workdays)


def last_known_year() -> int:
    """The last year whose arrangement the library has, without a gap before it."""
    year = FIRST_YEAR
    while library_knows(year + 1):
        year += 1
    return year


@cache
def _statutory(year: int) -> tuple[date, ...]:
    """The days that the law names, which every notice covers; not the days off in their stead."""
    return tuple(sorted(_china(year, observed=False)))


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


@dataclass(frozen=True, slots=True)
class ArrangedDays:
    """Days on end of which a notice of the State Council speaks."""

    first: date
    last: date
    worked: bool
    """Weekends that are worked; else days off."""
    note: str = ""
    """What they are for: 国庆节."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """China's working days: what HR entered, and beneath it what the library knows."""

    entered: tuple[ArrangedDays, ...] = ()
    """From notices of the State Council; where two of them overlap they say the same."""

    def is_working_day(self, day: date) -> bool:
        """Whether offices in China work on that day."""
        for days in self.entered:
            if days.first <= day <= days.last:
                return days.worked
        return _china(day.year).is_working_day(day)

    def first_working_day(self, day: date) -> date:
        """The first working day on or after `day`."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def plus_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (rule: appeals close so many working days after publication)."""
        for _ in range(count):
            day = self.first_working_day(day + timedelta(days=1))
        return day

    def unknown_years(self, first: date, last: date) -> tuple[int, ...]:
        """Years whose arrangement isn't known and may decide which of these days are worked."""
        years = range(first.year, (last + REACH).year + 1)
        return tuple(year for year in years if not self.knows(year))

    def knows(self, year: int) -> bool:
        """Whether the year's arrangement is known: to the library, or because HR entered all of it."""
        return library_knows(year) or (self.speaks_of(year) and not self.left_out(year))

    def speaks_of(self, year: int) -> bool:
        """Whether HR entered anything of the year's notice; the last week of December is the next one's."""
        return any((days.last + REACH).year == year for days in self.entered)

    def left_out(self, year: int) -> tuple[date, ...]:
        """Statutory holidays of the year about which HR entered nothing, though every notice names them."""
        return tuple(day for day in _statutory(year) if not _covered(day, self.entered))


def is_day_off(day: date) -> bool:
    """Whether the day is a weekend or a holiday that the library knows: only such a day can be worked instead."""
    return day.weekday() >= 5 or day in _china(day.year)


def _covered(day: date, entered: Iterable[ArrangedDays]) -> bool:
    return any(days.first <= day <= days.last for days in entered)


LIBRARY_ONLY = Calendar()
"""Where HR has entered nothing."""
