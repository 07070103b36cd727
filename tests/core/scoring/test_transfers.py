"""Transfers in the quarter: parts weighted by days, each with its own post's KPIs and records."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.outcomes import QuarterOutcome, Status
from gacx_reports.core.views.units.department import LowKpi, department_view
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import (
    PEOPLE,
    POSTS,
    World,
    engineer,
    kpi,
    record_kpi,
    score,
    typed_kpi,
)

TWO_POSTS = POSTS + "| 助理 | 甲部 | | | 1 | 0 | 0 |\n"
MOVED = World(
    posts=TWO_POSTS,
    kpis=(
        record_kpi("是占比"),
        kpi(岗位="助理", 指标="资料", 取值="填报"),
    ),
    people=PEOPLE.replace("| G1 | 张三 | 甲部 | 工程师 |", "| G1 | 张三 | 甲部 | 助理 |"),
    transfers="| G1 | 2024-08-16 | 工程师 | 助理 | 甲部 | 甲部 |",
    checks="\n".join(
        f"| {who} | {day} | {ok} | | |"
        for who, day, ok in (
            ("G1", "2024-07-10", "是"),
            ("G1", "2024-08-15", "否"),
            ("G2", "2024-09-01", "是"),
        )
    ),
    typed="| G1 | 资料 | 0.8 |",
)


def test_parts_are_weighted_by_days() -> None:
    """46 of 92 days as engineer at 1/2, 46 as assistant at 0.8: 0.65."""
    outcome = engineer(MOVED)
    assert [(p.post, p.days, p.share, p.kpi_score) for p in outcome.parts] == [
        ("工程师", 46, Fraction(1, 2), Fraction(1, 2)),
        ("助理", 46, Fraction(1, 2), Fraction(4, 5)),
    ]
    assert [(str(p.first), str(p.last), p.department) for p in outcome.parts] == [
        ("2024-07-01", "2024-08-15", "甲部"),
        ("2024-08-16", "2024-09-30", "甲部"),
    ]
    assert outcome.total == Decimal("0.6500")
    assert sum(k.effective_weight for k in outcome.kpis) == 1
    part = outcome.parts[1]
    assert part.within(part.kpis[0].weighted) == Fraction(4, 5)
    assert replace(part, share=Fraction(0)).within(Fraction(0)) == 0


def test_what_is_missing_in_both_posts_is_told_of_both() -> None:
    """No record as engineer, no value as assistant."""
    world = replace(MOVED, checks="| G2 | 2024-09-01 | 是 | | |", typed="")
    assert [i.code for i in engineer(world).issues] == ["P12", "P05"]


def test_a_record_of_a_day_after_the_move_is_asked_about() -> None:
    """The engineer's table does not measure the assistant: P24 with the days that it does."""
    world = replace(MOVED, checks=MOVED.checks.replace("2024-08-15", "2024-08-16"))
    outcome = engineer(world)
    assert outcome.status is Status.HELD_BACK
    assert [(i.code, i.place.cell, i.details["periods"]) for i in outcome.issues] == [
        ("P24", "B3", "2024-07-01–2024-08-15")
    ]


THERE_AND_BACK = replace(
    MOVED,
    people=PEOPLE,
    transfers="| G1 | 2024-08-01 | 工程师 | 助理 | 甲部 | 甲部 |\n| G1 | 2024-09-01 | 助理 | 工程师 | 甲部 | 甲部 |",
    checks=MOVED.checks.replace("2024-08-15", "2024-08-20"),
)
"""Engineer, for August assistant of the same department, and engineer again."""
TWO_DEPARTMENTS = replace(
    THERE_AND_BACK,
    transfers="| G1 | 2024-08-01 | 工程师 | 工程师 | 甲部 | 乙部 |\n"
    "| G1 | 2024-09-01 | 工程师 | 工程师 | 乙部 | 甲部 |",
    sheets={"部门": "| 名称 | 上级部门 | 负责人工号 |\n| 甲部 | | G0 |\n| 乙部 | 甲部 | G2 |"},
)
"""Engineer throughout, in August lent to 乙部."""


