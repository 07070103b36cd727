"""Real workbooks with one everyday fault each: `check` names it at its cell, and holds back whom it touches."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.issues.issue import errors
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.intake.quarter import Intake, read_and_score

Q3 = Period(2024, 3)
TECH = "技术服务组.xlsx"
CALLS = "满意度调查-周敏.xlsx"
ROSTER = "花名册.xlsx"
SCHEME = "考核方案.xlsx"


def printable(text: str) -> list[str]:
    """A font without emoji."""
    return [c for c in text if ord(c) > 0x1F000]


@pytest.fixture
def folder(samples: Path, tmp_path: Path) -> Path:
    """A copy of the sample quarter."""
    return Path(shutil.copytree(samples / "2024Q3", tmp_path / "2024Q3"))


def edit(path: Path, change: Callable[[Any], None]) -> None:
    """Change a workbook as its owner would, and save it."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def put(sheet: str, cell: str, value: object) -> Callable[[Any], None]:
    """One cell gets another value."""

    def change(book: Any) -> None:
        book[sheet][cell].value = value
        if isinstance(value, str) and not value.startswith("="):
            book[sheet][cell].data_type = "s"

    return change


def found(intake: Intake) -> list[tuple[str, str, str, str]]:
    """Errors as (code, workbook, sheet, cell)."""
    return [(i.code, i.place.workbook, i.place.sheet, i.place.cell) for i in errors(intake.issues)]


@dataclass(frozen=True)
class Fault:
    """A planted fault and the expected code."""

    workbook: str
    sheet: str
    cell: str
    value: object
    code: str


FAULTS = (
    Fault(TECH, "抽查记录", "A2", "G9999", "P01"),
    Fault(TECH, "抽查记录", "A2", "", "V01"),
    Fault(TECH, "抽查记录", "B2", "没有此人", "P03"),
    Fault(TECH, "抽查记录", "C2", "2024-13-01", "V04"),
    Fault(TECH, "抽查记录", "C2", "2024-06-30", "V05"),
    Fault(TECH, "抽查记录", "F2", "也许", "V06"),
    Fault(TECH, "抽查记录", "F2", None, "V01"),
    Fault(TECH, "抽查记录", "F2", "=XLOOKUP(1,A1:A2,A1:A2)", "V08"),
    Fault(TECH, "评语", "C2", "很好👍", "V15"),
    Fault(TECH, "封面", "B2", "2024Q2", "S05"),
    Fault(TECH, "封面", "B4", "受理服务组", "S06"),
    Fault(TECH, "封面", "B3", "2022.1", "S07"),
    Fault(ROSTER, "花名册", "D2", "经里", "P07"),
    Fault(ROSTER, "花名册", "C2", "客户服部", "P08"),
    Fault(ROSTER, "花名册", "E3", "G9999", "P09"),
    Fault(ROSTER, "花名册", "G2", "去年", "V04"),
    Fault(ROSTER, "花名册", "I2", "在值", "V06"),
    Fault(SCHEME, "指标", "C2", 0.39, "C01"),
    Fault(SCHEME, "等级", "C3", 0.79, "C07"),
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f.code}-{f.sheet}")
def test_an_everyday_fault_is_named_at_its_cell(fault: Fault, folder: Path) -> None:
    """One fault planted in a sound quarter: that code at that place, and no other place is blamed."""
    edit(folder / fault.workbook, put(fault.sheet, fault.cell, fault.value))
    intake = read_and_score(folder, Q3, printable)
    named = {(code, book, sheet) for code, book, sheet, _ in found(intake)}
    assert named == {(fault.code, fault.workbook, fault.sheet)}
    if fault.code not in ("C01", "C07"):
        assert {cell for _, _, _, cell in found(intake)} == {fault.cell}


def test_a_person_twice_on_the_roster_stops_all_scoring(folder: Path) -> None:
    """P02 at the second row, with the first row's cell; nobody is scored."""

    def double(book: Any) -> None:
        sheet = book["花名册"]
        sheet.append([cell.value for cell in sheet[2]])

    edit(folder / ROSTER, double)
    intake = read_and_score(folder, Q3, printable)
    (issue,) = errors(intake.issues)
    assert (issue.code, issue.details["other"], intake.outcome) == ("P02", "A2", None)


def test_one_bad_cell_holds_back_one_person_and_those_measured_by_them(folder: Path) -> None:
    """Everybody else is scored; the supervisor and the manager wait for the one."""
    edit(folder / TECH, put("抽查记录", "F2", "也许"))
    outcome = read_and_score(folder, Q3, printable).outcome
    assert outcome
    held = {e.person.post for e in outcome.employees.values() if e.status is Status.HELD_BACK}
    assert held == {"技术工程师", "技术服务组主管", "经理"}
    assert sum(e.status is Status.HELD_BACK for e in outcome.employees.values()) == 3


