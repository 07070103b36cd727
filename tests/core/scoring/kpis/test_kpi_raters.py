"""A typed KPI is scored by self, superior and second superior, each value alone; what a missing one does (缺评时)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gacx_reports.core.forms.forms import forms
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome
from gacx_reports.core.scoring.other_marks.inputs import converted_submissions
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.scoring.score_quarter import score_quarter
from gacx_reports.core.submissions.parse import read_submissions
from tests.fixtures.markdown_company import GRADES, PEOPLE, SCALES, World, engineer, kpi, score

SELF, SUPERVISOR, SECOND = Rater.SELF, Rater.SUPERVISOR, Rater.SECOND_SUPERIOR
WITH_SECOND = PEOPLE.replace("甲部 | 主管 | |", "甲部 | 主管 | G9 |") + (
    "| G9 | 总监 | 甲部 | 主管 | | | 2020-01-01 | | 免考核 | |\n"
)
"""G1 and G2 report to G0, who reports to G9."""
PLAN = kpi(指标="计划", 取值="填报", 计分="达成率", 目标="100", 封顶="1.2", 个人目标="是")
RATERS = "| 工程师 | 计划 | 自评 | 0.2 | |\n| 工程师 | 计划 | 上级 | 0.5 | |\n| 工程师 | 计划 | 间接上级 | 0.3 | |"
WORLD = World(
    kpis=(PLAN,),
    people=WITH_SECOND,
    kpi_raters=RATERS,
    typed="| G1 | 计划 | 90 |\n| G2 | 计划 | 80 |",
    scored={
        "G1": "| G1 | 计划 | 130 |",
        "G2": "| G2 | 计划 | 100 |",
        "G9": "| G1 | 计划 | 80 |\n| G2 | 计划 | 70 |",
    },
)


SCALES_OF_100 = SCALES.replace("0.8", "80").replace("0.6", "60").replace("优秀 | 1", "优秀 | 100")
GRADES_OF_100 = GRADES.replace("0.8", "80").replace("0.6", "60")


def with_policy(self: str, supervisor: str, second: str) -> str:
    """The rows of 指标评价人 with these words of 缺评时."""
    rows = RATERS.splitlines()
    words = (self, supervisor, second)
    return "\n".join(r.replace("| |", f"| {w} |") for r, w in zip(rows, words, strict=True))


def without(*raters: str, world: World = WORLD) -> World:
    """Nobody of these typed anything about G1; G0 is the supervisor, G9 the second superior."""
    scored = {who: rows for who, rows in world.scored.items() if who not in raters}
    if "G9" in raters:
        scored["G9"] = "| G2 | 计划 | 70 |"
    typed = world.typed.replace("| G1 | 计划 | 90 |\n", "") if "G0" in raters else world.typed
    return replace(world, scored=scored, typed=typed)


def plan(world: World) -> KpiOutcome:
    """G1's KPI."""
    (found,) = engineer(world).kpis
    return found


def said(e: EmployeeOutcome) -> list[tuple[str, str, str]]:
    """Code, kind of rater and owner of what holds back."""
    return [(i.code, i.details.get("rater", ""), i.details.get("owner", "")) for i in e.issues]


def warned(outcome: QuarterOutcome) -> list[tuple[str, str, str]]:
    """The same of the quarter's warnings P78, with the person."""
    found = [i for i in outcome.issues if i.code == "P78" and i.harmless]
    return [(i.person, i.details["rater"], i.details["owner"]) for i in found]


def test_each_value_is_scored_alone_and_then_weighted() -> None:
    """130 is capped at 1.2 before it is weighted: .2 × 1.2 + .5 × .9 + .3 × .8 = .93, not 95 of 100."""
    found = plan(WORLD)
    assert found.score == Fraction(93, 100)
    assert found.raw == Fraction(20 * 130 + 50 * 90 + 30 * 80, 100)
    assert [(r.rater, r.raw, r.score, r.weight) for r in found.ratings] == [
        (SELF, Fraction(130), Fraction(6, 5), Fraction(1, 5)),
        (SUPERVISOR, Fraction(90), Fraction(9, 10), Fraction(1, 2)),
        (SECOND, Fraction(80), Fraction(4, 5), Fraction(3, 10)),
    ]
    assert found.n is None


