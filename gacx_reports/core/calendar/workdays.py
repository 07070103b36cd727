"""China's working days, with the weekends that are worked in exchange for a longer holiday."""

from datetime import date, timedelta
from functools import cache

import holidays


@cache
def _china(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=year)


def is_working_day(day: date) -> bool:
    """Whether offices in China work on that day."""
    return _china(day.year).is_working_day(day)


def first_working_day(day: date) -> date:
    """The first working day on or after `day`."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def plus_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day` (rule: appeals close so many working days after publication)."""
    for _ in range(count):
        day = first_working_day(day + timedelta(days=1))
    return day
