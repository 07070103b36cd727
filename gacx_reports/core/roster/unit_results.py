"""Checks of what HR types in for units: results and factors that somebody's total or pay needs."""

from collections.abc import Iterator

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.checks import RosterTables
from gacx_reports.core.roster.eligibility import takes_part, will_be_scored
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.grades.grade_band import DepartmentFactor, PoolSharing
from gacx_reports.core.scheme.kpi import COMPANY
from gacx_reports.core.scheme.scheme import Scheme


def missing_unit_results(
    sound: RosterTables, rows: RosterTables, roster: Roster, scheme: Scheme, quarter: Period
) -> Iterator[Issue]:
    """P19: a typed result of a unit is missing that the total of somebody who will be scored needs."""
    given = {r.text("对象") for r in rows["部门公司结果"]}
    known = {r.text("名称") for r in rows["部门"]}
    for r in sound["花名册"]:
        post = scheme.post_named(r.text("岗位"))
        person = roster.people[r.text("工号")]
        if post is None or not takes_part(person, roster, scheme, quarter):
            continue
        mixed = will_be_scored(person, roster, scheme, quarter)
        multiplied = scheme.settings.department_factor is DepartmentFactor.RESULT
        needed = (mixed and post.department) or multiplied
        own = r.text("部门") if needed and r.text("部门") in known else ""
        for unit in filter(None, (own, COMPANY if mixed and post.company else "")):
            if unit not in given and not scheme.kpis_of_unit(unit):
                yield r.issue(P.UNIT_RESULT_MISSING, "岗位", unit=unit)


def department_factors(
    sound: RosterTables, roster: Roster, scheme: Scheme, quarter: Period
) -> Iterator[Issue]:
    """P62: a department's factor is missing that somebody's pay needs. P63 (warning): one that has no effect."""
    used = scheme.settings.department_factor is DepartmentFactor.ROSTER
    paid = {
        p.department
        for p in roster.people.values()
        if used and takes_part(p, roster, scheme, quarter)
    }
    for r in sound["部门"]:
        factor = r.number("系数")
        if factor is None and r.text("名称") in paid:
            yield r.issue(P.DEPARTMENT_FACTOR_MISSING, "名称", unit=r.text("名称"))
        elif factor is not None and not used:
            yield r.issue(P.DEPARTMENT_FACTOR_UNUSED, "系数", unit=r.text("名称"))


def bonus_pools(
    sound: RosterTables, roster: Roster, scheme: Scheme, quarter: Period
) -> Iterator[Issue]:
    """P65 (warning): somebody has no base, and so no share of the department's pool. P66 (warning): a pool without
    effect."""
    sharing = scheme.settings.pool_sharing
    pooled = {d.name for d in roster.departments.values() if d.pool is not None}
    for r in sound["部门"]:
        if r.text("名称") in pooled and sharing is PoolSharing.NONE:
            yield r.issue(P.POOL_UNUSED, "奖金包", unit=r.text("名称"))
    for r in sound["花名册"]:
        person = roster.people[r.text("工号")]
        if not sharing.by_base or person.base is not None or person.department not in pooled:
            continue
        if will_be_scored(person, roster, scheme, quarter):
            yield r.issue(P.BASE_MISSING, "绩效薪资基数", person.id, unit=person.department)
