"""A raw value between the floor and the cap of its KPI."""

from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.scheme.kpi import Kpi


def score(kpi: Kpi, raw: Fraction, target: Decimal | None, cut: Fraction = Fraction(1)) -> Fraction:
    """The score of a raw value by the KPI's rule, from its floor up to its cap; exact, in marks.

    Target and thresholds are cut to `cut`, the share of the quarter that is owed, 0 to 1.
    """
    value = kpi.rule.scoring.points(kpi.bounds(target, cut), raw)
    if kpi.cap is not None:
        value = min(value, Fraction(kpi.cap))
    return max(value, Fraction(kpi.floor))
