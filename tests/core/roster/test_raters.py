"""Sheet 互评: who rates whom, as what; and what the roster itself contradicts."""

from dataclasses import replace

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.forms.form import FormKind
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.issue import errors
from gacx_reports.core.roster.next_quarter import next_roster
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.parse import read_scheme
from tests.fixtures.markdown_company import DEPARTMENTS, PEOPLE, World

QUARTER = Period(2024, 4)
POSTS = """
| 岗位 | 单位 | 别名 | 行为组 | 个人权重 | 部门权重 | 公司权重 |
| 工程师 | 甲部 | | 通用 | 1 | 0 | 0 |
| 主管 | 甲部 | | 通用 | 1 | 0 | 0 |
"""
WORLD = World(
    quarter="2024Q4",
    posts=POSTS,
    people=PEOPLE
    + "| G5 | 王五 | 乙部 | 工程师 | G1 | | 2020-01-01 | | 在职 | |\n"
    + "| G6 | 赵六 | 乙部 | 主管 | | | 2020-01-01 | | 在职 | |\n",
    sheets={"部门": DEPARTMENTS + "\n| 乙部 | | G6 |"},
    raters="| 通用 | 上级 | 0.4 |\n| 通用 | 下级 | 0.2 |\n| 通用 | 其他部门 | 0.1 |\n"
    "| 通用 | 客户 | 0.1 |\n| 通用 | 委员会 | 0.1 |\n| 通用 | 同事 | 0.1 |",
    peers="| G1 | G0 | 下级 | |\n| G5 | G0 | 下级 | |\n| G6 | G0 | 其他部门 | |\n"
    "| K01 | G0 | 客户 | 周先生 |\n| K01 | G1 | 委员会 | 周先生 |\n| G2 | G1 | | |",
)


def found(world: World) -> list[tuple[str, str, str]]:
    """Code, cell and severity of each issue of the roster; dates that are texts are only notes."""
    scheme, faults = read_scheme(world.scheme())
    assert not errors(faults)
    _, issues = read_roster(world.roster(), scheme, QUARTER)
    told = (i for i in issues if i.severity is not Severity.NOTE)
    return [(i.code, i.place.cell, i.severity.name) for i in told]


def test_each_pair_has_its_kind_and_a_blank_is_a_peer() -> None:
    """G5 reports to G0 through G1; a customer is no employee, and has a name."""
    scheme, _ = read_scheme(WORLD.scheme())
    roster, issues = read_roster(WORLD.roster(), scheme, QUARTER)
    assert not errors(issues)
    assert {r: (listed.name, dict(listed.rates)) for r, listed in roster.raters.items()} == {
        "G1": ("", {"G0": Rater.SUBORDINATES}),
        "G5": ("", {"G0": Rater.SUBORDINATES}),
        "G6": ("", {"G0": Rater.OTHER_DEPARTMENTS}),
        "K01": ("周先生", {"G0": Rater.CUSTOMERS, "G1": Rater.COMMITTEE}),
        "G2": ("", {"G1": Rater.PEERS}),
    }


def test_somebody_from_outside_gets_a_workbook_by_number_that_hr_hands_on() -> None:
    """Nobody on the roster is named as who fills it in, so that no mail goes to an employee."""
    scheme, _ = read_scheme(WORLD.scheme())
    roster, _ = read_roster(WORLD.roster(), scheme, QUARTER)
    asked = {f.workbook: f for f in forms(scheme, roster, QUARTER) if f.kind is FormKind.RATER}
    assert list(asked)[-1] == "评价/K01.xlsx"
    form = asked["评价/K01.xlsx"]
    assert (form.owner, form.fillers, [a.id for a in form.people]) == ("周先生", (), ["G0", "G1"])


def test_who_rates_whom_goes_on_in_the_next_quarter() -> None:
    """With kinds and names; the columns stay blank for peers."""
    scheme, _ = read_scheme(WORLD.scheme())
    roster, _ = read_roster(WORLD.roster(), scheme, QUARTER)
    rows = next_roster(roster, Period(2025, 1), ())["互评"]
    assert rows[-2:] == [
        {"评价人工号": "K01", "被评人工号": "G1", "类别": "委员会", "评价人姓名": "周先生"},
        {"评价人工号": "G2", "被评人工号": "G1"},
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| G2 | G1 | 下级 | |", [("P70", "C2", "ERROR")]),
        ("| G0 | G1 | 下级 | |", [("P70", "C2", "ERROR")]),
        ("| G2 | G1 | 其他部门 | |", [("P74", "C2", "WARNING")]),
        ("| G2 | G1 | 客户 | 李先生 |", [("P75", "A2", "ERROR")]),
        ("| G2 | G1 | 委员会 | 李四 |", [("P75", "A2", "ERROR")]),
        ("| G2 | G1 | 委员会 | |", []),
        ("| K09 | G1 | 客户 | |", [("P77", "D2", "ERROR")]),
        ("| K09 | G1 | 委员会 | |", [("P01", "A2", "ERROR")]),
        ("| K09 | G1 | 同事 | 李先生 |", [("P01", "A2", "ERROR")]),
        ("| K09 | G0 | 客户 | 甲 |\n| K09 | G1 | 客户 | 乙 |", [("P77", "D3", "ERROR")]),
        ("| G1 | G1 | 下级 | |", [("P28", "B2", "ERROR")]),
        ("| G1 | G0 | 下级 | |\n| G1 | G0 | 同事 | |", [("P28", "B3", "ERROR")]),
    ],
)
def test_what_the_roster_contradicts(row: str, expected: list[tuple[str, str, str]]) -> None:
    """At the cell; as an error where the rating would be of another kind than the person's report says."""
    assert found(replace(WORLD, peers=row)) == expected


def test_a_kind_without_a_weight_asks_nobody() -> None:
    """P76, a warning: somebody thinks that the customers are asked."""
    alone = replace(WORLD, raters="", peers="| K01 | G0 | 客户 | 周先生 |\n| G2 | G1 | | |")
    assert found(alone) == [("P76", "C2", "WARNING")]
