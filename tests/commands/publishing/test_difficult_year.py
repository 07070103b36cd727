"""A difficult year by hand: projects, raters, personal targets, a transfer, somebody who comes back, a new name of the
department, a scheme that counts to 100, a quarter reopened after the year's result."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from gacx_reports.core.exact import rounded
from tests.commands.publishing.difficult_quarters import (
    HEAD,
    LONG,
    MOVED,
    NAMES,
    Q1,
    Q2,
    Q3,
    Q4,
    F,
    Values,
    hand_in,
    quarters,
    roster,
)
from tests.commands.publishing.ledger_fixture import Office, furnish
from tests.commands.publishing.test_year import YEAR, people, totals
from tests.fixtures.markdown_company import World, typed_kpi

YEAR_POSTS = """
| 岗位 | 单位 | 别名 | 行为组 | 个人权重 | 部门权重 | 公司权重 | 各期权重 |
| 工程师 | 甲部 | | | 0.3 | 0 | 0 | 0.7 |
| 主管 | 甲部 | | | 0 | 0 | 0 | 1 |
| 技师 | 甲部 | | | 0 | 0 | 0 | 1 |
"""
GOALS = {"G1": "0.95", "G2": "0.6", "G4": "0.8"}
"""Of the year; who came within it is scored by the quarters alone."""


def year_world(weighing: str) -> World:
    """The year: 30 % a goal of its own, 70 % the quarters."""
    joined = dict.fromkeys(("G0", "G1", "G2", "G4"), LONG)
    joined |= {"G5": "2024-05-06", "G3": "2024-07-01"}
    given = {"考核周期": "年度", "各期计权": weighing, "不满期处理": "按各期"}
    return World(
        kpis=(typed_kpi("年度目标", "1"),),
        led="",
        posts=YEAR_POSTS,
        quarter=YEAR,
        people=roster(joined, HEAD, NAMES),
        transfers=MOVED,
        typed="\n".join(f"| {who} | 年度目标 | {v} |" for who, v in GOALS.items()),
        more_settings="".join(f"| {name} | {value} |\n" for name, value in given.items()),
    )


def printed(found: Mapping[str, Values], weight: str = "0.6", full: int = 1) -> dict[str, Fraction]:
    """Employee ID → the quarter's total as printed, as a share of the full mark."""
    totals = {who: rounded(v.total(F(weight), full), 4) for who, v in found.items()}
    return {who: F(total) / full for who, total in totals.items()}


def by_hand(
    weighing: str, q1: Mapping[str, Values] = Q1, q2: Mapping[str, Values] = Q2
) -> dict[str, str]:
    """Employee ID → total of the year: nobody's name was another one."""
    found = [printed(q1), printed(q2), printed(Q3), printed(Q4, "0.3", 100)]
    found[0]["G2"] = F("0.7")
    moved = (45 * F("0.4") + 46 * q2["G2"].total(F("0.6"))) / 91
    found[1]["G2"] = F(rounded(moved, 4))
    led = [dict(q) for q in found]
    for quarter, those, places in zip(found, led, (4, 4, 4, 6), strict=True):
        # A head's total is rounded in the quarter's own marks: of 100 four places are six.
        quarter["G0"] = F(rounded(sum(those.values(), F(0)) / len(those), places))
    days = (91, 91, 92, 92) if weighing == "按天" else (1, 1, 1, 1)
    made = {}
    for who in NAMES:
        pairs = [(d, q[who]) for d, q in zip(days, found, strict=True) if who in q]
        mean = sum((d * total for d, total in pairs), F(0)) / sum(d for d, _ in pairs)
        goal = GOALS.get(who)
        total = F("0.3") * F(goal) + F("0.7") * mean if goal else mean
        made[who] = f"{rounded(total, 4):f}"
    return made


@pytest.fixture(scope="session")
def _four_quarters(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> Path:
    office = furnish(tmp_path_factory.mktemp("difficult"), templates)
    shutil.rmtree(office.root / "in")
    for world in quarters():
        hand_in(office, world)
        office.done("publish", quarter=world.quarter)
    return office.root


@pytest.fixture
def office(_four_quarters: Path, tmp_path: Path) -> Office:
    """Four published quarters."""
    return Office(Path(shutil.copytree(_four_quarters, tmp_path / "office")))


def correct_the_name(office: Office) -> None:
    """赵陆 of the first two quarters is 赵六."""
    for number, world in enumerate(quarters()[:2]):
        day = ("2025-02-03", "2025-02-04")[number]
        hand_in(office, replace(world, people=world.people.replace("赵陆", "赵六")))
        reason = ("--on", day, "--reason", "姓名写错")
        office.done("reopen", *reason, quarter=world.quarter)
        office.done("publish", "--on", day, quarter=world.quarter)


@pytest.mark.parametrize("weighing", ["等权", "按天"])
def test_a_difficult_year_is_what_it_is_by_hand(weighing: str, office: Office) -> None:
    """赵六 waits until the name is corrected in the quarters that misspelt it (P84); everybody else is scored."""
    hand_in(office, year_world(weighing))
    said = office.done("year", quarter="2024", code=1)
    assert "P84" in said
    expected = by_hand(weighing)
    assert totals(office) == expected | {"G4": None}
    correct_the_name(office)
    office.done("year", quarter="2024")
    assert totals(office) == expected


def test_a_quarter_reopened_late_reaches_the_year(office: Office) -> None:
    """Its draft changes nothing, its revision is told, and the year's revision has it."""
    correct_the_name(office)
    hand_in(office, year_world("按天"))
    office.done("publish", "--on", "2025-02-05", quarter=YEAR)
    assert totals(office) == by_hand("按天")
    better = Q2 | {"G1": Values({"引擎": "1", "地图": "1"}, "80", "88", target="80")}
    world = quarters(q2=better)[1]
    hand_in(office, replace(world, people=world.people.replace("赵陆", "赵六")))
    office.done("reopen", "--on", "2025-02-06", "--reason", "补录", quarter="2024Q2")
    office.done("quarter", quarter="2024Q2")
    # A draft is not published: the year stands.
    office.done("year", quarter="2024")
    office.done("publish", "--on", "2025-02-07", quarter="2024Q2")
    assert "nothing was overwritten" in office.done("year", quarter="2024", code=1)
    assert totals(office) == by_hand("按天")
    office.done("reopen", "--on", "2025-02-08", "--reason", "第二季度更正", quarter=YEAR)
    office.done("publish", "--on", "2025-02-10", quarter=YEAR)
    assert totals(office) == by_hand("按天", q2=better)
    revisions = {i: e["revision"] for i, e in people(office).items()}
    assert revisions == {"G0": 2, "G1": 2, "G2": 1, "G3": 1, "G4": 1, "G5": 1}
