"""The same inputs under two schemes: who changes grade, what it costs, and which KPI did it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction

from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.scoring.pay import performance_pay


class ComparedStatus(StrEnum):
    """What can be said about a person under two schemes."""

    COMPARED = "compared"
    """Scored under both."""
    APART = "apart"
    """Neither scored nor held back under either: the schemes don't concern the person."""
    INCOMPARABLE = "incomparable"
    """Held back under one of them, or scored under one only."""


class Other(Enum):
    """What besides KPIs contributes to a total."""

    BEHAVIOUR = "behaviour"
    DEPARTMENT = "department"
    COMPANY = "company"
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
    """A person under both schemes."""

    person: Person
    department: str
    """Whose head evaluates the person; "" for none above."""
    standing: ComparedStatus
    before: EmployeeOutcome
    after: EmployeeOutcome
    shares: tuple[Share, ...] = ()
    """Of a compared person; their changes total the change of the exact total (never cut at 0)."""
    by_rules: bool = False
    """The old total has the new grade too: bands, vetoes or rounding did it, and no KPI."""

    @property
    def regraded(self) -> bool:
        """Whether the grade differs."""
        return self.standing is ComparedStatus.COMPARED and self.before.grade != self.after.grade

    @property
    def driver(self) -> Share | None:
        """What moved the total most, in the direction in which it moved; None where nothing did, or by rules."""
        if self.by_rules or self.before.total is None or self.after.total is None:
            return None
        way = self.after.total - self.before.total
        moved = [s for s in self.shares if s.change and s.change * Fraction(way) >= 0]
        return max(moved, key=lambda s: abs(s.change)) if moved else None

    @property
    def pay(self) -> tuple[Decimal, Decimal] | None:
        """Performance pay before and after; None where it is not decided under both, or without a base."""
        if self.standing is not ComparedStatus.COMPARED:
            return None
        before, after = performance_pay(self.before), performance_pay(self.after)
        return None if before is None or after is None else (before, after)


@dataclass(frozen=True, slots=True)
class Cost:
    """Performance pay of a group under both schemes, over those who are compared."""

    people: int
    """Compared."""
    regraded: int
    paid: int
    """Compared, with a base of performance pay."""
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        """What the other scheme costs more."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Cause:
    """A KPI, or something else, that moved grades more than anything else did."""

    source: str | Other | None
    """None: no contribution did it, but bands of grades, vetoes or rounding."""
    post: str
    better: int
    """People whose pay factor rose."""
    worse: int
    level: int
    """People with another grade and the same pay factor."""
    mean: Fraction
    """Mean change of its contribution among them."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A quarter under two schemes. Everybody on the roster stands in `shifts` once."""

    before: QuarterOutcome
    after: QuarterOutcome
    shifts: tuple[Shift, ...]
    total: Cost
    departments: Mapping[str, Cost]
    """By the department whose head evaluates; "" for who has none above."""
    causes: tuple[Cause, ...]
    """Of changed grades, the most frequent first."""

    def of(self, standing: ComparedStatus) -> tuple[Shift, ...]:
        """Those of one standing."""
        return tuple(s for s in self.shifts if s.standing is standing)

    @property
    def held_back(self) -> bool:
        """Whether anybody is held back under one of the schemes."""
        return any(
            Status.HELD_BACK in (s.before.status, s.after.status)
            for s in self.of(ComparedStatus.INCOMPARABLE)
        )

    @property
    def regraded(self) -> tuple[Shift, ...]:
        """Those with another grade."""
        return tuple(s for s in self.shifts if s.regraded)


def direction(shift: Shift) -> int:
    """1: a higher pay factor under the other scheme; −1: a lower one; 0: the same."""
    before, after = shift.before.pay_factor or Decimal(0), shift.after.pay_factor or Decimal(0)
    return (after > before) - (after < before)
