"""How long a quarter takes: ratios within one run, for seconds of different machines don't compare.

`make bench` runs everything (about two minutes), `make bench ARGS="fonts jobs"` what is named:

fonts   an employee's report in the prepared core font and in the system's whole font: time and size
jobs    `quarter` of the samples with two processes and with one
check   `check` of the samples against their `quarter`
issue   `templates` for 40 people and for 2,000, where no earlier quarter exists
naive   CPU of an employee's report: ours, with WeasyPrint as it is, and the loops that people write
people  `check` of a company of 400 people against one of 40

The base of each ratio is the row that says 1.00; every figure is a median.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from gacx_reports.commands.issuing.scheme import scheme_at
from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.forms.form import SCHEME_WORKBOOK
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.views.employee.employee import employee_view
from gacx_reports.excel.styles import workbook_bytes
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import read_and_score
from gacx_reports.locations import default_templates
from gacx_reports.render.fonts.font_set import FontSet, default_cache, prepare_fonts
from gacx_reports.render.html.pages import Pages
from gacx_reports.render.pdf.renderer import Renderer
from gacx_reports.render.pdf.speed.switch import PLAIN
from tools.samples.__main__ import SEED
from tools.samples.load_test import load_test_company
from tools.samples.roster_book import roster_sheets

ROOT = Path(__file__).parent.parent
QUARTER = "2024Q3"


@dataclass(frozen=True)
class Figure:
    """A row of the table."""

    what: str
    seconds: float
    kilobytes: float | None = None


def fonts() -> Iterator[Figure]:
    """Measured in child processes, because a process can use only one set of fonts."""
    for which in ("core", "system"):
        arguments = [sys.executable, __file__, "--font", which]
        run = subprocess.run(arguments, capture_output=True, text=True, check=True)
        seconds, size = map(float, run.stdout.split())
        yield Figure(f"a report in the {which} font", seconds, size / 1000)


def naive() -> Iterator[Figure]:
    """Three rounds of each way, alternately, so that what else the machine does meets all."""
    ways = {
        "ours": "ours",
        "plain": "ours, WeasyPrint as it is",
        "careful": "a careful loop",
        "loop": "the loop that people write",
    }
    found: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for way in [*ways] * 3:
        environment = os.environ | ({PLAIN: "1"} if way == "plain" else {})
        command = [sys.executable, "-m", "benchmarks.naive.measure", way]
        run = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        seconds, size = map(float, run.stdout.split())
        found[way].append((seconds, size / 1000))
    for way, told in ways.items():
        seconds, size = (statistics.median(column) for column in zip(*found[way], strict=True))
        yield Figure(told, seconds, size)


def jobs() -> Iterator[Figure]:
    """The whole command with one and two processes, including start-up and reading."""
    for count in (1, 2):
        yield Figure(f"quarter --jobs {count}", _command("quarter", "--jobs", str(count)))


def check() -> Iterator[Figure]:
    """`check`, for which a supervisor waits after each correction, against `quarter`."""
    yield Figure("quarter", _command("quarter"))
    yield Figure("check", _command("check", repeat=3))


def people() -> Iterator[Figure]:
    """`check` with ten times the people; a ratio of 10 is linear."""
    for count, departments in ((40, 4), (400, 20)):
        with tempfile.TemporaryDirectory() as folder:
            size = ["--people", str(count), "--departments", str(departments)]
            samples = [sys.executable, "-m", "tools.samples", *size, "--quarter", QUARTER]
            subprocess.run([*samples, "--output", folder], capture_output=True, check=True)
            yield Figure(f"check, {count} people", _command("check", "--input", folder, repeat=3))


def issue() -> Iterator[Figure]:
    """`templates` for 40 and 2,000 people; the limits are 5 and 60 seconds."""
    for count in (40, 2000):
        with tempfile.TemporaryDirectory() as folder:
            _company_to_issue(Path(folder) / QUARTER, count)
            folders = ["--input", folder, "--ledger", f"{folder}/ledger.sqlite"]
            yield Figure(f"templates, {count} people", _command("templates", *folders))


def _company_to_issue(folder: Path, count: int) -> None:
    """Write only scheme and roster of a load test's company."""
    quarter = Quarter.parse(QUARTER)
    assert quarter is not None
    folder.mkdir()
    (folder / SCHEME_WORKBOOK).write_bytes((default_templates() / "scheme.xlsx").read_bytes())
    scheme, issues = scheme_at(folder / SCHEME_WORKBOOK)
    assert scheme is not None, issues
    company = load_test_company(count, max(3, count // 20), SEED)
    sheets = roster_sheets(company, quarter, scheme, SEED)
    (folder / ROSTER_WORKBOOK).write_bytes(workbook_bytes(sheets, "crowd"))


BENCHMARKS: dict[str, Callable[[], Iterator[Figure]]] = {
    "fonts": fonts,
    "jobs": jobs,
    "check": check,
    "issue": issue,
    "people": people,
    "naive": naive,
}


def _command(name: str, *options: str, repeat: int = 1) -> float:
    """The median time of a command in seconds."""
    with tempfile.TemporaryDirectory() as output:
        command = [sys.executable, "-m", "gacx_reports", name, QUARTER, "--output", output]
        return statistics.median(_timed([*command, *options], output) for _ in range(repeat))


def _timed(command: list[str], state: str) -> float:
    """Seconds of a command, which leaves nothing in this user's own folder of state."""
    environment = os.environ | {"XDG_STATE_HOME": state}
    begin = time.perf_counter()
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if run.returncode not in (0, 1):  # 1: done, but somebody is held back
        sys.exit(run.stdout + run.stderr)
    return time.perf_counter() - begin


def _render_reports(which: str) -> None:
    """Print the median time (seconds) and size (bytes) of a few reports; the first one's time does not count."""
    prepared = prepare_fonts(default_cache())
    if not isinstance(prepared, FontSet):
        sys.exit("no Chinese font: gacx-reports doctor")
    pages = Pages(default_templates(), "zh")
    with tempfile.TemporaryDirectory() as folder:
        used = prepared if which == "core" else _whole_font(prepared, Path(folder))
        renderer = Renderer(used, pages.assets)
        times, sizes = [], []
        for html in _reports(pages, prepared):
            begin = time.perf_counter()
            sizes.append(len(renderer.render(html, pages.stylesheets).pdf))
            times.append(time.perf_counter() - begin)
    print(statistics.median(times[1:]), statistics.median(sizes))


def _whole_font(prepared: FontSet, folder: Path) -> FontSet:
    """The font set with the source's own files instead of the core font."""
    core = folder / "core"
    core.mkdir()
    for path in {face.path for face in prepared.source.faces}:
        (core / path.name).symlink_to(path)
    used = replace(prepared, root=folder)
    text = prepared.conf.read_text("utf-8")
    used.conf.write_text(text.replace(str(prepared.root), str(folder)), "utf-8")
    return used


def _reports(pages: Pages, prepared: FontSet) -> list[str]:
    quarter = Quarter.parse(QUARTER)
    assert quarter is not None
    outcome = read_and_score(ROOT / "input_samples" / QUARTER, quarter, prepared.missing).outcome
    assert outcome is not None
    scored = [
        e
        for e in outcome.employees.values()
        if e.status is Status.SCORED and not prepared.css(e.person.name)
    ]
    t = translator("zh")
    return [pages.employee(employee_view(e, outcome, {}, t)) for e in scored[:8]]


def main() -> None:
    """Run the named benchmarks, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--font", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.font:
        _render_reports(options.font)
        return
    if unknown := set(options.names) - set(BENCHMARKS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    print(f"{os.cpu_count()} cores")
    for name in options.names or BENCHMARKS:
        figures = list(BENCHMARKS[name]())
        for figure in figures:
            ratio = figure.seconds / figures[0].seconds
            size = f"{figure.kilobytes:8.0f} kB" if figure.kilobytes else ""
            print(f"{name:8}{figure.what:30}{figure.seconds:8.2f} s {ratio:6.2f}{size}", flush=True)


if __name__ == "__main__":
    main()
