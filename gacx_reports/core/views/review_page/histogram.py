"""Histogram of totals with its whole geometry; the template only draws it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

STEP = Decimal("0.05")
"""Range of totals of one column, of the full mark."""
WIDTH, HEIGHT = 24, 120
"""Width of a column and height of the highest one, in units of the chart."""


@dataclass(frozen=True, slots=True)
class GradeBlock:
    """Part of a column: the employees with one grade."""

    tone: int
    """Index of the grade, 0 for the best."""
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class HistogramColumn:
    """Number of totals from `low` (inclusive) to `high` (exclusive)."""

    low: str
    high: str
    x: int
    count: int
    y: int
    """Top of the column."""
    blocks: tuple[GradeBlock, ...]


@dataclass(frozen=True, slots=True)
class Histogram:
    """The distribution of totals."""

    columns: tuple[HistogramColumn, ...]
    width: int
    height: int


def histogram(totals: Iterable[tuple[Decimal, int]], full: Decimal = Decimal(1)) -> Histogram:
    """Returns columns of a twentieth of the `full` mark, from the lowest total to the highest.

    `totals` has (total, index of the grade).
    """
    step = STEP * full
    counts = Counter((_bin(total, step), tone) for total, tone in totals)
    if not counts:
        return Histogram((), 0, HEIGHT)
    bins = [b for b, _ in counts]
    first, last = min(bins), max(bins)
    sums = Counter[int]()
    for (place, _), n in counts.items():
        sums[place] += n
    most = max(sums.values())
    columns = tuple(_column(b, b - first, counts, most, step) for b in range(first, last + 1))
    return Histogram(columns, WIDTH * len(columns), HEIGHT)


def _bin(total: Decimal, step: Decimal) -> int:
    return int((total / step).to_integral_value(ROUND_FLOOR))


def _column(
    place: int, index: int, counts: Counter[tuple[int, int]], most: int, step: Decimal
) -> HistogramColumn:
    blocks: list[GradeBlock] = []
    top, below = HEIGHT, 0
    here = sorted((tone, n) for (b, tone), n in counts.items() if b == place)
    for tone, n in reversed(here):
        below += n
        y = HEIGHT - max(HEIGHT * below // most, 1)
        blocks.append(GradeBlock(tone, y, top - y))
        top = y
    places = 0 if step == step.to_integral_value() else 2
    low, high = (f"{edge * step:.{places}f}" for edge in (place, place + 1))
    return HistogramColumn(low, high, index * WIDTH, below, top, tuple(blocks))
