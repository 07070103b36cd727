"""Sheet 节假日安排: what HR copies from the State Council's notice, and dates that rest on a year nobody knows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.next_quarter import next_roster, uncertain_suggestions
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.roster.uncertain_days import binding
from gacx_reports.core.scheme.parse import read_scheme
from tests.fixtures.markdown_company import PERIOD, World
from tests.fixtures.unknown_years import not_announced

HEADER = "| 起 | 止 | 类型 | 说明 |\n"
NOTICE = (
    HEADER
    + """
| 2027-01-01 | 2027-01-03 | 放假 | 元旦 |
| 2027-02-05 | 2027-02-11 | 放假 | 春节 |
| 2027-02-13 | | 上班 | 春节 |
| 2027-04-03 | 2027-04-05 | 放假 | 清明节 |
| 2027-05-01 | 2027-05-05 | 放假 | 劳动节 |
| 2027-05-08 | | 上班 | 劳动节 |
| 2027-06-09 | | 放假 | 端午节 |
| 2027-09-15 | | 放假 | 中秋节 |
| 2027-10-01 | 2027-10-07 | 放假 | 国庆节 |
| 2027-09-26 | | 上班 | 国庆节 |
| 2027-10-09 | | 上班 | 国庆节 |
"""
)
"""An invented notice; its dates are the statutory ones."""


@pytest.fixture(autouse=True)
def _as_in_2026() -> Iterator[None]:
    """The State Council has announced neither 2027 nor 2028, whatever version of the library is there."""
    with not_announced(2027, 2028):
        yield


def read(
    quarter: str, holidays: str = "", period: str = "", published: str = "2027-10-20"
) -> tuple[Roster, tuple[Issue, ...]]:
    """The roster of that quarter with these rows of 节假日安排 and 本期; issues without notes on texts for dates."""
    given = PERIOD.replace("2024Q3", quarter).replace("2024-10-18", published) + period
    world = World(quarter=quarter, sheets={"本期": given})
    if holidays:
        world = replace(world, sheets={**world.sheets, "节假日安排": holidays})
    wanted = Period.parse(quarter)
    assert wanted
    roster, issues = read_roster(world.roster(), read_scheme(world.scheme())[0], wanted)
    return roster, tuple(i for i in issues if i.severity is not Severity.NOTE)


def said(issues: tuple[Issue, ...]) -> list[tuple[str, str, str]]:
    """Code, cell and entry."""
    return [(i.code, i.place.cell, i.details.get("entry", "")) for i in issues]


def test_dates_of_a_year_that_nobody_knows_are_named() -> None:
    """The quarter's and the half-year's first working day, and the appeal deadline: each a warning."""
    roster, issues = read("2027Q4", published="2028-01-20")
    entries = ("首个工作日", "半年首个工作日", "申诉截止")
    assert said(issues) == [("P36", "", entry) for entry in entries]
    assert {i.severity for i in issues} == {"warning"}
    assert [i.details["years"] for i in issues] == ["2027", "2027", "2028"]
    assert issues[0].details["day"] == roster.period.first_day.isoformat() == "2027-10-06"
    assert {i.severity for i in binding(issues)} == {"error"}


def test_the_place_is_the_entrys_cell_where_it_has_one() -> None:
    """A blank 首个工作日 in row 5."""
    assert said(read("2027Q3", period="| 首个工作日 | |")[1])[0] == ("P36", "B5", "首个工作日")


def test_a_half_year_without_evaluation_needs_no_first_day() -> None:
    """In the third quarter behaviours don't count; what HR writes for the quarter holds for the half-year."""
    roster, issues = read("2027Q3", period="| 首个工作日 | 2027-07-02 |")
    assert said(issues) == [("P36", "", "申诉截止")]
    assert roster.period.half_first_day == date(2027, 7, 2)


@pytest.mark.parametrize("quarter", ["2024Q4", "2025Q2", "2026Q3"])
def test_a_known_year_is_not_mentioned(quarter: str) -> None:
    """Publication included."""
    assert read(quarter, published=f"{quarter[:4]}-11-20")[1] == ()


def test_a_deadline_across_new_year_rests_on_the_next_year() -> None:
    """Published in the last week of December 2026; a week earlier nothing is missing."""
    assert said(read("2026Q3", published="2026-12-24")[1]) == [("P36", "", "申诉截止")]
    assert said(read("2026Q3", published="2026-12-15")[1]) == []


