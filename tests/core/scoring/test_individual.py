"""Who has an individual result, and of what is missing only the cause is told."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gacx_reports.core.codes.sheets import S
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.scoring.outcomes import Status
from tests.fixtures.markdown_company import PEOPLE, World, engineer, record_kpi, score, typed_kpi

BOTH = "| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.7 |"
FINE = World(typed=BOTH)
RATED = "\n".join(f"| {p} | {i} | '4 |" for p in ("G1", "G2") for i in ("准确性", "效率", "认真"))


def codes(world: World, *faults: Issue, person: str = "G1") -> list[str]:
    """Codes of what holds the person back."""
    return [i.code for i in score(world, *faults).employees[person].issues]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (CellRef("甲部.xlsx"), ["S23"]),
        (CellRef("甲部.xlsx", "封面"), ["S23"]),
        (CellRef("甲部.xlsx", "填报值"), ["S23"]),
        (CellRef("甲部.xlsx", "抽查"), ["P05"]),
        (CellRef("乙部.xlsx", "填报值"), ["P05"]),
    ],
    ids=["file", "cover", "sheet", "another sheet", "another file"],
)
def test_a_value_is_not_missing_where_its_sheet_could_not_be_read(
    place: CellRef, told: list[str]
) -> None:
    """The fault of file, cover or sheet is the cause; nobody can mend the value before it."""
    assert codes(World(typed="| G2 | 产出 | 0.7 |"), Issue(S.SHEET_LOST, place)) == told


def test_a_sheet_that_is_read_leaves_its_own_missing_values_to_be_told() -> None:
    """A fault in 抽查 explains its missing records, and not the value missing in 填报值."""
    world = World(
        kpis=(record_kpi("是占比", 权重="0.5"), typed_kpi("产出", "0.5")),
        typed="| G2 | 产出 | 0.7 |",
        own_sheets={"抽查": "| 工号 | 日期 | 类别 | 分值 |\n| G1 | 2024-07-01 | 装 | 1 |"},
    )
    assert codes(world) == ["S02", "P05"]


def test_a_fault_is_told_once() -> None:
    """Though two KPIs of the person rest on the sheet."""
    two = (typed_kpi("产出", "0.5"), typed_kpi("质量", "0.5"))
    world = World(kpis=two, own_sheets={"填报值": "| 工号 | 指标 |\n| G1 | 产出 |"})
    assert codes(world) == ["S02"]


def test_of_a_head_the_people_are_told_and_not_what_follows_from_them() -> None:
    """Nobody led has a total; the missing mean is no fault of its own."""
    head = score(World()).employees["G0"]
    assert (head.status, head.issues, head.held_by) == (Status.HELD_BACK, (), ("G1", "G2"))


def test_a_head_with_a_fault_of_the_own_is_told_both() -> None:
    """The person led who waits, and the sheet that the head's own workbook lacks."""
    half = World().led.replace("| 下属均分 | 1 |", "| 下属均分 | 0.5 |")
    own = typed_kpi("管理", "0.5").replace("| 工程师 |", "| 主管 |")
    head = score(World(led=f"{half}\n{own}", typed="| G1 | 产出 | 0.9 |")).employees["G0"]
    assert ([i.code for i in head.issues], head.held_by) == (["S01"], ("G2",))


def test_only_the_people_whose_mean_it_is_are_waited_for() -> None:
    """G2 is led by G1 and is held back: a mean of two levels waits, a mean of one does not."""
    people = PEOPLE.replace(
        "| G2 | 李四 | 甲部 | 工程师 | G0 |", "| G2 | 李四 | 甲部 | 工程师 | G1 |"
    )
    world = World(people=people, typed="| G1 | 产出 | 0.9 |")
    assert score(world).employees["G0"].kpi_score == Fraction(9, 10)
    deep = replace(world, led=world.led.replace("定量 | 下属均分", "定量 | 两级下属均分"))
    assert score(deep).employees["G0"].held_by == ("G2",)


def test_whom_nothing_applies_to_is_told_at_the_roster() -> None:
    """P16 with the post; 免考核 would be another way."""
    (issue,) = engineer(World(typed="| G1 | 产出 | 不适用 |\n| G2 | 产出 | 1 |")).issues
    assert (issue.code, issue.found, issue.person) == ("P16", "工程师", "G1")
    assert str(issue.place) == "花名册.xlsx › 花名册 › A3"


def test_only_ratings_of_a_quarter_that_counts_them_are_missing() -> None:
    """None in Q3, three items in Q4; whoever is held back is not evaluated."""
    assert codes(FINE) == []
    world = replace(FINE, quarter="2024Q4")
    assert codes(world) == ["P15"] * 3
    assert engineer(replace(world, ratings=RATED, typed="")).behaviour is None
    scored = engineer(replace(world, ratings=RATED))
    assert scored.behaviour is not None
    assert scored.behaviour_share == Fraction(1, 5)
