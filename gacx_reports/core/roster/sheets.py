"""The sheets of the roster workbook with their columns; `ROSTER_SHEETS` lists all."""

from decimal import Decimal

from gacx_reports.core.roster.projects import PROJECTS
from gacx_reports.core.roster.raters import PEERS
from gacx_reports.core.roster.roster import Employment
from gacx_reports.core.scheme.kpi import COMPANY
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.i18n import N_

ENTRY = (
    Column("项目", note=N_("Name of the entry; do not change.")),
    Column("值", Kind.ANY, required=False, note=N_("Its value.")),
)
"""Columns of a sheet with one entry per row, such as 封面."""
DECIDED_BY = Column("批准人", named=True, limit=40, note=N_("Who decided."))
PEOPLE = SheetForm(
    "花名册",
    (
        Column("工号", Kind.ID, note=N_("Employee ID, as text.")),
        Column("姓名", limit=40, note=N_("Name.")),
        Column("部门", named=True, limit=40, note=N_("Department, as in sheet 部门.")),
        Column("岗位", named=True, limit=40, note=N_("Post, as in the scheme.")),
        Column("直接上级工号", Kind.ID, required=False, note=N_("ID of the direct supervisor.")),
        Column("邮箱", required=False, limit=120, note=N_("Where the report is sent.")),
        Column("入职日期", Kind.DATE, note=N_("First day at work.")),
        Column("离职日期", Kind.DATE, required=False, note=N_("Last day at work.")),
        Column(
            "状态", Kind.CHOICE, choices=tuple(Employment), note=N_("How the person is employed.")
        ),
        Column(
            "绩效薪资基数",
            Kind.NUMBER,
            required=False,
            low=Decimal(0),
            places=2,
            note=N_("Performance pay of the quarter at factor 1, in yuan."),
        ),
        Column(
            "报告密码",
            required=False,
            optional_column=True,
            secret=True,
            note=N_(
                "Password of the report as it is mailed, where mail.toml asks for it: 8 to 32 letters and digits."
            ),
        ),
    ),
    person="工号",
    note=N_("Everybody who belongs to a department in the quarter."),
)
DEPARTMENTS = SheetForm(
    "部门",
    (
        Column("名称", named=True, defines=True, limit=40, note=N_("Department.")),
        Column(
            "上级部门",
            named=True,
            required=False,
            limit=40,
            note=N_("The department above; blank at the top."),
        ),
        Column("负责人工号", Kind.ID, note=N_("ID of its head.")),
        Column(
            "系数",
            Kind.NUMBER,
            required=False,
            optional_column=True,
            low=Decimal(0),
            high=Decimal(10),
            note=N_("What its people's pay factors are multiplied by, where the scheme says so."),
        ),
        Column(
            "奖金包",
            Kind.NUMBER,
            required=False,
            optional_column=True,
            low=Decimal(0),
            places=2,
            note=N_(
                "Bonus pool in yuan that its people share, where the scheme says so; blank: none."
            ),
        ),
    ),
    note=N_("Departments, their heads and what they belong to."),
)
TRANSFERS = SheetForm(
    "调岗",
    (
        Column("工号", Kind.ID, note=N_("Who moved.")),
        Column("日期", Kind.DATE, note=N_("First day in the new post.")),
        Column("原岗位", named=True, note=N_("Post before.")),
        Column("新岗位", named=True, note=N_("Post after.")),
        Column("原部门", named=True, note=N_("Department before.")),
        Column("新部门", named=True, note=N_("Department after.")),
    ),
    person="工号",
    required=False,
    note=N_("Moves between posts or departments."),
)
LEAVE = SheetForm(
    "假勤",
    (
        Column("工号", Kind.ID, note=N_("Who was on leave.")),
        Column("起", Kind.DATE, note=N_("First day of leave.")),
        Column("止", Kind.DATE, note=N_("Last day of leave.")),
        Column("类型", named=True, limit=20, note=N_("Kind of leave.")),
    ),
    person="工号",
    required=False,
    note=N_("Leave of days on end."),
)
OVERRIDES = SheetForm(
    "等级调整",
    (
        Column("工号", Kind.ID, note=N_("Whose grade is changed.")),
        Column("计算等级", named=True, limit=10, note=N_("The grade as computed.")),
        Column("调整后等级", named=True, limit=10, note=N_("The grade that is to stand.")),
        Column("理由", limit=500, note=N_("Why; at least ten characters, printed on the report.")),
        DECIDED_BY,
    ),
    person="工号",
    required=False,
    note=N_("Grades that a manager or HR changes; scores are never edited."),
)
UNIT_RESULTS = SheetForm(
    "部门公司结果",
    (
        Column(
            "对象",
            named=True,
            keywords=(COMPANY,),
            note=N_("A department, or 公司 for the company."),
        ),
        Column(
            "得分",
            Kind.NUMBER,
            low=Decimal(0),
            high=Decimal(2),
            marks=True,
            note=N_("Its result, 1 is fully reached."),
            marks_note=N_("Its result, in marks."),
        ),
    ),
    required=False,
    note=N_("Results of departments and company, where a post's total uses them."),
)
ACCEPTED_QUOTAS = SheetForm(
    "分布例外",
    (
        Column(
            "部门",
            named=True,
            limit=40,
            keywords=(COMPANY,),
            note=N_("Department that misses a quota; or a level of posts, or 公司."),
        ),
        Column("等级", named=True, limit=10, note=N_("Grade whose quota is missed.")),
        Column("理由", limit=500, note=N_("Why; at least ten characters, printed on the reports.")),
        DECIDED_BY,
    ),
    required=False,
    note=N_("Quotas of grades that may be missed this time; HR decides."),
)
PERIOD = SheetForm(
    "本期",
    (
        *ENTRY,
        Column(
            "说明",
            named=True,
            required=False,
            optional_column=True,
            limit=500,
            note=N_("What it is for."),
        ),
    ),
    note=N_("The quarter's own dates."),
)
DAYS_OFF, WORKED = "放假", "上班"
HOLIDAYS = SheetForm(
    "节假日安排",
    (
        Column("起", Kind.DATE, note=N_("First day; a weekend that is worked has its own row.")),
        Column("止", Kind.DATE, required=False, note=N_("Last day; blank for a single day.")),
        Column(
            "类型",
            Kind.CHOICE,
            choices=(DAYS_OFF, WORKED),
            note=N_("Whether these days are off, or a weekend that is worked instead."),
        ),
        Column("说明", required=False, optional_column=True, limit=100, note=N_("Which holiday.")),
    ),
    required=False,
    note=N_(
        "A whole year's days off and worked weekends, copied from the State Council's notice; needed only for a year"
        " that the program doesn't know yet (`doctor` names the last one), and used before what it knows."
    ),
)
CALLERS = SheetForm(
    "调查员",
    (
        Column(
            "调查员", limit=40, note=N_("Who telephones or visits customers, of HR or commerce.")
        ),
        Column(
            "工号",
            Kind.ID,
            required=False,
            optional_column=True,
            note=N_("Their employee ID, if they are on this roster."),
        ),
        Column(
            "回避工号",
            required=False,
            limit=300,
            note=N_(
                "IDs of people whose customers they never call, such as relatives, separated by 、; own superiors go"
                " without saying."
            ),
        ),
        Column("说明", required=False, optional_column=True, limit=100, note=N_("Why.")),
    ),
    required=False,
    note=N_("The survey team, where the scheme draws samples; without the sheet it is one caller."),
)
ROSTER_SHEETS = (
    PEOPLE,
    DEPARTMENTS,
    TRANSFERS,
    LEAVE,
    OVERRIDES,
    ACCEPTED_QUOTAS,
    PEERS,
    UNIT_RESULTS,
    PERIOD,
    HOLIDAYS,
    CALLERS,
    PROJECTS,
)
