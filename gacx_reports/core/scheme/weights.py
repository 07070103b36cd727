"""Weights as fractions of 1, some of which may share equally what the others leave; their columns."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.sheets.columns import Column, Kind

EQUAL = "均分"
"""The word in place of a weight that shares what is left."""
Written = Decimal | str | None
"""A weight as it was written: a number, EQUAL, or None for a blank one."""


def weights(written: Sequence[Written]) -> tuple[Fraction, ...]:
    """Returns the weights, exactly; those that say EQUAL have each the same part of what is left, 0 at least.

    A blank one weighs 0: its cell has an issue of its own.
    """
    typed = [Fraction(w) if isinstance(w, Decimal) else Fraction(0) for w in written]
    sharing = [w == EQUAL for w in written]
    left = max(1 - sum(typed, Fraction(0)), Fraction(0))
    part = left / sum(sharing) if any(sharing) else Fraction(0)
    return tuple(part if shares else own for own, shares in zip(typed, sharing, strict=True))


def weight_column(name: str, note: str) -> Column:
    """Returns a required column for a weight: a ratio from 0 to 1."""
    return Column(name, Kind.RATIO, low=Decimal(0), high=Decimal(1), note=note)


def shared_weight_column(note: str) -> Column:
    """Returns the required column 权重: a ratio from 0 to 1, or 均分."""
    return replace(weight_column("权重", note), keywords=(EQUAL,))
