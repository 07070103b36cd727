"""With the real LibreOffice: a returned copy opens, with its content and its issues."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.codes.values import V
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets.raw_values import BadCell
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.reading.own_marks import is_returned
from gacx_reports.excel.reading.workbook import read_content
from gacx_reports.excel.returning.issue_sheet import COLOURS
from gacx_reports.excel.returning.mark_issues import mark_issues
from gacx_reports.i18n import translator
from tests.fixtures.foreign_workbooks import BOOKS
from tests.system.office import soffice

pytestmark = pytest.mark.system
XLSX = "xlsx:Calc MS Excel 2007 XML"
LIST = "List of problems"


def annotated(original: bytes) -> bytes:
    """With two issues on 填报值: at a cell with a comment, and at one without."""
    issues = [
        Issue(V.NUMBER_OUT_OF_RANGE, CellRef("x.xlsx", "填报值", "C3"), "0.92", {"header": "数值"}),
        Issue(V.CELL_BLANK, CellRef("x.xlsx", "填报值", "F12"), "", {"header": "数值"}),
    ]
    result = mark_issues(original, issues, translator("en"))
    assert isinstance(result, bytes), result
    return result


def saved(content: bytes, folder: Path, name: str) -> bytes:
    """As LibreOffice saves it."""
    source = folder / f"{name}.xlsx"
    source.write_bytes(content)
    soffice(XLSX, [source], folder / "saved", folder / "profile")
    return (folder / "saved" / source.name).read_bytes()


def values(content: bytes) -> tuple[Workbook, dict[str, Sequence[object]]]:
    """Content of each sheet except the list; an unreadable cell counts by its shown text."""
    book, issues = read_content("x.xlsx", content)
    assert book, issues
    shown: dict[str, Sequence[object]] = {
        s.name: [[str(c) if isinstance(c, BadCell) else c for c in cells] for _, cells in s.rows]
        for s in book.sheets
        if s.name != LIST
    }
    return book, shown


def comments(content: bytes) -> dict[str, Comment]:
    """Cell → comment, of the sheet 填报值."""
    page = openpyxl.load_workbook(io.BytesIO(content))["填报值"]
    return {c.coordinate: c.comment for row in page for c in row if c.comment}


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize("make", BOOKS.values(), ids=BOOKS)
def test_libreoffice_shows_the_copy_as_the_original(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    """The same values on the same sheets, their comments and ours, the colour, the list in front."""
    original = make()
    copy = saved(annotated(original), tmp_path, "copy")
    book, shown = values(copy)
    assert shown == values(saved(original, tmp_path, "original"))[1]
    assert book.sheets[0].name == LIST
    assert is_returned(book)
    found = comments(copy)
    theirs = comments(original)["C3"].text
    assert found["C3"].text.startswith(theirs)
    assert "[error V03]" in found["C3"].text
    assert "[error V01]" in found["F12"].text
    page = openpyxl.load_workbook(io.BytesIO(copy))
    assert page["填报值"]["F12"].fill.fgColor.rgb == f"FF{COLOURS[Severity.ERROR]}"
    links = [c.hyperlink for row in page[LIST] for c in row if c.hyperlink]
    assert [link.location for link in links] == ["'填报值'!C3", "'填报值'!F12"]


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize("make", BOOKS.values(), ids=BOOKS)
def test_what_libreoffice_saved_can_be_given_back(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    """Its own way of writing comments and drawings included; the result opens in it again."""
    original = saved(make(), tmp_path, "original")
    copy = annotated(original)
    assert values(copy)[1] == values(original)[1]
    again = saved(copy, tmp_path, "again")
    assert values(again)[1] == values(original)[1]
    assert comments(original).keys() | {"F12"} == comments(again).keys()
    assert "[error V03]" in comments(again)["C3"].text


def test_the_copy_prints(tmp_path: Path) -> None:
    """As a PDF, list and all."""
    source = tmp_path / "copy.xlsx"
    source.write_bytes(annotated(BOOKS["XlsxWriter"]()))
    soffice("pdf", [source], tmp_path, tmp_path / "profile")
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF")