@pytest.mark.parametrize(
    ("away", "words", "score_of_g1"),
    [
        (("G1",), ("", "", ""), Fraction(5 * 90 + 3 * 80, 800)),
        (("G1",), ("重分权重", "", ""), Fraction(5 * 90 + 3 * 80, 800)),
        (("G1",), ("计零分", "", ""), Fraction(5 * 90 + 3 * 80, 1000)),
        (("G9",), ("", "", "重分权重"), Fraction(2 * 120 + 5 * 90, 700)),
        (("G0",), ("", "重分权重", ""), Fraction(2 * 120 + 3 * 80, 500)),
        (("G0",), ("", "计零分", ""), Fraction(2 * 120 + 3 * 80, 1000)),
        (("G1", "G9"), ("计零分", "", ""), Fraction(5 * 90, 700)),
        (("G1", "G9"), ("", "", ""), Fraction(9, 10)),
    ],
)
def test_who_is_missing_shares_out_the_weight_or_counts_as_zero(
    away: tuple[str, ...], words: tuple[str, str, str], score_of_g1: Fraction
) -> None:
    """Blank is setting 缺评处理, which shares out by default."""
    world = replace(without(*away), kpi_raters=with_policy(*words))
    found = plan(world)
    assert found.score == score_of_g1
    assert sum(r.weight for r in found.ratings) == 1
    assert {who for who, _, _ in warned(score(world))} == {"G1"}


def test_the_value_that_is_shown_is_the_mean_of_those_given() -> None:
    """The score counts 0 for who is missing; a value that nobody gave is not shown."""
    found = plan(replace(without("G1"), kpi_raters=with_policy("计零分", "", "")))
    assert found.raw == Fraction(5 * 90 + 3 * 80, 8)
    first, *_ = found.ratings
    assert (first.raw, first.level, first.score) == (None, "", Fraction(0))


def test_raters_whom_the_quarter_did_not_ask_are_not_missing() -> None:
    """P83 at the scheme's row: what they would have given is not known (`whatif`)."""
    quarter = score(WORLD)
    basis = (quarter.scheme, quarter.roster, quarter.quarter)
    expected = forms(*basis)
    typed, _ = read_submissions(without("G1", "G9").department(), expected, *basis)
    unasked = frozenset(("工程师", "计划", kind) for kind in (SELF, SECOND))
    asked = replace(typed, unasked=unasked)
    found = score_quarter(quarter.quarter, *basis[:2], asked, expected, ()).employees["G1"]
    (issue,) = found.issues
    assert (issue.code, str(issue.place)) == ("P83", "考核方案.xlsx › 指标评价人 › D2")
    assert (issue.found, issue.person) == ("自评、间接上级", "G1")
    assert issue.details == {"kpi": "计划", "raters": "自评、间接上级"}


def test_the_supervisor_holds_back_where_nothing_is_said() -> None:
    """As a supervisor's missing level does; the message names who has to hand in what."""
    outcome = engineer(without("G0"))
    assert outcome.status is Status.HELD_BACK
    (issue,) = outcome.issues
    assert (issue.code, str(issue.place), issue.found) == (
        "P78", "甲部.xlsx › 填报值", "张三 · 计划",
    )  # fmt: skip
    assert issue.details == {
        "rater": "上级", "kpi": "计划", "owner": "首长（主管）", "reason": "until then the result waits",
    }  # fmt: skip


def test_the_word_of_the_setting_counts_for_the_others() -> None:
    """缺评处理 暂缓: P78 for each who is missing, at the workbook of each."""
    world = replace(without("G1", "G9"), more_settings="| 缺评处理 | 暂缓 |\n")
    outcome = engineer(world)
    assert said(outcome) == [
        ("P78", "自评", "张三（工程师）"),
        ("P78", "间接上级", "总监（主管）"),
    ]
    assert [i.place.workbook for i in outcome.issues] == ["评价/G1.xlsx", "评价/G9.xlsx"]
    assert engineer(world, "G2").status is Status.SCORED


