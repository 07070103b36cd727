"""China's working days, including weekend days that are worked to make up for a longer holiday."""

from datetime import date, timedelta
from functools import cache

import holidays


@cache
def _china(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=year)


def is_working_day(day: date) -> bool:
    """Whether the day is a working day in China, by the package `holidays`."""
    return _china(day.year).is_working_day(day)


def first_working_day(day: date) -> date:
    """Returns the first working day on or after `day`."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def plus_working_days(day: date, count: int) -> date:
    """Returns the `count`-th working day after `day`; the scheme counts the days for appeals so."""
    for _ in range(count):
        day = first_working_day(day + timedelta(days=1))
    return day
