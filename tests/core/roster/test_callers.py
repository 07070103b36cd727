"""Sheet 调查员: who calls, and for whom never; entry 抽样承诺 of sheet 本期."""

from dataclasses import replace

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.roster.callers import never_called_by
from gacx_reports.core.roster.next_quarter import next_roster
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.roster.roster import SURVEY_TEAM, Roster
from gacx_reports.core.scheme.parse import read_scheme
from tests.fixtures.markdown_company import PERIOD, World

QUARTER = Period(2024, 3)
HEADER = "| 调查员 | 工号 | 回避工号 | 说明 |\n"
TEAM = "| 周敏 | | G2 | 配偶 |\n| 李四 | G2 | | |\n| 方若琳 | | | |\n"
SALT_HASH = "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08"


def read(callers: str = "", period: str = "") -> tuple[Roster, tuple[Issue, ...]]:
    """The roster with these rows of 调查员 and 本期, and its errors."""
    world = World(sheets={"本期": PERIOD + period})
    if callers:
        world = replace(world, sheets={**world.sheets, "调查员": HEADER + callers})
    roster, issues = read_roster(world.roster(), read_scheme(world.scheme())[0], QUARTER)
    return roster, errors(issues)


def faults(issues: tuple[Issue, ...]) -> list[tuple[str, str, str]]:
    """Code, sheet and cell."""
    return [(i.code, i.place.sheet, i.place.cell) for i in issues]


def test_callers_are_read_with_those_they_stay_clear_of() -> None:
    """A relative by name of the row, oneself and everybody above without being named."""
    roster, issues = read(TEAM)
    assert not issues
    assert [(c.name, c.id, set(c.avoids)) for c in roster.callers] == [
        ("周敏", "", {"G2"}),
        ("李四", "G2", set()),
        ("方若琳", "", set()),
    ]
    assert [set(never_called_by(c, roster)) for c in roster.callers] == [
        {"G2"},
        {"G2", "G0"},
        set(),
    ]


def test_a_roster_without_the_sheet_has_one_caller() -> None:
    """As where the survey team shares one list; a sheet without rows says no more."""
    assert read()[0].callers == (SURVEY_TEAM,)
    assert read("|  |  |  |  |")[0].callers == (SURVEY_TEAM,)
    assert SURVEY_TEAM.name == "调查组"


@pytest.mark.parametrize("written", ["G1、G2", "G1，G2", "G1,G2", "G1; G2", "G1 G2"])
def test_ids_are_listed_as_people_type_them(written: str) -> None:
    """、 as in the template, and what is typed instead."""
    roster, issues = read(f"| 周敏 | | {written} | |")
    assert not issues
    assert roster.callers[0].avoids == {"G1", "G2"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("| 周敏 | | G1、G7 | |", [("P48", "调查员", "C2")]),
        ("| 周敏 | | G7、G8 | |", [("P48", "调查员", "C2")]),
        ("| 周敏 | G7 | | |", [("P01", "调查员", "B2")]),
        ("| 周敏 | | | |\n| 周 敏 | | | |", [("P02", "调查员", "A3")]),
        ("| | | G1 | |", [("V01", "调查员", "A2")]),
    ],
)
def test_what_can_not_be_right_is_named(rows: str, expected: list[tuple[str, str, str]]) -> None:
    """An unknown ID would let somebody call for a relative."""
    assert faults(read(rows)[1]) == expected


def test_the_next_roster_keeps_the_team() -> None:
    """Those who left are no longer avoided, and the one caller that nobody named is not written down."""
    roster, _ = read("| 周敏 | | G2、G1 | |\n| 李四 | G2 | | |")
    people = {i: p for i, p in roster.people.items() if i != "G1"}
    assert next_roster(replace(roster, people=people), QUARTER.next, ())["调查员"] == [
        {"调查员": "周敏", "工号": None, "回避工号": "G2"},
        {"调查员": "李四", "工号": "G2", "回避工号": None},
    ]
    assert next_roster(read()[0], QUARTER.next, ())["调查员"] == []


def test_superiors_are_everybody_above() -> None:
    """Nearest first."""
    roster, _ = read()
    assert roster.superiors("G1") == ("G0",)
    assert roster.superiors("G0") == roster.superiors("") == ()


def test_the_commitment_is_read_in_lower_case() -> None:
    """Blank until the quarter's workbooks are issued."""
    roster, issues = read(period=f"| 抽样承诺 | {SALT_HASH} |")
    assert not issues
    assert roster.period.commitment == SALT_HASH.lower()
    assert read(period="| 抽样承诺 | |")[0].period.commitment == ""
    assert read()[0].period.commitment == ""


@pytest.mark.parametrize("text", [SALT_HASH[:-1], SALT_HASH[:-1] + "G", SALT_HASH + "0", "待定"])
def test_a_commitment_that_can_not_be_one_is_named(text: str) -> None:
    """P49 at its cell: cut off, misread or not a hash at all."""
    assert faults(read(period=f"| 抽样承诺 | {text} |")[1]) == [("P49", "本期", "B5")]
