"""What-if (方案试算): compares the same inputs under two schemes: changed grades, their causes and cost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from gacx_reports.core.roster.assignments import assignments, home
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scheme.diff import renamed
from gacx_reports.core.scoring.contributions import ZERO, Other, Share, shares
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
        """Performance pay before and after, in yuan; None unless compared and with a base."""
        if self.standing is not ComparedStatus.COMPARED:
            return None
        before, after = performance_pay(self.before), performance_pay(self.after)
        return None if before is None or after is None else (before, after)


@dataclass(frozen=True, slots=True)
class Cost:
    """Performance pay of a group's compared employees under both schemes, in yuan."""

    people: int
    """Compared employees."""
    regraded: int
    """Compared employees with another grade."""
    paid: int
    """Compared employees with a base of performance pay."""
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        """Additional cost of the other scheme, in yuan; negative if it costs less."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Cause:
    """A source whose contribution was the main cause of changed grades."""

    source: str | Other | None
    """None: grade bands, vetoes or rounding, and no contribution."""
    post: str
    """Post of the KPI; "" for another source."""
    better: int
    """Employees whose pay factor rose."""
    worse: int
    """Employees whose pay factor fell."""
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
    causes: tuple[Cause, ...]
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


def compare(before: QuarterOutcome, after: QuarterOutcome) -> WhatIf:
    """Compares two outcomes of the same quarter and inputs that differ in the scheme only."""
    pairs = renamed(before.scheme, after.scheme)
    names = {(post, was): name for (post, name), was in pairs.items()}
    shifts = tuple(
        _shift(was, after.employees[i], (before, after), names)
        for i, was in before.employees.items()
    )
    units = dict.fromkeys(s.department for s in shifts)
    departments = {u: _cost([s for s in shifts if s.department == u]) for u in units}
    return WhatIf(before, after, shifts, _cost(shifts), departments, _causes(shifts))


def _shift(
    before: EmployeeOutcome,
    after: EmployeeOutcome,
    quarters: tuple[QuarterOutcome, QuarterOutcome],
    names: Mapping[tuple[str, str], str],
) -> Shift:
    quarter, other = quarters
    held = assignments(before.person, quarter.roster, quarter.quarter)
    standing = _standing(before.status, after.status)
    found = shares(before, after, names) if standing is ComparedStatus.COMPARED else ()
    department = home(held[-1], quarter.roster)
    by_rules = (
        before.grade != after.grade
        and before.total is not None
        and other.scheme.grade(before.total).name == after.computed_grade
    )
    return Shift(before.person, department, standing, before, after, found, by_rules)


def _standing(before: Status, after: Status) -> ComparedStatus:
    if before is after is Status.SCORED:
        return ComparedStatus.COMPARED
    apart = (Status.NOT_SCORED, Status.EXEMPT)
    return (
        ComparedStatus.APART if before in apart and after in apart else ComparedStatus.INCOMPARABLE
    )


def _cost(shifts: Sequence[Shift]) -> Cost:
    pays = [s.pay for s in shifts if s.pay]
    return Cost(
        people=sum(s.standing is ComparedStatus.COMPARED for s in shifts),
        regraded=sum(s.regraded for s in shifts),
        paid=len(pays),
        before=sum((before for before, _ in pays), Decimal(0)),
        after=sum((after for _, after in pays), Decimal(0)),
    )


def _causes(shifts: Iterable[Shift]) -> tuple[Cause, ...]:
    groups: dict[tuple[str | Other | None, str], list[Shift]] = {}
    for s in shifts:
        if s.regraded:
            source = s.driver.source if s.driver else None
            post = "" if source is None or isinstance(source, Other) else s.person.post
            groups.setdefault((source, post), []).append(s)
    causes = [_cause(source, post, group) for (source, post), group in groups.items()]
    return tuple(sorted(causes, key=lambda c: -(c.better + c.worse + c.level)))


def _cause(source: str | Other | None, post: str, group: Sequence[Shift]) -> Cause:
    steps = [direction(s) for s in group]
    changes = [s.driver.change for s in group if s.driver]
    mean = sum(changes, ZERO) / len(changes) if changes else ZERO
    return Cause(source, post, steps.count(1), steps.count(-1), steps.count(0), mean)


def direction(shift: Shift) -> int:
    """Returns 1 for a higher pay factor under the other scheme, −1 for a lower one, 0 for the same."""
    before, after = shift.before.pay_factor or Decimal(0), shift.after.pay_factor or Decimal(0)
    return (after > before) - (after < before)
