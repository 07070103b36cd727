"""Odd sheets: sizes, headers, filters, hidden and merged cells, structure."""

import re
import shutil
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.protection import SheetProtection

from gacx_reports.core.issues.issue import errors
from gacx_reports.intake.quarter import Intake, read_and_score
from tests.intake.odd_workbooks import (
    PARTS,
    REPAIRS,
    TYPED,
    Results,
    change,
    in_sheet,
    results,
    said,
)
from tests.system.office import soffice
from tools.samples import workbook_edits as edits
from tools.samples.practice_folders import QUARTER
from tools.samples.seeded_faults import TOP
from tools.samples.workbook_edits import Damage, Edit, Files, edit, put


def dimension(reference: str) -> Damage:
    """A sheet's stated extent."""
    return in_sheet(PARTS, r'<dimension ref="[^"]*"/>', f'<dimension ref="{reference}"/>')


def without_validations(book: Any) -> None:
    """Pasting from elsewhere takes them away."""
    for page in book:
        page.data_validations.dataValidation = []


MANY_ROWS = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(100, 2_000))
SAME: dict[str, Damage] = {
    "wps-writes-a1-as-the-extent": dimension("A1"),
    "extent-too-large": dimension("A1:CV999"),
    "extent-is-garbage": dimension("ABC:?"),
    "no-extent": in_sheet(PARTS, r'<dimension ref="[^"]*"/>', ""),
    "styled-empty-rows": in_sheet(PARTS, "</sheetData>", f"{MANY_ROWS}</sheetData>"),
    "name-with-blanks": edit(TOP, edits.rename(PARTS, f" {PARTS}\u00a0")),
    "header-full-width-blank": change(PARTS, "E1", "数\u3000量"),
    "header-line-break": change(REPAIRS, "E1", "是否\n合格"),
    "header-nbsp": change(PARTS, "F1", "\u00a0交付时长 "),
    "merged-people": edit(TOP, edits.merge(PARTS, "A2:A5"), edits.merge(PARTS, "B2:B5")),
    "protected-sheet": edit(
        TOP, lambda book: setattr(book[PARTS], "protection", SheetProtection(sheet=True))
    ),
    "validations-pasted-away": edit(TOP, without_validations),
    "extra-hidden-sheet": edit(TOP, lambda book: setattr(
        book.create_sheet("_meta"), "sheet_state", "veryHidden"
    )),
    "picture-of-a-sheet-of-its-own": edit(TOP, lambda book: book.create_chartsheet("图")),
}  # fmt: skip


@pytest.mark.parametrize("damage", SAME.values(), ids=SAME)
def test_what_changes_nothing_is_read_without_a_word(
    damage: Damage, take: Callable[..., Intake], plain: Results
) -> None:
    """The same results to the last digit."""
    intake = take(damage)
    assert not intake.issues
    assert results(intake) == plain


def shifted(book: Any) -> None:
    """Title rows above the header, a blank column in front, and two columns swapped."""
    page = book[PARTS]
    for row in page.iter_rows(min_row=1):
        row[4].value, row[5].value = row[5].value, row[4].value
    page.insert_rows(1, 3)
    page.insert_cols(1)
    page["B1"] = "客户服务部 2024 年第三季度备件收发"


def test_the_header_is_found_by_its_text_and_addresses_stay_physical(
    take: Callable[..., Intake], plain: Results
) -> None:
    """Rows above, a column in front, columns in another order."""
    assert results(take(edit(TOP, shifted))) == plain
    intake = take(edit(TOP, shifted, put(PARTS, "F9", "约6小时")))
    assert said(intake) == [("V02", PARTS, "F9")]


@dataclass(frozen=True)
class Warned:
    """A damage that is accepted with a warning."""

    name: str
    damage: Damage
    code: str
    sheet: str
    cell: str
    found: str = ""


def filtered(book: Any) -> None:
    """A filter hides two rows."""
    page = book[REPAIRS]
    page.auto_filter.ref = "A1:F17"
    page.auto_filter.add_filter_column(4, ["是"])
    page.row_dimensions[13].hidden = True


def move_down(book: Any) -> None:
    """The last row after 60 blank ones."""
    book[PARTS].move_range("A17:F17", rows=61)


