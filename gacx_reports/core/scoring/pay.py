"""Performance pay (绩效薪资): base × pay factor, rounded to the fen (rule book, 1 and 3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import prod

from gacx_reports.core.exact import ONE, rounded
from gacx_reports.core.roster.eligibility import days_of_leave
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scheme.grades.grade_band import DepartmentFactor, FactorKind, GradeBand
from gacx_reports.core.scoring.context import ScoringContext
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, FactorPart


@dataclass(frozen=True, slots=True)
class PayFactor:
    """The factor as printed and paid, and what it is the product of."""

    value: Decimal
    parts: tuple[tuple[FactorPart, Fraction], ...] = ()
    """Exact; empty if the scheme has the grade's own factor alone."""


def pay_factor(
    person: Person, band: GradeBand, total: Decimal, context: ScoringContext
) -> PayFactor:
    """Returns the factor: exact, and rounded once, half up, to the scheme's 系数小数位 where it is computed."""
    parts = [(FactorPart.INDIVIDUAL, of_grade(band, total)), *_further(person, context)]
    if len(parts) == 1 and band.factor_kind is FactorKind.FIXED:
        return PayFactor(band.pay_factor)
    product = prod((factor for _, factor in parts), start=ONE)
    return PayFactor(rounded(product, context.scheme.settings.factor_places), tuple(parts))


def _further(person: Person, context: ScoringContext) -> Iterator[tuple[FactorPart, Fraction]]:
    settings = context.scheme.settings
    if settings.department_factor is DepartmentFactor.ROSTER:
        given = context.roster.departments[person.department].factor
        assert given is not None, "the roster's checks ask for it"
        yield FactorPart.DEPARTMENT, Fraction(given)
    if settings.department_factor is DepartmentFactor.RESULT:
        result = context.units[person.department].result
        assert result is not None, "nobody is scored without it"
        yield FactorPart.DEPARTMENT, result
    if settings.attendance:
        yield FactorPart.ATTENDANCE, _attendance(person, context)


def of_grade(band: GradeBand, total: Decimal) -> Fraction:
    """Returns the grade's factor at that total; one outside the band, after a veto or override, counts as its end."""
    factor = Fraction(band.pay_factor)
    if band.factor_kind is FactorKind.FIXED:
        return factor
    within = Fraction(max(total, band.low))
    if band.high is not None:
        within = min(within, Fraction(band.high))
    if band.factor_kind is FactorKind.TOTAL:
        return within * factor
    assert band.high is not None, "the scheme's checks ask for it"
    assert band.top_factor is not None, "the scheme's checks ask for it"
    share = (within - Fraction(band.low)) / (Fraction(band.high) - Fraction(band.low))
    return factor + share * (Fraction(band.top_factor) - factor)


def _attendance(person: Person, context: ScoringContext) -> Fraction:
    """The share of the quarter's calendar days without leave; 1 up to 缺勤起扣天数."""
    quarter = context.quarter
    days = (quarter.last_day - quarter.first_day).days + 1
    leave = days_of_leave(context.roster, person.id, quarter)
    return ONE if leave <= context.scheme.settings.unpaid_days else Fraction(days - leave, days)


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
