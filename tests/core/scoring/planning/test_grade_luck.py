"""A grade at another mean is the grade that the quarter would give if the answers were others."""

from fractions import Fraction

import pytest

from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.outcomes import EmployeeOutcome
from gacx_reports.core.scoring.planning.grade_luck import grade_at, total_at
from tests.fixtures.markdown_company import World, record_kpi, replace, score, typed_kpi

ALL = 10
POSTS = """
| 岗位 | 单位 | 别名 | 行为组 | 个人权重 | 部门权重 | 公司权重 |
| 工程师 | 甲部 | | 通用 | 0.7 | 0.3 | 0 |
| 主管 | 甲部 | | | 1 | 0 | 0 |
"""
SHARE = record_kpi("是占比", 权重="0.4", 计分="达成率", 目标="0.9", 封顶="1.1", 保底="0.1")
WORLD = World(
    kpis=(typed_kpi("产出", "0.4"), SHARE, typed_kpi("学习", "0.2")),
    posts=POSTS,
    typed="| G1 | 产出 | 0.58 |\n| G1 | 学习 | 不适用 |\n| G2 | 产出 | 0.5 |\n| G2 | 学习 | 0.4 |",
    units="| 甲部 | 0.77 |",
    items="| 表扬 | 加分 | 0.03 | | |\n| 泄密 | 否决 | | B | |",
    lines="| G1 | 表扬 | 0.02 | 2024-10-08 | 来信 |",
    ratings="\n".join(f"| {p} | {i} | 4 |" for p in ("G1", "G2") for i in ("准确性", "效率", "认真")),
    quarter="2024Q4",
)  # fmt: skip


def with_hits(hits: int, world: World = WORLD) -> World:
    """The world in which that many of ten checks of G1 are passed."""
    checks = [f"| G1 | 2024-11-{n + 1:02} | {'是' if n < hits else '否'} | | |" for n in range(ALL)]
    return replace(world, checks="\n".join([*checks, "| G2 | 2024-11-01 | 是 | | |"]))


def scored(world: World) -> tuple[EmployeeOutcome, Scheme]:
    """G1's outcome, and the scheme."""
    quarter = score(world)
    return quarter.employees["G1"], quarter.scheme


def test_every_total_is_that_of_a_changed_workbook() -> None:
    """Weights shared out, target, cap, floor, behaviour, department's share, bonus and rounding as in scoring."""
    outcome, scheme = scored(with_hits(7))
    total = total_at(outcome, outcome.kpis[1], scheme)
    for hits in range(ALL + 1):
        changed, _ = scored(with_hits(hits))
        assert total(Fraction(hits, ALL)) == changed.total


def test_every_grade_is_that_of_a_changed_workbook_vetoes_included() -> None:
    """With a veto the best grade is B, whatever the answers."""
    vetoed = replace(WORLD, lines=f"{WORLD.lines}\n| G1 | 泄密 | | 2024-10-08 | 通报 |")
    outcome, scheme = scored(with_hits(7, vetoed))
    grade = grade_at(outcome, outcome.kpis[1], scheme)
    found = {hits: grade(Fraction(hits, ALL)) for hits in range(ALL + 1)}
    assert found == {h: scored(with_hits(h, vetoed))[0].grade for h in range(ALL + 1)}
    assert set(found.values()) == {"B", "C"}


@pytest.mark.parametrize("hits", [2, 5, 9])
def test_rules_are_those_of_the_scheme_that_is_planned_for(hits: int) -> None:
    """A target of 0.6 in the next scheme: totals are those that it would have given."""
    outcome, _ = scored(with_hits(7))
    later = replace(WORLD, kpis=(WORLD.kpis[0], SHARE.replace("0.9", "0.6"), WORLD.kpis[2]))
    expected, scheme = scored(with_hits(hits, later))
    assert total_at(outcome, outcome.kpis[1], scheme)(Fraction(hits, ALL)) == expected.total


def test_a_kpi_that_the_scheme_no_longer_has_keeps_its_own_rule() -> None:
    """Renamed in the next scheme: scored as it was."""
    outcome, scheme = scored(with_hits(7))
    renamed = replace(
        WORLD, kpis=(WORLD.kpis[0], SHARE.replace("抽查指标", "新指标"), WORLD.kpis[2])
    )
    _, other = scored(with_hits(7, renamed))
    kept = total_at(outcome, outcome.kpis[1], scheme)(Fraction(1, 2))
    assert total_at(outcome, outcome.kpis[1], other)(Fraction(1, 2)) == kept