def test_a_row_without_a_known_id_holds_back_all_who_need_the_sheet(folder: Path) -> None:
    """The record could be anybody's: nobody is paid on a guess."""
    edit(folder / TECH, put("抽查记录", "A2", "G9999"))
    outcome = read_and_score(folder, Q3, printable).outcome
    assert outcome
    engineers = [e for e in outcome.employees.values() if e.person.post == "技术工程师"]
    assert {e.status for e in engineers} <= {Status.HELD_BACK, Status.NOT_SCORED, Status.EXEMPT}
    others = [e for e in outcome.employees.values() if e.person.post == "受理服务代表"]
    assert Status.HELD_BACK not in {e.status for e in others}


def test_a_missing_workbook_names_its_owner_and_the_deadline(folder: Path) -> None:
    """Its people are held back; the others are scored."""
    (folder / CALLS).unlink()
    intake = read_and_score(folder, Q3, printable)
    (issue,) = errors(i for i in intake.issues if i.code == "F01")
    assert issue.details["owner"] == "周敏"
    assert issue.details["due"].startswith("2024-10-")
    assert intake.outcome
    assert any(e.status is Status.SCORED for e in intake.outcome.employees.values())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "F03"),
        (b"PK\x03\x04 broken", "F02"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "F04"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "F05"),
        ("<html>工号</html>".encode("gbk"), "F04"),
        ("工号,姓名".encode("gbk"), "F04"),
    ],
)
def test_an_unreadable_file_is_one_issue(content: bytes, code: str, folder: Path) -> None:
    """Empty, damaged, old format, encrypted, HTML or CSV named .xlsx: each has a code of its own."""
    (folder / TECH).write_bytes(content)
    intake = read_and_score(folder, Q3, printable)
    assert found(intake) == [(code, TECH, "", "")]


def test_a_truncated_workbook_is_one_issue(folder: Path) -> None:
    """Half a download."""
    whole = (folder / TECH).read_bytes()
    (folder / TECH).write_bytes(whole[: len(whole) // 2])
    assert found(read_and_score(folder, Q3, printable)) == [("F02", TECH, "", "")]


def test_a_renamed_sheet_and_header_are_suggested(folder: Path) -> None:
    """Did you mean?"""

    def rename(book: Any) -> None:
        book["抽查记录"].title = "抽查记录 (2)"
        book["作业记录"]["A1"].value = "员工号"

    edit(folder / TECH, rename)
    issues = [
        i for i in errors(read_and_score(folder, Q3, printable).issues) if i.code.startswith("S")
    ]
    assert {(i.code, i.details["nearest"]) for i in issues} == {
        ("S01", "抽查记录 (2)"),
        ("S02", "员工号"),
    }


def test_faults_everywhere_are_all_named_in_one_run(folder: Path) -> None:
    """Scheme, roster and two departments at once."""
    edit(folder / SCHEME, put("指标", "C2", 0.39))
    edit(folder / ROSTER, put("花名册", "G2", "去年"))
    edit(folder / TECH, put("抽查记录", "F2", "也许"))
    edit(folder / CALLS, put("调查回访", "J5", "昨天"))
    intake = read_and_score(folder, Q3, printable)
    assert intake.outcome is None
    assert {code for code, *_ in found(intake)} >= {"C01", "V04", "V06"}
    assert {book for _, book, _, _ in found(intake)} == {SCHEME, ROSTER, TECH, CALLS}


def test_a_file_that_belongs_to_nothing_is_said(folder: Path) -> None:
    """It is not read, and Excel's owner file is explained."""
    shutil.copy(folder / TECH, folder / "通讯录.xlsx")
    (folder / "~$技术服务组.xlsx").write_bytes(bytes(165))
    intake = read_and_score(folder, Q3, printable)
    assert not errors(intake.issues)
    assert {(i.code, i.place.workbook) for i in intake.issues if i.code.startswith("F")} == {
        ("F06", "通讯录.xlsx"),
        ("F07", TECH),
    }


@pytest.mark.parametrize(
    "copy",
    ["技术服务组 - 副本.xlsx", "技术服务组(1).xlsx", "技术服务组_v2.xlsx", "技术服务组最终版.xlsx"],
)
def test_two_editions_of_a_workbook_are_asked_about(copy: str, folder: Path) -> None:
    """Both names are given, and nobody in it is paid on a guess."""
    shutil.copy(folder / TECH, folder / copy)
    intake = read_and_score(folder, Q3, printable)
    assert [(i.code, i.place.workbook, i.found) for i in errors(intake.issues)] == [
        ("F18", TECH, copy)
    ]
    assert intake.outcome
    assert intake.outcome.employees["G0302"].status is Status.HELD_BACK


def test_numbers_for_ids_are_read_where_only_one_person_can_be_meant(folder: Path) -> None:
    """P03 for an ID that belongs to another name; blanks around the ID are ignored."""
    edit(folder / TECH, put("抽查记录", "A2", "  G0301\u3000"))
    intake = read_and_score(folder, Q3, printable)
    assert all(code == "P03" for code, *_ in found(intake))
