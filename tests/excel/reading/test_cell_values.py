"""What a cell's formula and its number `vm` say about its value."""

import io

import pytest
import xlsxwriter

from gacx_reports.core.sheets.raw_values import BadCell, CellFault
from gacx_reports.excel.reading.cell_values import computed
from gacx_reports.excel.reading.workbook import read_content
from tests.fixtures.foreign_workbooks import picture, with_part

OWN = (
    "VLOOKUP(表1[[#This Row],[工号]],人员!A:B,2,0)",
    "VLOOKUP(表1[[#This Row],[工号]],'人 员'!A:B,2,0)",
    "VLOOKUP(表1[@[工 号]],人员!A:B,2,0)",
    "VLOOKUP([@工号],人员!A:B,2,0)",
    "表1[[#All],[一月]:[三月]]/人员!A1",
    "表1['[甲']]+'人 员'!A1",
    "IF([@状态]=人员!A1,1,0)",
    "[0]!合计",
    'INDIRECT("[台账.xlsx]七月!A1")',
)
OTHER = (
    "[1]人员!A1",
    "[1]!合计",
    "[1]一月:三月!A1",
    "'[1]人 员'!A1",
    "[台账.xlsx]七月!A1",
    "'C:\\资料\\[台账.xlsx]七月'!A1",
    "'https://example.org/[台账.xlsx]七月'!A1",
    "VLOOKUP(表1[[#This Row],[工号]],[1]人员!A:B,2,0)",
)


@pytest.mark.parametrize("formula", OWN)
def test_brackets_of_this_workbook_lead_nowhere_else(formula: str) -> None:
    """Columns of tables, and names of the workbook itself."""
    assert computed(5, formula) == 5


@pytest.mark.parametrize("formula", OTHER)
def test_another_workbook_is_found_however_it_is_written(formula: str) -> None:
    """By number or name, with or without quotes, for one sheet, several or a name."""
    assert computed(5, formula) == BadCell(CellFault.EXTERNAL, f"={formula}")


def with_pictures() -> bytes:
    """Two pictures placed in cells, the second with a description, and between them a real error."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("备件收发")
        page.embed_image("A1", "a.png", {"image_data": io.BytesIO(picture())})
        page.write_formula("A2", "=1/0", None, "#DIV/0!")
        page.embed_image(
            "A3", "b.png", {"image_data": io.BytesIO(picture()), "description": "签收单"}
        )
    return buffer.getvalue()


def first_column(content: bytes) -> list[object]:
    """What is read of column A."""
    book, issues = read_content("a.xlsx", content)
    assert book is not None, issues
    return [cells[0] for _, cells in book.sheets[0].rows]


def test_a_picture_that_excel_placed_in_a_cell_is_no_formula_error() -> None:
    """In the file it is a #VALUE!."""
    shown, error = BadCell(CellFault.PICTURE, "#VALUE!"), BadCell(CellFault.ERROR, "#DIV/0!")
    assert first_column(with_pictures()) == [shown, error, shown]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("rdrichvaluestructure_xml", b"_localImage", b"_error"),
        ("metadata_xml", b'name="XLRICHVALUE"', b'name="XLDAPR"'),
        ("metadata_xml", b"<valueMetadata", b"<cellMetadata"),
        ("rdrichvalue_xml", b' s="0"', b' s="7"'),
    ],
)
def test_another_rich_value_stays_an_error(part: str, old: bytes, new: bytes) -> None:
    """An error with details, a data type, or a package that does not say what it is."""
    content = with_pictures()
    if new == b"<cellMetadata":
        content = with_part(content, metadata_xml=(b"</valueMetadata", b"</cellMetadata"))
    odd = with_part(content, **{part: (old, new)})
    assert BadCell(CellFault.PICTURE, "#VALUE!") not in first_column(odd)
