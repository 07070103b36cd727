"""Sheets → records: headers are found by their text, addresses stay physical, every fault is named."""

from decimal import Decimal

import pytest

from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.core.sheets.raw_values import NA, BadCell, CellFault, Raw
from gacx_reports.core.sheets.read_sheet import read_sheet
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from tests.fixtures.markdown_workbook import book

FORM = SheetForm(
    "记录",
    (
        Column("工号", Kind.ID),
        Column("得分", Kind.NUMBER, low=Decimal(0), high=Decimal(100), na=True),
        Column("备注", required=False, optional_column=True),
    ),
    person="工号",
)


def faults(issues: list[Issue]) -> list[tuple[str, str]]:
    return [(i.code, i.place.cell) for i in issues if i.severity is Severity.ERROR]


def test_a_header_below_titles_with_columns_moved_and_inserted() -> None:
    """The header row is found by its words; each record still knows its physical cell."""
    text = """
        | 抽查记录（2024年第三季度） |  |  |
        |  |  |  |
        | 得　分 | 审核 | 工号\u00a0 |
        | 95.5 | 王 | G1 |
    """
    records, issues = read_sheet(book("甲.xlsx", 记录=text), FORM)
    assert faults(issues) == []
    assert records[0].cells == {"工号": "G1", "得分": Decimal("95.5")}
    assert str(records[0].place("得分")) == "甲.xlsx › 记录 › A4"


def test_a_row_that_ends_early_has_the_other_columns_blank() -> None:
    """It holds no more than it needs, and equal texts of different rows are one."""
    text = """
        | 工号 | 得分 | 备注 |
        | G1 | 95.5 |  |
        | G1 | 80 | 好 |
    """
    first, second = read_sheet(book("甲.xlsx", 记录=text), FORM)[0]
    assert (len(first.values), first.raw("备注"), first.value("备注"), second.value("备注")) == (
        2,
        None,
        None,
        "好",
    )
    assert first.with_text("工号", "G2").cells == {**first.cells, "工号": "G2"}
    assert first.text("工号") is second.text("工号")


def test_every_fault_of_a_sheet_in_one_go() -> None:
    """Three bad cells are three issues, each at its cell and about its person."""
    text = """
        | 工号 | 得分 |
        | G1 | 101 |
        | G2 |  |
        | G3 | 九十 |
        | G4 | 不适用 |
        | G5 | 0 |
    """
    records, issues = read_sheet(book("甲.xlsx", 记录=text), FORM)
    assert faults(issues) == [("V03", "B2"), ("V01", "B3"), ("V02", "B4")]
    assert [i.person for i in issues] == ["G1", "G2", "G3"]
    assert records[3].cells["得分"] is NA
    assert records[4].cells["得分"] == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| 工号 | 分数 |\n| G1 | 1 |", [("S02", "A1")]),
        ("| 工号 | 得分 | 得 分 |\n| G1 | 1 | 2 |", [("S03", "C1")]),
        ("| 甲 | 乙 |\n| 1 | 2 |", [("S04", "")]),
    ],
)
def test_headers_that_do_not_fit(text: str, expected: list[tuple[str, str]]) -> None:
    """A missing header, a double one, none at all."""
    _, issues = read_sheet(book("甲.xlsx", 记录=text), FORM)
    assert faults(issues) == expected


def test_a_renamed_sheet_is_suggested() -> None:
    """The sheet that was probably meant is named."""
    _, issues = read_sheet(book("甲.xlsx", **{"记录 (2)": "| 工号 | 得分 |"}), FORM)
    assert faults(issues) == [("S01", "")]
    assert issues[0].details["nearest"] == "记录 (2)"


def test_a_sheet_name_with_a_trailing_space_is_the_sheet() -> None:
    """Width, case and blanks don't matter in names."""
    records, issues = read_sheet(book("甲.xlsx", **{"记录 ": "| 工号 | 得分 |\n| G1 | 1 |"}), FORM)
    assert (len(records), issues) == (1, [])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (BadCell(CellFault.ERROR, "#DIV/0!"), "V09"),
        (BadCell(CellFault.UNCOMPUTED, "=1+1"), "V08"),
        (BadCell(CellFault.PICTURE, '=DISPIMG("x",1)'), "V16"),
        (True, "V11"),
    ],
)
def test_cells_without_a_value(cell: Raw, code: str) -> None:
    """A formula error, an uncomputed formula, a picture and a boolean are no numbers."""
    sheet = Sheet("甲.xlsx", "记录", ((1, ("工号", "得分")), (2, ("G1", cell))))
    _, issues = read_sheet(Workbook("甲.xlsx", (sheet,)), FORM)
    assert faults(issues) == [(code, "B2")]


def test_normalising_leaves_a_record() -> None:
    """Full-width digits are accepted, and noted."""
    _, issues = read_sheet(book("甲.xlsx", 记录="| 工号 | 得分 |\n| G1 | ９５ |"), FORM)
    assert [(i.code, i.severity, i.found) for i in issues] == [("V12", Severity.NOTE, "９５")]
