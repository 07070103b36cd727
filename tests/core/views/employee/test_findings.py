"""Sentences, positions and shares on reports follow from the results."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.exact import rounded
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issuing.instructions import guide
from gacx_reports.core.rules.rule import Rule
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.views.employee.findings import findings, kpi_words
from gacx_reports.core.views.employee.total_chart import makeup_of
from gacx_reports.core.views.gauges import gauge_of
from gacx_reports.core.views.heading import bands, end_of_scale
from gacx_reports.core.views.trend import trend_of
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import read_and_score
from tests.conftest import ROOT

EN, ZH = translator("en"), translator("zh")


@pytest.fixture(scope="module")
def quarter() -> QuarterOutcome:
    """2024Q4 of the samples, which has a case of every rule."""
    which = Period.parse("2024Q4")
    assert which is not None
    outcome = read_and_score(ROOT / "input_samples" / "2024Q4", which, lambda _: []).outcome
    assert outcome is not None
    return outcome


def scored(quarter: QuarterOutcome) -> Iterator[EmployeeOutcome]:
    """Everybody with a total."""
    return (e for e in quarter.employees.values() if e.status is Status.SCORED)


def test_the_parts_of_the_picture_add_up_to_the_total(quarter: QuarterOutcome) -> None:
    """Moves, mixes, behaviours, bonuses and deductions included: nothing is drawn twice or left out."""
    for e in scored(quarter):
        picture = makeup_of(e, quarter.scheme, ZH)
        exact = sum((s.amount for s in picture.segments), Fraction(0))
        assert rounded(exact, quarter.scheme.settings.total_places) == e.total
        assert all(0 <= s.start <= s.start + s.width <= 1.0000001 for s in picture.segments)


def test_a_result_beside_its_target_in_words(quarter: QuarterOutcome) -> None:
    """27 of 28 against 95 %: the target is inside the interval, and the sentence mentions chance."""
    kpi = replace(
        next(k for k in quarter.employees["G0302"].kpis if k.hits is not None),
        raw=Fraction(27, 28),
        n=28,
        hits=27,
    )
    share = replace(kpi, kpi=replace(kpi.kpi, rule=Rule.AT_LEAST), target=Decimal("0.95"))
    said = kpi_words(share, quarter.scheme, ZH)
    assert said.startswith(f"{kpi.kpi.name} 96.4%，高于目标 1.4 个百分点，得分 ")
    assert "记录 28 条" in said
    assert said.endswith("样本少，与目标的差距可能出于偶然。")
    assert "1.4 percentage points above the target" in kpi_words(share, quarter.scheme, EN)
    exact = replace(share, raw=Fraction("0.95"))
    assert "正好等于目标" in kpi_words(exact, quarter.scheme, ZH)


def test_where_a_total_stands(quarter: QuarterOutcome) -> None:
    """Above its own grade's bound, short of the next one's, against the quarter before."""
    person = quarter.employees["G0313"]
    before = replace(person, total=Decimal("0.5003"))
    past = {quarter.quarter.previous: replace(quarter, employees={"G0313": before})}
    first, second, *rest = findings(person, quarter, past, ZH)
    assert first == "总分 0.5033，距 B（0.6）差 0.0967。"
    assert second == "比 2024Q3（0.5003）高 0.0030。"
    assert 1 <= len(rest) <= 3
    assert len(findings(person, quarter, {}, EN)) == 1 + len(rest)


def test_a_total_at_the_bound_is_not_said_to_be_above_it(quarter: QuarterOutcome) -> None:
    """0.8000 is A, which begins there; "0.0000 above" would be a riddle."""
    person = replace(quarter.employees["G0313"], total=Decimal("0.8000"), computed_grade="A")
    assert findings(person, quarter, {}, ZH)[0] == "总分 0.8000，正好是 A 的下限。"
    assert findings(person, quarter, {}, EN)[0] == "Total 0.8000, exactly the lower bound of A."


def test_a_best_grade_from_1_2_has_its_place_on_the_scale(quarter: QuarterOutcome) -> None:
    """The scale ends a tenth beyond its bound: a total of 1.0 is drawn below it, 1.28 above, also in the trend."""
    top = replace(quarter.scheme.grades[0], name="S", low=Decimal("1.2"))
    grades = (top, replace(quarter.scheme.grades[0], high=top.low), *quarter.scheme.grades[1:])
    rated = replace(quarter, scheme=replace(quarter.scheme, grades=grades))
    last = bands(rated.scheme, ZH)[-1]
    assert (last.grade, last.start) == ("S", 1.2)
    assert last.start + last.width == end_of_scale(rated.scheme) == pytest.approx(1.32)
    for total, above in ((Decimal("1.0000"), False), (Decimal("1.2800"), True)):
        person = replace(quarter.employees["G0313"], total=total)
        picture = makeup_of(person, rated.scheme, ZH)
        assert (picture.total * picture.full > last.start) is above
        (point,) = trend_of(person, rated, {})
        assert point.height == float(total)


def test_a_gauge_keeps_order_and_stays_on_its_axis(quarter: QuarterOutcome) -> None:
    """Interval around the result, everything from 0 to 1, for every KPI of everybody."""
    for e in scored(quarter):
        for gauge in filter(None, (gauge_of(k, ZH) for k in e.kpis)):
            drawn = [gauge.value, gauge.target, gauge.low, gauge.high]
            assert all(0 <= place <= 1 for place in drawn if place is not None)
            if gauge.low is not None and gauge.high is not None:
                assert gauge.low <= gauge.value <= gauge.high


def test_a_mean_of_people_led_counts_people(quarter: QuarterOutcome) -> None:
    """`下属 14 人`, never `记录 14 条`; too few of them are too few people."""
    led = next(k for k in quarter.employees["G0101"].kpis if k.kpi.source.of_people)
    several, one = replace(led, n=14), replace(led, n=1)
    assert "下属 14 人" in kpi_words(several, quarter.scheme, ZH)
    assert "14 people led" in kpi_words(several, quarter.scheme, EN)
    assert "1 person led" in kpi_words(one, quarter.scheme, EN)
    assert "记录" not in kpi_words(several, quarter.scheme, ZH)


def test_words_for_two_things_are_two_messages(quarter: QuarterOutcome) -> None:
    """In the guide bonuses are 加减分项, not 行为项; a level of the half-year before is 上期, not 原."""
    (form,) = [
        f
        for f in forms(quarter.scheme, quarter.roster, quarter.quarter)
        if f.workbook == "技术服务组.xlsx"
    ]
    blocks = guide(form, quarter.scheme, quarter.quarter, None, ZH).blocks
    (lines,) = [b for b in blocks if b.heading == ZH.gettext("Bonuses, deductions and vetoes")]
    assert lines.headers == ("加减分项", ZH.gettext("Kind"), ZH.gettext("Limit"))
    page = (ROOT / "templates" / "reports" / "employee.html").read_text("utf-8")
    (heads,) = [line for line in page.splitlines() if '{{ _("Level") }}' in line]
    assert '_("Previous")' in heads
    assert '_("Before")' not in heads
    assert ZH.gettext("Previous") == "上期"
