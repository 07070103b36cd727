"""Properties of all sample quarters and their schemes."""

from collections import Counter
from fractions import Fraction

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import SCHEME_WORKBOOK
from gacx_reports.core.roster.eligibility import NotScored
from gacx_reports.core.rules.rule import Rule
from gacx_reports.core.scheme.kpi_choices import FewPolicy, NaPolicy, Source
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.outcomes import QuarterOutcome, Status
from gacx_reports.locations import default_templates
from tests.samples.quarters import COMMITTED, Q3, by_status, committed
from tools.samples.__main__ import SAMPLES

NEWER = {Rule.PIECEWISE, Rule.POINTS_OFF, Rule.POINTS_ON_TOP}
NEWER_SOURCES = {
    Source.VALUE_SHARE, Source.RATIO, Source.WEIGHTED, Source.LEAST, Source.MOST, Source.MEDIAN,
}  # fmt: skip
"""What the customer's own scheme has no use for."""


@pytest.mark.parametrize("quarter", SAMPLES, ids=str)
def test_every_sample_quarter_is_without_issues_and_decides_about_everybody(
    quarter: Period,
) -> None:
    outcome = committed(quarter)
    assert not outcome.issues
    statuses = Counter(e.status for e in outcome.employees.values())
    assert statuses[Status.HELD_BACK] == 0
    assert statuses[Status.SCORED] >= 38


@pytest.mark.parametrize("quarter", SAMPLES, ids=str)
def test_most_are_graded_a_some_b_and_few_c(quarter: Period) -> None:
    grades = Counter(e.grade for e in committed(quarter).employees.values() if e.grade)
    assert grades["A"] > 0.6 * grades.total()
    assert grades["B"] >= 3
    assert 1 <= grades["C"] <= 3


@pytest.mark.parametrize("quarter", SAMPLES, ids=str)
def test_everybody_scored_is_told_something_that_nobody_else_is(quarter: Period) -> None:
    people = committed(quarter).employees.values()
    comments = [e.comment for e in people if e.status is Status.SCORED]
    assert all(c and c.comment and c.goals for c in comments)
    assert len({c.comment for c in comments if c}) == len(comments)
    assert len({c.goals for c in comments if c}) == len(comments)


@pytest.mark.parametrize("quarter", SAMPLES, ids=str)
def test_behaviours_are_rated_in_the_second_and_fourth_quarter(quarter: Period) -> None:
    rated = sum(e.behaviour is not None for e in committed(quarter).employees.values())
    assert (rated > 30) if quarter.number in (2, 4) else (rated == 0)


def test_the_schemes_use_every_source_rule_and_policy(
    scheme: Scheme, fourth: QuarterOutcome
) -> None:
    assert {k.source for k in (*scheme.kpis, *fourth.scheme.kpis)} == set(Source) - NEWER_SOURCES
    assert {k.rule for k in scheme.kpis} == set(Rule) - NEWER
    assert {k.na for k in scheme.kpis} == set(NaPolicy)
    assert {k.few for k in (*scheme.kpis, *fourth.scheme.kpis) if k.min_n} == set(FewPolicy)
    assert any(k.where_column for k in scheme.kpis)


def test_the_engineers_kpis_are_the_customers_own(scheme: Scheme) -> None:
    assert [(k.name, k.weight, k.sample) for k in scheme.kpis_of("技术工程师")] == [
        ("安装实施、维修、维护合格率", Fraction(6, 10), False),
        ("客户针对实施情况满意度", Fraction(2, 10), False),
        ("安装实施、维修、维护数量", Fraction(1, 10), False),
        ("质量反馈卡填写质量", Fraction(1, 10), False),
    ]
    assert all(k.sample for k in scheme.kpis if k.post != "技术工程师")


def test_the_first_quarter_was_scored_by_an_older_edition(scheme: Scheme) -> None:
    older = committed(Period(2023, 4)).scheme
    assert (older.settings.version, scheme.settings.version) == ("2023.2", "2024.1")
    now = {(k.post, k.name): (k.weight, k.target) for k in scheme.kpis}
    then = {(k.post, k.name): (k.weight, k.target) for k in older.kpis}
    assert [name for _, name in then if then[_, name] != now[_, name]] == [
        "客户满意度",
        "返修产品合格率",
        "库存账实相符率",
    ]


def test_the_current_quarters_are_scored_by_the_template() -> None:
    template = (default_templates() / "scheme.xlsx").read_bytes()
    assert (COMMITTED / str(Q3) / SCHEME_WORKBOOK).read_bytes() == template


def test_a_leaver_is_not_scored_and_then_gone() -> None:
    left = by_status(committed(Period(2024, 2)), NotScored.LEFT)
    assert [e.person.id for e in left] == ["G0209"]
    assert "G0209" not in committed(Q3).employees


def test_somebody_is_exempt_in_one_quarter() -> None:
    first = committed(Period(2024, 1)).employees
    assert [e.person.id for e in first.values() if e.status is Status.EXEMPT] == ["G0207"]
