"""CPU time of the stages of a quarter: commands as they are called, and parts of them by themselves.

`python -m benchmarks.stages FOLDER` prints those that are parts, of the quarter's input in the folder, as JSON.
"""

import gc
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.companies import QUARTER, Company
from benchmarks.cost import ROOT, cost
from gacx_reports.cli import OBJECTS
from gacx_reports.commands.quarter_with_history import QuarterWithHistory
from gacx_reports.commands.reports import tables, views_of
from gacx_reports.commands.request import RunOptions
from gacx_reports.commands.review_page import review
from gacx_reports.core.calendar.period import Period
from gacx_reports.excel.reading.workbook import read_file
from gacx_reports.intake.quarter import read_quarter, scored
from gacx_reports.locations import default_templates

Made = TypeVar("Made")
_DAY = "2024-10-25"
_MAIL = """sender = "HR <hr@gacx.example.com>"
domains = ["gacx.example.com"]
[smtp]
host = "127.0.0.1"
port = 1
security = "none"
"""


def stages(company: Company, *, published: bool) -> Mapping[str, float]:
    """Stage → seconds of CPU. With `published`, also of publish and of the mail plan, which needs all PDFs.

    Of these two only the first process counts: the rest is rendering, which `reports` measures.
    """
    parts = [sys.executable, "-m", "benchmarks.stages", f"{company.folder}"]
    run = subprocess.run(parts, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(run.stdout)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        state = {"XDG_STATE_HOME": folder}
        found["check"] = cost(company.arguments("check", scratch), settings=state).cpu
        found["issue"] = cost(company.arguments("templates", scratch), settings=state).cpu
        if published:
            publish = [*company.arguments("publish", scratch), "--on", _DAY, "--partial"]
            found["publish"] = cost(publish, settings=state).own
            (scratch / "mail.toml").write_text(_MAIL, "utf-8")
            found["mail plan"] = cost(company.arguments("mail", scratch), settings=state).own
    return found


def _parts(folder: Path) -> Mapping[str, float]:
    quarter = Period.parse(QUARTER)
    assert quarter is not None
    spent: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], Made]) -> Made:
        begin = time.process_time()
        made = work()
        spent[stage] = time.process_time() - begin
        return made

    books = sorted((folder / QUARTER).rglob("*.xlsx"))
    timed("read", lambda: [read_file(book, folder) for book in books])
    if importlib.util.find_spec("python_calamine"):
        timed("read by calamine", lambda: [*map(_values, books)])
    read = read_quarter(folder / QUARTER, quarter)
    intake = timed("score", lambda: scored(read))
    outcome = intake.outcome
    assert outcome is not None
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch)
        ledger = output / "ledger.sqlite"
        options = RunOptions(quarter, folder, output, default_templates(), ledger=ledger)
        options.target.mkdir()
        timed("views", lambda: views_of(outcome, {}, options))
        timed("tables", lambda: tables(outcome, options))
        draft = QuarterWithHistory(intake, {}, intake.issues)
        timed("review page", lambda: review(options, draft, {}))
    return spent


def _values(path: Path) -> list[Any]:
    """All cells' values, by a reader that knows no formulas, formats or notes."""
    calamine = importlib.import_module("python_calamine")
    book = calamine.CalamineWorkbook.from_path(path)
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


if __name__ == "__main__":
    # As often as the program does.
    gc.set_threshold(OBJECTS)
    print(json.dumps(_parts(Path(sys.argv[1]))))
