"""Call sheets in LibreOffice: hints and counts as IronCalc computes them, and what it saves is read without a word."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.forms.call_sheet import HINT
from gacx_reports.core.issuing.call_rows import CallInputs
from gacx_reports.core.language.vocabulary import VOCABULARY
from gacx_reports.core.survey.call_list import call_list
from gacx_reports.core.survey.draw_record import MAIN_RECORD, to_json
from gacx_reports.excel.issuing.call_page import HEADER_ROW
from gacx_reports.excel.issuing.call_workbook import call_book
from gacx_reports.i18n import Language, translator
from gacx_reports.intake.quarter import read_and_score
from tests.core.submissions.test_read_calls import levels
from tests.excel.issuing.test_call_sheets import columns, computed, entries, issued
from tests.fixtures.surveyed_company import QUARTER, saved, surveyed, team
from tests.system.basic import Step, fill, profile
from tools.samples.simulated_callers import filled

pytestmark = pytest.mark.system
SHEETS = {"zh": "回访", "en": "Call-backs"}


def typed(sheet: str, row: int, column: int, value: str | int | date) -> Step:
    """A value typed into a cell; days as LibreOffice keeps them."""
    cell = f"{get_column_letter(column)}{row}"
    if isinstance(value, date):
        return Step(sheet, cell, "n", str(value.toordinal() - 693594))
    return Step(sheet, cell, "n" if isinstance(value, int) else "s", str(value))


def as_typed(text: str) -> str | int | date:
    """What a text means to somebody who types it: a day, an hour, or a word."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return int(text) if text.isdigit() else text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_libreoffice_says_what_ironcalc_says(lang: Language, tmp_path: Path) -> None:
    """Every state of a call, in both languages; the head's counts, too."""
    source, target = tmp_path / "issued.xlsx", tmp_path / "saved" / "issued.xlsx"
    source.write_bytes(issued(lang))
    at = columns(openpyxl.load_workbook(source).worksheets[2])
    steps = [
        typed(SHEETS[lang], row, at[header], as_typed(text))
        for row, header, text in entries(lang, {})
    ]
    fill(source, target, steps, profile(tmp_path / "profile"))
    head, firsts, reserves = computed(lang, tmp_path / "same.xlsx")
    page = openpyxl.load_workbook(target, data_only=True)[SHEETS[lang]]
    hint = at.get(HINT) or at[VOCABULARY[HINT]]
    rows = range(HEADER_ROW + 1, HEADER_ROW + 1 + len(firsts) + len(reserves))
    seen = [page.cell(row, hint).value for row in rows]
    assert (seen[::2], seen[1::2]) == (firsts, reserves)
    assert [page.cell(row, 1).value for row in (1, 2, 3)] == head


def test_sheets_filled_in_by_libreoffice_are_scored(tmp_path: Path) -> None:
    """A simulated team with every outcome types into the issued sheets; nothing is said about what comes back."""
    company, folder = surveyed(), tmp_path / "2024Q3"
    for book in (company.scheme_book(), company.roster_book(), *company.department().values()):
        saved(book, folder)
    (folder / MAIN_RECORD).write_text(to_json(company.record), "utf-8")
    jobs = {job.number: job for job in company.jobs}
    home = profile(tmp_path / "profile")
    for form in company.call_forms:
        inputs = CallInputs(form, company.scheme, company.roster, QUARTER, jobs)
        source = tmp_path / form.workbook
        source.write_bytes(call_book(inputs, translator("zh")))
        page = openpyxl.load_workbook(source)["回访"]
        at, done = columns(page), filled(call_list(company.record, form.owner), team(company))
        steps = [
            typed("回访", row, at[header], value)
            for row in range(HEADER_ROW + 1, page.max_row + 1)
            for header, value in done.get(str(page.cell(row, 1).value), {}).items()
        ]
        fill(source, folder / form.workbook, steps, home)
    intake = read_and_score(folder, QUARTER)
    assert not [i for i in intake.issues if i.severity is not Severity.NOTE]
    assert intake.outcome
    for person in ("G1", "G2", "G3"):
        kpi = next(k for k in intake.outcome.employees[person].kpis if k.kpi.name == "满意度")
        assert kpi.n == len(levels(person))
