"""A raw value between the floor and the cap of its KPI."""

from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.scheme.kpi import Kpi


def score(kpi: Kpi, raw: Fraction, target: Decimal | None) -> Fraction:
    """The score of a raw value by the KPI's rule, from its floor up to its cap; exact, in marks."""
    value = kpi.rule.scoring.points(kpi.bounds(target), raw)
    if kpi.cap is not None:
        value = min(value, Fraction(kpi.cap))
    return max(value, Fraction(kpi.floor))
