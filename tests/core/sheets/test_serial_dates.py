"""Days and times as spreadsheets store them."""

from datetime import date, datetime, time, timedelta

import pytest

from gacx_reports.core.sheets.serial_dates import BEYOND, from_serial, serial, serial_day


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (date(2024, 1, 1), 45292.0),
        (datetime.combine(date(2024, 1, 1), time(12)), 45292.5),
        (time(6), 0.25),
        (time(0, 36), 0.025),
        (time(0, 0, 54), 0.000625),
        (timedelta(days=1, hours=12), 1.5),
        (7, 7.0),
        (date(9999, 12, 31), BEYOND - 1.0),
    ],
)
def test_days_times_and_numbers_as_a_spreadsheet_stores_them(
    raw: int | date | time | timedelta, number: float
) -> None:
    """Days since the end of 1899; half a day is noon."""
    assert serial(raw) == number


def test_a_number_is_the_day_that_a_spreadsheet_shows() -> None:
    """And stays a number where no day has it."""
    assert from_serial(45292.5) == datetime.combine(date(2024, 1, 1), time(12))
    assert from_serial(0) == datetime.combine(date(1899, 12, 30), time(0))
    assert from_serial(0.5) == datetime.combine(date(1899, 12, 30), time(12))
    assert (from_serial(-1), from_serial(BEYOND)) == (-1, BEYOND)


def test_a_formula_writes_a_date_as_a_whole_number() -> None:
    """`45292`, not `45292.0`."""
    assert str(serial_day(date(2024, 1, 1))) == "45292"
