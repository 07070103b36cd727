"""A KPI's raw value in print, so that it stands on the same side of every threshold as in the computation."""

from collections.abc import Iterable
from fractions import Fraction

from gacx_reports.core.exact import rounded
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.wording import quantity
from gacx_reports.core.scoring.kpi_outcome import KpiOutcome

MOST = 12
"""Most decimals that a result is given beyond the KPI's own."""


def result_text(k: KpiOutcome, scheme: Scheme) -> str:
    """Returns the raw value with its unit: `96.4%`; a dash for None.

    It has the KPI's 小数位, or more where rounding would carry it to a target or threshold that it does not reach:
    89.96 % of a target of 90 % is no `90.0%`.
    """
    return quantity(k.kpi, k.raw, more=_more(k, scheme))


def _more(k: KpiOutcome, scheme: Scheme) -> int:
    if k.raw is None:
        return 0
    scale = 100 if k.kpi.percent else 1
    raw, limits = k.raw * scale, [limit * scale for limit in _limits(k, scheme)]
    told = [_side(raw, limit) for limit in limits]

    def tells(more: int) -> bool:
        shown = Fraction(rounded(raw, k.kpi.places + more))
        return [_side(shown, limit) for limit in limits] == told

    return next(filter(tells, range(MOST)), 0)


def _limits(k: KpiOutcome, scheme: Scheme) -> Iterable[Fraction]:
    """Every number that the raw value is compared with."""
    bounds = k.kpi.bounds(k.target, scheme.bands.get(k.kpi.bands, ()), k.cut)
    ends = (end for step in bounds.steps for end in (step.low, step.high))
    known = (bounds.target, bounds.zero_at, bounds.full_at, *ends)
    return (limit for limit in known if limit is not None)


def _side(value: Fraction, limit: Fraction) -> int:
    """−1 below, 0 at, 1 above."""
    return (value > limit) - (value < limit)