def test_dates_that_hr_writes_are_not_asked_about() -> None:
    """All three in 本期."""
    period = (
        "| 首个工作日 | 2027-10-08 |\n| 半年首个工作日 | 2027-07-01 |\n| 申诉截止 | 2028-01-27 |"
    )
    roster, issues = read("2027Q4", period=period, published="2028-01-20")
    assert issues == ()
    assert roster.period.first_day == date(2027, 10, 8)


def test_a_year_that_hr_entered_is_known() -> None:
    """The notice's days decide, and nothing is asked about."""
    roster, issues = read("2027Q3", NOTICE, published="2027-09-29")
    assert issues == ()
    assert roster.period.appeals_until == date(2027, 10, 12)
    """30 September, then 8, the worked Saturday 9, 11 and 12 October."""
    assert read("2027Q4", NOTICE, published="2027-12-01")[0].period.first_day == date(2027, 10, 8)


def test_an_arrangement_in_english_is_the_same() -> None:
    """Sheet, headers and kinds of days."""
    english = NOTICE.replace("起", "From").replace("止", "To").replace("类型", "Type")
    english = (
        english.replace("放假", "Days off").replace("上班", "Worked").replace("说明", "Remarks")
    )
    world = World(quarter="2027Q4", sheets={"Holiday arrangement": english})
    roster, issues = read_roster(world.roster(), read_scheme(world.scheme())[0], Period(2027, 4))
    assert not [i for i in issues if i.code == "P36" and i.details["entry"] != "申诉截止"]
    assert roster.calendar.knows(2027)


def test_a_part_of_the_notice_is_said_with_what_is_missing() -> None:
    """And the year is still not known."""
    _, issues = read("2027Q3", HEADER + "| 2027-10-01 | 2027-10-07 | 放假 | |")
    assert {i.code for i in issues} == {"P36", "P40"}
    (part,) = (i for i in issues if i.code == "P40")
    assert (part.place.sheet, part.place.cell, part.severity) == ("节假日安排", "A2", "warning")
    assert part.details["missing"].startswith("2027-01-01、2027-02-05")
    assert "2027-10-01" not in part.details["missing"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("| 2024-10-07 | 2024-10-01 | 放假 | |", ("P18", "B2")),
        ("| 2024-10-01 | 2024-11-07 | 放假 | |", ("P39", "B2")),
        ("| 2042-10-01 | 2042-10-07 | 放假 | |", ("P39", "A2")),
        ("| 2024-09-27 | | 上班 | |", ("P39", "A2")),
        ("| 2024-10-01 | 2024-10-07 | 放假 | |\n| 2024-10-05 | | 上班 | |", ("P39", "C3")),
        ("| 2024-10-01 | | 休息 | |", ("V06", "C2")),
        ("| 十月一日 | | 放假 | |", ("V04", "A2")),
    ],
)
def test_a_row_that_no_notice_can_have_is_refused(rows: str, expected: tuple[str, str]) -> None:
    """Wrong order, months on end, another decade, a worked Friday, off and worked, another word, no date."""
    issues = read("2024Q3", HEADER + rows, published="2024-10-18")[1]
    assert [(i.code, i.place.cell) for i in issues] == [expected]
    assert {i.severity for i in issues} == {"error"}


def test_the_next_roster_keeps_the_arrangement() -> None:
    """As long as the new quarter may need it; its suggested dates count by it."""
    roster, _ = read("2027Q3", NOTICE)
    rows = next_roster(roster, Period(2027, 4), ())["节假日安排"]
    assert len(rows) == 11
    assert rows[2] == {"起": date(2027, 2, 13), "止": None, "类型": "上班", "说明": "春节"}
    assert next_roster(roster, Period(2028, 1), ())["节假日安排"] == []
    due = next_roster(roster, Period(2027, 3), ())["本期"][1]
    assert due == {"项目": "填报截止", "值": date(2027, 10, 13), "说明": None}


def test_suggested_dates_that_rest_on_an_unknown_year_are_said() -> None:
    """The first quarter of 2027 is closed after Tomb-Sweeping Day 2027."""
    place = World().roster().sheets[0].place()
    found = uncertain_suggestions(None, Period(2027, 1), place)
    assert [(i.code, i.details["entry"]) for i in found] == [("P36", "填报截止"), ("P36", "公布日")]
    assert uncertain_suggestions(None, Period(2026, 1), place) == ()
    roster, _ = read("2027Q3", NOTICE)
    assert uncertain_suggestions(roster, Period(2027, 3), place) == ()
