"""The sample quarters counted to 100 and to 1000: the same results in other marks."""

from decimal import Decimal
from fractions import Fraction

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome
from gacx_reports.core.scoring.pay import performance_pay
from gacx_reports.intake.quarter import read_and_score
from tests.fixtures.other_full_mark import counted_to
from tests.samples.quarters import COMMITTED, Q3, Q4, committed


@pytest.fixture(scope="session", params=[(Q3, 100, 2), (Q4, 100, 2), (Q4, 1000, 1)], ids=str)
def pair(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[QuarterOutcome, QuarterOutcome]:
    """A sample quarter, and the same with every typed score multiplied."""
    quarter: Period
    quarter, full, places = request.param
    target = tmp_path_factory.mktemp("marks") / str(quarter)
    folder = counted_to(full, places, COMMITTED / str(quarter), target)
    intake = read_and_score(folder, quarter)
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


def test_nothing_else_is_found_in_the_workbooks(
    pair: tuple[QuarterOutcome, QuarterOutcome],
) -> None:
    """The same issues, of the same cells."""
    sample, counted = pair
    told = [{(i.code, str(i.place)) for i in outcome.issues} for outcome in pair]
    assert told[0] == told[1], (sample.quarter, counted.scheme.full)
