"""Workbooks issued in English: nothing of ours in Chinese, and they score as the Chinese ones do."""

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from gacx_reports.core.english import is_chinese
from gacx_reports.core.forms import forms
from gacx_reports.core.issues import Severity
from gacx_reports.core.prefill import Desk
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.references import NO_REFERENCES
from gacx_reports.core.results import employee_record
from gacx_reports.core.roster import Roster
from gacx_reports.core.roster_reading import read_roster
from gacx_reports.core.scheme import Scheme
from gacx_reports.core.scheme_reading import read_scheme
from gacx_reports.core.sheet_reading import read_sheet
from gacx_reports.core.tables import Workbook
from gacx_reports.excel.english_book import exchanged
from gacx_reports.excel.form_book import form_book, issued_book
from gacx_reports.excel.reading import read_workbook
from gacx_reports.excel.writing import FilledSheet
from gacx_reports.i18n import translator
from gacx_reports.intake import Intake, take_in

QUARTER = Quarter(2024, 4)
STAMP = "模板信息"
"""The hidden sheet of the program's own."""
EN = translator("en")


def book(folder: Path, name: str) -> Workbook:
    """A workbook of the folder."""
    found = read_workbook(folder / name, folder)
    assert isinstance(found, Workbook)
    return found


@pytest.fixture(scope="module")
def pillars(samples: Path) -> tuple[Scheme, Roster]:
    """Scheme and roster of the sample quarter."""
    folder = samples / str(QUARTER)
    scheme = read_scheme(book(folder, "考核方案.xlsx"))[0]
    return scheme, read_roster(book(folder, "花名册.xlsx"), scheme, QUARTER)[0]


def everything_shown(content: bytes) -> Iterator[str]:
    """Names of tabs, cells, comments, prompts, lists and rules of a workbook."""
    workbook = openpyxl.load_workbook(BytesIO(content))
    for page in workbook:
        if page.title == STAMP:
            continue
        yield page.title
        for row in page.iter_rows():
            for cell in row:
                yield str(cell.value or "")
                yield cell.comment.text if cell.comment else ""
        for check in page.data_validations.dataValidation:
            yield from (str(w or "") for w in (check.prompt, check.error, check.formula1))
        for ranged in page.conditional_formatting:
            yield from (f for rule in ranged.rules for f in rule.formula)


def test_an_issued_workbook_is_english_throughout(pillars: tuple[Scheme, Roster]) -> None:
    """But for names of people and of files."""
    scheme, roster = pillars
    people = {p.name for p in roster.people.values()}
    for form in forms(scheme, roster, QUARTER)[:3]:
        content = issued_book(Desk(form, scheme, roster, QUARTER, NO_REFERENCES), EN)
        names = (*people, form.workbook.removesuffix(".xlsx"))
        left = set()
        for text in everything_shown(content):
            rest = text
            for name in names:
                rest = rest.replace(name, "")
            if is_chinese(rest):
                left.add(rest)
        assert not left


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("填报值", "Typed values"),
        ("=COUNTIF('填报值'!$A$2:$A$9,\"不适用\")", "=COUNTIF('Typed values'!$A$2:$A$9,\"N/A\")"),
        ("What does not apply is written 不适用.", "What does not apply is written N/A."),
        ("现场人员要多走动。", "现场人员要多走动。"),
        ("=SUM(A1:A3)", "=SUM(A1:A3)"),
    ],
)
def test_our_words_are_exchanged_and_nobody_elses(text: str, english: str) -> None:
    """In cells, in formulas and inside our sentences; never in what somebody wrote."""
    assert exchanged(text) == english


def test_a_quarter_issued_and_filled_in_in_english_scores_the_same(
    pillars: tuple[Scheme, Roster], samples: Path, tmp_path: Path
) -> None:
    """Real workbooks through the real reader: every record equal, nothing to complain about."""
    scheme, roster = pillars
    chinese, english = samples / str(QUARTER), tmp_path / str(QUARTER)
    english.mkdir()
    for name in ("考核方案.xlsx", "花名册.xlsx"):
        shutil.copy(chinese / name, english / name)
    for form in forms(scheme, roster, QUARTER):
        given = book(chinese, form.workbook)
        sheets = [
            FilledSheet(s, [dict(r.cells) for r in read_sheet(given, s)[0]]) for s in form.sheets
        ]
        path = english / form.workbook
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(form_book(Desk(form, scheme, roster, QUARTER, NO_REFERENCES), sheets, EN))
    before, after = (take_in(folder, QUARTER, lambda _: []) for folder in (chinese, english))
    assert records(after) == records(before)
    assert worth_saying(after) == worth_saying(before)


def worth_saying(intake: Intake) -> set[str]:
    """Codes of errors and warnings."""
    return {i.code for i in intake.issues if i.severity is not Severity.NOTE}


def records(intake: Intake) -> dict[str, object]:
    """Employee ID → what was decided."""
    assert intake.outcome
    scheme = intake.outcome.scheme
    found: dict[str, object] = {}
    for key, e in intake.outcome.employees.items():
        record = employee_record(e, scheme)
        found[key] = {
            k: record[k] for k in ("status", "kpi_score", "total", "grade", "computed_grade", "mix")
        }
    return found