HIDDEN_COLUMN = edit(TOP, lambda book: setattr(book[PARTS].column_dimensions["F"], "hidden", True))
WARNED = (
    Warned("stray-cell", change(PARTS, "GS9", "x"), "S10", PARTS, "GS9"),
    Warned("sixty-blank-rows", edit(TOP, move_down), "S12", PARTS, "A78", "61"),
    Warned("hidden-sheet", edit(TOP, edits.hide(PARTS)), "S15", PARTS, ""),
    Warned(
        "very-hidden-sheet",
        edit(TOP, lambda book: setattr(book[PARTS], "sheet_state", "veryHidden")),
        "S15",
        PARTS,
        "",
    ),
    Warned("hidden-rows", edit(TOP, edits.hide(PARTS, 3, 4, 9)), "S14", PARTS, "", "A3:A4, A9"),
    Warned("filter", edit(TOP, filtered), "S14", REPAIRS, "", "A13"),
    Warned("hidden-column", HIDDEN_COLUMN, "S14", PARTS, "", "F1"),
    Warned("value-under-a-merge", edit(TOP, edits.merge_over(PARTS, "A2:A3")), "S17", PARTS, "A3"),
)


@pytest.mark.parametrize("case", WARNED, ids=lambda c: c.name)
def test_what_may_be_meant_is_read_and_said(
    case: Warned, take: Callable[..., Intake], plain: Results
) -> None:
    """A warning with the cells, and the same results."""
    intake = take(case.damage)
    assert said(intake) == [(case.code, case.sheet, case.cell)]
    assert not errors(intake.issues)
    assert case.found in intake.issues[0].found
    assert results(intake) == plain


STRUCTURE: tuple[tuple[str, Edit, str, str, str, str], ...] = (
    ("renamed-sheet", edits.rename(PARTS, "备件收发表"), "S01", PARTS, "", "备件收发表"),
    ("copied-sheet", edits.double(PARTS, f"{PARTS} (2)"), "S13", PARTS, "", ""),
    ("double-header", put(TYPED, "E1", "实际值"), "S03", TYPED, "E1", ""),
    ("missing-header", put(PARTS, "E1", "件数"), "S02", PARTS, "A1", ""),
    ("merged-values", edits.merge(PARTS, "E2:E4"), "S16", PARTS, "E2", ""),
    ("old-version", put("封面", "B3", "2023.2"), "S07", "封面", "B3", ""),
    ("wrong-quarter", put("封面", "B2", "2024Q2"), "S05", "封面", "B2", ""),
    ("wrong-department", put("封面", "B4", "受理服务组"), "S06", "封面", "B4", ""),
    ("no-version", edits.drop_rows("封面", 3), "P20", "封面", "", ""),
)


@pytest.mark.parametrize("case", STRUCTURE, ids=lambda c: c[0])
def test_a_sheet_that_is_not_the_templates_is_refused(
    case: tuple[str, Edit, str, str, str, str], take: Callable[..., Intake]
) -> None:
    """One error, with the name that was probably meant."""
    _, damage, code, sheet, cell, near = case
    intake = take(edit(TOP, damage))
    assert said(intake) == [(code, sheet, cell)]
    assert near in intake.issues[0].details.get("nearest", near)


@pytest.mark.system
def test_what_libreoffice_makes_of_a_workbook_is_read_the_same(
    sound: Files, plain: Results, tmp_path: Path
) -> None:
    """It turns veryHidden into hidden (warning) and TRUE into =TRUE() (refused); nothing else changes."""
    odd = deepcopy(sound)
    edit(
        TOP,
        lambda book: setattr(book[PARTS], "sheet_state", "veryHidden"),
        put(REPAIRS, "E2", True),
    )(odd)
    given, saved = tmp_path / "given", tmp_path / "2024Q3"
    given.mkdir()
    for name, content in odd.items():
        (given / name).write_bytes(content)
    soffice("xlsx:Calc MS Excel 2007 XML", sorted(given.iterdir()), saved, tmp_path / "profile")
    intake = read_and_score(saved, QUARTER, lambda _: [])
    assert said(intake) == [("S15", PARTS, ""), ("V12", REPAIRS, "E2")]
    assert results(intake) == plain
    shutil.copy(saved / TOP, tmp_path / TOP)
    with zipfile.ZipFile(tmp_path / TOP) as package_:
        states = re.findall(r'state="(\w+)"', package_.read("xl/workbook.xml").decode())
    assert "hidden" in states
