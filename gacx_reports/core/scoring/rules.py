"""How a raw value becomes a score, and how sure a measured share is."""

from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.exact import ONE, ZERO
from gacx_reports.core.scheme.kpi import Kpi, Rule, ScoreBand


def score(
    kpi: Kpi, raw: Fraction, target: Decimal | None, bands: tuple[ScoreBand, ...] = ()
) -> Fraction:
    """The score of a raw value (1 is fully reached) by the KPI's rule, between its floor and cap; exact.

    Target 0: a share of it is always reached; lower-is-better reaches it only with 0.
    """
    value = _uncut(kpi, raw, Fraction(target) if target is not None else ZERO, bands)
    if kpi.cap is not None:
        value = min(value, Fraction(kpi.cap))
    return max(value, Fraction(kpi.floor))


def _uncut(kpi: Kpi, raw: Fraction, target: Fraction, bands: tuple[ScoreBand, ...]) -> Fraction:
    match kpi.rule:
        case Rule.SHARE_OF_TARGET:
            return raw / target if target > 0 else ONE
        case Rule.LOWER_IS_BETTER:
            return _lower_is_better(raw, target, Fraction(kpi.cap or ONE))
        case Rule.BANDS:
            return Fraction(next(b.score for b in bands if _within(b, raw)))
        case Rule.LINEAR:
            assert kpi.zero_at is not None
            assert kpi.full_at is not None
            zero, full = Fraction(kpi.zero_at), Fraction(kpi.full_at)
            return min(max((raw - zero) / (full - zero), ZERO), max(ONE, Fraction(kpi.cap or ONE)))
        case Rule.AT_LEAST:
            return ONE if raw >= target else ZERO
        case Rule.AT_MOST:
            return ONE if raw <= target else ZERO
        case Rule.AS_IS:
            return raw


def _lower_is_better(raw: Fraction, target: Fraction, best: Fraction) -> Fraction:
    if raw <= 0:
        return max(best, ONE) if target > 0 else ONE
    return target / raw


def _within(band: ScoreBand, raw: Fraction) -> bool:
    return (band.low is None or Fraction(band.low) <= raw) and (
        band.high is None or raw < Fraction(band.high)
    )
