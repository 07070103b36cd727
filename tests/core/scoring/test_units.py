"""Departments' and the company's results from the scheme's own KPIs, and circles between results."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from gacx_reports.core.scoring.kpis.kpi_outcome import BelowMinimum
from gacx_reports.core.scoring.outcomes import Status
from tests.fixtures.markdown_company import (
    POSTS,
    World,
    engineer,
    kpi,
    record_kpi,
    score,
    typed_kpi,
)

MIXED = POSTS.replace("通用 | 1 | 0 | 0 |", "通用 | 0.6 | 0.3 | 0.1 |")
WORLD = World(
    posts=MIXED,
    kpis=(
        typed_kpi("产出", "1"),
        kpi(岗位="部门:甲部", 指标="成员均分", 取值="下属均分"),
        kpi(岗位="公司", 指标="全员合格率", 取值="是占比", 记录表="抽查", 列="合格"),
        record_kpi("计数", "", 权重="0", 样本不足时="不适用"),
    ),
    typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.7 |",
    checks="| G1 | 2024-07-01 | 是 | | |\n| G2 | 2024-07-02 | 否 | | |",
)


def test_a_department_is_the_mean_of_its_members_own_results() -> None:
    """.6 × .9 + .3 × .8 + .1 × .5 = .83, from two members and two records of the company."""
    found = score(WORLD)
    assert {u: o.result for u, o in found.units.items()} == {
        "甲部": Fraction(8, 10),
        "公司": Fraction(1, 2),
    }
    assert found.employees["G1"].total == Decimal("0.8300")


def test_hrs_typed_result_stands_where_the_scheme_has_no_kpis() -> None:
    """No unit KPI: the roster's number."""
    outcome = engineer(
        replace(WORLD, kpis=WORLD.kpis[:1], units="| 甲部 | 0.5 |\n| 公司 | 1 |", checks="")
    )
    assert outcome.total == Decimal("0.7900")


def test_a_member_held_back_holds_back_who_shares_the_departments_result() -> None:
    """A department's mean is not used while a member is held back."""
    found = score(replace(WORLD, typed="| G1 | 产出 | 0.9 |")).employees
    assert found["G1"].status is Status.HELD_BACK
    assert found["G1"].held_by == ("G2",)


def test_a_circle_through_the_company_names_its_members() -> None:
    """The company is the mean of all, the head of those led, and those led share the company's result."""
    kpis = (*WORLD.kpis[:2], kpi(岗位="公司", 指标="全员均分", 取值="下属均分"))
    found = score(replace(WORLD, kpis=kpis, checks=""))
    issues = [i for i in found.issues if i.code == "C15"]
    assert issues
    assert {"公司", "G0"} <= set(issues[0].details["members"].split(" → "))
    assert found.employees["G1"].status is Status.HELD_BACK


