"""Forced distribution as a check that changes no grade; ranks; best and worst employees."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.codes.people import P
from gacx_reports.core.exact import mean
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.roster import AcceptedQuota
from gacx_reports.core.scheme.grades.quota import Quota
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.scoring.quota_groups import QuotaGroup, groups, holding, members_in


@dataclass(frozen=True, slots=True)
class Violation:
    """A missed quota: too many or too few employees of a unit have the grade."""

    quota: Quota
    count: int
    """Employees with the grade."""
    scored: int
    """Scored employees of the unit."""
    allowed: int
    """The most employees that the quota allows; if `too_few`, the fewest."""
    too_few: bool
    accepted: AcceptedQuota | None = None
    """The entry in sheet 分布例外, if HR accepts the missed quota."""


def missed(group: QuotaGroup, quarter: QuarterOutcome) -> tuple[Violation, ...]:
    """Returns the quotas that a department, level or the company misses, each with HR's acceptance if there is one."""
    found = violations(members_in(group, quarter), holding(group, quarter), quarter.scheme)
    accepted = quarter.roster.accepted
    return tuple(replace(v, accepted=accepted.get((group.name, v.quota.grade))) for v in found)


def needless(quarter: QuarterOutcome) -> tuple[Issue, ...]:
    """P31 (warning): an accepted quota (分布例外) that is not missed with the present results."""
    accepted = quarter.roster.accepted.values()
    named = {a.department for a in accepted}
    met = [v.accepted for g in groups(quarter) if g.name in named for v in missed(g, quarter)]
    return tuple(
        Issue(P.QUOTA_NOT_MISSED, a.place, a.grade, {"department": a.department})
        for a in accepted
        if a not in met
    )


def violations(
    members: Sequence[EmployeeOutcome], quotas: Sequence[Quota], scheme: Scheme
) -> tuple[Violation, ...]:
    """Returns which of the quotas a unit misses; none for a unit of 强制分布人数 or fewer scored employees.

    最高比例 allows the share of employees rounded up, 最低比例 requires it rounded down. Employees with
    equal totals have the same grade and all count.
    """
    scored = [e for e in members if e.status is Status.SCORED]
    if len(scored) <= scheme.settings.quota_people:
        return ()
    found = []
    for quota in quotas:
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
    """Returns the rank of each total, in the given order; equal totals share a rank (1, 1, 3)."""
    return tuple(1 + sum(other > total for other in totals) for total in totals)


def extremes(
    members: Sequence[EmployeeOutcome], how_many: int
) -> tuple[tuple[EmployeeOutcome, ...], tuple[EmployeeOutcome, ...]]:
    """Returns the best and the worst scored employees, and all who tie with the last of them.

    Each are `how_many`, but half of the scored at most, and nobody is among both.
    """
    scored = [(e.total, e) for e in members if e.total is not None]
    many = min(how_many, max(len(scored) // 2, 1))
    best = _with_ties(sorted(scored, key=lambda pair: -pair[0]), many)
    ids = {e.person.id for e in best}
    others = [(total, e) for total, e in scored if e.person.id not in ids]
    return best, _with_ties(sorted(others, key=lambda pair: pair[0]), many)


def _with_ties(
    ordered: list[tuple[Decimal, EmployeeOutcome]], how_many: int
) -> tuple[EmployeeOutcome, ...]:
    if len(ordered) <= how_many:
        return tuple(e for _, e in ordered)
    edge = ordered[how_many - 1][0]
    return tuple(e for i, (total, e) in enumerate(ordered) if i < how_many or total == edge)


def mean_total(members: Sequence[EmployeeOutcome]) -> Fraction | None:
    """Returns the exact mean of the printed totals; None if no member has one."""
    totals = [Fraction(e.total) for e in members if e.total is not None]
    return mean(totals) if totals else None
