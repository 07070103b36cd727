"""The periods on a year's report: a row each, why one has no total, their trend, strong and weak KPIs."""

from dataclasses import replace
from fractions import Fraction

from gacx_reports.core.language.period_words import translator_for
from gacx_reports.core.periods.published import PublishedKpi
from gacx_reports.core.views.employee.employee import EmployeeView, employee_view
from gacx_reports.core.views.employee.periods import PeriodsView
from gacx_reports.core.views.letters.mix_words import mix_words
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, score, typed_kpi
from tests.fixtures.published_year import ALL, MIXED, YEAR, period, published, result, settings


def view(world: World) -> EmployeeView:
    """张三's report of the year, in English."""
    outcome = score(world)
    t = translator_for("en", period("2024Y").kind)
    return employee_view(outcome.employees["G1"], outcome, {}, t)


def periods(world: World) -> PeriodsView:
    """Its table of periods."""
    found = view(world).periods
    assert found
    return found


def test_every_period_has_a_row() -> None:
    """Total and grade as published; what it weighs; what it contributes."""
    found = periods(YEAR)
    rows = [(x.period, x.total, x.grade, x.weight, x.share, x.weighted) for x in found.lines]
    assert rows == [
        ("2024Q1", "0.9", "B", "25%", "25%", "0.2250"),
        ("2024Q2", "0.7", "B", "25%", "25%", "0.1750"),
        ("2024Q3", "0.85", "B", "25%", "25%", "0.2125"),
        ("2024Q4", "0.6333", "B", "25%", "25%", "0.1583"),
    ]
    assert (found.result, found.share) == ("0.7708", "100%")
    assert not found.reweighted
    assert not found.moved


def test_a_period_without_a_total_says_why() -> None:
    """In words about that period, not about the year."""
    given = {"2024Q1": result(reason="joined_late"), "2024Q2": result(reason="long_leave")}
    known = published(ALL | given)
    known = {q: p for q, p in known.items() if q != period("2024Q4")}
    found = periods(replace(YEAR, published=known, more_settings=settings(缺期处理="重分权重")))
    assert [x.total for x in found.lines] == [
        "not scored: joined after its first working day", "not scored: long leave", "0.85", "not published",
    ]  # fmt: skip
    assert [x.share for x in found.lines] == ["—", "—", "100%", "—"]
    assert found.reweighted


def test_the_trend_is_that_of_the_periods() -> None:
    """And the year after them; a period without a total has no column."""
    known = published(ALL | {"2024Q2": result(reason="long_leave")})
    trend = view(replace(YEAR, published=known)).trend
    assert [(p.quarter, p.total, p.current) for p in trend] == [
        ("2024Q1", "0.9", False), ("2024Q2", "", False), ("2024Q3", "0.85", False),
        ("2024Q4", "0.6333", False), ("2024Y", "0.7944", True),
    ]  # fmt: skip


def test_strong_and_weak_kpis_are_means_over_the_periods_that_count() -> None:
    """满意度 is better than 产出 in the mean, not in every quarter."""

    def kpis(output: str, satisfaction: str) -> tuple[PublishedKpi, ...]:
        pairs = (("产出", output), ("满意度", satisfaction))
        return tuple(PublishedKpi(name, Fraction(score)) for name, score in pairs)

    given = {q: replace(r, kpis=kpis("0.6", "0.9")) for q, r in ALL.items()}
    given["2024Q1"] = replace(ALL["2024Q1"], kpis=kpis("1", "0.7"))
    found = periods(replace(YEAR, published=published(given)))
    assert (found.strong, found.weak) == ("满意度 0.8500", "产出 0.7000")
    assert (periods(YEAR).strong, periods(YEAR).weak) == ("", "")


def test_the_total_is_shown_step_by_step() -> None:
    """Each period is a segment of the total's picture, and its publication a source."""
    found = view(YEAR)
    steps = {s.label: s.formula for s in found.steps}
    assert steps["Published periods"] == "(0.9 + 0.7 + 0.85 + 0.6333) ÷ 4"
    assert [s.mark for s in found.makeup.segments] == ["Q1", "Q2", "Q3", "Q4"]
    assert sum(s.amount for s in found.makeup.segments) == Fraction("0.770825")
    (source,) = found.sources
    assert (source.name, source.n) == ("Periods", "4")
    assert source.cells == ("published, revision 1: 2024Q1, 2024Q2, 2024Q3, 2024Q4",)


def test_periods_of_another_revision_are_named_with_it() -> None:
    """One was corrected after an appeal."""
    known = published(ALL | {"2024Q2": result("0.7", revision=2)})
    (source,) = view(replace(YEAR, published=known)).sources
    assert source.cells == (
        "published, revision 1: 2024Q1, 2024Q3, 2024Q4",
        "published, revision 2: 2024Q2",
    )


def test_unequal_periods_keep_their_weights_in_the_computation() -> None:
    """0.9 × 40 % is not 0.9 ÷ 2."""
    sheets = {"各期": "| 期 | 权重 |\n| Q3 | 0.4 |\n| Q4 | 0.6 |"}
    world = replace(YEAR, more_settings=settings(各期计权="给定"), scheme_sheets=sheets)
    steps = {s.label: s.formula for s in view(world).steps}
    assert steps["Published periods"] == "0.85 × 40% + 0.6333 × 60%"


def test_what_the_total_is_mixed_of_is_named_as_far_as_it_is_there() -> None:
    """Of individual result and periods; nobody reads of a department that has no part in it."""
    world = replace(YEAR, posts=MIXED, kpis=(typed_kpi("产出", "1"),), typed="| G1 | 产出 | 1 |")
    found = view(world)
    assert "Individual, periods" in {s.label for s in found.steps}
    assert found.periods
    assert (found.periods.own, found.periods.share) == ("30%", "70%")
    assert periods(YEAR).own == ""


def test_letters_say_what_the_periods_are_of_the_total() -> None:
    """And how they weigh."""
    t = translator("en")
    scheme = score(replace(YEAR, posts=MIXED.replace("0.3 | 0 | 0 | 0.7", "0 | 0 | 0 | 1"))).scheme
    assert mix_words(scheme.posts["工程师"], scheme, t) == "periods 100% (Q1–Q4, equally)"
    sheets = {"各期": "| 期 | 权重 |\n| Q3 | 0.4 |\n| Q4 | 0.6 |"}
    scheme = score(
        replace(YEAR, more_settings=settings(各期计权="给定"), scheme_sheets=sheets)
    ).scheme
    assert mix_words(scheme.posts["工程师"], scheme, t) == "periods 100% (Q3 40%, Q4 60%)"