def test_ones_own_score_never_stands_alone() -> None:
    """Whatever 缺评时 says: with the others missing the person would decide on their own pay."""
    for word in ("重分权重", "计零分"):
        world = replace(without("G0", "G9"), kpi_raters=with_policy("", word, word))
        assert said(engineer(world)) == [
            ("P78", "上级", "首长（主管）"),
            ("P78", "间接上级", "总监（主管）"),
        ]


def test_what_does_not_apply_passes_its_weight_on() -> None:
    """不适用 by one: the others take the weight. By all but the person: the KPI does not apply."""
    one = replace(WORLD, typed=WORLD.typed.replace("| 90 |", "| 不适用 |"))
    assert plan(one).score == Fraction(2 * 120 + 3 * 80, 500)
    other = kpi(指标="另外", 取值="填报", 权重="0.5")
    both = replace(
        one,
        kpis=(PLAN.replace("| 1 |", "| 0.5 |", 1), other),
        typed=f"{one.typed}\n| G1 | 另外 | 0.7 |\n| G2 | 另外 | 0.7 |",
        scored=WORLD.scored | {"G9": "| G1 | 计划 | 不适用 |\n| G2 | 计划 | 70 |"},
    )
    found = engineer(both)
    assert [(k.score, k.effective_weight) for k in found.kpis] == [
        (None, Fraction(0)),
        (Fraction(7, 10), Fraction(1)),
    ]
    assert [(r.score, r.weight) for r in found.kpis[0].ratings] == [(None, Fraction(0))] * 3
    assert [str(c) for c in found.kpis[0].cells] == [
        "评价/G1.xlsx › 填报值 › C2", "甲部.xlsx › 填报值 › C2",
    ]  # fmt: skip
    refused = replace(both, kpis=tuple(k.replace("重分权重", "不允许") for k in both.kpis))
    assert [(i.code, i.place.workbook) for i in engineer(refused).issues] == [
        ("V13", "甲部.xlsx"),
        ("V13", "评价/G9.xlsx"),
    ]


def test_who_has_no_second_superior_is_not_held_back_for_that() -> None:
    """The roster has nobody above G0: the weight is the others', even with 暂缓, and no workbook is asked for."""
    world = replace(WORLD, people=PEOPLE, kpi_raters=with_policy("", "", "暂缓"))
    world = replace(world, scored={i: rows for i, rows in WORLD.scored.items() if i != "G9"})
    assert plan(world).score == Fraction(2 * 120 + 5 * 90, 700)
    assert not [i for i in score(world).issues if i.code in ("F01", "P78")]


def test_nobody_but_the_person_is_an_error_of_the_roster() -> None:
    """P79: the scheme has the second superior score, and there is none."""
    rows = "| 工程师 | 计划 | 自评 | 0.2 | |\n| 工程师 | 计划 | 间接上级 | 0.8 | |"
    world = replace(WORLD, people=PEOPLE, kpi_raters=rows, typed="")
    outcome = engineer(world)
    (issue,) = outcome.issues
    assert (issue.code, issue.place.workbook, issue.found) == ("P79", "花名册.xlsx", "计划")
    assert (issue.details, issue.person) == ({"kpi": "计划", "raters": "间接上级"}, "G1")


def test_levels_are_scored_alone_too() -> None:
    """5, 4 and 3 are 1, .8 and .6: .2 + .4 + .18; the value that is shown is no level."""
    scale = kpi(指标="计划", 取值="填报", 量表="五级")
    world = replace(
        WORLD,
        kpis=(scale,),
        typed="| G1 | 计划 | 4 |\n| G2 | 计划 | 3 |",
        scored={"G1": "| G1 | 计划 | 优秀 |", "G2": "| G2 | 计划 | 5 |", "G9": "| G1 | 计划 | 3 |\n| G2 | 计划 | 3 |"},
    )  # fmt: skip
    found = plan(world)
    assert found.score == found.raw == Fraction(78, 100)
    assert [r.level for r in found.ratings] == ["5 优秀", "4 良好", "3 称职"]
    assert found.level == ""


