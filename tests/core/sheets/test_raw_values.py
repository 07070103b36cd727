"""What a cell shows, as messages quote it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from gacx_reports.core.sheets.raw_values import (
    BadCell,
    CellFault,
    Percent,
    Raw,
    StruckText,
    ZonedTime,
    is_blank,
    is_na,
    shown,
)

DAY = date(2024, 7, 1)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (None, ""),
        (BadCell(CellFault.ERROR, "#DIV/0!"), "#DIV/0!"),
        (True, "TRUE"),
        (False, "FALSE"),
        (Percent(0.95), "95%"),
        (Percent(0.285), "28.5%"),
        (Percent(1.5), "150%"),
        (0.1 + 0.2, "0.3"),
        (1234567.0, "1234567"),
        (12, "12"),
        (datetime.combine(DAY, time(0)), "2024-07-01"),
        (datetime.combine(DAY, time(8, 30)), "2024-07-01T08:30:00"),
        (DAY, "2024-07-01"),
        (time(8, 30), "08:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        (" 张伟", " 张伟"),
    ],
)
def test_a_cell_as_it_is_seen(raw: Raw, text: str) -> None:
    """To 15 digits; a day without a time of its own has none."""
    assert shown(raw) == text


@pytest.mark.parametrize("raw", [0, 0.0, False, "0", DAY])
def test_what_says_something_is_not_blank(raw: Raw) -> None:
    """Nor is it 不适用."""
    assert not is_blank(raw)
    assert not is_na(raw)


@pytest.mark.parametrize("raw", ["不适用", "N/A", "na", "N. A.", StruckText("不适用")])
def test_spellings_of_not_applicable(raw: str) -> None:
    """Whatever their width and case."""
    assert is_na(raw)
    assert not is_blank(raw)


def test_a_moment_keeps_the_clock_that_the_file_shows() -> None:
    """The zone goes; nobody converts hours."""
    zoned = ZonedTime.of(datetime(2024, 7, 1, 23, 30, tzinfo=UTC))
    assert isinstance(zoned, ZonedTime)
    assert (zoned.tzinfo, shown(zoned)) == (None, "2024-07-01T23:30:00")
