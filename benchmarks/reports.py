"""An employee's report against the loop that people write, and other ways: processor time, size, time on the wall."""

import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from benchmarks.companies import Company
from benchmarks.cost import ROOT
from benchmarks.naive.measure import employees, fonts_of_this_machine
from gacx_reports import workers
from gacx_reports.locations import default_templates
from gacx_reports.render import reports
from gacx_reports.render.pdf.speed.switch import PLAIN

ROUNDS = 3
WAYS = {
    "ours": "ours",
    "same html": "our HTML, WeasyPrint as it is",
    "careful": "a careful loop",
    "loop": "the loop that people write",
    "typst": "Typst, texts and numbers only",
}


@dataclass(frozen=True)
class Way:
    """One way to make a report; medians of the rounds."""

    cpu: float
    """Seconds of a report in which nothing is done for the first time."""
    size: float
    """Bytes."""
    wall: float
    """Seconds of a report, all counted, one after the other."""


def ways(company: Company, count: int) -> Mapping[str, Way]:
    """All ways that are installed, in turns, so that what else the machine does meets all."""
    known = [way for way in WAYS if way != "typst" or importlib.util.find_spec("typst")]
    found: dict[str, list[Way]] = {way: [] for way in known}
    for way in known * ROUNDS:
        found[way].append(_measured(way, company, count))
    return {way: _median(each) for way, each in found.items()}


def _measured(way: str, company: Company, count: int) -> Way:
    plain = way == "same html"
    made = "ours" if plain else way
    command = [sys.executable, "-m", "benchmarks.naive.measure", made]
    run = subprocess.run(
        [*command, f"{company.folder}", f"{count}"],
        cwd=ROOT,
        env=os.environ | ({PLAIN: "1"} if plain else {}),
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(run.stdout)
    return Way(told["cpu"], told["bytes"], told["wall"])


def _median(rounds: list[Way]) -> Way:
    return Way(
        statistics.median(w.cpu for w in rounds),
        statistics.median(w.size for w in rounds),
        statistics.median(w.wall for w in rounds),
    )


def on_all_cores(company: Company, count: int) -> tuple[float, float]:
    """Seconds until the first document and of each, by as many processes as the machine has cores."""
    fonts = fonts_of_this_machine()
    settings = reports.RenderSettings(default_templates(), fonts, "zh")
    jobs = [reports.Report(f"{v.id}.pdf", v) for v in employees(company.folder, count, fonts)]
    work, prepare = partial(reports.render, settings), partial(reports.prepare_worker, settings)
    begin, first = time.perf_counter(), 0.0
    with closing(workers.each(work, jobs, os.cpu_count() or 1, prepare)) as made:
        for _ in made:
            first = first or time.perf_counter() - begin
    return first, (time.perf_counter() - begin) / len(jobs)
