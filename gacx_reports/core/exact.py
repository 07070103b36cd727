"""Exact arithmetic: fractions in, one rounding out, no binary floats."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import isqrt

ZERO = Fraction(0)
ONE = Fraction(1)


def rounded(value: Fraction, places: int) -> Decimal:
    """Returns the exact value rounded half up (ties away from zero) to `places` decimals."""
    # Whole numbers take a third of the time that fractions take.
    top, bottom = value.numerator, value.denominator
    whole = (2 * abs(top) * 10**places + bottom) // (2 * bottom)
    return Decimal(-whole if top < 0 else whole).scaleb(-places)


def total(values: Iterable[Fraction]) -> Fraction:
    """Returns the exact sum; much sooner than `sum` where many values have the same denominator."""
    tops: dict[int, int] = {}
    for value in values:
        tops[value.denominator] = tops.get(value.denominator, 0) + value.numerator
    return sum((Fraction(top, bottom) for bottom, top in tops.items()), ZERO)


def mean(values: Sequence[Fraction]) -> Fraction:
    """Returns the exact mean of one value or more."""
    return total(values) / len(values)


def decimals(value: Fraction) -> int | None:
    """Returns how many decimals show the value exactly; None if they go on for ever."""
    rest, counts = value.denominator, [0, 0]
    for place, prime in enumerate((2, 5)):
        while rest % prime == 0:
            rest //= prime
            counts[place] += 1
    return max(counts) if rest == 1 else None


def twelve_places(value: Fraction) -> str:
    """Returns a number as text for `results.json`: rounded half up to 12 decimals, without trailing zeros."""
    if value.denominator == 1:
        return str(value.numerator)
    text = f"{rounded(value, 12):f}"
    return text.rstrip("0").rstrip(".")


def exact(value: Fraction) -> str:
    """A number with 12 decimals at most; `…` behind one that goes on, rounded there."""
    text = twelve_places(value)
    return text if Fraction(text) == value else f"{rounded(value, 12):f}…"


def exact_or_ratio(value: Fraction) -> str:
    """A number with 12 decimals at most; `83/92` where they go on, so that it can be computed again."""
    text = exact(value)
    return f"{value.numerator}/{value.denominator}" if text.endswith("…") else text


@lru_cache(maxsize=4096)
def wilson(hits: int, n: int) -> tuple[Decimal, Decimal]:
    """Returns the bounds of the 95 % Wilson interval of hits ÷ n: 0 to 1, 4 decimals, rounded half up; n is at least 1.

    Exact arithmetic, so that every machine prints the same bounds.
    """
    z2 = Fraction(38416, 10000)
    p = Fraction(hits, n)
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    variance = (p * (1 - p) / n + z2 / (4 * n * n)) * z2
    half = root(variance) / (1 + z2 / n)
    return rounded(max(middle - half, ZERO), 4), rounded(min(middle + half, ONE), 4)


def root(value: Fraction) -> Fraction:
    """Returns the square root of a non-negative number, cut off after 12 decimals."""
    return Fraction(isqrt(value.numerator * 10**24 // value.denominator), 10**12)
