"""The sample quarters counted to 100 and to 1000: the same results in other marks."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import SCHEME_WORKBOOK
from gacx_reports.core.scheme.words.kpis import how_measured
from gacx_reports.core.scoring.comparison.compare_schemes import compare
from gacx_reports.core.scoring.comparison.whatif import ComparedStatus
from gacx_reports.core.scoring.other_marks.results import in_marks_of
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome
from gacx_reports.core.scoring.pay import performance_pay
from gacx_reports.core.scoring.planning.survey_plan import survey_plan
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import read_and_score, read_quarter, scored
from gacx_reports.intake.scheme_and_roster import OtherScheme, scheme_workbook
from tests.fixtures.other_full_mark import counted_to
from tests.samples.quarters import COMMITTED, Q3, Q4, committed

T = translator("zh")


Marked = Callable[[Period, int, int], Path]


@pytest.fixture(scope="session")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Marked:
    """Function of quarter, full mark and decimals: the sample's folder with every typed score multiplied.

    Each is made once; nobody changes it.
    """

    @cache
    def made(quarter: Period, full: int, places: int) -> Path:
        target = tmp_path_factory.mktemp("marks") / str(quarter)
        return counted_to(full, places, COMMITTED / str(quarter), target)

    return made


@pytest.fixture(scope="session", params=[(Q3, 100, 2), (Q4, 100, 2), (Q4, 1000, 1)], ids=str)
def pair(request: pytest.FixtureRequest, marked: Marked) -> tuple[QuarterOutcome, QuarterOutcome]:
    """A sample quarter, and the same in other marks."""
    quarter: Period
    quarter, full, places = request.param
    intake = read_and_score(marked(quarter, full, places), quarter)
    assert intake.outcome is not None, intake.issues
    return committed(quarter), intake.outcome


def of(e: EmployeeOutcome, full: Fraction) -> tuple[object, ...]:
    """What must not depend on the full mark: scores and totals as shares of it, grades, factors and pay."""

    def share(marks: Fraction | Decimal | None) -> Fraction | None:
        return None if marks is None else Fraction(marks) / full

    kpis = [(k.kpi.name, share(k.score), k.effective_weight) for k in e.kpis]
    behaviour = share(e.behaviour.score) if e.behaviour else None
    mix = {part: (weight, share(result)) for part, (weight, result) in (e.mix or {}).items()}
    adjusted = (share(e.adjusted.bonus), share(e.adjusted.deduction))
    decided = (e.status, e.reason, e.computed_grade, e.grade, e.pay_factor, performance_pay(e))
    return kpis, behaviour, mix, adjusted, share(e.total), decided


def test_everybody_has_the_same_result_in_other_marks(
    pair: tuple[QuarterOutcome, QuarterOutcome],
) -> None:
    """Every total is exactly as many times the sample's; grades, factors and pay are equal."""
    sample, counted = pair
    assert counted.scheme.full in (100, 1000)
    for i, e in sample.employees.items():
        assert of(counted.employees[i], counted.scheme.full) == of(e, Fraction(1)), i


def test_a_quarter_is_compared_in_the_marks_of_another(
    pair: tuple[QuarterOutcome, QuarterOutcome],
) -> None:
    """Both ways: as an earlier quarter of either, its results are as if it had been counted so."""
    for one, other in (pair, pair[::-1]):
        seen = in_marks_of(one.scheme, other)
        assert seen.scheme.full == one.scheme.full
        for i, e in one.employees.items():
            assert of(seen.employees[i], one.scheme.full) == of(e, one.scheme.full), i
        assert {n: u.result for n, u in seen.units.items()} == {
            n: u.result for n, u in one.units.items()
        }
    assert in_marks_of(pair[0].scheme, pair[0]) is pair[0]


def test_nothing_else_is_found_in_the_workbooks(
    pair: tuple[QuarterOutcome, QuarterOutcome],
) -> None:
    """The same issues, of the same cells."""
    sample, counted = pair
    told = [{(i.code, str(i.place)) for i in outcome.issues} for outcome in pair]
    assert told[0] == told[1], (sample.quarter, counted.scheme.full)


def test_whatif_changes_nothing_where_only_the_marks_differ(marked: Marked) -> None:
    """Points, results of units and typed scores were filled in for the quarter's own scheme, and are converted."""
    folder = marked(Q4, 100, 2)
    for own, other in ((COMMITTED / str(Q4), folder), (folder, COMMITTED / str(Q4))):
        book, issues = scheme_workbook(other / SCHEME_WORKBOOK)
        assert book is not None, issues
        before = read_and_score(own, Q4).outcome
        assert before is not None
        units = {u.unit: u.result for u in before.units.values() if u.result is not None}
        after = read_and_score(own, Q4, other=OtherScheme(book, units)).outcome
        assert after is not None
        found = compare(before, after)
        assert found.total.change == 0
        assert not [
            s.person.id for s in found.shifts if s.regraded or any(x.change for x in s.shares)
        ]
        assert len(found.of(ComparedStatus.COMPARED)) > 30


def test_the_plan_of_a_survey_is_the_same_in_other_marks(marked: Marked) -> None:
    """Intervals and chances are of shares, whatever levels count to."""
    folder = marked(Q3, 100, 2)
    plans = []
    for source in (COMMITTED / str(Q3), folder):
        read = read_quarter(source, Q3)
        outcome = scored(read).outcome
        assert read.handed_in is not None
        assert outcome is not None
        rules = outcome.scheme.sampling_of("调查回访")
        plans.append(survey_plan(Q4, outcome.scheme, rules, outcome, read.handed_in.submissions))
    sample, counted = plans
    assert sample.groups == counted.groups
    assert sample.everybody.rows == counted.everybody.rows
    assert sample.groups


def test_a_kpi_in_percent_tells_its_levels_in_percent(
    pair: tuple[QuarterOutcome, QuarterOutcome],
) -> None:
    """As its target is; any other tells them in marks, and a scheme that counts to 1 as they were typed."""
    told = []
    for outcome in pair:
        kpis = {k.name: k for k in outcome.scheme.kpis}
        names = ("大客户满意度", "团队协作")
        told.append([how_measured(kpis[name], outcome.scheme, T).split("；")[1] for name in names])
    percent = "5 = 100%、4 = 80%、3 = 60%、2 = 40%、1 = 20%"
    marks = "、".join(
        f"{name} = {float(share * pair[1].scheme.full):g}"
        for name, share in (("优", 1.0), ("良", 0.85), ("中", 0.7), ("差", 0.4))
    )
    assert told == [
        ["5 = 1、4 = 0.8、3 = 0.6、2 = 0.4、1 = 0.2", "优 = 1、良 = 0.85、中 = 0.7、差 = 0.4"],
        [percent, marks],
    ]
