"""Quarters, half-years, and China's working days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.calendar.workdays import LIBRARY_ONLY

quarters = st.builds(Period, st.integers(2000, 2100), st.integers(1, 4))


@given(quarters)
def test_quarters_follow_each_other_without_a_gap(quarter: Period) -> None:
    """Next and previous undo each other, and no day lies between."""
    assert quarter.next.previous == quarter
    assert quarter < quarter.next
    assert (quarter.next.first_day - quarter.last_day).days == 1
    assert Period.parse(str(quarter)) == quarter


@pytest.mark.parametrize("text", ["2024Q5", "2024", "24Q1", "2024-Q1", "", "2024Q33"])
def test_no_quarters(text: str) -> None:
    """Anything but 2024Q3 is refused."""
    assert Period.parse(text) is None


@pytest.mark.parametrize(
    ("quarter", "half"),
    [("2024Q1", "2024H1"), ("2024Q2", "2024H1"), ("2024Q3", "2024H2"), ("2024Q4", "2024H2")],
)
def test_half_years(quarter: str, half: str) -> None:
    """H1 is Q1 and Q2."""
    found = Period.parse(quarter)
    assert found is not None
    assert found.half == half


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 10, 1), date(2024, 10, 8)),  # National Day
        (date(2024, 7, 1), date(2024, 7, 1)),
        (date(2024, 1, 1), date(2024, 1, 2)),  # New Year
        (date(2024, 9, 29), date(2024, 9, 29)),  # a Sunday that is worked
    ],
)
def test_first_working_days(day: date, expected: date) -> None:
    """Holidays are skipped, weekends worked in exchange are not."""
    assert LIBRARY_ONLY.first_working_day(day) == expected


def test_five_working_days_over_the_national_holiday() -> None:
    """From 27 September 2024: the worked Sunday 29th, 30th, then 8, 9, 10 October."""
    assert LIBRARY_ONLY.plus_working_days(date(2024, 9, 27), 5) == date(2024, 10, 10)
