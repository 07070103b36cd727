"""What is said about workbooks of a quarter with KPIs by project, each fault in a real workbook."""

import shutil
from pathlib import Path

import pytest

from gacx_reports.core.forms.input_sheets import record_sheet
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.issue_words import describe
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import read_and_score
from gacx_reports.intake.scheme_and_roster import scheme_at
from tools.samples.practice_folders import QUARTER
from tools.samples.workbook_edits import Edit, append_row, drop_rows, edit, put

ROOT = Path(__file__).parents[3]
DEPARTMENT, ROSTER, SCHEME = "客户服务部.xlsx", "花名册.xlsx", "考核方案.xlsx"
WHO, KPI, OTHER_KPI = "G0121", "库存账实相符率", "备件收发数量"
PROJECT, OTHER = "备件仓库搬迁", "条码上线"


@pytest.fixture(name="folder")
def a_folder(tmp_path: Path) -> Path:
    """G0121 works on two projects, and KPI is scored by project; nothing is wrong."""
    folder = tmp_path / str(QUARTER)
    shutil.copytree(ROOT / "input_samples" / "broken" / "P80" / str(QUARTER), folder)
    change(folder, ROSTER, put("项目分工", "C2", 0.5))
    second = {"工号": WHO, "所属项目": OTHER, "权重": 0.5}
    change(folder, ROSTER, append_row("项目分工", second))
    value = {"工号": WHO, "姓名": "罗桂芳", "指标": KPI, "实际值": 0.97, "所属项目": OTHER}
    change(folder, DEPARTMENT, put("填报值", "F14", PROJECT), append_row("填报值", value))
    return folder


def change(folder: Path, workbook: str, *edits: Edit) -> None:
    """The workbook of the folder is edited and saved."""
    path = folder / workbook
    files = {workbook: path.read_bytes()}
    edit(workbook, *edits)(files)
    path.write_bytes(files[workbook])


def found(folder: Path) -> list[Issue]:
    """What is wrong in the quarter."""
    return [i for i in read_and_score(folder, QUARTER).issues if i.severity != "note"]


def in_words(issue: Issue) -> tuple[str, ...]:
    """Code, place, and what is said in Chinese."""
    words = describe(issue, translator("zh"))
    return (issue.code, str(issue.place), words.title, words.expected)


def test_nothing_is_wrong(folder: Path) -> None:
    assert found(folder) == []


def test_a_personal_target_of_a_project_is_refused(folder: Path) -> None:
    """P80 at the cell: own targets hold for every project, and none is lost silently. A blank is none."""
    own = {"工号": WHO, "姓名": "罗桂芳", "指标": OTHER_KPI, "目标": 500}
    change(folder, DEPARTMENT, put("个人目标", "F1", "所属项目"), append_row("个人目标", own))
    assert found(folder) == []
    change(folder, DEPARTMENT, put("个人目标", "F2", OTHER))
    (issue,) = found(folder)
    assert in_words(issue) == (
        "P80",
        f"{DEPARTMENT} › 个人目标 › F2",
        "该行没有写项目，写的不是该员工的项目，或此处不应写项目",
        "留空：个人目标和个人权重对员工的每个项目都有效",
    )
    assert issue.person == WHO


@pytest.mark.parametrize(
    ("value", "code"),
    [(None, "V01"), ("不适用", "V13"), (-0.5, "V03"), ("很好", "V02"), (95, "V07")],
)
def test_a_value_of_a_project_is_named_with_it(
    folder: Path, value: str | float | None, code: str
) -> None:
    """Missing, not applicable, out of range or unreadable: whose it is, of which project and KPI."""
    change(folder, DEPARTMENT, put("填报值", "D14", value))
    issue = found(folder)[0]
    assert (issue.code, issue.place.cell, issue.person) == (code, "D14", WHO)
    for lang in ("zh", "en"):
        said = describe(issue, translator(lang)).expected
        assert f"罗桂芳 › {PROJECT} {KPI}" in said
    (issue, *_) = read_and_score(folder, QUARTER, lang="en").issues
    assert issue.details["about"] == f"罗桂芳 › {PROJECT} Stock records that match the count"


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("C3", "很多", "V02"),
        ("C3", 2, "V03"),
        ("A3", "G012x", "P01"),
        ("A3", None, "V01"),
        ("B3", None, "V01"),
        ("B3", PROJECT, "P02"),
        ("B1", "哪个项目", "S02"),
    ],
)
def test_a_faulty_row_of_the_roster_is_one_cause(
    folder: Path, cell: str, value: str | float | None, code: str
) -> None:
    """Rows that name the project are right as soon as the roster is: nothing is said about them."""
    change(folder, ROSTER, put("项目分工", cell, value))
    assert [(i.code, i.place.sheet) for i in found(folder)] == [(code, "项目分工")]


def test_a_project_that_nobody_has_is_said_beside_a_fault_of_another(folder: Path) -> None:
    """P80 of G0122, who has no project, though a row of G0121 on the roster is faulty."""
    change(folder, ROSTER, put("项目分工", "C3", "很多"))
    change(folder, DEPARTMENT, put("填报值", "F15", PROJECT))
    assert [(i.code, i.person) for i in found(folder)] == [("V02", WHO), ("P80", "G0122")]


def test_the_words_of_a_refusal_tell_how_to_mend_it(tmp_path: Path) -> None:
    """C50 of drawn calls: without their rows in sheet 抽样 the KPI may be by project, and the table has the column."""
    files = {SCHEME: (ROOT / "templates" / "scheme.xlsx").read_bytes()}
    path = tmp_path / SCHEME
    edit(SCHEME, put("指标", "AP23", "是"))(files)
    path.write_bytes(files[SCHEME])
    _, issues = scheme_at(path)
    (issue,) = (i for i in issues if i.code == "C50")
    assert in_words(issue)[1:3] == (
        f"{SCHEME} › 指标 › AP23",
        "指标不能按项目考核：“抽查记录”的回访由抽样产生，没有人填写项目；在“抽样”表删去它的行，就由填报人自选客户并写明项目",
    )
    edit(SCHEME, drop_rows("抽样", 2))(files)
    path.write_bytes(files[SCHEME])
    scheme, issues = scheme_at(path)
    assert [i.code for i in issues if i.code == "C50"] == []
    assert scheme
    assert "所属项目" in record_sheet(scheme.tables["抽查记录"], scheme).names


def test_a_sheet_without_the_column_is_said_once_for_each_person(folder: Path) -> None:
    """P80 of the sheet, whatever number of rows lacks its project."""
    change(folder, DEPARTMENT, put("填报值", "F1", "项目"))
    assert [(*in_words(i)[:2], i.person) for i in found(folder)] == [
        ("P80", f"{DEPARTMENT} › 填报值", WHO)
    ]
    assert "这张表没有这一列" in in_words(found(folder)[0])[3]
