"""95 % intervals for a sample from a known frame, in whole numbers: the same digits on every machine.

For a share: the exact hypergeometric bounds. For a mean of levels: the same bounds on the total of the levels scaled
to 0 … 1, between whole numbers in proportion, and cut to what the customers who were not asked can still make of it.
How often they cover the truth, and how wide they are: `docs/survey.md`.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import ceil, comb, floor

TAIL = Fraction(1, 40)
"""Largest probability of a value beyond either bound."""


@lru_cache(maxsize=4096)
def share_bounds(hits: int, n: int, frame: int) -> tuple[Fraction, Fraction]:
    """Returns the lowest and highest share of the frame that the sample allows: `hits` of `n` asked (1 to `frame`)."""
    return Fraction(_fewest(hits, n, frame), frame), Fraction(_most(hits, n, frame), frame)


@lru_cache(maxsize=4096)
def mean_bounds(total: Fraction, n: int, frame: int) -> tuple[Fraction, Fraction]:
    """Returns the lowest and highest mean of the frame, 0 to 1, that the sample allows.

    `total` is the sum of the `n` answers (1 to `frame`), each scaled to 0 … 1.
    """
    low = max(_between(_fewest, total, n, frame), total)
    high = min(_between(_most, total, n, frame), total + frame - n)
    return low / frame, high / frame


def _between(
    bound: Callable[[int, int, int], int], total: Fraction, n: int, frame: int
) -> Fraction:
    """The bound of a total that is no whole number: in proportion between those of its neighbours."""
    below, above = bound(floor(total), n, frame), bound(ceil(total), n, frame)
    return below + (total - floor(total)) * (above - below)


@lru_cache(maxsize=4096)
def _fewest(hits: int, n: int, frame: int) -> int:
    """The fewest hits in the frame with which `hits` or more of `n` are more likely than TAIL.

    Kept, because the many totals of a mean lie between few whole numbers.
    """
    return _first(hits, frame, lambda k: at_least(hits, n, k, frame) > TAIL)


def _most(hits: int, n: int, frame: int) -> int:
    """The most hits in the frame with which `hits` or fewer of `n` are more likely than TAIL: misses seen as hits."""
    return frame - _fewest(n - hits, n, frame)


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The lowest number in low … high for which a condition holds that keeps holding above; it holds for `high`."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def at_least(hits: int, n: int, in_frame: int, frame: int) -> Fraction:
    """Returns the probability that `n` drawn from the frame, with `in_frame` hits in it, contain `hits` or more."""
    rest = frame - in_frame
    ways = sum(
        comb(in_frame, k) * comb(rest, n - k)
        for k in range(max(hits, n - rest), min(n, in_frame) + 1)
    )
    return Fraction(ways, comb(frame, n))
