"""Issued workbooks: what they offer, what they protect, what they say they are, and that they stay readable."""

import io
import re
import zipfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gacx_reports.commands.issuing.scheme import blank_editions
from gacx_reports.commands.issuing.templates import templates
from gacx_reports.commands.request import RunOptions
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.issuing.prefill import FormInputs, prefilled
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.sheets.stamp import NAME, SHEET, Stamp
from gacx_reports.excel.issuing.form_workbook import form_book
from gacx_reports.excel.reading.workbook import read_content
from gacx_reports.excel.styles import FilledSheet
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import read_and_score
from tests.conftest import ROOT
from tests.fixtures.sound_quarter import sound_quarter
from tools.samples.editions import edition
from tools.samples.practice_folders import QUARTER
from tools.samples.seeded_faults import TOP
from tools.samples.workbook_edits import members

STAMP = Stamp("department", TOP, "2024Q3", "2024.1")
BLANKS = ("部门工作簿.xlsx", "部门-技术助理.xlsx", "满意度调查.xlsx", "评价.xlsx", "花名册.xlsx")


def printable(text: str) -> list[str]:
    """Every character."""
    del text
    return []


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small quarter's templates, where no earlier quarter exists."""
    folder = tmp_path_factory.mktemp("issued")
    source = folder / "in" / str(QUARTER)
    source.mkdir(parents=True)
    for name in ("考核方案.xlsx", "花名册.xlsx"):
        (source / name).write_bytes(sound_quarter()[name])
    ledger = folder / "ledger.sqlite"
    order = RunOptions(QUARTER, folder / "in", folder / "out", ROOT / "templates", ledger=ledger)
    assert not templates(order, datetime(2024, 6, 28, tzinfo=UTC)).issues
    return order.target / "templates"


@cache
def opened(path: Path) -> Any:
    """As openpyxl reads it; for looking at only."""
    return openpyxl.load_workbook(path)


@cache
def _light() -> bytes:
    """The department's workbook without the sheets that compute, which take openpyxl a second to read."""
    sound = {name: read_content(name, content)[0] for name, content in sound_quarter().items()}
    scheme_book, roster_book = sound["考核方案.xlsx"], sound["花名册.xlsx"]
    assert scheme_book is not None
    assert roster_book is not None
    scheme, _ = read_scheme(scheme_book)
    roster, _ = read_roster(roster_book, scheme, QUARTER)
    form = next(f for f in forms(scheme, roster, QUARTER) if f.workbook == TOP)
    desk = FormInputs(form, scheme, roster, QUARTER)
    rows = prefilled(desk)
    return form_book(desk, [FilledSheet(s, rows[s.name]) for s in form.sheets], translator("zh"))


def checked(folder: Path, book: Any) -> tuple[Issue, ...]:
    """Issues of the small quarter with that department workbook."""
    target = folder / str(QUARTER)
    target.mkdir()
    for name, content in sound_quarter().items():
        (target / name).write_bytes(content)
    book.save(target / TOP)
    return read_and_score(target, QUARTER, printable).issues


def filled() -> Any:
    """The issued department workbook with everything typed in that the hand-made one holds."""
    book, hand_made = (
        openpyxl.load_workbook(io.BytesIO(content)) for content in (_light(), sound_quarter()[TOP])
    )
    for sheet in hand_made.worksheets[1:]:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if cell.value is not None:
                    book[sheet.title][cell.coordinate].value = cell.value
    return book


def test_a_filled_template_is_read_without_a_word(tmp_path: Path) -> None:
    """Prepared rows, grey columns, lists and colours are not taken for entries."""
    assert [i for i in checked(tmp_path, filled()) if i.severity != "note"] == []


def test_rows_may_be_copied_sorted_filtered_and_added(tmp_path: Path) -> None:
    """Backwards, with one row more below, and a filter that hides nothing of it."""
    book = filled()
    page = book["备件收发"]
    rows = [[c.value for c in row[:6]] for row in page.iter_rows(min_row=2) if row[0].value]
    for number, cells in enumerate([*reversed(rows), rows[0]], start=2):
        for column, value in enumerate(cells, start=1):
            page.cell(number, column, value)
    page.auto_filter.add_filter_column(0, [rows[0][0]])
    assert [i for i in checked(tmp_path, book) if i.severity is Severity.ERROR] == []


def test_no_formula_pretends_to_have_been_computed(issued: Path) -> None:
    """Nothing shows a score, or a count, before it is computed."""
    formulas = 0
    for content in members((issued / TOP).read_bytes()).values():
        for cell in re.findall(rb"<c [^>]*?><f>.*?</c>", content):
            formulas += 1
            assert re.search(rb"<v>[^<]", cell) is None, cell
    assert formulas > 100


def test_dropdowns_are_fed_by_ranges(issued: Path) -> None:
    """A list in place over 255 characters corrupts a file in Excel; ours have none at all."""
    lists = [
        v.formula1
        for path in issued.rglob("*.xlsx")
        for page in opened(path).worksheets
        for v in page.data_validations.dataValidation
        if v.type == "list"
    ]
    assert len(lists) > 20
    assert all("!$" in str(formula) for formula in lists)


