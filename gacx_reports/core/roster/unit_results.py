"""Check of the results of units that HR types in: whether one is missing that somebody's total needs."""

from collections.abc import Iterator

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.checks import RosterTables
from gacx_reports.core.roster.eligibility import will_be_scored
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.kpi import COMPANY
from gacx_reports.core.scheme.scheme import Scheme


def missing_unit_results(
    sound: RosterTables, rows: RosterTables, roster: Roster, scheme: Scheme, quarter: Quarter
) -> Iterator[Issue]:
    """P19: a typed result of a unit is missing that the total of somebody who will be scored needs."""
    given = {r.text("对象") for r in rows["部门公司结果"]}
    known = {r.text("名称") for r in rows["部门"]}
    for r in sound["花名册"]:
        post = scheme.post_named(r.text("岗位"))
        person = roster.people[r.text("工号")]
        if post is None or not will_be_scored(person, roster, scheme, quarter):
            continue
        own = r.text("部门") if post.department and r.text("部门") in known else ""
        for unit in filter(None, (own, COMPANY if post.company else "")):
            if unit not in given and not scheme.kpis_of_unit(unit):
                yield r.issue(P.UNIT_RESULT_MISSING, "岗位", unit=unit)
