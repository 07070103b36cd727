"""A drawn survey in everything that a quarter writes: who reads what of it, through the real command."""

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import openpyxl
import page
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from gacx_reports.cli import main
from gacx_reports.core.language.formats import number
from gacx_reports.core.survey.intervals import mean_bounds
from gacx_reports.i18n import Language
from tests.core.submissions.test_read_calls import handed_in, levels
from tests.fixtures.pdf_text import text_of
from tests.fixtures.surveyed_company import CALLERS, KINDS, MEASURED, surveyed

Q = "2024Q3"
SAID = "{customer}的师傅手艺不错，但来晚了，电话 010-5550 1234 打不通。"


@dataclass(frozen=True)
class Made:
    """Input and output of the quarter."""

    lang: Language
    source: Path
    target: Path

    def reports(self, below: str) -> dict[str, str]:
        """File name → text of the reports in a folder."""
        return {p.name: text_of(p) for p in sorted((self.target / below).rglob("*.pdf"))}


@pytest.fixture(scope="module", params=["zh", "en"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What `quarter` writes, in both languages."""
    lang, root = request.param, tmp_path_factory.mktemp("survey")
    (root / "in" / Q).mkdir(parents=True)
    handed_in(root / "in" / Q, lang, said=SAID)
    paths = ["--input", str(root / "in"), "--output", str(root / "out")]
    given = ["quarter", Q, *paths, "--lang", lang, "--jobs", "1"]
    done = CliRunner().invoke(main, given, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return Made(lang, root / "in", root / "out" / Q)


def test_the_summary_has_rates_callers_and_the_proof(made: Made) -> None:
    """Definitions beside the rates, kinds of jobs in the page's language; salt and hashes can be copied whole."""
    text = text_of(made.target / "summary.pdf")
    record = surveyed().record
    for digits in (record.salt, record.commitment, record.frame.sha256):
        assert digits in text
    kinds = {"zh": KINDS, "en": ("Installation", "Repair")}[made.lang]
    for shown in ("RR2", "COOP2", "REF1", "CON1", *CALLERS, *kinds, "2024-07"):
        assert shown in text


def test_a_head_reads_remarks_without_customers_and_callers(made: Made) -> None:
    """Verbatim but for name and telephone number."""
    (text,) = made.reports("departments").values()
    assert "的师傅手艺不错，但来晚了，电话＊＊打不通。" in text
    customers = {job.customer for job in surveyed().jobs}
    assert not [name for name in (*customers, *CALLERS, "5550") if name in text]


def test_an_employee_reads_n_frame_interval_and_how_it_was_drawn(made: Made) -> None:
    """In the line of the KPI; nobody's remarks, no customer."""
    sentence = {
        "zh": "从本人可回访的19单业务（另1单不回访）中按类型和月份抽签抽中6单",
        "en": "of19jobsthatmaybecalled(another1maynot),6drawnbylot",
    }[made.lang]
    scores = {"5": Fraction(1), "4": Fraction(4, 5), "3": Fraction(3, 5)}
    for name, text in made.reports("employees").items():
        assert (sentence in text) == ("首长" not in name)
        assert "手艺" not in text
    people = surveyed().roster.people
    for person in MEASURED:
        (text,) = (x for n, x in made.reports("employees").items() if people[person].name in n)
        given = [scores[level] for level in levels(person)]
        low, high = mean_bounds(sum(given, Fraction(0)), len(given), 19)
        assert f"n={len(given)}{number(low, 4)}–{number(high, 4)}" in text


def test_tables_have_a_row_per_employee_and_per_call(made: Made) -> None:
    """Customers masked, no telephone number anywhere."""
    book = openpyxl.load_workbook(made.target / "results.xlsx")
    people, calls = (
        [[str(x) for x in row] for row in book[name].iter_rows(min_row=2, values_only=True)]
        for name in {"zh": ("调查", "呼叫"), "en": ("Survey", "Survey calls")}[made.lang]
    )
    assert [row[0] for row in people] == [*MEASURED]
    assert {row[15] for row in people} == {{"zh": "满意度", "en": "Satisfaction"}[made.lang]}
    assert len(calls) == sum(len(p.calls) for p in surveyed().record.people)
    customers = {job.customer for job in surveyed().jobs}
    assert not [x for row in calls for x in row if x in customers or "5550" in x]


def test_the_review_page_has_a_table(made: Made) -> None:
    """Departments, all, and callers."""
    html = (made.target / "index.html").read_text("utf-8")
    table = html.partition('class="survey"')[2].partition("</table>")[0]
    for name in ("甲部", *CALLERS, "RR2"):
        assert name in table
    assert "5550" not in html


def test_explain_tells_the_same(made: Made) -> None:
    """Sample, calls and interval."""
    given = ["explain", Q, "G1", "--input", str(made.source), "--lang", "en"]
    told = CliRunner().invoke(main, given, catch_exceptions=False).output
    assert "Drawn survey: of 19 jobs that may be called (another 1 may not), 6 drawn by lot" in told
    assert "exact from the frame of 19 jobs" in told
    assert "Wilson" not in told


def test_every_page_is_fit_for_archive_and_screen_reader(made: Made) -> None:
    """The sections about the survey, too."""
    for path in sorted(made.target.rglob("*.pdf")):
        for profile in ("3a", "ua1"):
            assert page.validate_pdf(path, profile=profile).failures == []


def test_the_records_hold_what_the_pages_show(made: Made) -> None:
    """Sample of each KPI in results.json; the summary has the proof attached."""
    found = json.loads((made.target / "results.json").read_text("utf-8"))
    samples = {e["id"]: k["sample"] for e in found["employees"] for k in e["kpis"] if "sample" in k}
    assert {p: (s["jobs"], s["drawn"]) for p, s in samples.items()} == dict.fromkeys(
        MEASURED, (19, 6)
    )
    ((content,),) = PdfReader(made.target / "summary.pdf").attachments.values()
    (survey,) = json.loads(content)["surveys"]
    assert (survey["salt"], survey["draw"]) == (surveyed().record.salt, 1)
    assert sum(survey["outcomes"].values()) == sum(s["called"] for s in samples.values())
