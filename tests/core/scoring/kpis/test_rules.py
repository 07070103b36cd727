"""Raw value → score, rounding and the Wilson interval."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacx_reports.core.exact import (
    decimals,
    exact,
    exact_or_ratio,
    mean,
    rounded,
    total,
    twelve_places,
    wilson,
)
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.rules.rule import Rule
from gacx_reports.core.scheme.kpi import Kpi, LinePoint, ScoreBand
from gacx_reports.core.scheme.kpi_choices import Beyond, FewPolicy, NaPolicy, Source
from gacx_reports.core.scheme.words.kpis import letter_target, target_words
from gacx_reports.core.scoring.kpis.rules import score

NOWHERE = CellRef("")
KPI = Kpi(
    post="岗",
    name="指标",
    weight=Fraction(1),
    quantitative=True,
    source=Source.TYPED,
    table="",
    column="",
    where_column="",
    where_value="",
    rule=Rule.SHARE_OF_TARGET,
    target=Decimal("0.9"),
    zero_at=None,
    full_at=None,
    bands="",
    cap=None,
    floor=Decimal(0),
    min_n=0,
    few=FewPolicy.HOLD,
    na=NaPolicy.REWEIGHT,
    personal_target=False,
    unit="",
    places=1,
    scale="",
    info_source="",
    watched_by="",
    sample=False,
    place=NOWHERE,
)
BANDS = (
    ScoreBand(None, Decimal(1), Decimal(1), NOWHERE),
    ScoreBand(Decimal(1), Decimal(3), Decimal("0.5"), NOWHERE),
    ScoreBand(Decimal(3), None, Decimal(0), NOWHERE),
)
LINE = tuple(
    LinePoint(name, Decimal(value), Decimal(points), Beyond.STAYS, NOWHERE)
    for name, value, points in (("门槛值", 1, "0.6"), ("目标值", 3, "1"), ("挑战值", 5, "1.5"))
)
ratios = st.fractions(min_value=0, max_value=5)


@pytest.mark.parametrize(
    ("rule", "target", "raw", "expected"),
    [
        (Rule.SHARE_OF_TARGET, "0.9", "0.45", "0.5"),
        (Rule.SHARE_OF_TARGET, "0.9", "0.99", "1.1"),
        (Rule.SHARE_OF_TARGET, "0", "0", "1"),
        (Rule.SHARE_OF_TARGET, "0", "7", "1"),
        (Rule.AT_LEAST, "0.9", "0.9", "1"),
        (Rule.AT_LEAST, "0.9", "0.8999", "0"),
        (Rule.AT_MOST, "2", "2", "1"),
        (Rule.AT_MOST, "2", "2.01", "0"),
        (Rule.AS_IS, "0", "0.37", "0.37"),
    ],
)
def test_simple_rules(rule: Rule, target: str, raw: str, expected: str) -> None:
    """Targets are inclusive; a target of 0 has a defined answer."""
    kpi = replace(KPI, rule=rule)
    assert score(kpi, Fraction(raw), Decimal(target)) == Fraction(expected)


@pytest.mark.parametrize(
    ("target", "raw", "expected"),
    [
        ("0.1", "0.1", "1"),
        ("0.1", "0.2", "0.5"),
        ("0.1", "0.05", "1.2"),
        ("0.1", "0", "1.2"),
        ("0", "0", "1"),
        ("0", "0.1", "0"),
    ],
)
def test_lower_is_better(target: str, raw: str, expected: str) -> None:
    """At the target 1, at twice the target a half, below it more up to the cap; target 0 allows only 0."""
    kpi = replace(KPI, rule=Rule.LOWER_IS_BETTER, cap=Decimal("1.2"))
    assert score(kpi, Fraction(raw), Decimal(target)) == Fraction(expected)


@pytest.mark.parametrize(
    ("raw", "expected"), [("0.99", "1"), ("1", "0.5"), ("2.99", "0.5"), ("3", "0"), ("-7", "1")]
)
def test_bands_start_inclusive_and_end_exclusive(raw: str, expected: str) -> None:
    """A raw value on a bound belongs to the band that starts there."""
    assert score(replace(KPI, rule=Rule.BANDS, steps=BANDS), Fraction(raw), None) == Fraction(
        expected
    )


@pytest.mark.parametrize(
    ("zero", "full", "raw", "expected"),
    [
        ("0", "30", "15", "0.5"),
        ("8", "2", "5", "0.5"),
        ("8", "2", "9", "0"),
        ("8", "2", "1", "1"),
        ("0", "30", "45", "1"),
    ],
)
def test_linear_runs_either_way(zero: str, full: str, raw: str, expected: str) -> None:
    """Between two values, the better one may be the lower; beyond them 0 and 1."""
    kpi = replace(KPI, rule=Rule.LINEAR, zero_at=Decimal(zero), full_at=Decimal(full))
    assert score(kpi, Fraction(raw), None) == Fraction(expected)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("0", "0.6"),
        ("1", "0.6"),
        ("2", "0.8"),
        ("3", "1"),
        ("4", "1.25"),
        ("5", "1.5"),
        ("9", "1.5"),
    ],
)
def test_a_line_is_in_proportion_between_its_points(raw: str, expected: str) -> None:
    """Threshold, target and challenge; beyond them as at the ends."""
    kpi = replace(KPI, rule=Rule.PIECEWISE, points=LINE)
    assert score(kpi, Fraction(raw), None) == Fraction(expected)


def test_a_line_may_go_on_beyond_its_ends() -> None:
    """Down to the floor and up to the cap."""
    points = tuple(replace(p, beyond=Beyond.ON) for p in (LINE[0], LINE[2]))
    kpi = replace(KPI, rule=Rule.PIECEWISE, points=(points[0], LINE[1], points[1]))
    assert score(kpi, Fraction(6), None) == Fraction("1.75")
    assert score(replace(kpi, cap=Decimal("1.6")), Fraction(6), None) == Fraction("1.6")
    assert score(kpi, Fraction(0), None) == Fraction("0.4")
    assert score(kpi, Fraction(-9), None) == 0


@given(raw=ratios)
def test_a_line_with_two_points_is_the_linear_rule(raw: Fraction) -> None:
    """From 0 at 1 to 1 at 4, and back."""
    for low, high in ((0, 1), (1, 0)):
        ends = tuple(
            LinePoint("", Decimal(value), Decimal(points), Beyond.STAYS, NOWHERE)
            for value, points in ((1, low), (4, high))
        )
        zero, full = (1, 4) if high else (4, 1)
        linear = replace(KPI, rule=Rule.LINEAR, zero_at=Decimal(zero), full_at=Decimal(full))
        line = replace(KPI, rule=Rule.PIECEWISE, points=ends)
        assert score(line, raw, None) == score(linear, raw, None)


@pytest.mark.parametrize(
    ("rule", "base", "raw", "expected"),
    [
        (Rule.POINTS_OFF, None, "3", "0.85"),
        (Rule.POINTS_OFF, None, "30", "0"),
        (Rule.POINTS_OFF, "1.2", "3", "1.05"),
        (Rule.POINTS_ON_TOP, "1", "3", "1.15"),
        (Rule.POINTS_ON_TOP, "0", "3", "0.15"),
        (Rule.POINTS_ON_TOP, "1", "30", "1.3"),
    ],
)
def test_points_for_every_event(rule: Rule, base: str | None, raw: str, expected: str) -> None:
    """0.05 each: off until used up, on top up to the cap of 1.3."""
    start = None if base is None else Decimal(base)
    kpi = replace(KPI, rule=rule, each=Decimal("0.05"), base=start, cap=Decimal("1.3"))
    assert score(kpi, Fraction(raw), None) == Fraction(expected)


@given(
    raw=ratios,
    rule=st.sampled_from(list(Rule)),
    cap=st.decimals("0.2", "2", places=2),
    floor=st.decimals("0", "0.2", places=2),
)
def test_every_score_lies_between_floor_and_cap(
    raw: Fraction, rule: Rule, cap: Decimal, floor: Decimal
) -> None:
    """Whatever the rule, cap and floor hold."""
    kpi = replace(KPI, rule=rule, cap=cap, floor=floor, zero_at=Decimal(0), full_at=Decimal(1))
    kpi = replace(kpi, steps=BANDS, points=LINE, each=Decimal("0.05"))
    assert Fraction(floor) <= score(kpi, raw, kpi.target) <= Fraction(cap)


@given(ratios, ratios)
def test_higher_is_never_worse(one: Fraction, other: Fraction) -> None:
    """For a share of target, a target reached or not, a linear rule and the value itself."""
    low, high = sorted((one, other))
    for rule in (Rule.SHARE_OF_TARGET, Rule.AT_LEAST, Rule.LINEAR, Rule.AS_IS):
        kpi = replace(KPI, rule=rule, zero_at=Decimal(0), full_at=Decimal(2), cap=Decimal("1.5"))
        assert score(kpi, low, kpi.target) <= score(kpi, high, kpi.target)


def test_a_target_that_bands_do_not_use_is_in_the_report_only() -> None:
    """A report prints it beside the result; a letter lists the bands instead."""
    kpi = replace(KPI, rule=Rule.BANDS, target=Decimal("0.95"), unit="%")
    assert (target_words(kpi), letter_target(kpi)) == ("≥ 95.0%", "—")


@given(st.decimals(min_value=-1000, max_value=1000, places=7), st.integers(0, 6))
def test_rounding_is_half_up_on_the_exact_value(number: Decimal, places: int) -> None:
    """The same as Decimal's ROUND_HALF_UP wherever Decimal can hold the number."""
    expected = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert rounded(Fraction(number), places) == expected


