"""Names that spreadsheet programs take for patterns or comparisons: the preview finds the rows that bear them."""

from pathlib import Path

import pytest

from gacx_reports.core.forms.form import Form
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.scoring.outcomes import QuarterOutcome, Status
from tests.core.issuing.preview.compare import Parity, compare
from tests.core.issuing.preview.engines import by_ironcalc
from tests.core.issuing.preview.small import DAYS, built
from tests.fixtures.markdown_company import SETTINGS, World, kpi, record_kpi, score

NAMES = ("~", "*", "?", "~a", "a*", "a?", "~*", "~~", "<5", "<>", "=x", ">=1", "1", "ab")
"""Each pattern has a name that it would match by mistake."""


def company() -> World:
    """The names as projects, KPIs, categories of records, items of adjustments and of behaviours, and levels."""
    own = [kpi(指标=name, 取值="填报", 权重="均分") for name in NAMES]
    shared = [kpi(指标="进度", 取值="填报", 权重="均分", 按项目="是", 不适用时="不允许")]
    counted = [
        record_kpi("计数", "", 指标=f"第{n}类", 条件列="类别", 条件值=name, 权重="均分", 无记录时="按零计")
        for n, name in enumerate(NAMES) if name[0] not in "<>"
    ]  # fmt: skip
    tenth = [f"0.{n:02}" for n in range(11, 11 + len(NAMES))]
    typed = [f"| G1 | {name} | {value} | |" for name, value in zip(NAMES, tenth, strict=True)]
    typed += [f"| G1 | 进度 | {value} | {n} |" for n, value in zip(NAMES, tenth, strict=True)]
    records = [
        f"| G1 | {DAYS[0]} | 是 | {name} | |"
        for times, name in enumerate(NAMES, start=1)
        for _ in range(times)
    ]
    return World(
        kpis=(*own, *shared, *counted),
        sheets={
            "项目分工": "| 工号 | 所属项目 | 权重 |\n"
            + "\n".join(f"| G1 | {name} | 均分 |" for name in NAMES)
        },
        own_sheets={"填报值": "| 工号 | 指标 | 实际值 | 所属项目 |\n" + "\n".join(typed)},
        checks="\n".join(records),
        items="\n".join(f"| {name} | 加分 | | |" for name in NAMES),
        lines="\n".join(
            f"| G1 | {name} | 0.0{n % 9 + 1} | {DAYS[0]} | 受到表扬 |"
            for n, name in enumerate(NAMES)
        ),
    )


def rated() -> World:
    """The names as items of behaviours and levels of a scale."""
    items = "\n".join(f"| 通用 | 能力 | {name} | |" for name in NAMES)
    levels = "\n".join(f"| 五级 | '{name} | 义{n} | 0.{n:02} |" for n, name in enumerate(NAMES, 20))
    return World(
        kpis=(kpi(指标="产出", 取值="填报"),),
        scheme_sheets={"设置": SETTINGS.replace("Q2,Q4", "Q1,Q2,Q3,Q4")},
        typed="| G1 | 产出 | 0.9 |",
        items_rated=f"| 行为组 | 类别 | 行为项 | 权重 |\n{items}\n| 通用 | 态度 | 认真 | |",
        levels=levels,
        ratings="\n".join(f"| G1 | {name} | '{name} |" for name in NAMES) + "\n| G1 | 认真 | 5 |",
    )


def department(world: World) -> tuple[QuarterOutcome, Form]:
    """The outcome of a world in which G1 is scored, and the form of 甲部.xlsx."""
    outcome = score(world)
    assert outcome.employees["G1"].status is Status.SCORED, outcome.issues
    expected = forms(outcome.scheme, outcome.roster, outcome.quarter)
    return outcome, next(f for f in expected if f.workbook == "甲部.xlsx")


@pytest.mark.parametrize("world", [company(), rated()], ids=["rows", "ratings"])
def test_a_name_is_no_pattern(world: World, tmp_path: Path) -> None:
    """Every figure of the preview is the program's, whatever signs a name has."""
    (outcome, form), parity = department(world), Parity()
    compare(by_ironcalc(built(world, tmp_path)), outcome, form, parity, "")
    assert parity.differences == []
    assert parity.totals == 1
