"""Performance pay (绩效薪资): base × pay factor, rounded to the fen (rule book, 1 and 3)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import prod

from gacx_reports.core.codes.people import P
from gacx_reports.core.exact import ONE, ZERO, rounded
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.eligibility import days_of_leave
from gacx_reports.core.roster.grouped import grouped
from gacx_reports.core.roster.roster import Department, Person, Roster
from gacx_reports.core.scheme.grades.grade_band import (
    DepartmentFactor,
    FactorKind,
    GradeBand,
    PoolSharing,
)
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.bonus_pool import BonusShare, shared_out
from gacx_reports.core.scoring.context import ScoringContext
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, FactorPart, QuarterOutcome, Status


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
    parts = [
        (FactorPart.INDIVIDUAL, of_grade(band, total, context.scheme.full)),
        *_further(person, context),
    ]
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
        yield FactorPart.DEPARTMENT, result / context.scheme.full
    if settings.attendance:
        yield FactorPart.ATTENDANCE, _attendance(person, context)


def of_grade(band: GradeBand, total: Decimal, full: Fraction = ONE) -> Fraction:
    """Returns the grade's factor at that total, in marks of `full`.

    A total outside the band, after a veto or override, counts as its end.
    """
    factor = Fraction(band.pay_factor)
    if band.factor_kind is FactorKind.FIXED:
        return factor
    within = total_within(band, total)
    if band.factor_kind is FactorKind.TOTAL:
        return within / full * factor
    assert band.high is not None, "the scheme's checks ask for it"
    assert band.top_factor is not None, "the scheme's checks ask for it"
    share = (within - Fraction(band.low)) / (Fraction(band.high) - Fraction(band.low))
    return factor + share * (Fraction(band.top_factor) - factor)


def total_within(band: GradeBand, total: Decimal) -> Fraction:
    """Returns the total as it counts for the grade's factor: one outside the band as the band's nearer end."""
    within = Fraction(max(total, band.low))
    return within if band.high is None else min(within, Fraction(band.high))


def _attendance(person: Person, context: ScoringContext) -> Fraction:
    """The share of the quarter's calendar days without leave; 1 up to 缺勤起扣天数."""
    quarter = context.quarter
    days = (quarter.last_day - quarter.first_day).days + 1
    leave = days_of_leave(context.roster, person.id, quarter)
    return ONE if leave <= context.scheme.settings.unpaid_days else Fraction(days - leave, days)


def performance_pay(outcome: EmployeeOutcome) -> Decimal | None:
    """Returns performance pay in yuan, 2 decimals: the share of the department's pool, or base × factor, half up.

    None without a base or a pay factor, or while the pool is not shared.
    """
    if outcome.bonus:
        return outcome.bonus.amount
    if outcome.pay_factor is None or outcome.person.base is None:
        return None
    return rounded(Fraction(outcome.person.base) * Fraction(outcome.pay_factor), 2)


@dataclass(frozen=True, slots=True)
class Pool:
    """The bonus pool of a department and its people, by the department on the roster."""

    department: Department
    yuan: Decimal
    sharing: tuple[EmployeeOutcome, ...]
    """Who is scored; where shares go by it, with a base."""
    waits_for: tuple[str, ...]
    """IDs of those who are held back; the pool is not shared while there are any."""


def pools_of(quarter: QuarterOutcome) -> tuple[Pool, ...]:
    """Returns the pools that are shared or will be, in the roster's order; () where the scheme shares none."""
    return tuple(_pools(quarter.employees, quarter.scheme, quarter.roster))


def _pools(
    employees: Mapping[str, EmployeeOutcome], scheme: Scheme, roster: Roster
) -> Iterator[Pool]:
    if scheme.settings.pool_sharing is PoolSharing.NONE:
        return
    for department in roster.departments.values():
        if department.pool is not None:
            here = [e for e in employees.values() if e.person.department == department.name]
            by_base = scheme.settings.pool_sharing.by_base
            scored = tuple(
                e
                for e in here
                if e.status is Status.SCORED and not (by_base and e.person.base is None)
            )
            held = tuple(e.person.id for e in here if e.status is Status.HELD_BACK)
            yield Pool(department, department.pool, scored, held)


def with_bonuses(
    employees: Mapping[str, EmployeeOutcome], scheme: Scheme, roster: Roster
) -> dict[str, EmployeeOutcome]:
    """Returns the employees with their shares of the pools of their departments, in the same order.

    One of the department who is held back leaves its pool unshared: whoever it is would change everybody's share.
    """
    found = dict(employees)
    for pool in _pools(employees, scheme, roster):
        weights = {e.person.id: _weight(e, scheme.settings.pool_sharing) for e in pool.sharing}
        total = sum(weights.values(), ZERO)
        amounts = {} if pool.waits_for else shared_out(pool.yuan, weights)
        for e in pool.sharing:
            i = e.person.id
            share = BonusShare(pool.yuan, weights[i], total, amounts.get(i), pool.waits_for)
            found[i] = replace(e, bonus=share)
    return found


def pooled_together(quarter: QuarterOutcome) -> dict[str, list[str]]:
    """Returns the IDs of those with whom each shares a pool, the own one included; who shares none is left out."""
    sharing = [e.person for e in quarter.employees.values() if e.bonus]
    units = grouped(sharing, lambda p: p.department).values()
    return {p.id: ids for unit in units if (ids := [q.id for q in unit]) for p in unit}


def _weight(e: EmployeeOutcome, sharing: PoolSharing) -> Fraction:
    assert e.total is not None, "who is scored has a total"
    assert e.pay_factor is not None, "and a pay factor"
    by = e.pay_factor if sharing is PoolSharing.FACTOR else e.total
    return Fraction(by) * (Fraction(e.person.base or 0) if sharing.by_base else ONE)


def unshared(quarter: QuarterOutcome) -> Iterator[Issue]:
    """P67 (warning): a pool of which nobody has anything, although nobody is held back."""
    for pool in pools_of(quarter):
        if not pool.yuan or pool.waits_for or any(e.bonus and e.bonus.weight for e in pool.sharing):
            continue
        name = pool.department.name
        yield Issue(P.POOL_NOT_SHARED, pool.department.place, name, {"unit": name})


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
