#!/usr/bin/env python3
"""Writes docs/pictures/ again: a page of every kind of report in both languages, and the review page.

Run it with the project's Python after `tools/setup.sh system`; it needs pdftoppm. Without Chromium
the review page's pictures stay, without LibreOffice those of the call sheet. The other pictures of
workbooks are taken by hand.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import openpyxl
from PIL import Image
from playwright.sync_api import ViewportSize, sync_playwright
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
SAMPLES = ROOT / "input_samples"
QUARTER = "2024Q4"
CHROMIUM = Path("/usr/bin/chromium")
CALL_SHEET = "满意度调查-周敏.xlsx"
COLOURS = 32
"""Colours of a picture: enough for these pages, and a third of the bytes of full colour."""


@dataclass(frozen=True)
class Shot:
    """A page of a report, which is found by a pattern on its first page because file names depend on the language."""

    name: str
    reports: str
    """Glob pattern of the report's path."""
    words: str = ""
    page: int = 1
    """From 1; the last one is 0."""
    grey: bool = False
    dpi: int = 60


SHOTS = (
    Shot("employee", "2024Q4/employees/*/*.pdf", "G0302"),
    Shot("employee-behaviour", "2024Q4/employees/*/*.pdf", "G0302", 2),
    Shot("employee-moved", "2024Q4/employees/*/*.pdf", "G0322"),
    Shot("employee-moved-behaviour", "2024Q4/employees/*/*.pdf", "G0322", 2),
    Shot("employee-decision", "2024Q4/employees/*/*.pdf", "G0308"),
    Shot("employee-interview", "2024Q4/employees/*/*.pdf", "G0313", 0),
    Shot("department", "2024Q4/departments/*.pdf", "G0302"),
    Shot("department-moves", "2024Q4/departments/*.pdf", "G0302", 2),
    Shot("department-unfinished", "held/2024Q4/departments/*.pdf", "G0113"),
    Shot("summary", "2024Q4/summary.pdf"),
    Shot("summary-cost", "2024Q4/summary.pdf", page=2),
    Shot("survey", "2024Q4/summary.pdf", page=0),
    Shot("survey-remarks", "2024Q4/departments/*.pdf", "G0302", 0),
    Shot("survey-plan", "2024Q4/survey/plan.pdf"),
    Shot("targets", "2024Q4/targets/*/*.pdf", "G0302"),
    Shot("whatif", "2024Q4/whatif/whatif.pdf"),
    Shot("post-goals", "posts/*/*.pdf", "岗位目标和考核指标说明书|Goals and KPIs of"),
    Shot("post-specification", "posts/*/*.pdf", "岗位说明书|Job specification"),
    Shot("employee-grey", "2024Q4/employees/*/*.pdf", "G0302", grey=True, dpi=70),
    Shot("department-grey", "2024Q4/departments/*.pdf", "G0302", grey=True, dpi=70),
)


def main() -> None:
    """Render the reports in a temporary folder and write all pictures."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        held, scheme = _with_a_rating_less(scratch), _with_other_weights(scratch)
        for lang in ("zh", "en"):
            made = scratch / lang
            run("quarter", QUARTER, "--lang", lang, "--output", made)
            run("targets", QUARTER, "--lang", lang, "--output", made, "--only", "G0302")
            run("whatif", QUARTER, "--lang", lang, "--output", made, "--scheme", scheme)
            run("posts", "--lang", lang, "--output", made, "--post", "技术工程师")
            run("survey", "plan", QUARTER, "--lang", lang, "--output", made)
            run(
                "quarter",
                QUARTER,
                "--lang",
                lang,
                "--output",
                made / "held",
                "--input",
                held,
                "--only",
                "客户服务部",
            )
            for shot in SHOTS:
                take(shot, made, lang)
            _screenshot(_picture("review", lang), made / QUARTER / "index.html", 1000)
        _call_sheet(scratch)
        run("quarter", "2024Q3", "--output", scratch / "V06", "--input", SAMPLES / "broken" / "V06")
        _screenshot(_picture("review-mend", "zh"), scratch / "V06" / "2024Q3" / "index.html", 1130)


def run(*words: str | Path) -> None:
    """Run a command of the program; exit code 1 (input with errors) is accepted."""
    program = ROOT / ".venv" / "bin" / "gacx-reports"
    done = subprocess.run([program, *words], cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.returncode)


def _with_a_rating_less(scratch: Path) -> Path:
    """A copy of the sample quarters in which an employee of the last one is held back, for the department's page."""
    folder = scratch / "held"
    shutil.copytree(SAMPLES, folder, ignore=shutil.ignore_patterns("broken"))
    _change(folder / QUARTER / "客户服务部.xlsx", "行为评价", "G0112", 4, [None])
    return folder


