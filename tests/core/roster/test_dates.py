"""Dates of the roster that can be read and may still be other days than were meant."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.sheets.raw_values import Raw, ZonedTime
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from tests.fixtures.markdown_company import PEOPLE, World

Q = Period(2024, 3)
LEAVER = PEOPLE + "| G3 | 王五 | 甲部 | 工程师 | G0 | | 2019-01-01 | {day} | {status} | |"


def read(
    world: World, cells: Mapping[tuple[str, int, int], Raw] = {}, *, date1904: bool = False
) -> tuple[Roster, tuple[Issue, ...]]:
    """The roster, some cells replaced : (sheet, row, 0-based column) → value."""
    book = world.roster()
    sheets = tuple(replace(_typed(s, cells), date1904=date1904) for s in book.sheets)
    return read_roster(Workbook(book.name, sheets), read_scheme(world.scheme())[0], Q)


def _typed(sheet: Sheet, cells: Mapping[tuple[str, int, int], Raw]) -> Sheet:
    def value(row: int, column: int, old: Raw) -> Raw:
        return cells.get((sheet.name, row, column), old)

    rows = ((n, tuple(value(n, c, old) for c, old in enumerate(r))) for n, r in sheet.rows)
    return replace(sheet, rows=tuple(rows))


def said(issues: tuple[Issue, ...]) -> list[tuple[str, str, str, str]]:
    """Code, sheet, cell and weight, without notes: the usual dates are texts here."""
    return [
        (i.code, i.place.sheet, i.place.cell, str(i.severity))
        for i in issues
        if i.severity is not Severity.NOTE
    ]


@pytest.mark.parametrize(("date1904", "number"), [(False, 45583), (True, 45583 - 1462)])
def test_plain_numbers_of_this_period_follow_the_workbooks_epoch(
    date1904: bool, number: int
) -> None:
    """18 October 2024; a publication day four years early would have closed every appeal."""
    roster, issues = read(World(), {("本期", 4, 1): number}, date1904=date1904)
    assert roster.period.published == date(2024, 10, 18)
    assert roster.period.appeals_until == date(2024, 10, 25)
    assert said(issues) == []


@pytest.mark.parametrize(
    "raw",
    [
        datetime(2024, 6, 30, 23, 59, 59),  # noqa: DTZ001 - spreadsheets know no time zones
        datetime(2024, 6, 30, 23, 59, 59, 999000),  # noqa: DTZ001
        ZonedTime(2024, 6, 30, 16, 0),
        45473.99999,
        "2024-06-30 23:59:59",
        "２０２４-06-30 23:59",
    ],
)
def test_a_time_just_before_midnight_is_asked_about(raw: Raw) -> None:
    """It was read as 30 June, and 1 July may be meant: who joined then has served the quarter as well or not."""
    roster, issues = read(World(), {("花名册", 3, 6): raw})
    assert roster.people["G1"].joined == date(2024, 6, 30)
    assert said(issues) == [("P38", "花名册", "G3", "warning")]
    about = [i for i in issues if i.place.cell == "G3"]
    assert [(i.code, i.person, i.details["following"]) for i in about] == [
        ("P38", "G1", "2024-07-01")
    ]


@pytest.mark.parametrize(
    "raw",
    [datetime(2024, 6, 30, 9, 0), 45473.375, "2024-06-30 09:00"],  # noqa: DTZ001
)
def test_a_time_of_the_day_is_dropped_as_before(raw: Raw) -> None:
    """Nine o'clock leaves no doubt about the day."""
    roster, issues = read(World(), {("花名册", 3, 6): raw})
    assert roster.people["G1"].joined == date(2024, 6, 30)
    assert {i.code for i in issues} == {"V12"}


def test_a_time_before_midnight_in_this_period_is_asked_about() -> None:
    """The day of publication is the day from which appeals run."""
    issues = read(World(), {("本期", 4, 1): 45583.99999})[1]
    assert said(issues) == [("P38", "本期", "B4", "warning")]
    (doubt,) = (i for i in issues if i.code == "P38")
    assert doubt.details["header"] == "公布日"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| G1 | 2023-08-12 | 主管 | 工程师 | 甲部 | 甲部 |", ["B2"]),
        ("| G1 | 2025-08-12 | 主管 | 工程师 | 甲部 | 甲部 |", ["B2"]),
        ("| G1 | 2023-02-12 | 主管 | 工程师 | 甲部 | 甲部 |", []),
        ("| G1 | 2024-08-12 | 主管 | 工程师 | 甲部 | 甲部 |", []),
        ("| G1 | 2024-05-12 | 主管 | 工程师 | 甲部 | 甲部 |", []),
    ],
)
def test_a_move_of_another_year_is_said_at_its_cell(row: str, expected: list[str]) -> None:
    """If it would lie in the quarter but for its year; a move of another season is history."""
    issues = read(World(transfers=row))[1]
    assert said(issues) == [("P37", "调岗", cell, "warning") for cell in expected]
    slipped = [i for i in issues if i.code == "P37"]
    assert all(i.details["day"] == "2024-08-12" and i.person == "G1" for i in slipped)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| G1 | 2023-07-10 | 2023-07-20 | 病假 |", ["B2", "C2"]),
        ("| G1 | 2023-07-10 | 2024-07-20 | 病假 |", ["B2"]),
        ("| G1 | 2024-07-10 | 2025-07-20 | 病假 |", ["C2"]),
        ("| G1 | 2024-02-29 | 2024-07-20 | 产假 |", []),
        ("| G1 | 2023-12-20 | 2024-07-20 | 产假 |", []),
    ],
)
def test_leave_of_another_year_is_said_at_its_cell(row: str, expected: list[str]) -> None:
    """Leave that began half a year ago is none."""
    issues = read(World(leave=row))[1]
    assert said(issues) == [("P37", "假勤", cell, "warning") for cell in expected]


@pytest.mark.parametrize(
    ("day", "status", "expected"),
    [
        ("2023-08-15", "离职", ["H5"]),
        ("2025-08-15", "在职", ["H5"]),
        ("2020-08-15", "在职", ["H5"]),
        ("2021-08-15", "离职", []),
        ("2024-08-15", "离职", []),
        ("2023-11-15", "离职", []),
    ],
)
def test_a_last_day_of_another_year_is_said_at_its_cell(
    day: str, status: str, expected: list[str]
) -> None:
    """But not of somebody who left years ago and was never taken out of the list."""
    issues = read(World(people=LEAVER.format(day=day, status=status)))[1]
    assert said(issues) == [("P37", "花名册", cell, "warning") for cell in expected]


def test_a_leap_day_is_looked_for_in_any_year() -> None:
    """29 February 2024 in a quarter of 2023 is 28 February there."""
    world = World(quarter="2023Q1", transfers="| G1 | 2024-02-29 | 主管 | 工程师 | 甲部 | 甲部 |")
    _, issues = read_roster(world.roster(), read_scheme(world.scheme())[0], Period(2023, 1))
    assert [i.details["day"] for i in issues if i.code == "P37"] == ["2023-02-28"]
