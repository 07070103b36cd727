"""Performance pay: base × pay factor, to the fen."""

from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.outcomes import EmployeeOutcome
from gacx_reports.core.rules import rounded


def performance_pay(outcome: EmployeeOutcome) -> Decimal | None:
    """Yuan with two decimals, ROUND_HALF_UP; None where there is no base or nothing is decided."""
    if outcome.pay_factor is None or outcome.person.base is None:
        return None
    return rounded(Fraction(outcome.person.base) * Fraction(outcome.pay_factor), 2)
