"""The workbook given back: the sender's own file as it was, with marks and a list in front."""

import io
import random
import re
import time
import warnings
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from gacx_reports.core.codes.catalogue import CATALOGUE
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.codes.sheets import S
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.reading.file_kinds import OLE
from gacx_reports.excel.reading.own_marks import MARKER, is_returned
from gacx_reports.excel.reading.workbook import read_content
from gacx_reports.excel.returning.comments import MOST_NOTES
from gacx_reports.excel.returning.issue_sheet import COLOURS
from gacx_reports.excel.returning.mark_issues import NotReturned, mark_issues
from gacx_reports.i18n import translator
from tests.fixtures.foreign_workbooks import (
    BOOKS,
    MAIN,
    by_openpyxl,
    by_wps,
    by_xlsxwriter,
    package,
    with_part,
)
from tools.samples.workbook_edits import members

EN = translator("en")
BOOK, SHEET, LIST = "x.xlsx", "填报值", "List of problems"
RED, YELLOW = (f"FF{COLOURS[s]}" for s in (Severity.ERROR, Severity.WARNING))
CHANGED = re.compile(
    r"\[Content_Types\]|workbook\.xml|styles\.xml|sheet1\.xml|comment|vmlDrawing|commentsDrawing"
)
"""Parts that marks on the first sheet may change."""


def at(cell: str, code: str = "V01", sheet: str = SHEET, **rest: Any) -> Issue:
    """An issue of a cell."""
    place, details = CellRef(BOOK, sheet, cell), {"header": "数值"}
    return Issue(CATALOGUE[code], place, **{"details": details} | rest)


def given_back(original: bytes, issues: Sequence[Issue]) -> bytes:
    """The annotated workbook, which must have come about and be a sound zip."""
    result = mark_issues(original, issues, EN)
    assert isinstance(result, bytes), result
    assert zipfile.ZipFile(io.BytesIO(result)).testzip() is None
    return result


