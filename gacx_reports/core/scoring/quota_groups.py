"""Of whose grades quotas are shares, and which row of sheet 强制分布 holds for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from gacx_reports.core.codes.people import P
from gacx_reports.core.exact import rounded
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.scheme.grades.quota import Quota, QuotaScope
from gacx_reports.core.scheme.kpi import COMPANY
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, UnitOutcome
from gacx_reports.core.scoring.unit_members import members_of
from gacx_reports.i18n import N_


@dataclass(frozen=True, slots=True)
class QuotaGroup:
    """A department, the people in the posts of a level, or everybody."""

    scope: QuotaScope
    name: str
    """Of the department or level; 公司."""


def department(name: str) -> QuotaGroup:
    """Returns the group of a department's people."""
    return QuotaGroup(QuotaScope.DEPARTMENT, name)


def wider_groups(quarter: QuarterOutcome) -> tuple[QuotaGroup, ...]:
    """Returns levels and company, as far as the scheme has quotas for them."""
    return tuple(
        QuotaGroup(QuotaScope.COMPANY if name == COMPANY else QuotaScope.LEVEL, name)
        for name in quarter.scheme.wider_quotas
    )


def groups(quarter: QuarterOutcome) -> tuple[QuotaGroup, ...]:
    """Returns all groups: the departments in the roster's order, then levels and company."""
    return (*map(department, quarter.roster.departments), *wider_groups(quarter))


def members_in(group: QuotaGroup, quarter: QuarterOutcome) -> tuple[EmployeeOutcome, ...]:
    """Returns the group's employees, in the roster's order."""
    everybody = tuple(quarter.employees.values())
    match group.scope:
        case QuotaScope.DEPARTMENT:
            return members_of(group.name, quarter)
        case QuotaScope.LEVEL:
            posts = quarter.scheme.posts
            return tuple(e for e in everybody if posts[e.person.post].level == group.name)
        case QuotaScope.COMPANY:
            return everybody


def holding(group: QuotaGroup, quarter: QuarterOutcome) -> tuple[Quota, ...]:
    """Returns the quotas that hold for the group: of each grade the row that says most of whom it is for.

    A row that names the group goes before one for each, then one for the department's own grade before one for all.
    """
    own = _own_grade(group, quarter)
    found: dict[str, Quota] = {}
    for quota in quarter.scheme.quotas:
        named = quota.subject in ("", group.name)
        if quota.scope is group.scope and named and quota.department_grade in ("", own):
            best = found.setdefault(quota.grade, quota)
            found[quota.grade] = max(best, quota, key=_precision)
    return tuple(found.values())


def _precision(quota: Quota) -> tuple[bool, bool]:
    return bool(quota.subject), bool(quota.department_grade)


def _own_grade(group: QuotaGroup, quarter: QuarterOutcome) -> str:
    """The grade in whose band a department's own result lies, rounded as totals are; "" without a result."""
    unit = quarter.units.get(group.name) if group.scope is QuotaScope.DEPARTMENT else None
    if unit is None or unit.result is None:
        return ""
    result = rounded(max(unit.result, Fraction(0)), quarter.scheme.settings.total_places)
    return quarter.scheme.grade(result).name


_NOWHERE = N_("no such department is on the roster")
_NO_RESULT = N_("the department {department} has no result of its own")


def unjudged(quarter: QuarterOutcome) -> Iterator[Issue]:
    """P64 (warning): a row of quotas for a department that the roster lacks, or for a grade that it doesn't have.

    A result that somebody still holds back is no reason: it comes when they are decided.
    """
    departments = quarter.roster.departments
    for quota in quarter.scheme.quotas:
        if quota.scope is not QuotaScope.DEPARTMENT:
            continue
        if quota.subject and quota.subject not in departments:
            yield Issue(P.QUOTA_NOT_JUDGED, quota.place, quota.subject, {"reason": _NOWHERE})
    if any(q.department_grade for q in quarter.scheme.quotas):
        for name in departments:
            unit = quarter.units.get(name)
            if members_of(name, quarter) and (unit is None or _nothing_known(unit)):
                details = {"reason": _NO_RESULT, "department": name}
                yield Issue(P.QUOTA_NOT_JUDGED, quarter.roster.unit_sheet, "", details)


def _nothing_known(unit: UnitOutcome) -> bool:
    return unit.result is None and not unit.issues and not unit.held_by
