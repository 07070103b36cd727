"""A year: published quarters, own KPIs and behaviours, who came and left, and quarters that are missing."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from gacx_reports.core.periods.published import (
    PeriodState,
    PublishedPeriod,
)
from gacx_reports.core.roster.eligibility import NotScored
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, MixPart, Status
from tests.fixtures.markdown_company import World, score, typed_kpi
from tests.fixtures.published_year import (
    ALL,
    MIXED,
    POSTS,
    QUARTERS,
    YEAR,
    period,
    published,
    result,
    settings,
)


def engineer(world: World) -> EmployeeOutcome:
    """张三's year."""
    return score(world).employees["G1"]


def shares(found: EmployeeOutcome) -> list[Fraction]:
    """What each period weighs."""
    assert found.periods
    return [row.share for row in found.periods.rows]


def states(found: EmployeeOutcome) -> list[PeriodState]:
    """What each period has for the person."""
    assert found.periods
    return [row.state for row in found.periods.rows]


def codes(found: EmployeeOutcome) -> list[str]:
    """What holds the person back."""
    return [f"{i.code} {i.found}" for i in found.issues]


def test_a_year_without_kpis_of_its_own_is_the_mean_of_its_quarters() -> None:
    """(0.9 + 0.7 + 0.85 + 0.6333) ÷ 4 = 0.770825, of which one rounding half up leaves 0.7708."""
    found = engineer(YEAR)
    assert found.status is Status.SCORED
    assert found.mix == {MixPart.PERIODS: (Fraction(1), Fraction("0.770825"))}
    assert (found.total, found.grade) == (Decimal("0.7708"), "B")
    assert found.kpi_score is None
    assert found.pay_factor == Decimal("0.5")


def test_quarters_and_own_kpis_are_mixed_by_their_shares() -> None:
    """0.3 × 1 + 0.7 × 0.770825 = 0.8395775."""
    world = replace(YEAR, posts=MIXED, kpis=(typed_kpi("产出", "1"),), typed="| G1 | 产出 | 1 |")
    found = engineer(world)
    assert found.mix == {
        MixPart.INDIVIDUAL: (Fraction(3, 10), Fraction(1)),
        MixPart.PERIODS: (Fraction(7, 10), Fraction("0.770825")),
    }
    assert found.total == Decimal("0.8396")


GIVEN = {"各期": "| 期 | 权重 |\n| Q1 | 0.2 |\n| Q2 | 0.2 |\n| Q3 | 0.2 |\n| Q4 | 0.4 |"}


@pytest.mark.parametrize(
    ("weighing", "sheets", "expected"),
    [
        ("等权", {}, [Fraction(1, 4)] * 4),
        ("按天", {}, [Fraction(91, 366), Fraction(91, 366), Fraction(92, 366), Fraction(92, 366)]),
        ("给定", GIVEN, [Fraction(1, 5)] * 3 + [Fraction(2, 5)]),
        ("给定", {"各期": "| 期 | 权重 |\n| q2 | 均分 |\n| Q3 | 均分 |\n| Q4 | 均分 |"}, [Fraction(1, 3)] * 3),
    ],
)  # fmt: skip
def test_periods_weigh_as_the_scheme_says(
    weighing: str, sheets: dict[str, str], expected: list[Fraction]
) -> None:
    """2024 is a leap year; a quarter without a given weight does not count."""
    world = replace(YEAR, more_settings=settings(各期计权=weighing), scheme_sheets=sheets)
    assert shares(engineer(world)) == expected


