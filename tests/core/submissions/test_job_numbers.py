"""单号: no two jobs of a quarter have the same number, whoever did them and wherever they are recorded."""

from dataclasses import replace

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.submissions.parse import read_submissions
from tests.fixtures.markdown_company import PEOPLE, World, kpi
from tests.fixtures.markdown_workbook import sheet

QUARTER = Period(2024, 3)
COLUMNS = (
    "\n".join(
        f"| {table} | {name} | 文本 | | 是 | 否 | | | |"
        for table in ("作业", "拜访")
        for name in ("单号", "客户", "联系电话")
    )
    + """
| 回访 | 客户 | 文本 | | 是 | 否 | | | |
| 回访 | 满意度 | 等级 | 五级 | 是 | 是 | | | |
"""
)
MEASURED = {"指标": "满意度", "取值": "均值", "记录表": "回访", "列": "满意度"}
WORLD = World(
    posts="""
| 岗位 | 单位 | 别名 | 行为组 | 个人权重 | 部门权重 | 公司权重 |
| 工程师 | 甲部 | | 通用 | 1 | 0 | 0 |
| 代表 | 甲部 | | 通用 | 1 | 0 | 0 |
| 主管 | 甲部 | | | 1 | 0 | 0 |
""",
    people=PEOPLE + "| G3 | 王五 | 甲部 | 代表 | G0 | | 2020-01-01 | | 在职 | |\n",
    kpis=(kpi(**MEASURED), kpi(岗位="代表", **MEASURED)),
    tables="| 回访 | 调查组 | |\n| 作业 | 部门 | |\n| 拜访 | 部门 | |",
    columns=COLUMNS,
    sampling="""
| 回访 | 工程师 | 作业 | | 0.2 | 1 | 8 | 0 | 否 |
| 回访 | 代表 | 拜访 | | 0.2 | 1 | 8 | 0 | 否 |
""",
)
"""Engineers are surveyed from their jobs, representatives from their visits; no KPI is computed from either."""
HEADER = "| 工号 | 日期 | 单号 | 客户 | 联系电话 |\n"


def book(jobs: str, visits: str = "") -> Workbook:
    """The department's workbook with these rows."""
    whole = WORLD.department()["甲部.xlsx"]
    more = (("作业", jobs), ("拜访", visits))
    return replace(
        whole,
        sheets=(*whole.sheets, *(sheet("甲部.xlsx", n, HEADER + rows) for n, rows in more)),
    )


def read(jobs: str, visits: str = "") -> tuple[dict[str, int], list[Issue]]:
    """Record table → rows that were kept, and the issues about both frames."""
    scheme, _ = read_scheme(WORLD.scheme())
    roster, _ = read_roster(WORLD.roster(), scheme, QUARTER)
    expected = [f for f in forms(scheme, roster, QUARTER) if f.workbook == "甲部.xlsx"]
    books = {"甲部.xlsx": book(jobs, visits)}
    submissions, issues = read_submissions(books, expected, scheme, roster, QUARTER)
    about = [i for i in issues if i.place.sheet in ("作业", "拜访") and i.code != "V12"]
    return {table: len(rows) for table, rows in submissions.records.items()}, about


def told(issues: list[Issue]) -> list[tuple[str, str, str, str]]:
    """Code, cell, person, and the other cell."""
    return [(i.code, i.place.cell, i.person, i.details.get("other", "")) for i in issues]


def job(person: str, number: str, customer: str = "江城供电公司") -> str:
    """One row of a frame."""
    return f"| {person} | 2024-07-05 | {number} | {customer} | 010-5555 1000 |\n"


def test_a_frame_is_asked_for_and_read_though_no_kpi_uses_it() -> None:
    """Jobs of the post whose samples come from it; others are not measured by the sheet (P04)."""
    scheme, _ = read_scheme(WORLD.scheme())
    roster, _ = read_roster(WORLD.roster(), scheme, QUARTER)
    (form,) = (f for f in forms(scheme, roster, QUARTER) if f.workbook == "甲部.xlsx")
    assert form.tables == ("作业", "拜访")
    kept, issues = read(job("G1", "A1") + job("G2", "A2"), job("G3", "B1") + job("G1", "B2"))
    assert (kept["作业"], kept["拜访"]) == (2, 1)
    assert told(issues) == [("P04", "A3", "G1", "")]


def test_a_number_that_two_jobs_have_names_both() -> None:
    """At the second row; in two spellings it is one number."""
    _, issues = read(job("G1", "A-1") + job("G1", "A-2") + job("G1", "ａ－１"))
    assert told(issues) == [("P47", "C4", "G1", "甲部.xlsx › 作业 › C2")]


def test_either_person_may_be_wrong() -> None:
    """Two people with one number are both held back until somebody says whose job it is."""
    _, issues = read(job("G1", "A1") + job("G2", "A1") + job("G2", "A1"))
    assert told(issues) == [
        ("P47", "C3", "G2", "甲部.xlsx › 作业 › C2"),
        ("P47", "C2", "G1", "甲部.xlsx › 作业 › C3"),
        ("P47", "C4", "G2", "甲部.xlsx › 作业 › C2"),
    ]


def test_numbers_are_unique_over_all_frames() -> None:
    """A ticket is drawn by the number alone, so a visit may not be numbered as a job is."""
    _, issues = read(job("G1", "A1"), job("G3", "A1"))
    assert [(i.place.sheet, i.person) for i in issues] == [("拜访", "G3"), ("作业", "G1")]


@pytest.mark.parametrize("number", ["", "   "])
def test_a_job_without_a_number_is_a_blank_cell(number: str) -> None:
    """V01, not a duplicate of another blank."""
    _, issues = read(job("G1", number) + job("G1", number))
    assert [i.code for i in issues] == ["V01", "V01"]


def test_without_sampling_a_column_of_that_name_is_like_any_other() -> None:
    """As in a scheme from before."""
    world = replace(
        WORLD, sampling="", kpis=(kpi(指标="量", 取值="计数", 记录表="作业"), WORLD.kpis[1])
    )
    scheme, _ = read_scheme(world.scheme())
    roster, _ = read_roster(world.roster(), scheme, QUARTER)
    expected = [f for f in forms(scheme, roster, QUARTER) if f.workbook == "甲部.xlsx"]
    books = {"甲部.xlsx": book(job("G1", "A1") + job("G1", "A1", "东湖水务公司"))}
    _, issues = read_submissions(books, expected, scheme, roster, QUARTER)
    assert not [i for i in issues if i.code == "P47"]
