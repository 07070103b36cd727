"""From the individual result to total and grade, with all that the outcome keeps of the way."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.scoring.outcomes import MixPart, Status
from tests.fixtures.markdown_company import POSTS, World, engineer, kpi, score, typed_kpi

RATED = "\n".join(f"| {p} | {i} | '4 |" for p in ("G1", "G2") for i in ("准确性", "效率", "认真"))
WORLD = World(
    quarter="2024Q4",
    posts=POSTS.replace("通用 | 1 | 0 | 0 |", "通用 | 0.6 | 0.3 | 0.1 |"),
    typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.7 |",
    ratings=RATED,
    units="| 甲部 | 0.5 |\n| 公司 | 1 |",
    items="| 表扬 | 加分 | 0.03 | | |\n| 泄密 | 否决 | | B | |",
    lines="| G1 | 表扬 | 0.01 | 2024-11-01 | 客户来信表扬 |",
    comments="| G1 | 张三 | 稳重 | 带新人 |",
)


def test_a_scored_outcome_keeps_every_number_of_its_way() -> None:
    """Own .8 × .9 + .2 × .8 = .88; .6 × .88 + .3 × .5 + .1 × 1 = .778, and .01 for the praise."""
    outcome = engineer(WORLD)
    assert (outcome.status, outcome.issues, outcome.held_by) == (Status.SCORED, (), ())
    assert (outcome.kpi_score, outcome.behaviour_share) == (Fraction(9, 10), Fraction(1, 5))
    assert outcome.behaviour
    assert (outcome.behaviour.score, outcome.half_served) == (Fraction(4, 5), True)
    assert outcome.mix == {
        MixPart.INDIVIDUAL: (Fraction(3, 5), Fraction(88, 100)),
        MixPart.DEPARTMENT: (Fraction(3, 10), Fraction(1, 2)),
        MixPart.COMPANY: (Fraction(1, 10), Fraction(1)),
    }
    assert [(p.post, p.share) for p in outcome.parts] == [("工程师", Fraction(1))]
    assert (outcome.adjusted.change, outcome.override) == (Fraction(1, 100), None)
    assert (str(outcome.total), outcome.grade, outcome.pay_factor) == (
        "0.7880",
        "B",
        Decimal("0.5"),
    )
    assert outcome.comment
    assert (outcome.comment.comment, outcome.comment.goals) == ("稳重", "带新人")
    assert engineer(WORLD, "G2").comment is None


def test_a_part_of_the_mix_without_a_share_is_left_out() -> None:
    """The company's result matters to nobody then, and need not exist."""
    posts = POSTS.replace("通用 | 1 | 0 | 0 |", "通用 | 0.6 | 0.4 | 0 |")
    outcome = engineer(replace(WORLD, posts=posts, units="| 甲部 | 0.5 |", lines=""))
    assert outcome.mix is not None
    assert list(outcome.mix) == [MixPart.INDIVIDUAL, MixPart.DEPARTMENT]
    assert str(outcome.total) == "0.7280"


def test_behaviours_have_no_share_in_a_quarter_without_them() -> None:
    """Q3: the individual result is that of the KPIs."""
    lines = WORLD.lines.replace("2024-11", "2024-08")
    outcome = engineer(replace(WORLD, quarter="2024Q3", ratings="", lines=lines))
    assert (outcome.behaviour, outcome.behaviour_share) == (None, Fraction(0))
    assert outcome.mix is not None
    assert outcome.mix[MixPart.INDIVIDUAL] == (Fraction(3, 5), Fraction(9, 10))


def test_whoever_is_held_back_has_reasons_and_a_comment_and_no_number() -> None:
    """The total is unknown; the supervisor's words stay."""
    outcome = engineer(replace(WORLD, typed="| G2 | 产出 | 0.7 |"))
    assert outcome.status is Status.HELD_BACK
    assert [i.code for i in outcome.issues] == ["P05"]
    assert (outcome.total, outcome.grade, outcome.pay_factor) == (None, "", None)
    assert outcome.comment
    assert outcome.comment.comment == "稳重"


MEAN = replace(
    WORLD,
    posts=WORLD.posts.replace("主管 | 甲部 | | | 1 | 0 |", "主管 | 甲部 | | | 0.7 | 0.3 |"),
    kpis=(typed_kpi("产出", "1"), kpi(岗位="部门:甲部", 指标="成员均分", 取值="下属均分")),
    units="| 公司 | 1 |",
)
"""The department is the mean of its members, and the head shares it."""


def test_whoever_waits_for_others_names_each_of_them_once_and_not_himself() -> None:
    """G2 is missing from the department's mean; the head, all of whose people wait, has no other fault (no P16)."""
    found = score(replace(MEAN, typed="| G1 | 产出 | 0.9 |")).employees
    assert (found["G2"].held_by, [i.code for i in found["G2"].issues]) == ((), ["P05"])
    assert (found["G1"].held_by, found["G1"].issues) == (("G2",), ())
    assert set(found["G0"].held_by) == {"G1", "G2"}
    assert len(found["G0"].held_by) == 2
    assert found["G0"].issues == ()


def test_a_fault_of_a_unit_is_told_to_all_who_share_it() -> None:
    """The department's KPI has too few members for its minimum."""
    few = kpi(岗位="部门:甲部", 指标="成员均分", 取值="下属均分", 最少样本="5", 样本不足时="暂缓")
    found = score(replace(MEAN, kpis=(MEAN.kpis[0], few))).employees
    for person in ("G1", "G2"):
        assert [(i.code, i.found) for i in found[person].issues] == [("P13", "2")]
        assert found[person].held_by == ()


def test_an_override_stands_above_a_veto() -> None:
    """The veto allows no more than a B; whoever approves may still decide for an A, with a reason."""
    rows = "| G1 | 泄密 | | 2024-11-01 | 客户资料外泄 |"
    world = replace(WORLD, typed="| G1 | 产出 | 1.2 |\n| G2 | 产出 | 1 |", lines=rows)
    assert (engineer(world).computed_grade, engineer(world).grade) == ("A", "B")
    decided = replace(world, overrides="| G1 | A | A | 客户书面证明并非本人责任 | 总经理 |")
    outcome = engineer(decided)
    assert (outcome.computed_grade, outcome.grade, outcome.pay_factor) == ("A", "A", Decimal(1))


def test_an_outdated_override_is_told_with_its_cell_and_both_grades() -> None:
    """P27 at the decision; a current one holds back nobody."""
    row = "| G1 | A | A | 客户书面证明并非本人责任 | 总经理 |"
    outcome = engineer(replace(WORLD, overrides=row))
    (issue,) = outcome.issues
    assert (issue.code, issue.found, issue.details) == ("P27", "A", {"computed": "B"})
    assert (str(issue.place), issue.person) == ("花名册.xlsx › 等级调整 › C2", "G1")
    assert outcome.status is Status.HELD_BACK
