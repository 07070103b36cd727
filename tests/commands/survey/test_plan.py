"""`survey plan`: last quarter's answers tell how many calls are enough; from real folders, as a page."""

from fractions import Fraction
from pathlib import Path

import page
import pytest
from pypdf import PdfReader

from gacx_reports.core.sheets.workbook import Workbook
from tests.commands.survey.drawn_company import DrawnCompany
from tests.fixtures.markdown_company import COVER
from tests.fixtures.markdown_workbook import book
from tests.fixtures.saved_workbook import save

BEFORE, PLANNED = "2024Q3", "2024Q4"
VISITS_ONLY = "| 巡查 | 工程师 | 作业 | | 0.1 | 2 | 4 | 1 | 是 |"
ANSWERS = {"G1": "5554444455", "G2": "5333343355"}


def survey() -> Workbook:
    """The survey team's workbook of the quarter before: ten answers each."""
    rows = "\n".join(
        f"| {person} | 2024-09-{n + 1:02} | 客户{n} | '{level} |"
        for person, levels in ANSWERS.items()
        for n, level in enumerate(levels)
    )
    cover = COVER.replace("| 部门 | 甲部 |\n", "")
    return book("满意度调查.xlsx", 封面=cover, 回访=f"| 工号 | 日期 | 客户 | 满意度 |\n{rows}")


@pytest.fixture
def company(tmp_path: Path) -> DrawnCompany:
    """A quarter whose survey was filled in by hand, and the scheme that will draw the next."""
    made = DrawnCompany(tmp_path)
    typed = "| G1 | 产出 | 0.8 |\n| G2 | 产出 | 0.7 |"
    visits = "\n".join(f"| {p} | 2024-08-06 | 客户 | 是 |" for p in ANSWERS)
    made.hand_in(quarter=BEFORE, sampling=VISITS_ONLY, typed=typed, visits=visits)
    save(survey(), made.folder(BEFORE) / "满意度调查.xlsx")
    made.hand_in(quarter=PLANNED)
    return made


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_plan_is_a_table_and_an_accessible_page(company: DrawnCompany, lang: str) -> None:
    """Thirty rows, the scheme's own numbers in a sentence; the page is one, PDF/A-3a and PDF/UA-1."""
    printed = company.run("survey", "plan", quarter=PLANNED, lang=lang)
    path = company.root / "out" / PLANNED / "survey" / "plan.pdf"
    assert str(path) in printed
    assert len([line for line in printed.splitlines() if line.startswith("│ ")]) == 30
    for profile in ("3a", "ua1"):
        assert page.validate_pdf(path, profile=profile).failures == []
    (only,) = PdfReader(path).pages
    text = "".join(only.extract_text().split())
    assert {"zh": "抽样计划", "en": "Surveyplan"}[lang] in text


def test_calls_are_counted_for_everybody(company: DrawnCompany) -> None:
    """Two people: 16 calls at 8 each; of G1's and G2's 20 customers nobody is called twice, so 40 at the most."""
    printed = company.run("survey", "plan", quarter=PLANNED)
    lines = [line for line in printed.splitlines() if line.startswith("│ ")]
    rows = [[cell.strip() for cell in line.strip("│").split("│")] for line in lines]
    totals = {int(row[0]): int(row[4]) for row in rows}
    assert (totals[8], totals[20], totals[30]) == (16, 40, 40)
    widths = [Fraction(row[1].rstrip("%")) for row in rows]
    assert widths == sorted(widths, reverse=True)


def test_without_the_quarter_before_there_is_nothing_to_plan_from(company: DrawnCompany) -> None:
    """A usage error: of 2024Q2 there is no folder."""
    printed = company.run("survey", "plan", "--table", "巡查", quarter=BEFORE, code=2)
    assert "2024Q2" in printed