def test_rounding_where_decimal_alone_fails() -> None:
    """17/32 is a tie at four places and goes up; Decimal division of redistributed weights gave 0.5312."""
    assert str(rounded(Fraction(17, 32), 4)) == "0.5313"
    assert str(rounded(Fraction(2, 3), 4)) == "0.6667"


def test_printed_fractions() -> None:
    """Exact where they end, twelve places where they don't."""
    assert twelve_places(Fraction(17, 32)) == "0.53125"
    assert twelve_places(Fraction(1, 3)) == "0.333333333333"
    assert twelve_places(Fraction(2)) == "2"
    assert twelve_places(Fraction(100)) == "100"
    assert twelve_places(1 + Fraction(1, 10**13)) == "1"


def test_a_number_that_goes_on_is_a_ratio() -> None:
    """So that it can be computed again."""
    assert exact_or_ratio(Fraction(83, 92)) == "83/92"
    assert exact_or_ratio(Fraction(1, 4)) == "0.25"
    assert exact(Fraction(1, 3)) == "0.333333333333…"


def test_a_mean_is_exact() -> None:
    """Of one value that value."""
    assert mean([Fraction(1, 3), Fraction(2, 3), Fraction(6)]) == Fraction(7, 3)
    assert mean([Fraction(2)]) == 2


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        ("17", 0, "17"),
        ("1/2", 1, "0.5"),
        ("3/16", 4, "0.1875"),
        ("1/5", 1, "0.2"),
        ("7/125", 3, "0.056"),
        ("1/250", 3, "0.004"),
        ("1/80", 4, "0.0125"),
        ("1/3", None, "0.333333333333…"),
        ("2/3", None, "0.666666666667…"),
        ("1/6", None, "0.166666666667…"),
        ("1/7", None, "0.142857142857…"),
        ("1e-40", 40, "0.000000000000…"),
        ("1/8192", 13, "0.000122070313…"),
    ],
)
def test_a_fraction_that_goes_on_says_so(value: str, places: int | None, shown: str) -> None:
    """How many decimals show it exactly, and how it is written: with an ellipsis where 12 are too few."""
    assert decimals(Fraction(value)) == places
    assert exact(Fraction(value)) == shown


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (3, 3, "0.4385", "1.0000"),
        (300, 300, "0.9874", "1.0000"),
        (0, 10, "0.0000", "0.2775"),
        (9, 10, "0.5958", "0.9821"),
        # Where z² = 3.8416 decides the last digit.
        (7, 17, "0.2161", "0.6399"),
        (1, 4, "0.0456", "0.6994"),
    ],
)
def test_wilson_interval(hits: int, n: int, low: str, high: str) -> None:
    """3 of 3 is not 300 of 300 (figures from the closed formula with z = 1.96)."""
    assert wilson(hits, n) == (Decimal(low), Decimal(high))


@given(st.lists(st.fractions(max_denominator=50)))
def test_a_total_is_the_exact_sum(values: list[Fraction]) -> None:
    """Whatever the denominators, also of nothing."""
    assert total(values) == sum(values, Fraction(0))
