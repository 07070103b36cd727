"""Days and times as the numbers that a spreadsheet stores: days since the end of 1899.

1 is a day, 0.5 is noon; 45292 is 1 January 2024. Excel counts a 29 February 1900 that never was, so
that the count agrees with its own from 1 March 1900 on.
"""

from datetime import date, datetime, time, timedelta

EPOCH = date(1899, 12, 30)
"""Day 0."""
EPOCH_1904 = date(1904, 1, 1)
"""Day 0 of workbooks from old Macs."""
BEYOND = 2_958_466
"""The number of 1 January 10000, the first day that no spreadsheet shows."""
_DAY = timedelta(days=1)


def serial_day(day: date) -> int:
    """A date as a whole number of days."""
    return (day - EPOCH).days


def serial(raw: int | float | date | time | timedelta) -> float:
    """A number as it is, a day, time or duration as the number of days that a spreadsheet stores."""
    match raw:
        case int() | float():
            return float(raw)
        case datetime():
            return (raw - datetime.combine(EPOCH, time(0))) / _DAY
        case date():
            return float(serial_day(raw))
        case time():
            return timedelta(hours=raw.hour, minutes=raw.minute, seconds=raw.second) / _DAY
        case timedelta():
            return raw / _DAY


def from_serial(number: float) -> datetime | float:
    """The day that a spreadsheet shows for a number; the number itself where that is no day."""
    if not 0 <= number < BEYOND:
        return number
    return datetime.combine(EPOCH, time(0)) + timedelta(days=number)