def opened(content: bytes) -> Any:
    """As openpyxl reads it, which warns of what it would lose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content))


def read(content: bytes) -> Workbook:
    """As our own reader reads it."""
    book, issues = read_content(BOOK, content)
    assert book, issues
    return book


def sheet_xml(content: bytes, number: int = 1) -> etree._Element:
    """The XML of one worksheet."""
    return etree.fromstring(members(content)[f"xl/worksheets/sheet{number}.xml"])


def cells(sheet: etree._Element) -> dict[str, tuple[str | None, ...]]:
    """Address → kind, formula, stored value and text of every cell that holds anything."""
    found, row_number = {}, 0
    for row in sheet.iter(f"{{{MAIN}}}row"):
        row_number = int(row.get("r") or row_number + 1)
        for index, cell in enumerate(row):
            where = cell.get("r") or f"{'ABC'[index]}{row_number}"
            parts = (cell.findtext(f"{{{MAIN}}}{tag}") for tag in ("f", "v", f"is/{{{MAIN}}}t"))
            if len(cell):
                found[where] = (cell.get("t"), *parts)
    return found


def besides_cells(sheet: etree._Element) -> list[bytes]:
    """Everything of a worksheet that no mark may touch, in order and canonical form."""
    ours = {"sheetData", "legacyDrawing", "dimension"}
    for view in sheet.iter(f"{{{MAIN}}}sheetView"):
        view.attrib.pop("tabSelected", "")
    return [
        etree.tostring(child, method="c14n", exclusive=True)
        for child in sheet
        if etree.QName(child).localname not in ours
    ]


@pytest.mark.parametrize("make", BOOKS.values(), ids=BOOKS)
def test_everything_that_carries_no_mark_keeps_its_bytes(make: Callable[[], bytes]) -> None:
    """Pictures, string table, theme, threads, other sheets; of the marked sheet all but the marks."""
    original = make()
    before, after = (
        members(original),
        members(given_back(original, [at("C3"), at("B5"), at("Z40")])),
    )
    assert before.keys() <= after.keys()
    for name, content in before.items():
        if not CHANGED.search(name):
            assert re.sub(rb' tabSelected="1"', b"", content) == after[name], name
    old, new = (etree.fromstring(m["xl/worksheets/sheet1.xml"]) for m in (before, after))
    assert cells(new) == cells(old)
    assert besides_cells(new) == besides_cells(old)


@pytest.mark.parametrize("make", BOOKS.values(), ids=BOOKS)
def test_our_reader_reads_the_same_values_from_the_copy(make: Callable[[], bytes]) -> None:
    """Sheet by sheet, behind the list."""
    original = make()
    copy = read(given_back(original, [at("C3"), at("B5"), at("Z40", sheet="选 项")]))
    assert [s.rows for s in copy.sheets[1:]] == [s.rows for s in read(original).sheets]


@pytest.mark.parametrize("make", BOOKS.values(), ids=BOOKS)
def test_cells_get_a_colour_and_keep_their_format(make: Callable[[], bytes]) -> None:
    """Errors red, warnings yellow, red where there are both; number format, font, border, protection stay."""
    original = make()
    issues = [at("C3"), at("A3", "V20"), at("C3", "V20"), at("B9", "V12")]
    before, after = opened(original)[SHEET], opened(given_back(original, issues))[SHEET]
    assert after["C3"].fill.fgColor.rgb == RED
    assert after["A3"].fill.fgColor.rgb == YELLOW
    assert repr(after["B9"].fill) == repr(before["B9"].fill)
    for cell in ("A3", "C3"):
        for aspect in ("number_format", "font", "border", "protection", "alignment"):
            assert repr(getattr(after[cell], aspect)) == repr(getattr(before[cell], aspect))
        assert after[cell].quotePrefix == before[cell].quotePrefix


@pytest.mark.parametrize("make", BOOKS.values(), ids=BOOKS)
def test_comments_say_what_is_wrong_and_theirs_stay(make: Callable[[], bytes]) -> None:
    """On a cell with a comment ours is added below, under their name; other comments are as before."""
    original = make()
    before = opened(original)[SHEET]
    after = opened(given_back(original, [at("C3", found="九十"), at("C3", "V03"), at("A2", "V02")]))
    marked = after[SHEET]
    assert marked["C3"].comment.author == before["C3"].comment.author
    assert marked["C3"].comment.text.startswith(before["C3"].comment.text + "\n")
    assert "[error V01] Cell is blank\nFound: 九十\nExpected: a value" in marked["C3"].comment.text
    assert "[error V03]" in marked["C3"].comment.text
    assert marked["A2"].comment.author == "gacx-reports"
    assert marked["A2"].comment.text.startswith("[error V02] Not a number\nExpected: a number")
    theirs = {c.coordinate for row in before for c in row if c.comment} - {"C3"}
    assert all(marked[c].comment.text == before[c].comment.text for c in theirs)


@pytest.mark.parametrize("make", BOOKS.values(), ids=BOOKS)
def test_every_comment_has_one_box_with_a_number_of_its_own(make: Callable[[], bytes]) -> None:
    """Shapes are counted across all drawings; a drawing claims the blocks its numbers come from."""
    original = make()
    issues = [at("C3"), at("A2"), at("B5"), at("A1", sheet=read(original).sheets[1].name)]
    copy = given_back(original, issues)
    drawings = [part for name, part in members(copy).items() if name.endswith(".vml")]
    numbers = [int(n) for d in drawings for n in re.findall(rb'id="_x0000_s(\d+)"', d)]
    comments = sum(bool(c.comment) for page in opened(copy) for row in page for c in row)
    assert len(numbers) == len(set(numbers)) == comments
    for drawing in drawings:
        blocks = re.findall(rb'idmap [^>]*data="([\d,]+)"', drawing)[0].split(b",")
        found = re.findall(rb'id="_x0000_s(\d+)"', drawing)
        assert {int(n) // 1024 for n in found} <= {int(block) for block in blocks}
        assert drawing.count(b'id="_x0000_t202"') == 1
        assert drawing.startswith((b"<xml", b"<?xml"))
        assert drawing.rstrip().endswith(b"</xml>")


def test_a_box_grows_with_the_text_that_is_added_to_it() -> None:
    """Their box of rows 1 to 5 reaches further down, at the same place."""
    drawing = members(given_back(by_wps(), [at("C3")]))["xl/drawings/vmlDrawing1.vml"].decode()
    anchor = re.findall(r"<x:Anchor>(.*?)</x:Anchor>", drawing)[0].split(",")
    assert anchor[:6] == ["3", "15", "1", "4", "5", "144"]
    assert int(anchor[6]) >= 8


@pytest.mark.parametrize("make", BOOKS.values(), ids=BOOKS)
def test_the_list_comes_first_with_a_link_to_every_cell(make: Callable[[], bytes]) -> None:
    """Errors first; an issue of a sheet links to the sheet, one without a place has no link."""
    original = make()
    other = read(original).sheets[-1].name
    issues = [
        at("", "S15", sheet=other),
        at("C3", found="=1+1"),
        Issue(S.OTHER_SCHEME, CellRef(BOOK), "v1", {"expected": "v2"}),
        at("B2:B4, B9"),
        at("A1", sheet="不在"),
    ]
    book = opened(given_back(original, issues))
    page = book.worksheets[0]
    assert (page.title, book.active.title) == (LIST, LIST)
    assert page["A1"].value == "List of problems: errors 4, warnings 1"
    rows = [[c.value for c in row] for row in page.iter_rows(min_row=5)]
    assert [row[:4] for row in rows] == [
        ["error", "S07", None, None],
        ["error", "V01", "不在", "A1"],
        ["error", "V01", SHEET, "B2:B4, B9"],
        ["error", "V01", SHEET, "C3"],
        ["warning", "S15", other, None],
    ]
    assert rows[3][4:6] == ["=1+1", "Cell is blank"]
    assert page["E8"].data_type != "f"
    links = {c.coordinate: c.hyperlink.location for row in page for c in row if c.hyperlink}
    quoted = other.replace("'", "''")
    assert links == {"D7": f"'{SHEET}'!B2", "D8": f"'{SHEET}'!C3", "C9": f"'{quoted}'!A1"}


def test_what_counts_sheets_by_position_is_moved_on() -> None:
    """Print titles, print area, filter and sheet names stay with their sheets; only the list is selected."""
    original = by_xlsxwriter()
    before, after = opened(original), opened(given_back(original, [at("C3")]))
    assert after.sheetnames == [LIST, *before.sheetnames]
    for page in before:
        same = after[page.title]
        assert (same.print_title_rows, same.print_area) == (page.print_title_rows, page.print_area)
        assert (same.sheet_state, same.auto_filter.ref) == (page.sheet_state, page.auto_filter.ref)
        assert {n: d.value for n, d in same.defined_names.items()} == {
            n: d.value for n, d in page.defined_names.items()
        }
        assert same.protection.sheet == page.protection.sheet
    assert after.defined_names["总额"].value == before.defined_names["总额"].value
    assert [p.title for p in after if p.sheet_view.tabSelected] == [LIST]
    assert len({s["sheetId"] for s in sheets_of(original)}) == len(before.sheetnames)


def sheets_of(content: bytes) -> list[dict[str, str]]:
    """The entries of the workbook's list of sheets."""
    root = etree.fromstring(members(content)["xl/workbook.xml"])
    return [dict(s.attrib) for s in root.iter(f"{{{MAIN}}}sheet")]  # type: ignore[arg-type]


