"""Texts that would be code elsewhere, or more than a cell takes."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl

from gacx_reports.core.issues.issue import errors
from gacx_reports.core.records.report_paths import employee_paths
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.excel.results.results_workbook import results_workbook
from gacx_reports.excel.styles import FilledSheet, workbook_bytes
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import Intake
from tests.intake.odd_workbooks import PARTS, REPAIRS, TYPED, change, said
from tools.samples.seeded_faults import ROSTER, TOP
from tools.samples.workbook_edits import edit, put

HOSTILE = "<b>=1+1</b> ../../x\r\nBcc: a@b.c & {{ 7*7 }}"


def test_text_that_would_be_code_elsewhere_stays_text(take: Callable[..., Intake]) -> None:
    """Markup, a formula, a path, a mail header: literal in the results and in file names."""
    names = [
        edit(ROSTER, put("花名册", "B8", "=1+1/../x")),
        edit(TOP, *(put(s, f"B{n}", None) for s in (PARTS, REPAIRS) for n in range(2, 18))),
        edit(TOP, put(TYPED, "B15", None), put("评语", "B7", None), put("评语", "C7", HOSTILE)),
    ]
    intake = take(*names)
    assert not errors(intake.issues)
    assert intake.outcome
    one = intake.outcome.employees["G0122"]
    assert one.comment
    assert one.comment.comment == HOSTILE.replace("\r\n", "\n")
    (path,) = employee_paths([one.person]).values()
    assert ".." not in Path(path).parts
    book = openpyxl.load_workbook(io.BytesIO(results_workbook(intake.outcome, translator("zh"))))
    cells = [
        c for page in book for row in page.iter_rows() for c in row if c.value == one.person.name
    ]
    assert cells
    assert {c.data_type for c in cells} == {"s"}


def test_a_long_list_of_choices_never_stands_in_a_validation() -> None:
    """More than 255 characters in place would make Excel call the file damaged."""
    choices = tuple(f"选项{n:03}" for n in range(80))
    form = SheetForm("表", (Column("甲", Kind.CHOICE, choices=choices), Column("乙", Kind.YES_NO)))
    content = workbook_bytes([FilledSheet(form, [])], "表")
    book = openpyxl.load_workbook(io.BytesIO(content))
    validations = book["表"].data_validations.dataValidation
    assert validations
    assert all(len(v.formula1) <= 257 for v in validations)


def test_control_and_bidi_characters_in_a_comment_are_stripped_and_on_record(
    take: Callable[..., Intake],
) -> None:
    """The comment is read without invisible characters, with a note (V12)."""
    intake = take(change("评语", "C7", "本季度\u202e表现\u202c稳定\u200b"))
    assert said(intake) == [("V12", "评语", "C7")]
    assert intake.outcome
    comment = intake.outcome.employees["G0122"].comment
    assert comment
    assert comment.comment == "本季度表现稳定"
