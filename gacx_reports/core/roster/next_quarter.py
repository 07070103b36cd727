"""Proposes the next quarter's roster: the employees who remain, and dates for sheet 本期."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.calendar.workdays import LIBRARY_ONLY, Calendar
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster import sheets
from gacx_reports.core.roster.period import COMMITMENT
from gacx_reports.core.roster.raters import PEERS
from gacx_reports.core.roster.roster import SURVEY_TEAM, Caller, Employment, Person, Roster
from gacx_reports.core.roster.uncertain_days import uncertain_day
from gacx_reports.core.scheme.behaviour_set import Rater

RosterRow = dict[str, str | Decimal | date | None]
RosterRows = list[RosterRow]
DUE, PUBLISHED = 5, 10
"""Proposed dates of 填报截止 and 公布日, in working days after the quarter's last day."""
_SUGGESTED = {"填报截止": DUE, "公布日": PUBLISHED}


def next_roster(
    roster: Roster | None,
    quarter: Period,
    entries: Iterable[tuple[str, str]],
    commitment: str = "",
) -> dict[str, RosterRows]:
    """Returns sheet → rows of the roster of `quarter`, from the previous one; if that is None, only sheet 本期.

    `entries` are names and remarks of sheet 本期. Transfers, overrides, projects and unit results are left for HR to
    enter; leave that reaches into the quarter is kept. `commitment` is the entry 抽样承诺 of the quarter; "" for none.
    """
    found: dict[str, RosterRows] = {form.name: [] for form in sheets.ROSTER_SHEETS}
    calendar = roster.calendar if roster else LIBRARY_ONLY
    found[sheets.PERIOD.name] = _period(quarter, entries, calendar, commitment)
    if roster is None:
        return found
    there = {
        p.id
        for p in roster.people.values()
        if p.status is not Employment.LEFT and not (p.left and p.left < quarter.first_day)
    }
    found[sheets.PEOPLE.name] = [person_row(p) for p in roster.people.values() if p.id in there]
    found[sheets.DEPARTMENTS.name] = [
        {"名称": d.name, "上级部门": d.upper or None, "负责人工号": d.head}
        for d in roster.departments.values()
    ]
    found[sheets.LEAVE.name] = [
        {"工号": a.person, "起": a.start, "止": a.end, "类型": a.kind}
        for a in roster.leave
        if a.person in there and a.end >= quarter.first_day
    ]
    found[PEERS.name] = list(_raters(roster, there))
    found[sheets.UNIT_RESULTS.name] = [{"对象": unit} for unit in roster.unit_results]
    found[sheets.HOLIDAYS.name] = _arrangement(calendar, quarter)
    found[sheets.CALLERS.name] = [
        _caller(c, there) for c in roster.callers if c is not SURVEY_TEAM and c.id in {"", *there}
    ]
    return found


def _raters(roster: Roster, there: set[str]) -> Iterator[RosterRow]:
    """Who rates whom, of those who are still there; those from outside stay."""
    for number, rater in roster.raters.items():
        for rated, kind in rater.rates.items():
            if rated in there and (rater.name or number in there):
                row: RosterRow = {"评价人工号": number, "被评人工号": rated}
                if kind is not Rater.PEERS:
                    row |= {"类别": str(kind), "评价人姓名": rater.name or None}
                yield row


def _caller(caller: Caller, there: set[str]) -> RosterRow:
    """The caller, with those of the avoided who are still there."""
    avoids = "、".join(sorted(caller.avoids & there))
    return {"调查员": caller.name, "工号": caller.id or None, "回避工号": avoids or None}


def uncertain_suggestions(
    roster: Roster | None, quarter: Period, place: CellRef
) -> tuple[Issue, ...]:
    """P36 (warning) for each suggested date of that quarter's roster that may be another day."""
    calendar = roster.calendar if roster else LIBRARY_ONLY
    first = quarter.last_day + timedelta(days=1)
    return tuple(
        issue
        for entry, count in _SUGGESTED.items()
        for issue in uncertain_day(
            entry, place, calendar, first, calendar.plus_working_days(quarter.last_day, count)
        )
    )


def _arrangement(calendar: Calendar, quarter: Period) -> RosterRows:
    """What HR entered and the new quarter may still need."""
    return [
        {
            "起": days.first,
            "止": days.last if days.last > days.first else None,
            "类型": sheets.WORKED if days.worked else sheets.DAYS_OFF,
            "说明": days.note or None,
        }
        for days in calendar.entered
        if days.last.year >= quarter.year
    ]


def person_row(person: Person) -> RosterRow:
    """Returns the row of sheet 花名册 that says the same of the person."""
    return {
        "工号": person.id,
        "姓名": person.name,
        "部门": person.department,
        "岗位": person.post,
        "直接上级工号": person.supervisor or None,
        "邮箱": person.email or None,
        "入职日期": person.joined,
        "离职日期": person.left,
        "状态": str(person.status),
        "绩效薪资基数": person.base,
        "报告密码": person.password or None,
    }


def _period(
    quarter: Period, entries: Iterable[tuple[str, str]], calendar: Calendar, commitment: str
) -> RosterRows:
    def value(name: str) -> str | date | None:
        if name == "季度":
            return str(quarter)
        if name == COMMITMENT:
            return commitment or None
        days = _SUGGESTED.get(name)
        return calendar.plus_working_days(quarter.last_day, days) if days else None

    remarks: Mapping[str, str] = dict(entries)
    names = dict.fromkeys(("季度", *_SUGGESTED, *remarks, *([COMMITMENT] if commitment else [])))
    return [{"项目": n, "值": value(n), "说明": remarks.get(n) or None} for n in names]
