"""Appraisal periods, and China's working days."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.calendar.workdays import LIBRARY_ONLY

NUMBERS = {kind: 12 // kind.months for kind in PeriodKind}
periods = st.sampled_from(PeriodKind).flatmap(
    lambda kind: st.builds(
        Period, st.integers(1901, 8999), st.integers(1, NUMBERS[kind]), st.just(kind)
    )
)


@given(periods)
def test_periods_of_a_kind_follow_each_other_without_a_gap(period: Period) -> None:
    """Next and previous undo each other, and no day lies between."""
    assert period.next.previous == period == period.previous.next
    assert period.previous < period < period.next
    assert (period.next.first_day - period.last_day).days == 1
    assert Period.parse(str(period)) == Period.parse(str(period).lower()) == period


def within(part: Period, period: Period) -> bool:
    """Whether every day of the one is in the other: 2024Q3 in 2024Y, and in itself."""
    return period.contains(part.first_day) and period.contains(part.last_day)


@given(periods, periods)
def test_one_order_for_all_kinds(one: Period, other: Period) -> None:
    """Who ends earlier comes first; what lies in another comes before it; only equals are neither."""
    assert (one < other) + (one > other) + (one == other) == 1
    if one.last_day < other.last_day or (within(one, other) and one != other):
        assert one < other


@given(periods)
def test_parts_fill_a_period(period: Period) -> None:
    """The shorter periods in one are as long as it together, and it includes each; a longer one is no part of it."""
    for kind in PeriodKind:
        parts = period.parts(kind)
        assert all(within(part, period) and part.kind is kind for part in parts)
        if kind.months > period.kind.months:
            assert not parts
        else:
            assert (parts[0].first_day, parts[-1].last_day) == (period.first_day, period.last_day)
            assert all(a.next == b for a, b in pairwise(parts))


@pytest.mark.parametrize(
    ("text", "first", "last", "previous", "following"),
    [
        ("2024M02", date(2024, 2, 1), date(2024, 2, 29), "2024M01", "2024M03"),
        ("2023M02", date(2023, 2, 1), date(2023, 2, 28), "2023M01", "2023M03"),
        ("2024M12", date(2024, 12, 1), date(2024, 12, 31), "2024M11", "2025M01"),
        ("2025M01", date(2025, 1, 1), date(2025, 1, 31), "2024M12", "2025M02"),
        ("2024Q4", date(2024, 10, 1), date(2024, 12, 31), "2024Q3", "2025Q1"),
        ("2024H1", date(2024, 1, 1), date(2024, 6, 30), "2023H2", "2024H2"),
        ("2024H2", date(2024, 7, 1), date(2024, 12, 31), "2024H1", "2025H1"),
        ("2024Y", date(2024, 1, 1), date(2024, 12, 31), "2023Y", "2025Y"),
    ],
)
def test_days_and_neighbours(
    text: str, first: date, last: date, previous: str, following: str
) -> None:
    """Leap years and the turn of the year."""
    period = Period.parse(text)
    assert period
    assert (period.first_day, period.last_day) == (first, last)
    assert (str(period.previous), str(period.next)) == (previous, following)
    assert [str(p) for p in period.before(2)] == [previous, str(period.previous.previous)]


@pytest.mark.parametrize(
    "text",
    [
        *("2024Q5", "2024", "24Q1", "2024-Q1", "", "2024Q33", "2024M13", "2024M00", "2024M7"),
        *("2024H3", "2024H", "2024Y1", "0000Q1", "9999Y", "2024Q", "2024W01"),
    ],
)
def test_no_periods(text: str) -> None:
    """Anything but 2024Q3, 2024M07, 2024H1 or 2024Y is refused, and years that dates can't be counted from."""
    assert Period.parse(text) is None


@pytest.mark.parametrize(
    ("quarter", "half"),
    [
        *[("2024Q1", "2024H1"), ("2024Q2", "2024H1"), ("2024Q3", "2024H2"), ("2024Q4", "2024H2")],
        *[("2024M06", "2024H1"), ("2024M07", "2024H2"), ("2024H1", "2024H1"), ("2024Y", "2024Y")],
    ],
)
def test_half_years(quarter: str, half: str) -> None:
    """H1 is Q1 and Q2, or January to June; a year is evaluated as a whole."""
    found = Period.parse(quarter)
    assert found is not None
    assert str(found.evaluated((6, 12))) == half


@pytest.mark.parametrize(
    ("period", "months", "covered"),
    [
        *[("2024Q3", (3, 6, 9, 12), "2024Q3"), ("2024Q4", (3, 6, 9, 12), "2024Q4")],
        *[("2024Q2", (3, 6, 12), "2024Q2"), ("2024Q4", (3, 6, 12), "2024H2")],
        *[("2024M06", (3, 6, 9, 12), "2024Q2"), ("2024M06", tuple(range(1, 13)), "2024M06")],
        *[("2024M07", (), "2024H2"), ("2024H1", (6, 12), "2024H1"), ("2024Y", (3, 12), "2024Y")],
    ],
)
def test_an_evaluation_covers_the_time_since_the_one_before(
    period: str, months: tuple[int, ...], covered: str
) -> None:
    """Where every quarter is evaluated, each covers its quarter and not the half-year."""
    found = Period.parse(period)
    assert found is not None
    assert str(found.evaluated(months)) == covered


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