def test_the_level_of_a_single_rater_is_the_kpis() -> None:
    """There is nothing that it would be the mean of."""
    scale = kpi(指标="计划", 取值="填报", 量表="五级")
    alone = replace(
        WORLD,
        kpis=(scale,),
        kpi_raters="| 工程师 | 计划 | 间接上级 | 1 | |",
        typed="",
        scored={"G9": "| G1 | 计划 | 4 |\n| G2 | 计划 | 3 |"},
    )
    assert (plan(alone).level, plan(alone).score) == ("4 良好", Fraction(8, 10))


def test_a_value_that_scores_nothing_counts_as_nothing() -> None:
    """0 of 100 by the supervisor: .2 × 1.2 + .5 × 0 + .3 × .8 = .48."""
    assert plan(replace(WORLD, typed=WORLD.typed.replace("| 90 |", "| 0 |"))).score == Fraction(
        48, 100
    )


def test_a_personal_target_is_everybodys_measure() -> None:
    """Own target 120, typed by the supervisor: 130, 90 and 80 are held against it."""
    found = plan(replace(WORLD, targets="| G1 | 计划 | 120 |"))
    assert (
        found.score
        == (20 * Fraction(130, 120) + 50 * Fraction(90, 120) + 30 * Fraction(80, 120)) / 100
    )


def test_a_post_before_a_transfer_is_scored_by_its_own_superiors() -> None:
    """G1 came from 乙部, whose head reports to nobody: no second superior for those days."""
    people = WITH_SECOND + "| G5 | 乙长 | 乙部 | 主管 | | | 2020-01-01 | | 免考核 | |\n"
    world = replace(
        WORLD,
        people=people,
        sheets={"部门": "| 名称 | 上级部门 | 负责人工号 |\n| 甲部 | | G0 |\n| 乙部 | | G5 |"},
        transfers="| G1 | 2024-08-01 | 工程师 | 工程师 | 乙部 | 甲部 |",
    )
    outcome = engineer(world)
    # The workbook of 乙部 is not there: its head's value is what is missing.
    assert [(i.code, i.place.workbook, i.details["owner"]) for i in outcome.issues] == [
        ("P78", "乙部.xlsx", "乙长（主管）")
    ]


def test_under_another_scheme_the_values_that_are_there_count() -> None:
    """Without raters the supervisor's 90; with raters, inputs of which none are from raters, 90 as well."""
    plain = replace(WORLD, kpi_raters="", scored={})
    quarter, found = score(WORLD), score(plain)
    basis = (quarter.scheme, quarter.roster, quarter.quarter)
    expected = forms(*basis)
    typed, _ = read_submissions(WORLD.department(), expected, *basis)
    other = forms(found.scheme, found.roster, found.quarter)
    one = score_quarter(found.quarter, found.scheme, found.roster, typed, other, ())
    assert one.employees["G1"].kpis[0].score == Fraction(9, 10)
    few, _ = read_submissions(plain.department(), expected, *basis)
    two = score_quarter(quarter.quarter, quarter.scheme, quarter.roster, few, expected, ())
    assert two.employees["G1"].kpis[0].score == Fraction(9, 10)


def test_values_that_are_scores_are_counted_in_the_marks_of_the_other_scheme() -> None:
    """原值 of 80 of 100 is 0.8 of 1, whoever typed it."""
    world = replace(WORLD, kpis=(kpi(指标="计划", 取值="填报"),), more_settings="| 满分 | 100 |\n")
    world = replace(world, scheme_sheets={"评分等级": SCALES_OF_100, "等级": GRADES_OF_100})
    quarter = score(world)
    basis = (quarter.scheme, quarter.roster, quarter.quarter)
    typed, _ = read_submissions(world.department(), forms(*basis), *basis)
    usual = score(replace(WORLD, kpis=world.kpis)).scheme
    moved = converted_submissions(typed, quarter.scheme, usual)
    found = {
        kind: str(o.entry.value) for (key, _, kind), o in moved.scored.items() if key[0] == "G1"
    }
    assert found == {SELF: "1.3", SECOND: "0.8"}
