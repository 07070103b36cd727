"""One cause is one line: IDs that became numbers, rows of totals, notes and signatures below a table."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.ids_as_numbers import same_number
from gacx_reports.intake.quarter import Intake, read_and_score
from tests.fixtures.sound_quarter import lay_out

Q3 = Period(2024, 3)
TOP, ROSTER, SCHEME = "客户服务部.xlsx", "花名册.xlsx", "考核方案.xlsx"
Change = Callable[[Any], None]


def taken_in(folder: Path, **changes: Change) -> Intake:
    """The small sound quarter with workbooks changed (by name, without ending), read and scored."""
    lay_out(folder)
    for name, change in changes.items():
        path = folder / f"{name}.xlsx"
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
    return read_and_score(folder, Q3)


def said(intake: Intake) -> list[tuple[str, str, str, str]]:
    """Code, severity, place and count of the issues that are shown."""
    shown = [i for i in intake.issues if i.severity != "note"]
    return [(i.code, i.severity, str(i.place), i.details.get("count", "")) for i in shown]


def numbers(sheet: str, column: int) -> Change:
    """G0101 becomes 101 in a column, as when a system exports IDs as numbers."""

    def change(book: Any) -> None:
        for row in book[sheet].iter_rows(min_row=2):
            if row[column].value:
                row[column].value = int(str(row[column].value)[1:])

    return change


@pytest.mark.parametrize(
    ("workbook", "sheet", "column", "place", "count"),
    [
        ("花名册", "花名册", 0, f"{ROSTER} › 花名册 › A2:A8", "7"),
        ("花名册", "花名册", 4, f"{ROSTER} › 花名册 › E3:E8", "6"),
        ("花名册", "部门", 2, f"{ROSTER} › 部门 › C2", "1"),
        ("客户服务部", "返修检验", 0, f"{TOP} › 返修检验 › A2:A17", "16"),
        ("客户服务部", "填报值", 0, f"{TOP} › 填报值 › A2:A15", "14"),
    ],
)
def test_ids_that_became_numbers_are_said_once(
    workbook: str, sheet: str, column: int, place: str, count: str, tmp_path: Path
) -> None:
    """P43 with all cells, and no P01 or P09, wherever the IDs are used."""
    intake = taken_in(tmp_path, **{workbook: numbers(sheet, column)})
    assert said(intake) == [("P43", "error", place, count)]
    assert intake.issues[0].details["whole"].startswith("G01")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("101", ["G0101"]),
        ("0101", ["G0101"]),
        ("G101", []),
        ("102", []),
        ("101.5", []),
        ("7", ["0007"]),
        ("H0007", ["0007"]),
        ("9", ["A9", "B9"]),
    ],
)
def test_which_ids_a_number_could_be(written: str, meant: list[str]) -> None:
    """Letters and zeros in front may be lacking in one of both; other letters are another person."""
    assert same_number(written, ["G0101", "0007", "A9", "B9"]) == meant


def rows(sheet: str, *added: list[object], merged: bool = False) -> Change:
    """Rows are added below a table."""

    def change(book: Any) -> None:
        page = book[sheet]
        for row in added:
            page.append(row)
        if merged:
            page.merge_cells(
                start_row=page.max_row, end_row=page.max_row, start_column=1, end_column=5
            )

    return change


ASIDE = [
    ("客户服务部", rows("返修检验", ["合计", None, None, 3]), "V31", "返修检验 › A18", "1"),
    ("客户服务部", rows("返修检验", ["合 计：", None, None, "=SUM(D2:D9)"]), "V31", "返修检验 › A18", "1"),
    ("客户服务部", rows("返修检验", [None, "Total"], ["平均"]), "V31", "返修检验 › A18:A19", "2"),
    ("客户服务部", rows("填报值", ["物控助理小计"], ["总计（人）"]), "V31", "填报值 › A16:A17", "2"),
    ("花名册", rows("花名册", ["合计", 7]), "V31", "花名册 › A9", "1"),
    ("考核方案", rows("等级", ["合计"]), "V31", "等级 › A5", "1"),
    ("客户服务部", rows("返修检验", ["填表人：罗桂芳", None, "日期：2024-10-08"]), "V32", "返修检验 › A18", "1"),
    ("客户服务部", rows("返修检验", [], ["注：以上均已核对。"], merged=True), "V32", "返修检验 › A19", "1"),
    ("客户服务部", rows("评语", ["主管签字："], ["日 期："]), "V32", "评语 › A8:A9", "2"),
    ("客户服务部", rows("备件收发", ["以上数据属实，如有不实愿承担责任。"]), "V32", "备件收发 › A18", "1"),
    ("花名册", rows("花名册", ["Prepared by: HR"]), "V32", "花名册 › A9", "1"),
    ("考核方案", rows("设置", ["注：改动须经批准"]), "V32", "设置 › A18", "1"),
]  # fmt: skip
"""Workbook, rows added to it, the code, the place, the count."""


@pytest.mark.parametrize(("workbook", "change", "code", "place", "count"), ASIDE)
def test_rows_that_are_no_entries_are_said_once_and_left_out(
    workbook: str, change: Change, code: str, place: str, count: str, tmp_path: Path
) -> None:
    """A warning with all rows and their number; everybody is scored as without them."""
    intake = taken_in(tmp_path, **{workbook: change})
    assert said(intake) == [(code, "warning", f"{workbook}.xlsx › {place}", count)]
    assert intake.outcome
    assert {e.status for e in intake.outcome.employees.values()} == {"scored"}


ENTRIES = [
    (rows("返修检验", ["G0121"]), {"V01"}),
    (rows("返修检验", ["罗桂芳"]), {"P01", "V01"}),
    (rows("返修检验", ["G0121 罗桂芳", None, "2024-07-03"]), {"V14", "V01"}),
    (rows("返修检验", [None, None, "2024-07-03"]), {"V01"}),
    (rows("加减分", ["G0121", "罗桂芳", None, 0.02, "2024-07-03", "合计"]), {"V01"}),
]
"""Incomplete entries, and the codes of their errors."""


@pytest.mark.parametrize(("change", "codes"), ENTRIES)
def test_an_incomplete_entry_is_no_note(change: Change, codes: set[str], tmp_path: Path) -> None:
    """What could be somebody's record is never left out."""
    intake = taken_in(tmp_path, 客户服务部=change)
    errors: list[Issue] = [i for i in intake.issues if i.severity == "error"]
    assert {str(i.code) for i in errors} >= codes
    assert not {i.code for i in intake.issues} & {"V31", "V32"}


def test_a_note_in_the_middle_is_asked_about(tmp_path: Path) -> None:
    """Only below the last entry is a label a note; in between it may be an entry in the wrong column."""

    def change(book: Any) -> None:
        page = book["返修检验"]
        page.insert_rows(5)
        page["A5"] = "备注：补录"

    intake = taken_in(tmp_path, 客户服务部=change)
    assert "V14" in {i.code for i in intake.issues}
    assert "V32" not in {i.code for i in intake.issues}