def test_record_tables_are_open_and_identities_locked(issued: Path) -> None:
    """No password; Excel sorts a range only where no cell is locked."""
    book = opened(issued / TOP)
    table, typed = book["备件收发"], book["填报值"]
    assert table.protection.sheet
    assert table.protection.password is None
    assert {d.protection.locked for d in table.column_dimensions.values()} == {False}
    assert table["A1"].protection.locked
    assert not table.protection.sort
    assert [typed.cell(2, c).protection.locked for c in (1, 2, 3, 4)] == [True, True, True, False]
    assert not typed.protection.autoFilter


def test_every_sheet_is_ready_for_print_and_scrolling(issued: Path) -> None:
    """A4 landscape, one page wide, headers repeated and frozen."""
    for page in opened(issued / TOP).worksheets:
        if page.sheet_state == "visible":
            assert (page.page_setup.orientation, str(page.page_setup.paperSize)) == (
                "landscape",
                "9",
            )
            # At a scale the guide's pages end where they should; everything else fits its width.
            guide = page.title == "填写说明"
            assert page.page_setup.scale == (75 if guide else None)
            assert bool(page.sheet_properties.pageSetUpPr.fitToPage) is not guide
    assert opened(issued / TOP)["备件收发"].freeze_panes == "C2"
    assert opened(issued / TOP)["备件收发"].print_title_rows == "$1:$1"


def test_a_heading_of_the_guide_stays_with_its_table(issued: Path) -> None:
    """A printed page never ends below a heading or the head of a table."""
    page = opened(issued / TOP)["填写说明"]
    ends = [b.id for b in page.row_breaks.brk]
    assert ends
    for row in ends:
        last = page.cell(row, 1)
        assert not last.font.b, last.value


def test_a_workbook_says_in_three_places_what_it_is(issued: Path) -> None:
    """A defined name, a document property, and a hidden sheet."""
    book = opened(issued / TOP)
    assert book.defined_names[NAME].value == f'"{STAMP.text}"'
    assert {p.name: p.value for p in book.custom_doc_props.props}[NAME] == STAMP.text
    assert book[SHEET]["A1"].value == STAMP.text
    assert book[SHEET].sheet_state == "veryHidden"


@pytest.mark.parametrize(
    ("lost", "severity"),
    [("name", "note"), ("property", "note"), ("both", "warning"), ("all", "")],
)
def test_two_stamps_of_three_are_enough(lost: str, severity: str, tmp_path: Path) -> None:
    """WPS drops one: on record. One alone is a warning; without any the workbook counts as hand-made."""
    book = filled()
    if lost in ("name", "both", "all"):
        del book.defined_names[NAME]
    if lost in ("property", "both", "all"):
        book.custom_doc_props.props.clear()
    if lost == "all":
        del book[SHEET]
    found = [i for i in checked(tmp_path, book) if i.code == "S20"]
    assert [str(i.severity) for i in found] == ([severity] if severity else [])


def test_another_quarters_template_is_refused_even_with_a_new_cover(
    tmp_path: Path,
) -> None:
    """And the words name the workbook to use."""
    book = filled()
    old = Stamp("department", TOP, "2024Q2", "2024.1").text
    book.defined_names[NAME].value = f'"{old}"'
    book.custom_doc_props.props[0].value = old
    book[SHEET]["A1"].value = old
    found = [i for i in checked(tmp_path, book) if i.severity is Severity.ERROR]
    assert [(i.code, i.details["quarter"]) for i in found] == [("S18", "2024Q3")]


def test_a_changed_name_on_an_unprotected_sheet_is_a_warning(tmp_path: Path) -> None:
    """Removed protection is no fault; a changed locked cell is a warning (S21)."""
    book = filled()
    book["填报值"].protection.sheet = False
    book["填报值"]["B2"].value = None
    found = [i for i in checked(tmp_path, book) if i.code == "S21"]
    assert [(i.place.cell, i.severity) for i in found] == [("A2", Severity.WARNING)]


def test_the_blank_editions_are_in_step_with_the_scheme(templates: Path) -> None:
    """`make scheme` writes them anew; equal input gives equal bytes."""
    made = blank_editions(templates, "zh")
    assert set(made) == set(BLANKS)
    for name, content in made.items():
        with zipfile.ZipFile(templates / name) as package:
            theirs = {n: package.read(n) for n in package.namelist()}
        assert members(content) == theirs, "run `make scheme`"


def test_the_scheme_workbook_is_written_as_it_is_edited(templates: Path) -> None:
    """Lists, notes and the sums of all weights are there, and the same cells give the same workbook."""
    content = (templates / "scheme.xlsx").read_bytes()
    assert members(edition(content, ())) == members(content)
    book = openpyxl.load_workbook(io.BytesIO(content))
    fed = [v for v in book["指标"].data_validations.dataValidation if v.type == "list"]
    assert len(fed) >= 8
    assert book["指标"]["C1"].comment
    assert book["校验"].protection.sheet
