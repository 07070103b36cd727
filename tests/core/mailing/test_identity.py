"""A report that was published in English is its owner's by its English names, and by nobody else's."""

from datetime import date
from typing import cast

import pytest

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.mailing.identity import Claim, Disagreement, Mismatch, Paper, says
from gacx_reports.core.mailing.identity import department as of_department
from gacx_reports.core.mailing.identity import employee as of_employee
from gacx_reports.core.records.employee_types import EmployeeRecord, ListedEmployee
from gacx_reports.core.records.record_types import DepartmentRecord
from gacx_reports.core.roster.roster import Department, Employment, Person

NAMES = {"甲部": "Dept A", "乙部": "Dept B", "工程师": "Engineer", "主管": "Head"}
UNIT = Department("甲部", "", "G0", CellRef("花名册.xlsx", "部门", "A2"))
PERSON = Person(
    "G1",
    "张三",
    "甲部",
    "工程师",
    "G0",
    "g1@gacx.example.com",
    date(2020, 1, 1),
    None,
    Employment.EMPLOYED,
    None,
    CellRef("花名册.xlsx", "花名册", "A2"),
)
# What identity looks at, of all that a record holds.
RECORD = cast(
    "EmployeeRecord", {"id": "G1", "name": "张三", "department": "甲部", "post": "工程师"}
)
HEAD = cast("DepartmentRecord", {"head": "G0"})


def found(given: list[Disagreement]) -> set[Mismatch]:
    """The mismatches."""
    return {d.mismatch for d in given}


def unit(path: str, metadata: str, text: str) -> set[Mismatch]:
    """Mismatches of a department's report."""
    paper = Paper("abc", {"department": metadata}, text)
    return found(of_department(UNIT, HEAD, Claim(path, "abc", "abc"), paper, NAMES))


@pytest.mark.parametrize("name", ["甲部", "Dept A"])
def test_a_departments_report_is_its_own_in_either_language(name: str) -> None:
    """File name, metadata and text."""
    assert unit(f"departments/{name}.pdf", name, f"Report {name}") == set()


def test_another_departments_english_is_another_departments() -> None:
    """File name, metadata and text of another department are all mismatches."""
    wrong = unit("departments/Dept B.pdf", "Dept B", "Report Dept B")
    assert wrong == {Mismatch.FILE_NAME, Mismatch.METADATA, Mismatch.TEXT}


def employee(path: str) -> set[Mismatch]:
    """Mismatches of the employee's report at that path."""
    paper = Paper("abc", {"employeeid": "G1"}, "张三 G1")
    listed: ListedEmployee = {**RECORD, "revision": 1, "report": path}
    return found(of_employee(PERSON, RECORD, listed, Claim(path, "abc", "abc"), paper, NAMES))


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("employees/Dept A/Engineer—张三.pdf", set()),
        ("employees/Dept A/Engineer—张三—G1.pdf", set()),
        ("employees/甲部/工程师—张三.pdf", set()),
        ("employees/Dept A/工程师—张三.pdf", {Mismatch.FILE_NAME}),
        ("employees/Dept B/Engineer—张三.pdf", {Mismatch.FILE_NAME}),
        ("employees/Dept A/Head—张三.pdf", {Mismatch.FILE_NAME}),
        ("employees/Dept A/Engineer—张三—G2.pdf", {Mismatch.FILE_NAME}),
    ],
)
def test_a_persons_report_is_called_by_one_language(path: str, wrong: set[Mismatch]) -> None:
    """The post's and the department's English, or both in Chinese; never somebody else's."""
    assert employee(path) == wrong


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("葛\U000e0100伟", "葛伟 G1", True),
        ("葛伟", "葛\U000e0100 伟 G1", True),
        ("青山", "⻘⼭ G1", True),
        ("葛伟", "葛玮 G1", False),
    ],
)
def test_a_name_is_found_in_whatever_form_a_pdfs_text_has_it(
    name: str, text: str, named: bool
) -> None:
    """Text out of a PDF has no variation selectors, and may have a radical for an ideograph."""
    assert says(text, name) is named
