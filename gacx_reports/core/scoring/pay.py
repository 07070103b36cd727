"""Performance pay (绩效薪资): base × pay factor, rounded to the fen (rule book, 1 and 3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.exact import rounded
from gacx_reports.core.scoring.outcomes import EmployeeOutcome


def performance_pay(outcome: EmployeeOutcome) -> Decimal | None:
    """Returns performance pay in yuan, rounded half up to 2 decimals; None without a base or a pay factor."""
    if outcome.pay_factor is None or outcome.person.base is None:
        return None
    return rounded(Fraction(outcome.person.base) * Fraction(outcome.pay_factor), 2)


@dataclass(frozen=True, slots=True)
class Correction:
    """Correction of one employee's performance pay by a revision, in yuan."""

    id: str
    name: str
    factor_before: Decimal | None
    factor: Decimal | None
    pay_before: Decimal | None
    """Performance pay as published; None if none was."""
    pay: Decimal | None
    """Performance pay of the revision; None if there is none."""

    @property
    def difference(self) -> Decimal | None:
        """New minus old, both rounded to the fen: positive is paid, negative recovered; None if both are None."""
        if self.pay is None and self.pay_before is None:
            return None
        return (self.pay or Decimal(0)) - (self.pay_before or Decimal(0))


def balance(corrections: Iterable[Correction]) -> Decimal:
    """Returns the sum of the rounded differences, in yuan."""
    return sum((c.difference or Decimal(0) for c in corrections), Decimal(0))
