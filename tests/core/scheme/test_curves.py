"""Sheet 折线 and what KPIs need of it, of points per event, and without records: faults at their cells."""

from dataclasses import replace

import pytest

from gacx_reports.core.scheme.parse import read_scheme
from tests.fixtures.markdown_company import World, kpi, record_kpi

LINE = """
| 折线表 | 点 | 值 | 得分 | 以外 |
| 产量 | 挑战值 | 150 | 1.5 | 延伸 |
| 产量 | 门槛值 | 80 | 0.6 | 不变 |
| 产量 | 目标值 | 100 | 1 | |
"""
ON_THE_LINE = kpi(指标="产出", 取值="填报", 计分="折线", 折线表="产量")


def world(*kpis: str, line: str = LINE) -> World:
    """A company whose scheme has a sheet 折线."""
    return World(kpis=kpis, scheme_sheets={"折线": line})


def faults(given: World) -> list[tuple[str, str, str]]:
    """(code, cell, found) of every issue of the scheme."""
    return [(i.code, i.place.cell, i.found) for i in read_scheme(given.scheme())[1]]


def test_the_points_of_a_line_are_read_by_rising_values() -> None:
    """In whatever order they stand; a blank 以外 stays."""
    scheme, issues = read_scheme(world(ON_THE_LINE).scheme())
    assert issues == ()
    points = [(p.name, str(p.value), str(p.score), str(p.beyond)) for p in scheme.kpis[0].points]
    assert points == [
        ("门槛值", "80", "0.6", "不变"),
        ("目标值", "100", "1", "不变"),
        ("挑战值", "150", "1.5", "延伸"),
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("| 折线表 | 点 | 值 | 得分 | 以外 |\n| 产量 | | 80 | 0.6 | |", ("C37", "C2", "产量")),
        (LINE.replace("| 100 | 1 | |", "| 100 | 1 | 延伸 |"), ("C37", "C4", "产量: 100")),
        (LINE.replace("| 100 |", "| 80 |"), ("C08", "C4", "80")),
        (LINE.replace("| 100 | 1 |", "| | 1 |"), ("V01", "C4", "")),
    ],
    ids=["one point", "goes on in the middle", "a value twice", "no value"],
)
def test_a_line_that_makes_no_sense(line: str, fault: tuple[str, str, str]) -> None:
    """At its row."""
    assert faults(world(ON_THE_LINE, line=line)) == [fault]


@pytest.mark.parametrize(
    ("given", "code", "found"),
    [
        (ON_THE_LINE.replace("| 产量 |", "| 产能 |"), "C03", "产能"),
        (ON_THE_LINE.replace("| 产量 |", "| |"), "C04", "产出"),
        (kpi(指标="产出", 取值="填报", 计分="按次扣分"), "C04", "产出"),
        (kpi(指标="产出", 取值="填报", 计分="按次扣分", 每次分值="0"), "C06", "0"),
        (kpi(指标="产出", 取值="填报", 计分="按次加分", 每次分值="0.1", 基准分="1"), "C04", "产出"),
        (kpi(指标="产出", 取值="填报", 计分="原值", 无记录时="满分"), "C38", "满分"),
        (record_kpi("均值", "分值", 无记录时="按零计"), "C38", "按零计"),
        (record_kpi("合计比", "分值"), "C04", "抽查指标"),
        (record_kpi("合计比", "分值", 参照列="合格"), "C05", "抽查.合格"),
        (record_kpi("合计比", "分值", 参照列="计划数"), "C03", "计划数"),
        (record_kpi("值占比", "类别"), "C04", "抽查指标"),
        (record_kpi("中位数", "合格"), "C05", "抽查.合格"),
        (record_kpi("计数", "", 条件列2="类别"), "C04", "抽查指标"),
        (record_kpi("计数", "", 条件列2="颜色", 条件值2="红"), "C03", "颜色"),
    ],
)
def test_what_a_kpi_lacks(given: str, code: str, found: str) -> None:
    """One issue each."""
    assert [(c, f) for c, _, f in faults(world(given))] == [(code, found)]


def test_a_ratio_of_sums_may_have_a_target_above_the_whole() -> None:
    """120 % of what was planned; a share can't."""
    whole = {"单位": "%", "计分": "达成率", "目标": "1.2"}
    assert not faults(world(record_kpi("合计比", "分值", 参照列="分值", **whole)))
    assert [c for c, _, _ in faults(world(record_kpi("是占比", **whole)))] == ["C06"]


def test_a_scheme_without_the_new_columns_is_read_as_before() -> None:
    """Sheet and columns are optional."""
    given = replace(World(), kpis=(kpi(指标="产出", 取值="填报"),))
    assert read_scheme(given.scheme())[1] == ()
