"""Makes one score of the levels that several raters of a kind gave."""

from collections.abc import Sequence
from fractions import Fraction
from statistics import median

from gacx_reports.core.exact import mean
from gacx_reports.core.scheme.behaviour_set import Pooling

FEWEST_WITHOUT_EXTREMES = 3
"""With fewer scores nothing would be left, or one of two by chance."""


def pooled(scores: Sequence[Fraction], how: Pooling) -> Fraction:
    """Returns the one exact score of at least one score, each 0 to the full mark."""
    match how:
        case Pooling.MEDIAN:
            return median(scores)
        case Pooling.TRIMMED if len(scores) >= FEWEST_WITHOUT_EXTREMES:
            return mean(sorted(scores)[1:-1])
        case _:
            return mean(scores)