def _with_other_weights(scratch: Path) -> Path:
    """A scheme with more weight on an engineer's customer satisfaction and a higher bound for grade A."""
    path = scratch / "other.xlsx"
    shutil.copy(SAMPLES / QUARTER / "考核方案.xlsx", path)
    _change(path, "指标", "技术工程师", 3, [0.4, 0.4, 0.1, 0.1])
    _change(path, "等级", "A", 2, [0.85])
    _change(path, "等级", "B", 3, [0.85])
    return path


def _change(path: Path, sheet: str, key: str, column: int, values: list[float | None]) -> None:
    """Write values into a column (1-based), in the first rows whose first cell is the key."""
    book = openpyxl.load_workbook(path)
    rows = [row for row in book[sheet].iter_rows() if row[0].value == key]
    for row, value in zip(rows, values, strict=False):
        row[column - 1].value = value
    book.save(path)


def take(shot: Shot, made: Path, lang: str) -> None:
    """Write the picture of a report's page."""
    reports = sorted(made.glob(shot.reports))
    report = next(path for path in reports if re.search(shot.words, _words(path)))
    page = str(shot.page or len(PdfReader(report).pages))
    _draw(report, page, _picture(shot.name, lang), shot.dpi, grey=shot.grey)


def _draw(report: Path, page: str, target: Path, dpi: int, *, grey: bool = False) -> None:
    """Write a page of a PDF as a picture of few colours."""
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder) / "page"
        size = ["-r", str(dpi), "-f", page, "-l", page, "-singlefile"]
        subprocess.run(["pdftoppm", *size, "-png", report, drawn], check=True)
        with Image.open(drawn.with_suffix(".png")) as image:
            plain = image.convert("L" if grey else "RGB")
            plain.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


def _call_sheet(scratch: Path) -> None:
    """Write the picture of a call sheet, filled in, as LibreOffice prints it."""
    if not (office := shutil.which("soffice")):
        return
    book = SAMPLES / QUARTER / CALL_SHEET
    given = ["--headless", "--convert-to", "pdf", "--outdir", str(scratch), str(book)]
    subprocess.run([office, *given], stdout=subprocess.DEVNULL, check=True)
    printed = scratch / book.with_suffix(".pdf").name
    pages = [p.extract_text() for p in PdfReader(printed).pages]
    first = next(
        n for n, words in enumerate(pages, start=1) if "应答率" in words and "RR2" in words
    )
    _draw(printed, str(first), _picture("call-sheet", "zh"), 70)


@cache
def _words(report: Path) -> str:
    reader = PdfReader(report)
    return f"{reader.metadata} {reader.pages[0].extract_text()}"


def _picture(name: str, lang: str) -> Path:
    return PICTURES / (f"{name}.png" if lang == "zh" else f"{name}.{lang}.png")


def _screenshot(target: Path, html: Path, height: int) -> None:
    """Write a screenshot of an HTML page as Chromium shows it without scrolling; `height` is in CSS pixels."""
    if not CHROMIUM.exists():
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        size: ViewportSize = {"width": 1280, "height": height}
        page = browser.new_page(viewport=size, device_scale_factor=0.7)
        page.goto(html.as_uri())
        page.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    main()