def test_a_quarter_that_is_not_published_holds_everybody_back() -> None:
    """P72 names it; with 重分权重 the others take its weight, and it is a warning."""
    world = replace(YEAR, published=published({q: ALL[q] for q in QUARTERS[:3]}))
    found = engineer(world)
    assert (found.status, found.total) == (Status.HELD_BACK, None)
    assert codes(found) == ["P72 2024Q4"]
    outcome = score(replace(world, more_settings=settings(缺期处理="重分权重")))
    found = outcome.employees["G1"]
    assert (found.status, found.total) == (Status.SCORED, Decimal("0.8167"))
    assert shares(found) == [Fraction(1, 3)] * 3 + [Fraction(0)]
    said = {(i.code, i.found, i.severity) for i in outcome.issues if i.severity != "note"}
    assert said == {("P72", "2024Q4", "warning")}


def test_who_was_held_back_in_a_quarter_waits_for_its_supplement() -> None:
    """P73 is about the one person; the head has all quarters."""
    known = {
        **published(ALL),
        period("2024Q2"): PublishedPeriod(False, {"G0": result("0.8", name="首长")}),
    }
    outcome = score(replace(YEAR, published=known))
    found = outcome.employees["G1"]
    assert codes(found) == ["P73 2024Q2"]
    assert [i.person for i in found.issues] == ["G1"]
    assert outcome.employees["G0"].total == Decimal("0.8")


@pytest.mark.parametrize("policy", ["暂缓", "重分权重"])
def test_a_quarter_without_a_score_gives_its_weight_to_the_others(policy: str) -> None:
    """Whatever the policy: nothing will ever be published of it."""
    q1 = result(reason="long_leave")
    world = replace(
        YEAR, published=published(ALL | {"2024Q1": q1}), more_settings=settings(缺期处理=policy)
    )
    found = engineer(world)
    assert states(found)[0] is PeriodState.NOT_SCORED
    assert found.total == Decimal("0.7278")  # (0.7 + 0.85 + 0.6333) ÷ 3 = 0.72776…


def joined(day: str, left: str = "", status: str = "在职") -> str:
    """The roster with other days for 张三."""
    return YEAR.people.replace(
        "| G0 | | 2020-01-01 | | 在职 | 3000 |", f"| G0 | | {day} | {left} | {status} | 3000 |"
    )


NEWCOMER = published(
    {
        "2024Q1": result("0.1", name="王五"),
        "2024Q2": result(reason="joined_late"),
        "2024Q3": ALL["2024Q3"],
        "2024Q4": ALL["2024Q4"],
    }
)
"""Q1: the ID was somebody else's."""


@pytest.mark.parametrize(("policy", "total"), [("暂缓", None), ("重分权重", "0.7278")])
def test_a_quarter_under_another_name_is_not_passed_over(policy: str, total: str | None) -> None:
    """P84: 张三 was 张叁 in Q1, with 0.9. Whose total it is nobody knows, and no report tells it."""
    known = published(ALL | {"2024Q1": result("0.9", name="张叁")})
    outcome = score(replace(YEAR, published=known, more_settings=settings(缺期处理=policy)))
    found = outcome.employees["G1"]
    assert (found.total and str(found.total)) == total
    if found.periods:
        assert states(found)[0] is PeriodState.OTHER_NAME
        assert found.periods.rows[0].published is None
    said = [(i.code, i.found, i.severity, i.person) for i in outcome.issues if i.code == "P84"]
    severity = "warning" if total else "error"
    held = [(i.code, i.found, i.severity, i.person) for i in found.issues]
    assert (said or held) == [("P84", "张叁", severity, "G1")]
    assert outcome.employees["G0"].total == Decimal("0.8")


def test_another_name_without_a_total_takes_nothing() -> None:
    """Whoever it was: such a quarter gives its weight to the others in any case."""
    known = published(ALL | {"2024Q1": result(name="张叁", reason="long_leave")})
    found = engineer(replace(YEAR, published=known))
    assert states(found)[0] is PeriodState.NOT_THERE
    assert found.total == Decimal("0.7278")


