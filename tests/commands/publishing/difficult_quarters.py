"""Four quarters of a small company in which everything changes, and what each is by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.commands.publishing.ledger_fixture import Office
from tests.core.issuing.preview.small import with_cells
from tests.fixtures.markdown_company import GRADES, POSTS, World, kpi
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
    moving = roster(second, HEAD, MISSPELT)
    return [
        quarter_world("2024Q1", q1, made={"G2": "0.7"}, people=before),
        quarter_world("2024Q2", q2, made={"G2": "0.4"}, people=moving, transfers=MOVED),
        quarter_world("2024Q3", Q3, people=later),
        quarter_world("2024Q4", Q4, "0.3", 100, people=later),
    ]
