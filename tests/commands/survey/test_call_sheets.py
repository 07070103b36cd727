"""Call sheets from the draw to the score: written by `survey draw`, filled in, handed in, checked."""

from datetime import date
from io import BytesIO
from pathlib import Path
from shutil import copy

import openpyxl
import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.survey.call_list import CallLine, call_list
from gacx_reports.excel.issuing.call_page import HEADER_ROW
from gacx_reports.intake.quarter import read_and_score
from tests.commands.survey.drawn_company import DrawnCompany, Q, jobs
from tools.samples.simulated_callers import Team, filled

ON = ("--on", "2024-10-02")
CALLERS = ("何静", "周敏")


def sheets(company: DrawnCompany) -> list[Path]:
    """The call sheets in the folder of results."""
    return sorted((company.root / "out" / Q / "survey").glob("*.xlsx"))


def checked(company: DrawnCompany) -> tuple[Issue, ...]:
    """The errors and warnings of the quarter's folder."""
    quarter = Period.parse(Q)
    assert quarter
    issues = read_and_score(company.folder(), quarter).issues
    return tuple(i for i in issues if i.severity is not Severity.NOTE)


def fill(path: Path, company: DrawnCompany, seed: int = 1) -> None:
    """A caller fills in the sheet where it lies."""
    record = company.record()

    def answer(line: CallLine, question: str) -> str:
        del question
        return "543"[len(line.number + line.customer) * seed % 3]

    team = Team(seed, record.drawn_on, date(2024, 10, 10), ("满意度",), answer)
    entries = filled(call_list(record, path.stem.split("-")[1]), team)
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    page = book["回访"]
    columns = {cell.value: cell.column or 0 for cell in page[HEADER_ROW]}
    for row in range(HEADER_ROW + 1, page.max_row + 1):
        for header, value in entries.get(str(page.cell(row, 1).value), {}).items():
            page.cell(row, columns[header], value)
    book.save(path)


@pytest.mark.parametrize(("lang", "stem"), [("zh", "满意度调查"), ("en", "Satisfaction survey")])
def test_the_draw_writes_a_sheet_per_caller(lang: str, stem: str, company: DrawnCompany) -> None:
    """Named in the run's language, with telephone numbers, and named in the output."""
    output = company.run("survey", "draw", *ON, lang=lang)
    assert [p.name for p in sheets(company)] == [f"{stem}-{c}.xlsx" for c in sorted(CALLERS)]
    assert all(str(path) in output for path in sheets(company))
    page = openpyxl.load_workbook(sheets(company)[0]).worksheets[2]
    assert str(page.cell(HEADER_ROW + 1, 4).value).startswith("010-5550")


def test_sheets_that_were_filled_in_and_handed_in_have_no_fault(company: DrawnCompany) -> None:
    """Nothing is said about them, and of the department only what it has not filled in yet."""
    company.run("survey", "draw", *ON, lang="zh")
    for path in sheets(company):
        fill(path, company)
        copy(path, company.folder())
    assert not [i for i in checked(company) if i.place.workbook.startswith("满意度调查-")]
    company.run("survey", "verify")


def test_a_sheet_that_was_not_handed_in_is_missed(company: DrawnCompany) -> None:
    """And before the draw, the draw itself."""
    assert "F26" in {i.code for i in checked(company)}
    company.run("survey", "draw", *ON, lang="zh")
    found = {(i.code.value, i.place.workbook) for i in checked(company)}
    assert "F26" not in {code for code, _ in found}
    assert {("F01", f"满意度调查-{caller}.xlsx") for caller in CALLERS} <= found


def test_entries_survive_another_draw(company: DrawnCompany) -> None:
    """A filled-in sheet is set aside when the calls are drawn again; others are written anew."""
    company.run("survey", "draw", *ON, lang="zh")
    first, other = sheets(company)
    fill(first, company)
    before = first.read_bytes()
    redraw = ("--redraw", "--reason", "名单有误", "--on", "2024-10-03")
    output = company.run("survey", "draw", *redraw, lang="zh")
    kept = company.root / "out" / Q / "kept" / f"{first.stem} 1.xlsx"
    assert kept.read_bytes() == before
    assert str(kept) in output
    assert other.is_file()


@pytest.mark.parametrize("changed", [3, 30])
def test_a_changed_frame_is_an_error_until_it_is_drawn_again(
    changed: int, company: DrawnCompany
) -> None:
    """P61 at the department's records; it doesn't stop the next draw."""
    company.run("survey", "draw", *ON, lang="zh")
    entered = company.record().commitment
    company.hand_in(rows=[row for n, row in enumerate(jobs()) if n != changed], commitment=entered)
    assert "P61" in {i.code for i in checked(company)}
    company.run("survey", "draw", "--redraw", "--reason", "记录有误", *ON, lang="zh")
    assert "P61" not in {i.code for i in checked(company)}
