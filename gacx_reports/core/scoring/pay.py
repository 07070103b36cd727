"""Performance pay: base × pay factor, to the fen."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.exact import rounded
from gacx_reports.core.scoring.outcomes import EmployeeOutcome


def performance_pay(outcome: EmployeeOutcome) -> Decimal | None:
    """Yuan with two decimals, ROUND_HALF_UP; None where there is no base or nothing is decided."""
    if outcome.pay_factor is None or outcome.person.base is None:
        return None
    return rounded(Fraction(outcome.person.base) * Fraction(outcome.pay_factor), 2)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a revision pays, or recovers, for one person."""

    id: str
    name: str
    factor_before: Decimal | None
    factor: Decimal | None
    pay_before: Decimal | None
    """As published; None where nothing was."""
    pay: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """New less old, both to the fen: positive is paid, negative recovered."""
        if self.pay is None and self.pay_before is None:
            return None
        return (self.pay or Decimal(0)) - (self.pay_before or Decimal(0))


def balance(corrections: Iterable[Correction]) -> Decimal:
    """The sum of the rounded differences."""
    return sum((c.difference or Decimal(0) for c in corrections), Decimal(0))