def test_means_across_two_levels() -> None:
    """两级下属均分 takes the direct reports and theirs."""
    people = World().people.replace(
        "| G2 | 李四 | 甲部 | 工程师 | G0 |", "| G2 | 李四 | 甲部 | 工程师 | G1 |"
    )
    world = World(people=people, typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.7 |")
    assert score(world).employees["G0"].total == Decimal("0.9000")
    deep = replace(world, led=world.led.replace("定量 | 下属均分", "定量 | 两级下属均分"))
    assert score(deep).employees["G0"].total == Decimal("0.8000")


def test_a_result_both_typed_and_computed_is_refused() -> None:
    """P30 at the typed result, because it would be unclear which of the two counts."""
    issues = [i for i in score(replace(WORLD, units="| 甲部 | 0.5 |")).issues if i.code == "P30"]
    assert [i.place.cell for i in issues] == ["A2"]


def test_a_unit_to_which_nothing_applies_has_no_result() -> None:
    """The company has no checks and its only KPI is 不适用 then: that is no 0, which would cost everybody 10 %."""
    only = kpi(
        岗位="公司", 指标="全员合格率", 取值="是占比", 记录表="抽查", 列="合格", 样本不足时="不适用"
    )
    found = score(replace(WORLD, kpis=(*WORLD.kpis[:2], only, WORLD.kpis[3]), checks=""))
    assert found.units["公司"].result is None
    assert "P12" in {i.code for i in found.issues}
    assert found.employees["G1"].status is Status.HELD_BACK


def test_a_unit_kpi_that_does_not_apply_scores_zero_if_the_scheme_says_so() -> None:
    """不适用时 计零分 holds for units as for employees: half of the company's result is 0."""
    none = kpi(
        岗位="公司", 指标="零分项", 权重="0.5", 取值="计数", 记录表="抽查", 条件列="合格",
        条件值="否", 计分="原值", 样本不足时="不适用", 不适用时="计零分",
    )  # fmt: skip
    rate = kpi(岗位="公司", 指标="全员合格率", 权重="0.5", 取值="是占比", 记录表="抽查", 列="合格")
    checks = "| G1 | 2024-07-01 | 是 | | |\n| G2 | 2024-07-02 | 是 | | |"
    found = score(replace(WORLD, kpis=(*WORLD.kpis[:2], rate, none, WORLD.kpis[3]), checks=checks))
    assert found.units["公司"].result == Fraction(1, 2)


RATE = {"指标": "合格率", "取值": "是占比", "记录表": "抽查", "列": "合格", "单位": "%"}


def of_company(*kpis: str, checks: str = WORLD.checks) -> World:
    """The company has these KPIs beside what the engineers need."""
    return replace(WORLD, kpis=(*WORLD.kpis[:2], *kpis, WORLD.kpis[3]), checks=checks)


def company(**cells: str) -> str:
    """A KPI of the company over table 抽查: by default the share of 是."""
    return kpi(**({"岗位": "公司"} | RATE | cells))


def test_only_what_has_a_weight_can_make_a_result() -> None:
    """One KPI does not apply and the other weighs 0: no result, where 0 would cost everybody 10 %."""
    kpis = (
        company(指标="甲", 条件列="类别", 条件值="修", 样本不足时="不适用"),
        company(指标="乙", 权重="0"),
    )
    found = score(of_company(*kpis))
    assert found.units["公司"].result is None
    assert [(i.code, i.details["kpi"]) for i in found.units["公司"].issues] == [("P12", "公司 甲")]
    assert found.employees["G1"].status is Status.HELD_BACK


def test_a_units_kpi_shows_its_figures_and_cells() -> None:
    """Raw value, target, records and weight are on its page, and nothing of it is a person's own."""
    k = score(of_company(company(计分="达成率", 目标="0.8"))).units["公司"].kpis[0]
    assert (k.raw, k.n, k.hits, k.target) == (Fraction(1, 2), 2, 1, Decimal("0.8"))
    assert [k.score, k.effective_weight, k.weighted] == [Fraction(5, 8), 1, Fraction(5, 8)]
    assert (k.personal, k.few) == (False, BelowMinimum.NO)
    assert [str(c) for c in k.cells] == ["甲部.xlsx › 抽查 › C2:C3"]


def test_a_units_kpi_that_does_not_apply_shows_so() -> None:
    """No value, no score, and its weight with the other."""
    kpis = (
        company(指标="甲", 权重="0.4", 最少样本="3", 样本不足时="不适用"),
        company(指标="乙", 权重="0.6"),
    )
    unit = score(of_company(*kpis)).units["公司"]
    assert unit.result == Fraction(1, 2)
    shown = [[k.raw, k.n, k.score, k.effective_weight, k.few] for k in unit.kpis]
    assert shown == [
        [None, 2, None, 0, BelowMinimum.NOT_APPLICABLE],
        [Fraction(1, 2), 2, Fraction(1, 2), 1, BelowMinimum.NO],
    ]


@pytest.mark.parametrize(
    ("least", "few", "expected"),
    [
        ("2", "暂缓", BelowMinimum.NO),
        ("3", "照常计分", BelowMinimum.SCORED),
        ("", "暂缓", BelowMinimum.NO),
    ],
)
def test_a_unit_with_enough_records_or_scored_all_the_same(
    least: str, few: str, expected: BelowMinimum
) -> None:
    """Two records are there; a minimum is inclusive."""
    unit = score(of_company(company(最少样本=least, 样本不足时=few))).units["公司"]
    assert (unit.result, unit.kpis[0].few) == (Fraction(1, 2), expected)


@pytest.mark.parametrize(
    ("least", "few", "checks", "expected"),
    [
        ("3", "暂缓", WORLD.checks, ("P13", "2", "3")),
        ("", "暂缓", "", ("P12", "0", "1")),
        ("3", "照常计分", "", ("P12", "0", "3")),
    ],
)
def test_a_unit_with_too_few_records_waits(
    least: str, few: str, checks: str, expected: tuple[str, str, str]
) -> None:
    """P13 with their number, P12 without any; at the KPI in the scheme, where the minimum stands."""
    found = score(of_company(company(最少样本=least, 样本不足时=few), checks=checks))
    (issue,) = found.units["公司"].issues
    assert (issue.code, issue.found, issue.details["minimum"]) == expected
    assert issue.details["kpi"] == "公司 合格率"
    assert str(issue.place) == "考核方案.xlsx › 指标 › B4"
    assert found.employees["G1"].status is Status.HELD_BACK


def test_a_units_kpi_may_be_scored_by_bands_and_by_levels() -> None:
    """One record a unit is enough for a share; bands and scales are the scheme's."""
    bands = "| 阶梯 | | 0.5 | 0.2 |\n| 阶梯 | 0.5 | | 0.9 |"
    kpis = (company(权重="0.5", 计分="分段", 分段表="阶梯"), company(指标="水平", 权重="0.5",
            取值="均值", 列="水平", 单位=""))  # fmt: skip
    checks = "| G1 | 2024-07-01 | 是 | | | '5 |\n| G2 | 2024-07-02 | 否 | | | '3 |"
    world = replace(
        of_company(*kpis, checks=checks),
        bands=bands,
        columns="| 抽查 | 水平 | 等级 | 五级 | 否 | 是 | | | |",
        headers=" 水平 |",
    )
    found = score(world)
    assert found.units["公司"].result == (Fraction(9, 10) + Fraction(8, 10)) / 2


def test_one_record_is_enough_for_a_unit_without_a_minimum() -> None:
    """Though a KPI without any would hold everybody back."""
    unit = score(of_company(company(), checks="| G1 | 2024-07-01 | 是 | | |")).units["公司"]
    assert [unit.result, unit.kpis[0].n, unit.kpis[0].few] == [1, 1, BelowMinimum.NO]


def test_a_mean_of_members_rests_on_no_cells() -> None:
    """But on their own results; of nobody appraised there is none (P12)."""
    assert [k.cells for k in score(WORLD).units["甲部"].kpis] == [()]
    people = WORLD.people.replace("| G0 | | 2020-01-01 | | 在职", "| G0 | | 2020-01-01 | | 试用")
    (issue,) = score(replace(WORLD, people=people)).units["甲部"].issues
    assert (issue.code, issue.found) == ("P12", "0")
