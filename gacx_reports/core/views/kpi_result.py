"""A KPI's raw value in print, so that it stands on the same side of every threshold as in the computation."""

from collections.abc import Iterable
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.exact import rounded
from gacx_reports.core.scheme.words.kpis import quantity
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome

MOST = 12
"""Most decimals that a result is given beyond the KPI's own."""


def result_text(k: KpiOutcome) -> str:
    """Returns the raw value with its unit: `96.4%`; a dash for None.

    It has the KPI's 小数位, or more where rounding would carry it to a target or threshold that it does not reach:
    89.96 % of a target of 90 % is no `90.0%`.
    """
    return quantity(k.kpi, k.raw, more=_more(k))


def value_text(k: KpiOutcome, t: NullTranslations) -> str:
    """Returns the result in words where it is a level or there is none, else as `result_text`."""
    if k.level or k.raw is not None:
        return k.level or result_text(k)
    return t.gettext(k.without_value)


def _more(k: KpiOutcome) -> int:
    if k.raw is None:
        return 0
    scale = 100 if k.kpi.percent else 1
    raw, limits = k.raw * scale, [limit * scale for limit in _limits(k)]
    told = [_side(raw, limit) for limit in limits]

    def tells(more: int) -> bool:
        shown = Fraction(rounded(raw, k.kpi.places + more))
        return [_side(shown, limit) for limit in limits] == told

    return next(filter(tells, range(MOST)), 0)


def _limits(k: KpiOutcome) -> Iterable[Fraction]:
    """Every number that the raw value is compared with."""
    bounds = k.kpi.bounds(k.target, k.cut)
    ends = (end for step in bounds.steps for end in (step.low, step.high))
    points = (point.value for point in bounds.points)
    known = (bounds.target, bounds.zero_at, bounds.full_at, *ends, *points)
    return (limit for limit in known if limit is not None)


def _side(value: Fraction, limit: Fraction) -> int:
    """−1 below, 0 at, 1 above."""
    return (value > limit) - (value < limit)
