"""Weights: 均分 shares what is left, dimensions multiply, and what doesn't total 100 % is named at its cells."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacx_reports.core.language.formats import typed_percents
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.weights import EQUAL, Written, weights
from tests.fixtures.markdown_company import World, engineer, kpi, typed_kpi

DIMENSIONS = """
| 岗位 | 维度 | 权重 |
| 工程师 | 财务 | 0.3 |
| 工程师 | 客户 | 均分 |
| 工程师 | 成长 | 均分 |
"""


def typed(name: str, weight: str, dimension: str = "") -> str:
    """A typed KPI of the engineer, scored as it is."""
    return kpi(指标=name, 取值="填报", 权重=weight, 维度=dimension)


def faults(world: World) -> list[tuple[str, str, str, str]]:
    """(code, cell, found, of what) of every issue of the scheme."""
    found = read_scheme(world.scheme())[1]
    return [(i.code, i.place.cell, i.found, i.details.get("what", "")) for i in found]


@given(st.lists(st.one_of(st.just(EQUAL), st.decimals(0, 1, places=2)), min_size=1, max_size=9))
def test_what_is_left_is_shared_exactly(written: list[Written]) -> None:
    """With somebody to share it, weights of at most 100 % total exactly 100 %."""
    found = weights(written)
    given_away = sum((Fraction(w) for w in written if not isinstance(w, str) and w), Fraction(0))
    if EQUAL in written and given_away <= 1:
        assert sum(found) == 1
    assert len({w for w, text in zip(found, written, strict=True) if text == EQUAL}) <= 1


def test_thirds_are_exact() -> None:
    """Three KPIs that share everything: 0.9, 0.6 and 0.3 are 0.6 on average."""
    kpis = tuple(typed(name, "均分") for name in ("甲", "乙", "丙"))
    values = "| G1 | 甲 | 0.9 |\n| G1 | 乙 | 0.6 |\n| G1 | 丙 | 0.3 |"
    outcome = engineer(World(kpis=kpis, typed=values))
    assert [k.effective_weight for k in outcome.kpis] == [Fraction(1, 3)] * 3
    assert outcome.kpi_score == Fraction(6, 10)
    assert typed_percents(k.kpi.weight for k in outcome.kpis) == ["33.33%"] * 3


def test_the_weights_of_a_dimension_are_multiplied_out() -> None:
    """Finance 30 % × 1/2; customers and growth 35 % each."""
    kpis = (
        typed("利润", "均分", "财务"),
        typed("成本", "均分", "财务"),
        typed("满意", "1", "客户"),
        typed("学习", "1", "成长"),
    )
    world = World(kpis=kpis, scheme_sheets={"维度": DIMENSIONS})
    scheme, issues = read_scheme(world.scheme())
    assert issues == ()
    found = [str(k.weight) for k in scheme.kpis if k.post == "工程师"]
    assert found == ["3/20", "3/20", "7/20", "7/20"]


@pytest.mark.parametrize(
    ("kpis", "fault"),
    [
        ((typed("甲", "0.7"), typed("乙", "0.4")), ("C01", "C2:C3", "110%", "工程师")),
        ((typed("甲", "1"), typed("乙", "均分")), ("C01", "C2:C3", "100% + 均分", "工程师")),
        ((typed("甲", "1.2"), typed("乙", "均分")), ("V03", "C2", "1.2", "")),
        ((typed("甲", "平分"),), ("V02", "C2", "平分", "")),
    ],
)
def test_weights_that_do_not_total_the_whole(
    kpis: tuple[str, ...], fault: tuple[str, str, str, str]
) -> None:
    """Also where nothing is left to share."""
    assert faults(World(kpis=kpis)) == [fault]


def test_dimensions_that_do_not_fit() -> None:
    """Each total, an unknown dimension, and a KPI without one."""
    sheet = {"维度": DIMENSIONS.replace("均分", "0.3")}
    kpis = (typed("利润", "0.9", "财务"), typed("满意", "1", "客服"), typed("学习", "1"))
    found = [(code, text) for code, _, text, _ in faults(World(kpis=kpis, scheme_sheets=sheet))]
    assert found == [
        ("C01", "90%"),
        ("C03", "客服"),
        ("C04", "学习"),
        ("C01", "90%"),
        ("C01", "0%"),
        ("C01", "0%"),
    ]


def test_behaviours_share_equally_by_the_word_too() -> None:
    """Categories and items; blank items still share as before."""
    items = """
    | 行为组 | 类别 | 行为项 | 权重 |
    | 通用 | 能力 | 准确性 | 0.5 |
    | 通用 | 能力 | 效率 | 均分 |
    | 通用 | 态度 | 认真 | |
    """
    categories = "| 行为组 | 类别 | 权重 |\n| 通用 | 能力 | 均分 |\n| 通用 | 态度 | 0.4 |"
    world = World(
        kpis=(typed_kpi("产出", "1"),), items_rated=items, scheme_sheets={"行为类别": categories}
    )
    scheme, issues = read_scheme(world.scheme())
    assert issues == ()
    assert scheme.behaviours["通用"].categories == {"能力": Fraction(3, 5), "态度": Fraction(2, 5)}
    assert [i.weight for i in scheme.behaviours["通用"].items] == [
        Fraction(1, 2),
        Fraction(1, 2),
        None,
    ]
