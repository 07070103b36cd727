"""Trend: an employee's totals by quarter."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.language import formats
from gacx_reports.core.language.text import same_name
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome
from gacx_reports.core.views.heading import end_of_scale

TREND = 8
"""Most quarters of a trend, this one included."""

History = Mapping[Period, QuarterOutcome]
"""Earlier quarters, each scored by its own scheme."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A quarter in the trend."""

    quarter: str
    total: str
    """Printed total; "" if there was none."""
    grade: str
    height: float
    """The total, but not beyond the end of the scale; drawing only."""
    current: bool


def trend_of(
    outcome: EmployeeOutcome, quarter: QuarterOutcome, history: History
) -> tuple[TrendPoint, ...]:
    """Returns up to seven earlier quarters and this one, oldest first.

    Quarters in which the ID belonged to another name are left out.
    """
    points, most = [], end_of_scale(quarter.scheme)
    for earlier in sorted(history)[-(TREND - 1) :]:
        past = history[earlier].employees.get(outcome.person.id)
        if past and same_name(past.person.name, outcome.person.name):
            points.append(_point(past, history[earlier], most, current=False))
    return (*points, _point(outcome, quarter, most, current=True))


def _point(
    outcome: EmployeeOutcome, quarter: QuarterOutcome, most: float, *, current: bool
) -> TrendPoint:
    places = quarter.scheme.settings.total_places
    total = "" if outcome.total is None else formats.number(outcome.total, places)
    return TrendPoint(
        str(quarter.quarter), total, outcome.grade, min(float(outcome.total or 0), most), current
    )


def earlier_total(outcome: EmployeeOutcome, quarter: Period, history: History) -> Decimal | None:
    """Returns the employee's total in an earlier quarter; None if there was none or the ID had another name."""
    if quarter not in history:
        return None
    past = history[quarter].employees.get(outcome.person.id)
    return past.total if past and same_name(past.person.name, outcome.person.name) else None
