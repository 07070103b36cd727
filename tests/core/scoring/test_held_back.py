"""Whom an error holds back: the person whom it is about, or all who need what can't be read."""

from dataclasses import replace

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.sheets import S
from gacx_reports.core.codes.values import V
from gacx_reports.core.forms.covered import covered, sheet_of
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import assignments
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.held_back import sheets_needed
from gacx_reports.core.scoring.outcomes import Status
from tests.fixtures.markdown_company import POSTS, World, kpi, record_kpi, score

RATED = "\n".join(f"| {p} | {i} | '4 |" for p in ("G1", "G2") for i in ("准确性", "效率", "认真"))
TYPED = World(typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.7 |")
RECORDS = World(
    kpis=(record_kpi("计数", ""),),
    checks="| G1 | 2024-07-01 | 是 | | |\n| G2 | 2024-07-02 | 否 | | |",
)
Q4 = replace(TYPED, quarter="2024Q4", ratings=RATED)
MOVED = replace(
    RECORDS,
    quarter="2024Q4",
    posts=POSTS + "| 助理 | 甲部 | | | 1 | 0 | 0 |\n",
    kpis=(*RECORDS.kpis, kpi(岗位="助理", 指标="资料", 取值="填报")),
    people=World().people.replace("| G1 | 张三 | 甲部 | 工程师 |", "| G1 | 张三 | 甲部 | 助理 |"),
    transfers="| G1 | 2024-11-16 | 工程师 | 助理 | 甲部 | 甲部 |",
)


def touched(world: World, place: CellRef, person: str = "") -> set[str]:
    """Whom an error at that place holds back by itself."""
    issue = Issue(V.CELL_BLANK if person or place.cell else S.SHEET_LOST, place, "", {}, person)
    found = score(world, issue).employees.values()
    return {e.person.id for e in found if e.status is Status.HELD_BACK and issue in e.issues}


@pytest.mark.parametrize(
    ("world", "needed"),
    [
        (TYPED, {"", "封面", "填报值", "个人目标", "加减分"}),
        (replace(TYPED, kpis=(kpi(指标="产出", 取值="填报"),)), {"", "封面", "填报值", "加减分"}),
        (RECORDS, {"", "封面", "抽查", "加减分"}),
        (Q4, {"", "封面", "填报值", "个人目标", "行为评价", "加减分"}),
    ],
    ids=["typed and personal targets", "typed", "records", "a quarter with behaviours"],
)
def test_a_sheet_holds_back_those_who_need_it(world: World, needed: set[str]) -> None:
    """The whole file, its cover, and the sheets of the post's KPIs; anybody could stand on 加减分."""
    sheets = ("", "封面", "抽查", "填报值", "个人目标", "行为评价", "加减分", "评语")
    found = {s: touched(world, CellRef("甲部.xlsx", s)) for s in sheets}
    assert found == {s: {"G1", "G2"} if s in needed else set() for s in sheets}


def test_a_sheet_in_english_is_the_same_sheet() -> None:
    """An issue quotes the tab as it is."""
    assert touched(TYPED, CellRef("甲部.xlsx", "Typed values")) == {"G1", "G2"}


def test_another_departments_workbook_holds_back_nobody() -> None:
    """Nor does a file that is nobody's."""
    assert touched(TYPED, CellRef("主管评价.xlsx", "填报值")) == set()
    assert touched(TYPED, CellRef("乙部.xlsx")) == set()
    assert touched(TYPED, CellRef("主管评价.xlsx")) == {"G0"}


@pytest.mark.parametrize("sheet", ["填报值", "抽查", "加减分", "评语"])
def test_an_error_about_a_person_is_that_persons_alone(sheet: str) -> None:
    """Wherever it stands."""
    assert touched(TYPED, CellRef("甲部.xlsx", sheet, "C2"), "G1") == {"G1"}


def test_a_line_about_nobody_known_holds_back_nobody() -> None:
    """One row of 加减分 with an unknown ID is somebody else's; a row that a KPI rests on may be anybody's."""
    assert touched(TYPED, CellRef("甲部.xlsx", "加减分", "A2")) == set()
    assert touched(TYPED, CellRef("甲部.xlsx", "填报值", "A2")) == {"G1", "G2"}


def test_who_has_moved_needs_the_sheets_of_both_posts() -> None:
    """And ratings only where the quarter ended, if that post is rated."""
    scheme, _ = read_scheme(MOVED.scheme())
    quarter = Period(2024, 4)
    roster, _ = read_roster(MOVED.roster(), scheme, quarter)
    before, now = assignments(roster.people["G1"], roster, quarter)
    (other,) = assignments(roster.people["G2"], roster, quarter)
    assert sheets_needed(before, scheme, quarter) == {"抽查"}
    assert sheets_needed(now, scheme, quarter) == {"填报值"}
    assert sheets_needed(other, scheme, quarter) == {"抽查", "行为评价"}
    assert sheets_needed(other, scheme, Period(2024, 3)) == {"抽查"}


def test_the_place_of_a_sheet_is_in_the_workbook_of_the_assignment() -> None:
    """The roster's row, where no workbook has that sheet for it."""
    scheme, _ = read_scheme(TYPED.scheme())
    quarter = Period(2024, 3)
    roster, _ = read_roster(TYPED.roster(), scheme, quarter)
    expected = covered(forms(scheme, roster, quarter))
    (engineer,), (head,) = (assignments(roster.people[p], roster, quarter) for p in ("G1", "G0"))
    assert str(sheet_of(engineer, "填报值", expected)) == "甲部.xlsx › 填报值"
    assert str(sheet_of(head, "填报值", expected)) == "花名册.xlsx › 花名册 › A2"
    assert str(sheet_of(engineer, "回访", expected)) == "花名册.xlsx › 花名册 › A3"


def test_a_fault_of_a_file_that_several_need_is_told_to_each() -> None:
    """And once to each, though two of the person's sheets are in it."""
    found = score(Q4, Issue(S.SHEET_LOST, CellRef("甲部.xlsx"))).employees
    assert [[i.code for i in found[p].issues] for p in ("G1", "G2")] == [["S23"], ["S23"]]