def test_who_came_back_has_all_days_of_the_quarter_before() -> None:
    """Scored in Q1, away in Q2, back on 1 July: (91 × 0.9 + 92 × 0.85 + 92 × 0.6333) ÷ 275 = 0.794034…"""
    away = {q: r for q, r in ALL.items() if q != "2024Q2"}
    known = {**published(ALL), **published(away), period("2024Q2"): PublishedPeriod(True, {})}
    more = settings(不满期处理="按各期", 各期计权="按天")
    world = replace(YEAR, people=joined("2024-07-01"), published=known, more_settings=more)
    found = engineer(world)
    assert found.periods
    assert [r.days for r in found.periods.rows] == [91, 0, 92, 92]
    assert found.total == Decimal("0.7940")


def test_a_newcomer_is_scored_by_the_quarters_if_the_scheme_says_so() -> None:
    """Rule book 1 is the default: who has not served the whole year is not scored."""
    world = replace(YEAR, people=joined("2024-05-06"), published=NEWCOMER)
    found = engineer(world)
    assert (found.status, found.reason) == (Status.NOT_SCORED, NotScored.JOINED_LATE)
    found = engineer(replace(world, more_settings=settings(不满期处理="按各期")))
    assert states(found) == [
        PeriodState.NOT_THERE, PeriodState.NOT_SCORED, PeriodState.SCORED, PeriodState.SCORED,
    ]  # fmt: skip
    assert found.total == Decimal("0.7417")  # (0.85 + 0.6333) ÷ 2 = 0.74165


BY_PERIODS = settings(不满期处理="按各期")


def test_a_newcomer_whose_quarters_have_no_total_is_not_scored() -> None:
    """For the reason of the year, which is the newcomer's own."""
    given = dict.fromkeys(QUARTERS, result(reason="joined_late"))
    world = replace(YEAR, people=joined("2024-05-06"), published=published(given))
    found = engineer(replace(world, more_settings=BY_PERIODS))
    assert (found.person.id, found.status, found.reason) == (
        "G1", Status.NOT_SCORED, NotScored.JOINED_LATE,
    )  # fmt: skip


def test_who_is_scored_by_the_quarters_has_no_share_of_a_unit() -> None:
    """The department's result is that of a year in which the newcomer was not there."""
    posts = POSTS.replace("| 0 | 0 | 0 | 1 |", "| 0 | 0.4 | 0 | 0.6 |", 1)
    world = replace(YEAR, posts=posts, units="| 甲部 | 1 |", published=NEWCOMER)
    newcomer = replace(world, people=joined("2024-05-06"), more_settings=BY_PERIODS)
    assert engineer(newcomer).mix == {MixPart.PERIODS: (Fraction(1), Fraction("0.74165"))}
    whole_year = engineer(replace(world, published=published(ALL))).mix
    assert whole_year == {
        MixPart.DEPARTMENT: (Fraction(2, 5), Fraction(1)),
        MixPart.PERIODS: (Fraction(3, 5), Fraction("0.770825")),
    }


def test_days_served_weigh() -> None:
    """By days Q3 and Q4 have 92 days each, and Q2 gives its 56 away."""
    more = settings(不满期处理="按各期", 各期计权="按天")
    found = engineer(
        replace(YEAR, people=joined("2024-05-06"), published=NEWCOMER, more_settings=more)
    )
    assert found.periods
    assert [row.days for row in found.periods.rows] == [0, 56, 92, 92]
    assert shares(found) == [0, 0, Fraction(1, 2), Fraction(1, 2)]


def test_a_leaver_is_scored_by_the_quarters_before() -> None:
    """Nothing of the year's own counts: no KPI, no behaviour, no result of a unit."""
    given = {q: ALL[q] for q in QUARTERS[:3]} | {"2024Q4": result(reason="left")}
    world = replace(
        YEAR, posts=MIXED, kpis=(typed_kpi("产出", "1"),), people=joined("2020-01-01", "2024-11-15", "离职"),
        published=published(given), more_settings=settings(不满期处理="按各期"),
    )  # fmt: skip
    found = engineer(world)
    assert found.mix == {MixPart.PERIODS: (Fraction(1), Fraction(49, 60))}
    assert (found.total, found.parts) == (Decimal("0.8167"), ())


