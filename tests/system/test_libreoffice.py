"""With the real LibreOffice: what it saves scores as before, and what we write opens in it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.scoring.outcomes import EmployeeOutcome
from gacx_reports.core.survey.draw_record import MAIN_RECORD
from gacx_reports.excel.results.results_workbook import results_workbook
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import read_and_score
from tests.excel.issuing.test_english_forms import QUARTER, english_quarter, records, worth_saying
from tests.system.office import soffice

pytestmark = pytest.mark.system
Q2 = Period(2024, 2)


def test_a_quarter_in_english_saved_by_libreoffice_scores_exactly_as_before(
    samples: Path, tmp_path: Path
) -> None:
    """From scheme to ratings under English names: what LibreOffice keeps of them is enough."""
    chinese, english, saved = samples / str(QUARTER), tmp_path / "en", tmp_path / str(QUARTER)
    before = read_and_score(chinese, QUARTER, lambda _: [])
    assert before.outcome
    english_quarter(chinese, english, before.outcome.scheme, before.outcome.roster)
    for folder in (english, english / "Ratings"):
        target = saved / folder.relative_to(english)
        books = sorted(folder.glob("*.xlsx"))
        soffice("xlsx:Calc MS Excel 2007 XML", books, target, tmp_path / "profile")
    shutil.copy(chinese / MAIN_RECORD, saved)
    after = read_and_score(saved, QUARTER, lambda _: [])
    assert after.outcome
    assert worth_saying(after) == worth_saying(before)
    assert records(after) == records(before)


def test_the_result_tables_open_in_libreoffice(samples: Path, tmp_path: Path) -> None:
    """`results.xlsx` converts to CSV with the totals as printed."""
    outcome = read_and_score(samples / "2024Q2", Q2, lambda _: []).outcome
    assert outcome
    book = tmp_path / "results.xlsx"
    book.write_bytes(results_workbook(outcome, translator("zh")))
    soffice("csv:Text - txt - csv (StarCalc):44,34,76,1", [book], tmp_path, tmp_path / "profile")
    text = (tmp_path / "results.csv").read_text("utf-8").replace(chr(34), "")
    scored: list[EmployeeOutcome] = [e for e in outcome.employees.values() if e.total is not None]
    assert all(f"{e.person.id},{e.person.name}," in text and f",{e.total}," in text for e in scored)


def test_every_pdf_is_sound(samples: Path, tmp_path: Path) -> None:
    """qpdf finds no fault in the reports of one department."""
    command = [sys.executable, "-m", "gacx_reports"]
    arguments = ["quarter", "2024Q3", "--input", str(samples), "--output", str(tmp_path)]
    subprocess.run([*command, *arguments, "--only", "客户服务部"], check=True, capture_output=True)
    pdfs = sorted(tmp_path.rglob("*.pdf"))
    assert len(pdfs) >= 5
    for pdf in pdfs:
        subprocess.run(["qpdf", "--check", str(pdf)], check=True, capture_output=True)
