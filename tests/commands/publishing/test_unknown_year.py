"""A quarter of a year whose holidays nobody knows yet, worked with as HR does: by commands, on real workbooks."""

from collections.abc import Iterator

import openpyxl
import pytest
from click.testing import CliRunner, Result

from gacx_reports.cli import main
from tests.commands.publishing.ledger_fixture import LATER, Office
from tests.fixtures.markdown_company import PEOPLE, PERIOD
from tests.fixtures.unknown_years import not_announced

Q = "2027Q4"
NEWCOMER = PEOPLE.replace(
    "| 李四 | 甲部 | 工程师 | G0 | | 2020-01-01 |", "| 李四 | 甲部 | 工程师 | G0 | | 2027-10-08 |"
)
"""Joined on the day that follows if the first seven days of October are off as usual."""
HALVES = "行为计入季度"
DATES = (
    PERIOD.replace("2024Q3", Q)
    .replace("2024-10-10", "2028-01-10")
    .replace("2024-10-18", "2028-01-18")
)
NOTICE = """
| 起 | 止 | 类型 | 说明 |
| 2027-01-01 | 2027-01-03 | 放假 | 元旦 |
| 2027-02-05 | 2027-02-11 | 放假 | 春节 |
| 2027-02-13 | | 上班 | 春节 |
| 2027-04-03 | 2027-04-05 | 放假 | 清明节 |
| 2027-05-01 | 2027-05-05 | 放假 | 劳动节 |
| 2027-06-09 | | 放假 | 端午节 |
| 2027-09-15 | | 放假 | 中秋节 |
| 2027-10-01 | 2027-10-07 | 放假 | 国庆节 |
| 2027-10-09 | | 上班 | 国庆节 |
"""
"""An invented notice on the statutory dates."""


@pytest.fixture(autouse=True)
def _as_in_2026() -> Iterator[None]:
    """Neither 2027 nor 2028 is announced, whatever version of the library is there."""
    with not_announced(2027, 2028):
        yield


def hand_in(office: Office, period: str = "", **sheets: str) -> None:
    """The quarter's workbooks, with these rows more in 本期."""
    office.hand_in(quarter=Q, people=NEWCOMER, sheets={"本期": DATES + period, **sheets})
    path = office.root / "in" / Q / "考核方案.xlsx"
    book = openpyxl.load_workbook(path)
    page = book["设置"]
    for row in page.iter_rows(min_row=2):
        if row[0].value == HALVES:
            row[1].value = "Q2"
    book.save(path)


def prepare(office: Office, command: str) -> Result:
    """`check` or `templates`."""
    folders = ["--input", str(office.root / "in"), "--output", str(office.root / "out")]
    given = [command, Q, *folders, "--lang", "en", "--jobs", "1"]
    return CliRunner().invoke(main, given, catch_exceptions=False)


@pytest.mark.parametrize(("command", "dates"), [("check", 2), ("templates", 4)])
def test_whoever_prepares_is_warned(office: Office, command: str, dates: int) -> None:
    """First working day and appeal deadline, besides two dates that the next roster suggests; the command goes on."""
    hand_in(office)
    result = prepare(office, command)
    assert result.exit_code == 0, result.output
    assert result.output.count("│ P36") == dates


@pytest.mark.parametrize("command", ["quarter", "publish"])
def test_nobody_is_scored_on_a_guess(office: Office, command: str) -> None:
    """Before, who joined on 8 October was silently left out: the guess was the 6th."""
    hand_in(office)
    said = office.done(command, quarter=Q, code=1)
    assert "P36" in said
    assert not list((office.root / "out" / Q).glob("employees/**/*.pdf"))
    assert not office.standing(Q)


@pytest.mark.parametrize(
    ("period", "sheets"),
    [
        ("| 首个工作日 | 2027-10-08 |\n| 申诉截止 | 2028-01-25 |", {}),
        ("| 申诉截止 | 2028-01-25 |", {"节假日安排": NOTICE}),
    ],
)
def test_who_joined_on_the_true_first_day_is_scored(
    office: Office, period: str, sheets: dict[str, str]
) -> None:
    """Once HR has written the days into 本期, or copied the notice."""
    hand_in(office, period, **sheets)
    assert "P36" not in office.done("quarter", quarter=Q)
    assert len(list((office.root / "out" / Q).glob("employees/**/*.pdf"))) == 3
    office.done("publish", "--force-day", "x", quarter=Q)
    assert office.standing(Q)


def test_a_notice_with_another_day_leaves_the_newcomer_out(office: Office) -> None:
    """The notice decides, not the guess: with six days off the 7th is the first working day."""
    shorter = NOTICE.replace("2027-10-07", "2027-10-06")
    hand_in(office, "| 申诉截止 | 2028-01-25 |", 节假日安排=shorter)
    office.done("quarter", quarter=Q)
    assert len(list((office.root / "out" / Q).glob("employees/**/*.pdf"))) == 2


def test_a_supplement_on_a_day_whose_deadline_nobody_can_count_is_refused(office: Office) -> None:
    """Nothing is published; on a day of a known year it is."""
    office.hand_in({"G1": "0.9"})
    office.done("publish", "--partial", code=1)
    office.hand_in()
    before = office.revisions()
    said = office.done("publish", "--on", "2027-02-01", "--force-day", "x", code=1)
    assert "P36" in said
    assert office.revisions() == before
    office.done("publish", *LATER)
    assert len(office.revisions()) > len(before)


def test_the_next_roster_says_which_suggestions_are_guesses(office: Office) -> None:
    """2026Q4 is known; the roster for 2027Q1 suggests days after Tomb-Sweeping Day 2027."""
    first = PERIOD.replace("2024Q3", "2026Q3").replace("2024-", "2026-")
    office.hand_in(
        quarter="2026Q4",
        sheets={"本期": first.replace("2026Q3", "2026Q4").replace("2026-10-18", "2026-12-01")},
    )
    folders = ["--input", str(office.root / "in"), "--output", str(office.root / "out")]
    result = CliRunner().invoke(main, ["templates", "2026Q4", *folders, "--lang", "en"])
    assert result.exit_code == 0, result.output
    assert "2027Q1/Roster.xlsx" in "".join(result.output.split())
    assert (office.root / "out" / "2026Q4" / "templates" / "2027Q1" / "Roster.xlsx").exists()
