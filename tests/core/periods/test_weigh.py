"""What each period weighs, what is awaited, and what is said of it."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from gacx_reports.core.periods.published import PeriodState, PublishedPeriod
from gacx_reports.core.periods.weigh import PeriodsResult, counts_periods, weigh
from tests.fixtures.markdown_company import World, engineer, score, typed_kpi
from tests.fixtures.published_year import (
    ALL,
    MIXED,
    QUARTERS,
    YEAR,
    period,
    published,
    result,
    settings,
)

OTHERS_COUNT = settings(缺期处理="重分权重")


def periods(world: World) -> PeriodsResult:
    """张三's."""
    found = score(world)
    return weigh(found.roster.people["G1"], found.scheme, found.quarter, world.published)


def of(day: str, left: str = "") -> str:
    """The roster on which 张三 was there from that day on."""
    return YEAR.people.replace(
        "| G0 | | 2020-01-01 | | 在职 | 3000 |", f"| G0 | | {day} | {left} | 在职 | 3000 |"
    )


def test_a_period_that_is_not_published_is_said_at_the_posts_share() -> None:
    """P72 names it, the share that waits for it, and what the scheme may say instead."""
    world = replace(
        YEAR, posts=MIXED, kpis=(typed_kpi("产出", "1"),), typed="| G1 | 产出 | 1 |",
        published=published({q: ALL[q] for q in QUARTERS[:3]}),
    )  # fmt: skip
    (issue,) = engineer(world).issues
    assert (issue.code, str(issue.place), issue.person) == ("P72", "考核方案.xlsx › 岗位 › H2", "")
    assert issue.details == {"period": "2024Q4", "share": "70%"}
    assert not issue.harmless


@pytest.mark.parametrize("harmless", [False, True])
def test_a_period_without_the_person_is_said_at_the_roster_row(*, harmless: bool) -> None:
    """P73; a warning where the others take the weight."""
    known = {
        **published(ALL),
        period("2024Q2"): PublishedPeriod(False, {"G0": result("0.8", name="首长")}),
    }
    more = OTHERS_COUNT if harmless else settings()
    outcome = score(replace(YEAR, published=known, more_settings=more))
    (issue,) = (i for i in outcome.issues if i.code == "P73")
    assert (str(issue.place), issue.person) == ("花名册.xlsx › 花名册 › A3", "G1")
    assert issue.details == {"period": "2024Q2", "share": "100%"}
    assert issue.harmless is harmless


def test_a_gap_leaves_the_schemes_weights_as_they_are() -> None:
    """What each weighs by the scheme, beside what it weighs here."""
    found = periods(
        replace(
            YEAR,
            published=published({q: ALL[q] for q in QUARTERS[:3]}),
            more_settings=OTHERS_COUNT,
        )
    )
    assert [row.weight for row in found.rows] == [Fraction(1, 4)] * 4
    assert [row.share for row in found.rows] == [Fraction(1, 3)] * 3 + [0]
    assert found.result == (Fraction("0.9") + Fraction("0.7") + Fraction("0.85")) / 3


def test_a_quarter_in_other_marks_counts_in_those_of_the_year() -> None:
    """80 of 100 is 0.8; a quarter without the person has the factor 1, which changes nothing."""
    given = ALL | {"2024Q1": result("80", full_mark=Decimal(100)), "2024Q2": result(name="王五")}
    found = periods(replace(YEAR, published=published(given)))
    first, second, *_ = found.rows
    assert (first.ratio, first.total) == (Fraction(1, 100), Fraction(4, 5))
    assert (second.ratio, second.state) == (Fraction(1), PeriodState.NOT_THERE)
    assert second.total is None
    assert found.result == (Fraction("0.8") + Fraction("0.85") + Fraction("0.6333")) / 3


def test_days_weigh_by_the_days_of_all_periods() -> None:
    """56 of 240 days in the second quarter, none in the first."""
    more = settings(不满期处理="按各期", 各期计权="按天")
    later = published(ALL | {"2024Q1": result(name="王五")})
    found = periods(replace(YEAR, people=of("2024-05-06"), published=later, more_settings=more))
    assert [row.weight for row in found.rows] == [
        0, Fraction(56, 240), Fraction(92, 240), Fraction(92, 240),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("joined", "state"),
    [("2024-03-31", PeriodState.UNPUBLISHED), ("2024-04-01", PeriodState.NOT_THERE)],
)
def test_one_day_in_a_period_is_enough_to_wait_for_it(joined: str, state: PeriodState) -> None:
    """Its last one."""
    world = replace(
        YEAR,
        people=of(joined),
        published=published({q: ALL[q] for q in QUARTERS[1:]}),
        more_settings=settings(不满期处理="按各期"),
    )
    assert periods(world).rows[0].state is state


@pytest.mark.parametrize(
    ("joined", "complete", "state"),
    [
        ("2020-01-01", False, PeriodState.HELD_BACK),
        ("2020-01-01", True, PeriodState.NOT_THERE),
        ("2024-04-01", False, PeriodState.NOT_THERE),
    ],
)
def test_only_who_was_there_waits_for_a_supplement(
    joined: str, complete: bool, state: PeriodState
) -> None:
    """Of a quarter in which nobody is held back any more, nothing will follow."""
    known = {**published(ALL), period("2024Q1"): PublishedPeriod(complete, {})}
    world = replace(
        YEAR,
        people=of(joined),
        published=known,
        more_settings=settings(不满期处理="按各期"),
    )
    assert periods(world).rows[0].state is state


def test_published_results_are_read_only_where_a_post_has_a_share_for_them() -> None:
    """A quarter's scheme has none."""
    assert counts_periods(score(YEAR).scheme)
    assert not counts_periods(score(World(typed="| G1 | 产出 | 1 |")).scheme)
