"""Shares of a department's bonus pool (奖金包): exact in proportion, then whole cents whose sum is the pool."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class BonusShare:
    """An employee's share of the pool of the department; in place of base × pay factor."""

    pool: Decimal
    """Yuan, 2 decimals."""
    weight: Fraction
    """Factor × base, total × base, or total; 0 or more."""
    weights: Fraction
    """Sum over everybody who has a share."""
    amount: Decimal | None
    """Yuan, 2 decimals; None while the pool is not shared."""
    waits_for: tuple[str, ...] = ()
    """IDs of the department's people who are held back."""

    @property
    def exact(self) -> Fraction:
        """The share in yuan before it becomes whole cents; 0 where nobody has a weight."""
        return Fraction(self.pool) * self.weight / self.weights if self.weights else Fraction(0)


def shared_out(pool: Decimal, weights: Mapping[str, Fraction]) -> dict[str, Decimal]:
    """Returns ID → yuan with 2 decimals, in proportion to the weights; they total the pool exactly.

    Everybody has the whole cents of the exact share. The cents that are left go one each to the largest remainders;
    of equal ones to the larger weight, then the lower ID. Without any weight nobody has anything.
    """
    total = sum(weights.values(), Fraction(0))
    if not total:
        return dict.fromkeys(weights, Decimal("0.00"))
    exact = {i: Fraction(pool) * 100 * weight / total for i, weight in weights.items()}
    cents = {i: share.numerator // share.denominator for i, share in exact.items()}
    left = int(pool * 100) - sum(cents.values())
    for i in sorted(exact, key=lambda i: (cents[i] - exact[i], -weights[i], i))[:left]:
        cents[i] += 1
    return {i: cents[i] * CENT for i in cents}