def test_the_list_takes_a_name_and_an_id_that_are_free() -> None:
    """The workbook has a sheet 问题清单 of its own."""
    result = mark_issues(by_wps(), [at("C3")], translator("zh"))
    assert isinstance(result, bytes)
    wanted = translator("zh").gettext(LIST)
    names = [s["name"] for s in sheets_of(result)]
    assert names[1:] == [SHEET, "问题清单"]
    assert names[0] == ("问题清单 (2)" if wanted == "问题清单" else wanted)
    assert [s["sheetId"] for s in sheets_of(result)] == ["10", "7", "9"]
    assert b'localSheetId="2"' in members(result)["xl/workbook.xml"]


def test_a_blank_cell_is_made_where_it_belongs() -> None:
    """Between the cells and rows that are there, in the format of its column or row; the extent grows."""
    original = by_xlsxwriter()
    copy = given_back(original, [at(c) for c in ("B13", "F2", "A12", "H21", "D30", "AA5")])
    sheet = sheet_xml(copy)
    rows = [int(r.get("r") or 0) for r in sheet.iter(f"{{{MAIN}}}row")]
    assert rows == sorted(set(rows))
    assert {12, 13, 21, 30} <= set(rows)
    for row in sheet.iter(f"{{{MAIN}}}row"):
        columns = [coordinate_from_string(c.get("r") or "")[0] for c in row]
        numbers = [column_index_from_string(c) for c in columns]
        assert numbers == sorted(set(numbers))
    page = opened(copy)[SHEET]
    assert page["F2"].number_format == "0.0%"
    assert page["H21"].number_format == "yyyy-mm-dd"
    assert page["D30"].number_format == "General"
    dimension = sheet.find(f"{{{MAIN}}}dimension")
    assert dimension is not None
    assert dimension.get("ref") == "A1:AA30"


