"""Departments' and the company's results from the scheme's own KPIs, and circles between results."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

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
