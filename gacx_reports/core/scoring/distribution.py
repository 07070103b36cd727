"""Forced distribution as a check, ranks, and who is at the top and the bottom. Nobody is ever moved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import assignments, home
from gacx_reports.core.roster.roster import AcceptedQuota
from gacx_reports.core.scheme.scheme import Quota, Scheme
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status


@dataclass(frozen=True, slots=True)
class Violation:
    """A grade whose share in a unit is not as the scheme asks."""

    quota: Quota
    count: int
    scored: int
    allowed: int
    """The most (or, when `too_few`, the fewest) people that the quota leaves."""
    too_few: bool
    accepted: AcceptedQuota | None = None
    """HR lets it stand."""


def missed(department: str, quarter: QuarterOutcome) -> tuple[Violation, ...]:
    """Quotas that a department misses, each with what HR says to it."""
    roster = quarter.roster
    members = [
        e
        for e in quarter.employees.values()
        if home(assignments(e.person, roster, quarter.quarter)[-1], roster) == department
    ]
    return tuple(
        replace(v, accepted=roster.accepted.get((department, v.quota.grade)))
        for v in violations(members, quarter.scheme)
    )


def needless(quarter: QuarterOutcome) -> tuple[Issue, ...]:
    """P31 (warning): a quota is let go that nobody misses, by the results as they now are."""
    return tuple(
        Issue(P.QUOTA_NOT_MISSED, a.place, a.grade, {"department": a.department})
        for a in quarter.roster.accepted.values()
        if all(v.accepted is not a for v in missed(a.department, quarter))
    )


def violations(members: Sequence[EmployeeOutcome], scheme: Scheme) -> tuple[Violation, ...]:
    """Quotas that a unit misses. Units of `quota_people` or fewer scored people are too small to judge.

    The most people is the share rounded up, the fewest rounded down, so that a quota never asks for a
    fraction of a person; people of equal totals at the edge of a grade share it, hence count in it.
    """
    scored = [e for e in members if e.status is Status.SCORED]
    if len(scored) <= scheme.settings.quota_people:
        return ()
    found = []
    for quota in scheme.quotas:
        count = sum(e.grade == quota.grade for e in scored)
        if quota.most is not None and count > (most := _up(quota.most, len(scored))):
            found.append(Violation(quota, count, len(scored), most, too_few=False))
        if quota.least is not None and count < (least := _down(quota.least, len(scored))):
            found.append(Violation(quota, count, len(scored), least, too_few=True))
    return tuple(found)


def _up(share: Decimal, people: int) -> int:
    exact = Fraction(share) * people
    return -(-exact.numerator // exact.denominator)


def _down(share: Decimal, people: int) -> int:
    exact = Fraction(share) * people
    return exact.numerator // exact.denominator


def ranks(totals: Sequence[Decimal]) -> tuple[int, ...]:
    """Standard competition ranks, best first: equal totals share one (1, 1, 3)."""
    return tuple(1 + sum(other > total for other in totals) for total in totals)


def extremes(
    members: Sequence[EmployeeOutcome], how_many: int
) -> tuple[tuple[EmployeeOutcome, ...], tuple[EmployeeOutcome, ...]]:
    """The best and the worst, with all who tie with the last of them."""
    scored = [(e.total, e) for e in members if e.total is not None]
    best = sorted(scored, key=lambda pair: -pair[0])
    worst = sorted(scored, key=lambda pair: pair[0])
    return _with_ties(best, how_many), _with_ties(worst, how_many)


def _with_ties(
    ordered: list[tuple[Decimal, EmployeeOutcome]], how_many: int
) -> tuple[EmployeeOutcome, ...]:
    if len(ordered) <= how_many:
        return tuple(e for _, e in ordered)
    edge = ordered[how_many - 1][0]
    return tuple(e for i, (total, e) in enumerate(ordered) if i < how_many or total == edge)


def mean_total(members: Sequence[EmployeeOutcome]) -> Fraction | None:
    """The mean of the printed totals, None where nobody has one."""
    totals = [Fraction(e.total) for e in members if e.total is not None]
    return sum(totals, Fraction(0)) / len(totals) if totals else None