@pytest.mark.parametrize(
    ("world", "title", "mend"),
    [
        (
            THERE_AND_BACK,
            "记录日期当天此人在另一岗位：助理，甲部",
            "请更正日期，或删去这一行：当时的岗位不用这张表考核。",
        ),
        (
            TWO_DEPARTMENTS,
            "记录日期当天此人在另一岗位：工程师，乙部",
            "请更正日期，或把这一行移到乙部的工作簿。",
        ),
    ],
)
def test_a_post_held_twice_has_two_times(world: World, title: str, mend: str) -> None:
    """P24 names both, neither of which holds the date, and the post and department of that day."""
    (issue,) = [i for i in engineer(world).issues if i.code == "P24"]
    words = describe(issue, translator("zh"))
    assert words.title == title
    assert words.expected == "2024-07-01–2024-07-31、2024-09-01–2024-09-30 之内"
    assert words.mend == mend


def test_both_posts_need_their_values() -> None:
    """The new post's typed value is missing: the person waits."""
    outcome = engineer(replace(MOVED, typed=""))
    assert [i.code for i in outcome.issues] == ["P05"]


def test_a_kpi_may_be_a_level_in_one_post_and_a_number_in_the_other() -> None:
    """The same name in both posts: 良好 is no number, and the person waits for a better answer."""
    kpis = (kpi(指标="资料", 取值="填报", 量表="五级"), kpi(岗位="助理", 指标="资料", 取值="填报"))
    world = replace(MOVED, kpis=kpis, checks="")
    assert [i.code for i in engineer(replace(world, typed="| G1 | 资料 | 良好 |")).issues] == [
        "V02"
    ]
    assert [i.code for i in engineer(world).issues] == ["V06"]


def test_a_part_to_which_nothing_applies_leaves_its_days_to_the_other() -> None:
    """不适用 for all of the second post: the first one's half is the whole."""
    outcome = engineer(replace(MOVED, typed="| G1 | 资料 | 不适用 |"))
    assert [(p.post, p.share) for p in outcome.parts] == [("工程师", Fraction(1))]
    assert outcome.total == Decimal("0.5000")


@pytest.mark.parametrize("day", ["2024-07-01", "2024-10-01", "2024-06-30"])
def test_a_move_on_the_quarters_edge_splits_nothing(day: str) -> None:
    """Before, on the first day, or after the quarter: one part, by the roster's post."""
    world = replace(
        MOVED,
        transfers=MOVED.transfers.replace("2024-08-16", day),
        checks="| G2 | 2024-09-01 | 是 | | |",
    )
    outcome = engineer(world)
    assert [p.post for p in outcome.parts] == ["助理"]
    assert not outcome.moved


def test_same_post_in_the_same_workbook_is_counted_once() -> None:
    """One value of a KPI that both posts have counts for both assignments."""
    world = replace(
        MOVED,
        kpis=(typed_kpi("产出", "1"), kpi(岗位="助理", 指标="产出", 取值="填报")),
        typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 1 |",
        checks="",
    )
    assert engineer(world).total == Decimal("0.9000")


def test_a_move_that_does_not_end_at_the_roster_is_refused() -> None:
    """P17, with the roster's post and department as the expected value."""
    world = replace(MOVED, transfers="| G1 | 2024-08-16 | 助理 | 工程师 | 甲部 | 甲部 |")
    (issue,) = [i for i in score(world).issues if i.code == "P17"]
    assert issue.details["expected"] == "助理 甲部"


def amounts(rule: str = "达成率", **more: str) -> World:
    """46 of 92 days as engineer with 20 entries in 抽查, then assistant at 0.8."""
    count = record_kpi("计数", "", 计分=rule, 单位="次", 小数位="0", **({"目标": "40"} | more))
    checks = "\n".join(f"| G1 | 2024-07-{day:02} | 是 | | |" for day in range(1, 21))
    others = "| G2 | 2024-09-01 | 是 | | |"
    return replace(MOVED, kpis=(count, MOVED.kpis[1]), checks=f"{checks}\n{others}")


@pytest.mark.parametrize(
    ("rule", "more", "expected"),
    [
        ("达成率", {"目标": "40"}, Fraction(1)),
        ("达成率", {"目标": "50"}, Fraction(4, 5)),
        ("越低越好", {"目标": "30", "封顶": "1.2"}, Fraction(3, 4)),
        ("达标", {"目标": "40"}, Fraction(1)),
        ("达标", {"目标": "41"}, Fraction(0)),
        ("不超标", {"目标": "39"}, Fraction(0)),
        ("线性", {"目标": "", "零分值": "0", "满分值": "80"}, Fraction(1, 2)),
        ("线性", {"目标": "", "零分值": "80", "满分值": "0"}, Fraction(1, 2)),
    ],
)
def test_who_moved_owes_an_amount_for_the_days_in_the_post(
    rule: str, more: dict[str, str], expected: Fraction
) -> None:
    """20 jobs in 46 of 92 days are scored as 40 in the whole quarter, by every rule that compares."""
    (first, _) = engineer(amounts(rule, **more)).parts
    (count,) = first.kpis
    assert (count.raw, count.days, count.score) == (Fraction(20), (46, 92), expected)


