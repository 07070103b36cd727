"""What-if (方案试算): compares the same inputs under two schemes: changed grades, their causes and cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction

from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.scoring.pay import performance_pay


class ComparedStatus(StrEnum):
    """Whether an employee's outcomes under the two schemes can be compared."""

    COMPARED = "compared"
    """Scored under both."""
    APART = "apart"
    """Not scored or exempt under both schemes."""
    INCOMPARABLE = "incomparable"
    """Any other pair, such as held back under one scheme."""


class Other(Enum):
    """What besides KPIs contributes to a total."""

    BEHAVIOUR = "behaviour"
    DEPARTMENT = "department"
    COMPANY = "company"
    PERIODS = "periods"
    ADJUSTMENTS = "adjustments"


@dataclass(frozen=True, slots=True)
class Share:
    """What one KPI, or something else, contributes to a person's exact total."""

    source: str | Other
    """A KPI's name under the new scheme, or what else it is."""
    before: Fraction
    after: Fraction

    @property
    def change(self) -> Fraction:
        """After less before."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Shift:
    """An employee under both schemes."""

    person: Person
    department: str
    """Department whose head evaluates the employee; "" if there is none above."""
    standing: ComparedStatus
    before: EmployeeOutcome
    after: EmployeeOutcome
    shares: tuple[Share, ...] = ()
    """Contributions of a compared employee; their changes add up to that of the exact total, before its limit at 0."""
    by_rules: bool = False
    """Whether the grade changed although the old total has the new computed grade under the new scheme too."""

    @property
    def regraded(self) -> bool:
        """Whether a compared employee's grade differs."""
        return self.standing is ComparedStatus.COMPARED and self.before.grade != self.after.grade

    @property
    def driver(self) -> Share | None:
        """The contribution that changed most in the direction of the total; None if none did, or `by_rules`."""
        if self.by_rules or self.before.total is None or self.after.total is None:
            return None
        way = self.after.total - self.before.total
        moved = [s for s in self.shares if s.change and s.change * Fraction(way) >= 0]
        return max(moved, key=lambda s: abs(s.change)) if moved else None

    @property
    def pay(self) -> tuple[Decimal, Decimal] | None:
        """Performance pay before and after, in yuan; None unless compared and paid under one of the schemes.

        None, too, while a pool is not shared. Who is paid under one scheme alone, such as from a pool that is shared
        without bases, has 0 under the other.
        """
        if self.standing is not ComparedStatus.COMPARED:
            return None
        if any(e.bonus and e.bonus.amount is None for e in (self.before, self.after)):
            return None
        before, after = performance_pay(self.before), performance_pay(self.after)
        if before is None and after is None:
            return None
        return before or Decimal(0), after or Decimal(0)


@dataclass(frozen=True, slots=True)
class Cost:
    """Performance pay of a group's compared employees under both schemes, in yuan."""

    people: int
    """Compared employees."""
    regraded: int
    paid: int
    """Compared employees who are paid under one of the schemes."""
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        """Additional cost of the other scheme, in yuan; negative if it costs less."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class GradeChangeCause:
    """A source whose contribution was the main cause of changed grades."""

    source: str | Other | None
    """None: grade bands, vetoes or rounding, and no contribution."""
    post: str
    better: int
    """Employees whose pay factor rose."""
    worse: int
    level: int
    """Employees with another grade and the same pay factor."""
    mean: Fraction
    """Mean change of its contribution to the totals of these employees."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A quarter under two schemes; `shifts` has every employee of the roster once."""

    before: QuarterOutcome
    after: QuarterOutcome
    shifts: tuple[Shift, ...]
    total: Cost
    departments: Mapping[str, Cost]
    """Department whose head evaluates ("" if there is none above) → cost."""
    causes: tuple[GradeChangeCause, ...]
    """Causes of changed grades, most frequent first."""

    def of(self, standing: ComparedStatus) -> tuple[Shift, ...]:
        """Returns the employees of that comparability, in the roster's order."""
        return tuple(s for s in self.shifts if s.standing is standing)

    @property
    def held_back(self) -> bool:
        """Whether an employee is held back under at least one of the schemes."""
        return any(
            Status.HELD_BACK in (s.before.status, s.after.status)
            for s in self.of(ComparedStatus.INCOMPARABLE)
        )

    @property
    def regraded(self) -> tuple[Shift, ...]:
        """The compared employees with another grade."""
        return tuple(s for s in self.shifts if s.regraded)


def direction(shift: Shift) -> int:
    """Returns 1 for a higher pay factor under the other scheme, −1 for a lower one, 0 for the same."""
    before, after = shift.before.pay_factor or Decimal(0), shift.after.pay_factor or Decimal(0)
    return (after > before) - (after < before)