def test_rows_and_cells_without_numbers_are_found() -> None:
    """Some programs leave the numbers out: each then follows the one before."""
    sheet = sheet_xml(given_back(by_wps(), [at("B2"), at("C2"), at("B3"), at("A5")]))
    rows = list(sheet.iter(f"{{{MAIN}}}row"))
    assert [r.get("r") for r in rows] == [None, None, "3", "5", "9"]
    assert [c.get("r") for c in rows[1]] == [None, None, "C2"]
    assert [c.get("r") for c in rows[2]] == ["A3", "B3", "C3"]
    assert [bool(c.get("s")) for c in rows[1]] == [False, True, True]


def test_a_range_is_coloured_whole_and_commented_once() -> None:
    """`C2:C4, C9` marks four cells; impossible addresses are only listed."""
    issues = [at("C2:C4, C9"), at("XFE1"), at("A0"), at("第三行"), at("A1:B2:C3")]
    page = opened(given_back(by_xlsxwriter(), issues))[SHEET]
    filled = [c.coordinate for row in page for c in row if c.fill.fgColor.rgb == RED]
    assert filled == ["C2", "C3", "C4", "C9"]
    assert "Cells: C2:C4, C9" in page["C2"].comment.text
    assert page["C9"].comment is None


def test_an_endless_range_does_no_harm() -> None:
    """A whole sheet as one issue: so many cells are coloured, and no more."""
    sheet = sheet_xml(given_back(by_wps(), [at("A1:XFD1048576")]))
    assert sum(1 for _ in sheet.iter(f"{{{MAIN}}}c")) < 20_000


def test_a_cell_under_a_merged_one_is_marked_where_it_shows() -> None:
    """B15 lies under A14:B15."""
    page = opened(given_back(by_xlsxwriter(), [at("B15", "S17")]))[SHEET]
    assert page["A14"].fill.fgColor.rgb == YELLOW
    assert "[warning S17]" in page["A14"].comment.text


@pytest.mark.parametrize(
    "text",
    ["<b>&amp;</b>", "=1+1", "a\x00\x0b\x1fb\ud800", "_x000D_", "第一\n第二", "字" * 40_000, "]]>"],
)
def test_any_text_can_be_quoted(text: str) -> None:
    """Any content of a cell is quoted literally in the copy, and shortened if it is long."""
    copy = given_back(by_openpyxl(), [at("A2", found=text)])
    shown = opened(copy).worksheets[0]["E5"].value
    clean = re.sub("[\x00\x0b\x1f\ud800]", "�", text).replace("_x", "_x005F_x")
    assert shown == (clean if len(clean) < 1000 else f"{clean[:1000]}…")
    assert len(opened(copy)[SHEET]["A2"].comment.text) < 1000


def test_two_thousand_issues_are_quick(samples: Path) -> None:
    """No more than two seconds of work; all are coloured and listed, the first thousand of a sheet commented."""
    original = (samples / "2024Q3" / "技术服务组.xlsx").read_bytes()
    issues = [at(f"{'ABCDEFG'[n % 7]}{n // 7 + 2}", sheet="作业记录") for n in range(2000)]
    begun = time.process_time()
    copy = given_back(original, issues)
    assert time.process_time() - begun < 2
    book = opened(copy)
    marked = [c for row in book["作业记录"] for c in row if c.fill.fgColor.rgb == RED]
    assert len(marked) == 2000
    assert sum(bool(c.comment) for c in marked) == MOST_NOTES
    assert book.worksheets[0].max_row == 2004


