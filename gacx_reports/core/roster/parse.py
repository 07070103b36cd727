"""Reads the roster workbook: returns a Roster and all its issues."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from decimal import Decimal

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.code import Cause
from gacx_reports.core.codes.people import P
from gacx_reports.core.codes.values import V
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.arrangement import read_calendar
from gacx_reports.core.roster.callers import callers_of, check_callers
from gacx_reports.core.roster.checks import (
    CHECKS,
    RosterTables,
    cycles,
    day_of,
    duplicate_ids,
    ids_of,
)
from gacx_reports.core.roster.date_checks import doubtful_times, other_years
from gacx_reports.core.roster.ids_as_numbers import folded
from gacx_reports.core.roster.passwords import folded_passwords, is_folded, password_of
from gacx_reports.core.roster.period import read_period, sheet_place
from gacx_reports.core.roster.projects import may_lack_project, projects_of
from gacx_reports.core.roster.raters import raters_of
from gacx_reports.core.roster.roster import (
    ROSTER_WORKBOOK,
    AcceptedQuota,
    Department,
    Employment,
    Leave,
    Override,
    PeriodDates,
    Person,
    Roster,
    Transfer,
)
from gacx_reports.core.roster.sheets import HOLIDAYS, ROSTER_SHEETS, UNIT_RESULTS
from gacx_reports.core.roster.unit_results import (
    bonus_pools,
    department_factors,
    missing_unit_results,
)
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.read_sheet import causes, read_sheet
from gacx_reports.core.sheets.stamp import KIND_OF_ROSTER, Stamp, check_stamps
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import Workbook


def follows_from_roster(issue: Issue, roster: Roster, faults: Collection[Issue]) -> bool:
    """Whether the issue may result from a faulty roster: from any fault, or one of the person's own row.

    P80 also from a fault of sheet 项目分工, where the person may lack a project for it.
    """
    if not issue.code.follows_from(Cause.ROSTER):
        return False
    if not issue.person:
        return True
    person = roster.people.get(issue.person)
    if person is None:
        return False
    if issue.code is P.PROJECT_UNKNOWN and may_lack_project(issue.person, roster.people, faults):
        return True
    rows = {f.place.row for f in faults if f.place.sheet == person.place.sheet}
    return person.place.row in rows


def read_roster(
    workbook: Workbook, scheme: Scheme, quarter: Period
) -> tuple[Roster, tuple[Issue, ...]]:
    """Returns the roster of the workbook, and issues S, V and P.

    With errors the roster has only its sound rows: enough to check the other workbooks, never to score.
    """
    book = workbook.in_words(scheme.words)
    rows, issues = _rows(book, scheme)
    sound = {name: [r for r in records if not r.faulty] for name, records in rows.items()}
    calendar, faults = read_calendar(sound[HOLIDAYS.name], quarter)
    issues += faults
    period, faults = read_period(book, rows["本期"], scheme, quarter, calendar)
    issues += faults
    stamp = Stamp(KIND_OF_ROSTER, ROSTER_WORKBOOK, str(quarter), "")
    issues += check_stamps(workbook, stamp, faults)
    issues += duplicate_ids(rows["花名册"])
    for check in CHECKS:
        issues += check(sound, rows, scheme)
    issues = _with_doubtful_days(issues, sound, quarter)
    roster = _roster(sound, scheme, period)
    issues += [*cycles(roster.people, rows["花名册"]), *folded_passwords(sound["花名册"])]
    ids = ids_of(rows)
    roster = replace(
        roster,
        unit_sheet=sheet_place(book, UNIT_RESULTS.name),
        sha256=workbook.sha256,
        calendar=calendar,
        unread=frozenset(ids) - roster.people.keys(),
    )
    issues += check_callers(sound["调查员"], roster, ids)
    roster = replace(roster, callers=callers_of(sound["调查员"], roster))
    issues += department_factors(sound, roster, scheme, quarter)
    issues += bonus_pools(sound, roster, scheme, quarter)
    issues += missing_unit_results(sound, rows, roster, scheme, quarter)
    return roster, causes(folded(issues, rows["花名册"]))


def _rows(book: Workbook, scheme: Scheme) -> tuple[RosterTables, list[Issue]]:
    """The rows of every sheet, faulty ones included."""
    rows: RosterTables = {}
    issues: list[Issue] = []
    for form in ROSTER_SHEETS:
        rows[form.name], faults = read_sheet(book, form.counted_to(scheme.settings.full_mark))
        issues += faults
    return rows, issues


def _with_doubtful_days(
    issues: Iterable[Issue], sound: RosterTables, quarter: Period
) -> list[Issue]:
    """The issues, and days that may be meant otherwise, of which it is then not said how they were read."""
    doubtful = list(doubtful_times(sound))
    places = {d.place for d in doubtful}
    certain = [i for i in issues if i.code is not V.CONTENT_NORMALISED or i.place not in places]
    return [*certain, *other_years(sound, quarter), *doubtful]


def _roster(sound: RosterTables, scheme: Scheme, period: PeriodDates) -> Roster:
    """What the sound rows say."""
    return Roster(
        people={r.text("工号"): _person(r, scheme) for r in sound["花名册"]},
        departments={r.text("名称"): _department(r) for r in sound["部门"]},
        transfers=tuple(_transfer(r, scheme) for r in sound["调岗"]),
        leave=tuple(_leave(r) for r in sound["假勤"]),
        unit_results={
            r.text("对象"): r.number("得分") or Decimal(0) for r in sound["部门公司结果"]
        },
        period=period,
        overrides={r.text("工号"): _override(r) for r in sound["等级调整"]},
        accepted={(a.department, a.grade): a for a in map(_accepted, sound["分布例外"])},
        raters=raters_of(sound["互评"]),
        projects=projects_of(sound["项目分工"]),
    )


def _person(r: TableRow, scheme: Scheme) -> Person:
    post = scheme.post_named(r.text("岗位"))
    return Person(
        id=r.text("工号"),
        name=r.text("姓名"),
        department=r.text("部门"),
        post=post.name if post else r.text("岗位"),
        supervisor=r.text("直接上级工号"),
        email=r.text("邮箱"),
        joined=day_of(r.day("入职日期")),
        left=r.day("离职日期"),
        status=Employment(r.text("状态")),
        base=r.number("绩效薪资基数"),
        place=r.place("工号"),
        password=password_of(r),
        password_folded=is_folded(r),
        name_place=r.place("姓名"),
        department_place=r.place("部门"),
    )


def _department(r: TableRow) -> Department:
    return Department(
        r.text("名称"),
        r.text("上级部门"),
        r.text("负责人工号"),
        r.place("名称"),
        r.number("系数"),
        r.number("奖金包"),
    )


def _transfer(r: TableRow, scheme: Scheme) -> Transfer:
    old, new = (scheme.post_named(r.text(c)) for c in ("原岗位", "新岗位"))
    return Transfer(
        person=r.text("工号"),
        day=day_of(r.day("日期")),
        old_post=old.name if old else "",
        new_post=new.name if new else "",
        old_department=r.text("原部门"),
        new_department=r.text("新部门"),
        place=r.place("日期"),
    )


def _override(r: TableRow) -> Override:
    grades = (r.text("计算等级"), r.text("调整后等级"))
    return Override(*grades, r.text("理由"), r.text("批准人"), r.place("调整后等级"))


def _accepted(r: TableRow) -> AcceptedQuota:
    department, grade, reason, by = (r.text(n) for n in ("部门", "等级", "理由", "批准人"))
    return AcceptedQuota(department, grade, reason, by, r.place("理由"))


def _leave(r: TableRow) -> Leave:
    return Leave(
        r.text("工号"), day_of(r.day("起")), day_of(r.day("止")), r.text("类型"), r.place("起")
    )
