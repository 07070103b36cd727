"""How long a quarter's personal files are kept."""

from calendar import monthrange
from datetime import date

from gacx_reports.core.calendar.quarter import Quarter


def kept_until(quarter: Quarter, months: int) -> date:
    """The last day on which they are kept: so many months after the quarter's last day."""
    end = quarter.last_day
    number = end.year * 12 + end.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])
