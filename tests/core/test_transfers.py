"""Who moves inside the quarter: part-results weighted by days, each by its own post's KPIs and records."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from gacx_reports.core.outcomes import Status
from tests.worlds import PEOPLE, POSTS, World, engineer, kpi, record_kpi, score, typed_kpi

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
    assert outcome.total == Decimal("0.6500")
    assert sum(k.effective_weight for k in outcome.kpis) == 1


def test_a_record_of_a_day_after_the_move_is_asked_about() -> None:
    """The engineer's table does not measure the assistant: P24 with the days that it does."""
    world = replace(MOVED, checks=MOVED.checks.replace("2024-08-15", "2024-08-16"))
    outcome = engineer(world)
    assert outcome.status is Status.HELD_BACK
    assert [(i.code, i.place.cell, i.details["high"]) for i in outcome.issues] == [
        ("P24", "B3", "2024-08-15")
    ]


def test_both_posts_need_their_values() -> None:
    """The new post's typed value is missing: the person waits."""
    outcome = engineer(replace(MOVED, typed=""))
    assert [i.code for i in outcome.issues] == ["P05"]


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
    """One value for a KPI that both posts have stands for both stretches."""
    world = replace(
        MOVED,
        kpis=(typed_kpi("产出", "1"), kpi(岗位="助理", 指标="产出", 取值="填报")),
        typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 1 |",
        checks="",
    )
    assert engineer(world).total == Decimal("0.9000")


def test_a_move_that_does_not_end_at_the_roster_is_refused() -> None:
    """P17 says what the roster says."""
    world = replace(MOVED, transfers="| G1 | 2024-08-16 | 助理 | 工程师 | 甲部 | 甲部 |")
    (issue,) = [i for i in score(world).issues if i.code == "P17"]
    assert issue.details["expected"] == "助理 甲部"