def test_a_scheme_may_leave_targets_whole() -> None:
    """否 in 目标按天数: 20 of 40 jobs, however few the days."""
    (first, _) = engineer(amounts(目标按天数="否")).parts
    assert [(k.days, k.goal, k.score) for k in first.kpis] == [(None, Fraction(40), Fraction(1, 2))]


def test_a_personal_target_stands_as_agreed() -> None:
    """It is the person's for the days in the post, so nobody cuts it."""
    world = replace(amounts(个人目标="是"), targets="| G1 | 抽查指标 | 25 |")
    (first, _) = engineer(world).parts
    assert [(k.personal, k.days, k.score) for k in first.kpis] == [(True, None, Fraction(4, 5))]


def test_who_stayed_owes_the_whole_target() -> None:
    """Cutting needs a move: one record of 40 is 1/40."""
    (only,) = engineer(amounts(), "G2").parts
    assert [(k.days, k.score) for k in only.kpis] == [(None, Fraction(1, 40))]


def test_a_move_splits_a_target_without_a_gain_or_a_loss() -> None:
    """Equal pace before and after a change of departments comes to what staying comes to."""
    kpis = (
        record_kpi("计数", "", 计分="达成率", 目标="46"),
        kpi(岗位="助理", 指标="数量", 取值="计数", 记录表="抽查", 计分="达成率", 目标="46"),
    )
    days = [f"2024-07-{d:02}" for d in range(1, 24)] + [f"2024-09-{d:02}" for d in range(1, 24)]
    checks = "\n".join(f"| G1 | {day} | 是 | | |" for day in days)
    world = replace(MOVED, kpis=kpis, checks=f"{checks}\n| G2 | 2024-09-01 | 是 | | |", typed="")
    assert engineer(world).total == Decimal("1.0000")


@pytest.mark.parametrize(
    "row",
    [
        record_kpi("是占比", 单位="%", 目标按天数="是"),
        record_kpi("计数", "", 目标按天数="是"),
        kpi(指标="产出", 取值="填报", 目标按天数="是"),
    ],
)
def test_only_an_amount_against_a_target_can_be_cut(row: str) -> None:
    """C16 at the cell: a share, and a value that is its own score."""
    _, issues = read_scheme(replace(MOVED, kpis=(row, MOVED.kpis[1])).scheme())
    assert [(i.code, i.place.sheet) for i in issues] == [("C16", "指标")]


def test_another_departments_kpis_are_not_among_the_lowest_of_the_new_one() -> None:
    """G1 came from 乙部: the 0.5 of a record there says nothing about 甲部, where G2's record gives 1."""
    departments = "| 名称 | 上级部门 | 负责人工号 |\n| 甲部 | | G0 |\n| 乙部 | | G2 |"
    elsewhere = replace(
        MOVED,
        transfers="| G1 | 2024-08-16 | 工程师 | 助理 | 乙部 | 甲部 |",
        sheets={"部门": departments},
    )
    found = score(MOVED)
    roster, _ = read_roster(elsewhere.roster(), found.scheme, found.quarter)
    moved = replace(found, roster=roster)
    view = department_view("甲部", moved, {moved.quarter.previous: found}, translator("zh"))
    assert [(k.kpi, k.mean, k.n) for k in view.lowest] == [
        ("资料", "0.8000", 1),
        ("抽查指标", "1.0000", 1),
    ]
    assert [(k.kpi, k.mean, k.n) for k in _lowest(found)] == [
        ("抽查指标", "0.7500", 2),
        ("资料", "0.8000", 1),
    ]
    assert [(m.kpi, m.before, m.now) for m in view.moves] == [("抽查指标", "0.7500", "1.0000")]


def _lowest(quarter: QuarterOutcome) -> tuple[LowKpi, ...]:
    return department_view("甲部", quarter, {}, translator("zh")).lowest
