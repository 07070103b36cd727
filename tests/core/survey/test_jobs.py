"""The frame of a table: which rows of the departments' records are in it, and for which post."""

from dataclasses import replace
from datetime import date

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.input_sheets import record_sheet
from gacx_reports.core.issues.issue import errors
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.sampling_rule import SamplingRule
from gacx_reports.core.sheets.read_sheet import read_sheet
from gacx_reports.core.survey.frame import FrameJob
from gacx_reports.core.survey.jobs import frame_jobs
from tests.core.survey.frames import RULE
from tests.fixtures.markdown_company import World
from tests.fixtures.markdown_workbook import book

QUARTER = Period(2024, 3)
POSTS = """
| 岗位 | 单位 | 别名 | 行为组 | 个人权重 | 部门权重 | 公司权重 |
| 工程师 | 甲部 | | 通用 | 1 | 0 | 0 |
| 主管 | 甲部 | | | 1 | 0 | 0 |
| 代表 | 甲部 | | | 1 | 0 | 0 |
"""
COLUMNS = """
| 记录表 | 列 | 类型 | 量表 | 必填 | 可不适用 | 最小 | 最大 | 说明 |
| 作业 | 单号 | 文本 | | 是 | 否 | | | |
| 作业 | 客户 | 文本 | | 是 | 否 | | | |
| 作业 | 联系电话 | 文本 | | 是 | 否 | | | |
| 作业 | 类型 | 文本 | | 否 | 否 | | | |
| 作业 | 加急 | 是否 | | 否 | 是 | | | |
| 作业 | 台数 | 数值 | | 否 | 否 | | | |
| 作业 | 不回访 | 是否 | | 否 | 否 | | | |
"""
ROWS = """
| 工号 | 日期 | 单号 | 客户 | 联系电话 | 类型 | 加急 | 台数 | 不回访 |
| G1 | 2024-07-02 | J1 | 甲公司 | 010-5555 0001 | 安装 | 是 | 2 | |
| G1 | 2024-08-20 | J2 | 乙公司 | 010-5555 0002 | 维修 | 不适用 | 10 | 是 |
| G2 | 2024-07-03 | J3 | 丙公司 | 010-5555 0003 | | 否 | | 否 |
"""
TRANSFER = "| G1 | 2024-08-15 | 工程师 | 代表 | 甲部 | 甲部 |"
ENGINEERS = replace(RULE, post="工程师", frame="作业", stratum_column="类型")


def jobs_of(*rules: SamplingRule, transfers: str = "", rows: str = ROWS) -> dict[str, FrameJob]:
    """The frame of the small company by 单号."""
    world = World(posts=POSTS, transfers=transfers)
    people = world.people.replace("甲部 | 工程师 | G0", "甲部 | 代表 | G0", 1 if transfers else 0)
    book_of_scheme = book(
        "考核方案.xlsx", 记录表="| 记录表 | 填报人 | 说明 |\n| 作业 | 部门 | |", 记录列=COLUMNS
    )
    scheme, _ = read_scheme(
        replace(
            world.scheme(),
            sheets=tuple(book_of_scheme.sheet(s.name) or s for s in world.scheme().sheets),
        )
    )
    roster, faults = read_roster(replace(world, people=people).roster(), scheme, QUARTER)
    assert not errors(faults)
    form = record_sheet(scheme.tables["作业"], scheme)
    found_rows, issues = read_sheet(book("甲部.xlsx", 作业=rows), form)
    assert not errors(issues)
    found = frame_jobs({"作业": found_rows}, rules, roster, QUARTER)
    return {job.number: job for job in found}


def test_a_row_is_a_job_with_its_cells() -> None:
    """Number, customer, telephone, day and kind; a blank 不回访 is no."""
    found = jobs_of(ENGINEERS)
    assert list(found) == ["J1", "J2", "J3"]
    first = found["J1"]
    assert (first.customer, first.phone, first.day) == ("甲公司", "010-5555 0001", date(2024, 7, 2))
    assert (first.person, first.post, first.table, first.kind) == ("G1", "工程师", "作业", "安装")
    assert [job.do_not_call for job in found.values()] == [False, True, False]
    assert found["J3"].kind == ""


def test_a_job_counts_for_the_post_of_its_day() -> None:
    """G1 was an engineer until 14 August; what follows is the representative's, and no job where no rule is."""
    assert list(jobs_of(ENGINEERS, transfers=TRANSFER)) == ["J1", "J3"]
    both = jobs_of(ENGINEERS, replace(ENGINEERS, post="代表"), transfers=TRANSFER)
    assert {n: j.post for n, j in both.items()} == {"J1": "工程师", "J2": "代表", "J3": "工程师"}


def test_any_column_can_be_the_strata() -> None:
    """Yes and no, numbers and N/A are the same texts in workbooks of either language; without a column all is one."""
    for column, kinds in {
        "加急": ["是", "不适用", "否"],
        "台数": ["2", "10", ""],
        "": ["", "", ""],
    }.items():
        found = jobs_of(replace(ENGINEERS, stratum_column=column))
        assert [job.kind for job in found.values()] == kinds


def test_who_refuses_once_is_not_called_about_anything() -> None:
    """J2's customer does not want to be called: neither is the job with another employee at the same customer."""
    assert not jobs_of(ENGINEERS)["J3"].do_not_call
    again = ROWS.replace("丙公司", "乙公司")
    assert again != ROWS
    assert jobs_of(ENGINEERS, rows=again)["J3"].do_not_call