def test_nobody_is_scored_by_nothing() -> None:
    """All quarters of a year on leave: not scored, and not held back for ever."""
    given = dict.fromkeys(QUARTERS, result(reason="long_leave"))
    found = engineer(replace(YEAR, published=published(given)))
    assert (found.status, found.reason) == (Status.NOT_SCORED, NotScored.NO_PERIOD)
    found = engineer(replace(YEAR, published={}, more_settings=settings(缺期处理="重分权重")))
    assert codes(found) == [f"P72 {q}" for q in QUARTERS]


def test_behaviours_of_the_year_are_the_individual_result_where_there_is_no_kpi() -> None:
    """0.2 × (0.7 × (1 + 0.8) ÷ 2 + 0.3 × 0.6) + 0.8 × 0.770825 = 0.77866."""
    posts = POSTS.replace(
        "工程师 | 甲部 | | | 0 | 0 | 0 | 1", "工程师 | 甲部 | | 通用 | 0.2 | 0 | 0 | 0.8"
    )
    ratings = "| G1 | 准确性 | '5 |\n| G1 | 效率 | '4 |\n| G1 | 认真 | '3 |"
    found = engineer(replace(YEAR, posts=posts, ratings=ratings))
    assert found.mix
    assert found.mix[MixPart.INDIVIDUAL] == (Fraction(1, 5), Fraction("0.81"))
    assert found.total == Decimal("0.7787")


def test_the_share_of_what_nothing_makes_up_goes_to_the_quarters() -> None:
    """Behaviours that nobody is rated by."""
    posts = POSTS.replace(
        "工程师 | 甲部 | | | 0 | 0 | 0 | 1", "工程师 | 甲部 | | 通用 | 0.2 | 0 | 0 | 0.8"
    )
    ratings = "| G1 | 准确性 | 不适用 |\n| G1 | 效率 | 不适用 |\n| G1 | 认真 | 不适用 |"
    found = engineer(replace(YEAR, posts=posts, ratings=ratings))
    assert found.mix == {MixPart.PERIODS: (Fraction(1), Fraction("0.770825"))}


FAULTS: tuple[tuple[dict[str, str], dict[str, str], str, str], ...] = (
    ({}, {"各期计权": "给定"}, "C45", ""),
    (GIVEN, {}, "C45", "Q3"),
    ({"各期": "| 期 | 权重 |\n| Q1 | 50% |\n| Q2 | 40% |"}, {"各期计权": "给定"}, "C01", "90%"),
    ({"各期": "| 期 | 权重 |\n| Q1 | 50% |\n| Q5 | 50% |"}, {"各期计权": "给定"}, "C03", "Q5"),
    ({"各期": "| 期 | 权重 |\n| Q1 | 50% |\n| q1 | 50% |"}, {"各期计权": "给定"}, "C08", "q1"),
    ({}, {"考核周期": "季度"}, "C45", "100%"),
    ({"岗位": POSTS.replace("| 1 |", "| 0.9 |", 1)}, {}, "C01", "90%"),
)  # fmt: skip


@pytest.mark.parametrize(("sheets", "given", "code", "found"), FAULTS)
def test_a_faulty_scheme_is_refused(
    sheets: dict[str, str], given: dict[str, str], code: str, found: str
) -> None:
    """Each at its sheet."""
    world = replace(YEAR, scheme_sheets=sheets, more_settings=settings(**given))
    _, issues = read_scheme(world.scheme())
    assert (code, found) in {(i.code, i.found) for i in issues}


def test_a_post_needs_kpis_or_periods() -> None:
    """C09 as before for one without a share for the periods."""
    _, issues = read_scheme(
        replace(YEAR, posts=POSTS.replace("| 0 | 0 | 0 | 1 |", "| 1 | 0 | 0 | 0 |")).scheme()
    )
    assert {i.code for i in issues} == {"C09"}
