"""A difficult year by hand: projects, raters, personal targets, a transfer, somebody who comes back, a new name of the
department, a scheme that counts to 100, a quarter reopened after the year's result."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from gacx_reports.core.exact import rounded
from tests.commands.publishing.ledger_fixture import Office, furnish
from tests.commands.publishing.test_year import YEAR, people, totals
from tests.core.issuing.preview.small import with_cells
from tests.fixtures.markdown_company import GRADES, POSTS, World, kpi, typed_kpi
from tests.fixtures.saved_workbook import save

F = Fraction
NAMES = {"G0": "首长", "G1": "张三", "G2": "李四", "G3": "王五", "G4": "赵六", "G5": "孙七"}
QUARTER_POSTS = POSTS.replace("通用", "") + "| 技师 | 甲部 | | | 1 | 0 | 0 |\n"
GRADES_OF_100 = GRADES.replace("0.8", "80").replace("0.6", "60")


def roster(joined: Mapping[str, str], posts: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Rows of 花名册 for those of `joined`: employee ID → 入职日期."""
    head = "| 工号 | 姓名 | 部门 | 岗位 | 直接上级工号 | 邮箱 | 入职日期 | 离职日期 | 状态 | 绩效薪资基数 |"
    boss = ("G0", "")
    rows = [
        f"| {who} | {names[who]} | 甲部 | {posts.get(who, '工程师')} | {boss[who == 'G0']} | | {day} | | 在职 | |"
        for who, day in joined.items()
    ]
    return "\n".join((head, *rows))


@dataclass(frozen=True)
class Values:
    """What is typed about an engineer in a quarter: 进度 by project, 计划 by two raters against a target of 100."""

    progress: Mapping[str, str]
    """Project → value; "" for who has none."""
    own: str
    head: str
    target: str = ""
    """A personal one."""

    def total(self, weight: Fraction, full: int = 1) -> Fraction:
        """By hand: 进度 with `weight`, projects 60 and 40 %; 计划 0.2 × own + 0.8 × head's, each at most 1.2."""
        shares = {"引擎": F("0.6"), "地图": F("0.4"), "": F(1)}
        progress = sum((shares[p] * F(v) for p, v in self.progress.items()), F(0))
        target = F(self.target or 100)
        own, head = (min(F(v) / target, F("1.2")) * full for v in (self.own, self.head))
        return weight * progress + (1 - weight) * (F("0.2") * own + F("0.8") * head)


def quarter_world(
    name: str, found: Mapping[str, Values], weight: str = "0.6", full: int = 1, **more: Any
) -> World:
    """The world of a quarter."""
    rest = str(1 - Decimal(weight))
    plan = kpi(
        指标="计划",
        权重=rest,
        取值="填报",
        计分="达成率",
        目标="100",
        封顶=str(Decimal("1.2") * full),
        个人目标="是",
    )
    rows = [f"| {w} | 进度 | {x} | {p} |" for w, v in found.items() for p, x in v.progress.items()]
    rows += [f"| {who} | 计划 | {v.head} | |" for who, v in found.items()]
    rows += [f"| {who} | 产出 | {x} | |" for who, x in more.pop("made", {}).items()]
    shares = [
        f"| {who} | {p} | {w} |"
        for who, v in found.items()
        for p, w in (("引擎", "0.6"), ("地图", "0.4"))
        if p in v.progress
    ]
    sheets = {"项目分工": "| 工号 | 所属项目 | 权重 |\n" + "\n".join(shares)}
    targets = [f"| {who} | 计划 | {v.target} |" for who, v in found.items() if v.target]
    more_settings = f"| 满分 | {full} |\n" if full > 1 else ""
    grades = {"等级": GRADES_OF_100} if full > 1 else {}
    return World(
        kpis=(
            kpi(指标="进度", 权重=weight, 取值="填报", 按项目="是"),
            plan,
            kpi(岗位="技师", 指标="产出", 取值="填报"),
        ),
        posts=QUARTER_POSTS,
        quarter=name,
        sheets=sheets,
        own_sheets={"填报值": "| 工号 | 指标 | 实际值 | 所属项目 |\n" + "\n".join(rows)},
        targets="\n".join(targets),
        kpi_raters="| 工程师 | 计划 | 自评 | 0.2 | |\n| 工程师 | 计划 | 上级 | 0.8 | |",
        scored={who: f"| {who} | 计划 | {v.own} |" for who, v in found.items()},
        more_settings=more_settings,
        scheme_sheets=grades,
        **more,
    )


def hand_in(office: Office, world: World) -> None:
    """The quarter's workbooks, with the department's name of then."""
    unit = UNITS.get(world.quarter, "乙部")

    def named(raw: Any) -> Any:
        return unit if raw == "甲部" else raw

    folder = office.root / "in" / world.quarter
    folder.mkdir(parents=True, exist_ok=True)
    for book in (world.scheme(), world.roster(), *world.department().values()):
        called = book.name.replace("甲部", unit)
        (folder / called).parent.mkdir(exist_ok=True)
        save(replace(with_cells(book, named), name=called), folder / called)


LONG = "2020-01-01"
Q1 = {
    "G1": Values({"引擎": "1", "地图": "0.5"}, "130", "90"),
    "G3": Values({"": "0.9"}, "100", "95"),
    "G4": Values({"": "0.3"}, "40", "30"),
}
Q2 = {
    "G1": Values({"引擎": "0.7", "地图": "1"}, "72", "88", target="80"),
    "G2": Values({"": "0.8"}, "90", "70"),
    "G4": Values({"": "0.2"}, "30", "20"),
}
Q3 = {
    "G1": Values({"": "0.81"}, "77", "83"),
    "G2": Values({"": "0.66"}, "50", "71"),
    "G3": Values({"": "0.5"}, "60", "70"),
    "G4": Values({"": "0.9"}, "95", "97"),
    "G5": Values({"": "0.75"}, "80", "85"),
}
Q4 = {
    "G1": Values({"": "91"}, "77", "93"),
    "G2": Values({"": "64"}, "50", "71"),
    "G3": Values({"": "55"}, "60", "72"),
    "G4": Values({"": "88"}, "95", "90"),
    "G5": Values({"": "70"}, "80", "81"),
}
MISSPELT = {**NAMES, "G4": "赵陆"}
HEAD = {"G0": "主管"}
MOVED = "| G2 | 2024-05-16 | 技师 | 工程师 | 甲部 | 甲部 |"
UNITS = {"2024Q1": "甲部", "2024Q2": "甲部"}
"""What the department is called; 乙部 since Q3."""


def quarters(q1: Mapping[str, Values] = Q1, q2: Mapping[str, Values] = Q2) -> list[World]:
    """Each quarter's world."""
    first = dict.fromkeys(("G0", "G1", "G2", "G3", "G4"), LONG)
    second = dict.fromkeys(("G0", "G1", "G2", "G4"), LONG) | {"G5": "2024-05-06"}
    later = roster(second | {"G3": "2024-07-01"}, HEAD, NAMES)
    before = roster(first, HEAD | {"G2": "技师"}, MISSPELT)
    moving = {"people": roster(second, HEAD, MISSPELT), "transfers": MOVED}
    return [
        quarter_world("2024Q1", q1, made={"G2": "0.7"}, people=before),
        quarter_world("2024Q2", q2, made={"G2": "0.4"}, **moving),
        quarter_world("2024Q3", Q3, people=later),
        quarter_world("2024Q4", Q4, "0.3", 100, people=later),
    ]


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