def test_the_same_input_gives_the_same_bytes() -> None:
    """Changed members carry a fixed date, the others their own."""
    original = by_openpyxl()
    issues = [at("C3"), at("A2")]
    copy = given_back(original, issues)
    assert copy == given_back(original, list(reversed(issues)))
    dates = {m.filename: m.date_time for m in zipfile.ZipFile(io.BytesIO(original)).infolist()}
    for member in zipfile.ZipFile(io.BytesIO(copy)).infolist():
        fixed = (1980, 1, 1, 0, 0, 0)
        assert member.date_time in (fixed, dates.get(member.filename))


def test_a_workbook_without_styles_gets_some() -> None:
    """Some programs write none at all."""
    parts = members(by_wps())
    del parts["xl/styles.xml"]
    parts["xl/_rels/workbook.xml.rels"] = re.sub(
        rb"<Relationship [^>]*styles.xml[^>]*>", b"", parts["xl/_rels/workbook.xml.rels"]
    )
    parts["[Content_Types].xml"] = re.sub(
        rb"<Override [^>]*styles.xml[^>]*>", b"", parts["[Content_Types].xml"]
    )
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b' s="1"', b"")
    page = opened(given_back(package(parts), [at("B2")]))[SHEET]
    assert page["B2"].fill.fgColor.rgb == RED


def test_a_copy_is_known_when_it_is_handed_in() -> None:
    """By the marker on its list; the workbook itself, and a copy without its list, is not one."""
    original = by_openpyxl()
    copy = given_back(original, [at("C3")])
    assert is_returned(read(copy))
    assert not is_returned(read(original))
    book = opened(copy)
    assert MARKER in [c.value for c in book.worksheets[0][1]]
    del book[LIST]
    saved = io.BytesIO()
    book.save(saved)
    assert not is_returned(read(saved.getvalue()))


def test_a_copy_can_be_given_back_again() -> None:
    """The second list comes before the first."""
    again = given_back(given_back(by_xlsxwriter(), [at("C3")]), [at("A2")])
    assert opened(again).sheetnames[:2] == [f"{LIST} (2)", LIST]


@pytest.mark.parametrize(
    ("original", "reason"),
    [
        (b"", "F03"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "F05"),
        (b"PK\x03\x04 and then nothing", "F02"),
        (by_wps()[:-200], "F02"),
        (
            with_part(by_wps(), workbook_xml=(MAIN.encode(), b"http://purl.oclc.org/ooxml/x")),
            "workbook.xml",
        ),
        (with_part(by_wps(), sheet1_xml=(b"<worksheet", b"<!DOCTYPE x><worksheet")), "F12"),
        (with_part(by_wps(), sheet1_xml=(b"</sheetData>", b"")), "sheet1.xml"),
        (with_part(by_wps(), sheet1_xml=(b'r="9"', b'r="neun"')), "neun"),
        (with_part(by_wps(), styles_xml=(b"styleSheet", b"sheetStyle")), "styles.xml"),
        (with_part(by_wps(), sheet1_xml_rels=(b"vmlDrawing1.vml", b"gone.vml")), "gone.vml"),
    ],
)
def test_what_cannot_be_patched_is_not_given_back(original: bytes, reason: str) -> None:
    """No partial file is written: the outcome has the reason."""
    result = mark_issues(original, [at("A2")], EN)
    assert isinstance(result, NotReturned)
    assert reason in result.reason


def test_damaged_files_never_end_in_an_exception() -> None:
    """Some bytes wrong anywhere: either a sound copy, or the outcome that there is none."""
    original = by_wps()
    chance = random.Random(5)  # noqa: S311 - for a test, repeatable
    for _ in range(300):
        damaged = bytearray(original)
        for _ in range(3):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        result = mark_issues(bytes(damaged), [at("C3"), at("A7")], EN)
        assert isinstance(result, NotReturned) or zipfile.is_zipfile(io.BytesIO(result))
