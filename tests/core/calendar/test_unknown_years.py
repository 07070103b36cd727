"""A year whose days off and worked weekends aren't announced yet is known as such, and HR can enter it."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacx_reports.core.calendar.workdays import (
    FIRST_YEAR,
    LIBRARY_ONLY,
    REACH,
    ArrangedDays,
    Calendar,
    days_between,
    last_known_year,
    library_knows,
)
from tests.fixtures.unknown_years import not_announced

YEARS = range(2018, 2027)
DISPUTED = date(2005, 12, 31)
"""A Saturday: worked for New Year 2006 according to `holidays`, not according to `chinesecalendar` 1.11."""
APPEAL = 5
WORKING = [
    day
    for day in days_between(date(2018, 1, 1), date(2026, 12, 31))
    if LIBRARY_ONLY.is_working_day(day)
]
"""Every day on which results may have been published."""
NOTICE_2024 = Calendar(
    tuple(
        ArrangedDays(
            date.fromisoformat(f"2024-{first}"), date.fromisoformat(f"2024-{last}"), worked
        )
        for worked, rows in (
            (
                False,
                "01-01/01-01 02-10/02-17 04-04/04-06 05-01/05-05 06-08/06-10 09-15/09-17 10-01/10-07",
            ),
            (
                True,
                "02-04/02-04 02-18/02-18 04-07/04-07 04-28/04-28 05-11/05-11 09-14/09-14 09-29/09-29 10-12/10-12",
            ),
        )
        for first, last in (row.split("/") for row in rows.split())
    )
)
"""As the State Council announced it on 25 October 2023."""


def second_opinion(day: date) -> bool | None:
    """Whether the day is worked by another library; None where that does not know the year."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def test_a_second_library_knows_the_same_days() -> None:
    """Every day but one of all years that both know is worked in both or in neither."""
    both = [
        y for y in range(2004, last_known_year() + 1) if second_opinion(date(y, 7, 1)) is not None
    ]
    assert set(YEARS) <= set(both)
    odd = [
        day
        for day in days_between(date(both[0], 1, 1), date(both[-1], 12, 31))
        if LIBRARY_ONLY.is_working_day(day) != second_opinion(day)
    ]
    assert odd == [DISPUTED]


def test_a_year_that_the_second_library_refuses_is_not_known() -> None:
    """It raises where `holidays` silently counts weekends and statutory holidays only."""
    refused = [y for y in range(2020, 2040) if second_opinion(date(y, 7, 1)) is None]
    assert refused
    assert not [y for y in refused if y > last_known_year() and library_knows(y)]
    assert not library_knows(refused[-1])


@pytest.mark.parametrize("year", YEARS)
def test_the_fourth_quarter_begins_on_another_day_without_the_arrangement(year: int) -> None:
    """Wrong in nine years of nine, and said in each."""
    start = date(year, 10, 1)
    right = LIBRARY_ONLY.first_working_day(start)
    with not_announced(year):
        guess = LIBRARY_ONLY.first_working_day(start)
        assert guess != right
        assert LIBRARY_ONLY.unknown_years(start, guess) == (year,)
    assert LIBRARY_ONLY.unknown_years(start, right) == ()


def test_2027_begins_its_fourth_quarter_on_a_guess() -> None:
    """6 October, where 8 October follows if the first seven days are off as usual."""
    with not_announced(2027):
        assert LIBRARY_ONLY.first_working_day(date(2027, 10, 1)) == date(2027, 10, 6)
        assert LIBRARY_ONLY.unknown_years(date(2027, 10, 1), date(2027, 10, 6)) == (2027,)
    usual = Calendar((ArrangedDays(date(2027, 10, 1), date(2027, 10, 7), worked=False),))
    assert usual.first_working_day(date(2027, 10, 1)) == date(2027, 10, 8)


def test_appeal_deadlines_move_by_up_to_ten_days_without_the_arrangements() -> None:
    """245 of the 2,239 that end by 2026; every one of them rests on a year that is then not known."""
    right = {day: LIBRARY_ONLY.plus_working_days(day, APPEAL) for day in WORKING}
    right = {day: until for day, until in right.items() if until.year <= YEARS[-1]}
    with not_announced(*YEARS):
        guess = {day: LIBRARY_ONLY.plus_working_days(day, APPEAL) for day in right}
        silent = [d for d in right if not LIBRARY_ONLY.unknown_years(d + timedelta(1), guess[d])]
    wrong = [day for day in right if guess[day] != right[day]]
    assert (len(wrong), len(right)) == (245, 2239)
    assert max(abs(guess[day] - right[day]) for day in wrong) == timedelta(days=10)
    assert silent == []


@given(st.sampled_from(YEARS), st.sampled_from(WORKING), st.integers(1, 20))
def test_a_day_that_another_arrangement_would_change_is_said_to_rest_on_it(
    year: int, published: date, count: int
) -> None:
    """Whichever year is missing: a deadline that comes out otherwise is never computed without a word."""
    right = LIBRARY_ONLY.plus_working_days(published, count)
    with not_announced(year):
        guess = LIBRARY_ONLY.plus_working_days(published, count)
        said = LIBRARY_ONLY.unknown_years(published + timedelta(days=1), guess)
    assert guess == right or year in said
    assert year not in said or abs(guess.year - year) <= 1


def test_no_arrangement_reaches_further_back_than_a_week() -> None:
    """29 December 2018 was worked for New Year 2019; the last week of a December belongs to the next notice."""
    december = (
        day
        for year in range(FIRST_YEAR, last_known_year() + 1)
        for day in days_between(date(year, 12, 1), date(year, 12, 31))
    )
    moved = [d for d in december if LIBRARY_ONLY.is_working_day(d) != (d.weekday() < 5)]
    assert date(2018, 12, 29) in moved
    assert all(date(day.year + 1, 1, 1) - day <= REACH for day in moved)


def test_what_hr_enters_from_the_notice_is_what_the_library_would_know() -> None:
    """Day by day, and the year counts as known."""
    days = list(days_between(date(2024, 1, 1), date(2024, 12, 31)))
    right = [LIBRARY_ONLY.is_working_day(day) for day in days]
    with not_announced(2024):
        assert not LIBRARY_ONLY.knows(2024)
        assert NOTICE_2024.knows(2024)
        assert [NOTICE_2024.is_working_day(day) for day in days] == right


def test_what_hr_enters_goes_before_the_library() -> None:
    """A day off that was announced late, in a year that is known."""
    late = Calendar((ArrangedDays(date(2024, 10, 8), date(2024, 10, 8), worked=False),))
    assert late.first_working_day(date(2024, 10, 1)) == date(2024, 10, 9)
    assert late.knows(2024)


def test_a_part_of_a_notice_makes_no_year_known() -> None:
    """National Day alone says nothing about May."""
    with not_announced(2024):
        part = Calendar(tuple(d for d in NOTICE_2024.entered if d.first.month == 10))
        assert not part.knows(2024)
        assert date(2024, 5, 1) in part.left_out(2024)
        assert date(2024, 10, 1) not in part.left_out(2024)
        assert not part.speaks_of(2023)


def test_the_new_year_of_a_notice_is_no_part_of_the_year_before() -> None:
    """31 December belongs to the next year's notice."""
    new_year = Calendar((ArrangedDays(date(2022, 12, 31), date(2023, 1, 2), worked=False),))
    assert (new_year.speaks_of(2022), new_year.speaks_of(2023)) == (False, True)
