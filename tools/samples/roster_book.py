"""Rows of the roster workbook for a quarter of an invented company."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.calendar.workdays import LIBRARY_ONLY
from gacx_reports.core.forms.call_forms import drawn_tables
from gacx_reports.core.roster import sheets
from gacx_reports.core.roster.period import COMMITMENT
from gacx_reports.core.roster.raters import PEERS
from gacx_reports.core.scheme.kpi import COMPANY
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.survey.tickets import commitment
from gacx_reports.excel.styles import FilledSheet, SheetRow
from tools.samples.company import Company, Member
from tools.samples.drawn_survey import salt_of
from tools.samples.stream import Stream

DUE, PUBLISHED, APPEALS = 5, 10, 15
"""Working days after the quarter's end."""


def roster_sheets(
    company: Company, quarter: Period, scheme: Scheme, seed: int
) -> Iterator[FilledSheet]:
    """Every sheet of the roster workbook, with its rows."""
    people = [_person(m, company, quarter) for m in company.at(quarter)]
    yield FilledSheet(sheets.PEOPLE, people)
    yield FilledSheet(
        sheets.DEPARTMENTS,
        [
            {"名称": d.name, "上级部门": d.upper or None, "负责人工号": d.head}
            for d in company.departments
        ],
    )
    yield FilledSheet(sheets.TRANSFERS, _transfers(company, quarter))
    yield FilledSheet(sheets.LEAVE, _leave(company, quarter))
    yield FilledSheet(sheets.OVERRIDES, _changes(company, quarter))
    yield FilledSheet(sheets.ACCEPTED_QUOTAS, _accepted(company, quarter))
    yield FilledSheet(PEERS, _peers(company, quarter))
    yield FilledSheet(sheets.UNIT_RESULTS, _unit_results(company, quarter, scheme, seed))
    salt = salt_of(seed, quarter) if drawn_tables(scheme) else ""
    yield FilledSheet(sheets.PERIOD, [*_period(quarter), *_commitment(salt)])
    yield FilledSheet(sheets.CALLERS, _callers(company, quarter))


def _person(member: Member, company: Company, quarter: Period) -> SheetRow:
    left = member.left if member.left and member.left <= quarter.last_day else None
    return {
        "工号": member.id,
        "姓名": member.name,
        "部门": member.department,
        "岗位": member.post,
        "直接上级工号": company.supervisor(member) or None,
        "邮箱": f"{member.id.lower()}@gacx.example.com",
        "入职日期": member.joined,
        "离职日期": left,
        "状态": member.status(quarter),
        "绩效薪资基数": member.base,
    }


def _transfers(company: Company, quarter: Period) -> list[SheetRow]:
    rows: list[SheetRow] = []
    for move in (m for m in company.moves if quarter.contains(m.day)):
        member = next(m for m in company.members if m.id == move.member)
        old = company.before(member, move.day)
        rows.append(
            {
                "工号": move.member,
                "日期": move.day,
                "原岗位": old.post,
                "新岗位": move.post,
                "原部门": old.department,
                "新部门": move.department,
            }
        )
    return rows


def _changes(company: Company, quarter: Period) -> list[SheetRow]:
    return [
        {
            "工号": c.member,
            "计算等级": c.computed,
            "调整后等级": c.grade,
            "理由": c.reason,
            "批准人": c.by,
        }
        for c in company.special_cases.grade_changes
        if c.quarter == str(quarter)
    ]


def _accepted(company: Company, quarter: Period) -> list[SheetRow]:
    return [
        {"部门": a.department, "等级": a.grade, "理由": a.reason, "批准人": a.by}
        for a in company.special_cases.accepted_quotas
        if a.quarter == str(quarter)
    ]


def _peers(company: Company, quarter: Period) -> list[SheetRow]:
    pairs = company.special_cases.peer_pairs(quarter)
    return [{"评价人工号": rater, "被评人工号": rated} for rater, rated in pairs]


def _callers(company: Company, quarter: Period) -> list[SheetRow]:
    on_roster = {m.id for m in company.at(quarter)}
    return [
        {"调查员": c.name, "回避工号": "、".join(sorted(c.avoids & on_roster)) or None}
        for c in company.callers
    ]


def _leave(company: Company, quarter: Period) -> list[SheetRow]:
    on_roster = {m.id for m in company.at(quarter)}
    return [
        {"工号": a.member, "起": a.start, "止": a.end, "类型": a.kind}
        for a in company.absences
        if a.member in on_roster and a.start <= quarter.last_day and a.end >= quarter.first_day
    ]


def _unit_results(company: Company, quarter: Period, scheme: Scheme, seed: int) -> list[SheetRow]:
    """Results of departments and company for which the scheme has no KPIs, 0.82 to 1.02."""
    units = [d.name for d in company.departments] + [COMPANY]
    names = [name for name in units if not scheme.kpis_of_unit(name)]
    return [
        {
            "对象": name,
            "得分": round(Decimal(Stream(seed, name, quarter, "result").between(0.82, 1.02)), 3),
        }
        for name in names
    ]


def _commitment(salt: str) -> list[SheetRow]:
    """The entry that `templates` prints before a quarter whose calls are drawn."""
    words = "抽样盐值的 SHA-256，在季度之前由程序写出。"
    return [{"项目": COMMITMENT, "值": commitment(salt), "说明": words}] if salt else []


def _period(quarter: Period) -> list[SheetRow]:
    def after(days: int) -> date:
        return LIBRARY_ONLY.plus_working_days(quarter.last_day, days)

    return [
        {"项目": "季度", "值": str(quarter), "说明": "本工作簿所属的季度。"},
        {"项目": "填报截止", "值": after(DUE), "说明": "各部门、调查组交回工作簿的最后一天。"},
        {"项目": "公布日", "值": after(PUBLISHED), "说明": "向员工公布考核结果的日期。"},
        {
            "项目": "申诉截止",
            "值": after(APPEALS),
            "说明": "员工可以申诉的最后一天；空白则按方案的申诉工作日计算。",
        },
        {
            "项目": "首个工作日",
            "值": None,
            "说明": "空白则按国务院节假日安排计算；晚于此日入职者不参与考核。",
        },
    ]
