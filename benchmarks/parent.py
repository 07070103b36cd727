"""Memory of the process that runs `quarter`: `python -m benchmarks.parent FOLDER SCRATCH` prints its peak as JSON.

Rendering is other processes' work, which is measured elsewhere: here each document is as many bytes as a PDF has.
"""

import contextlib
import io
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path

from benchmarks.companies import Company
from benchmarks.cost import KILOBYTES, ROOT
from gacx_reports.cli import main
from gacx_reports.commands import finished
from gacx_reports.commands.press import Press
from gacx_reports.commands.request import RunOptions
from gacx_reports.render.reports import NotMade, RenderSettings, Report
from gacx_reports.workers import Lost

MANY = 10_000
"""People for whom the memory is computed."""
_PDF = 65_000
"""Bytes of a document."""


def peak(company: Company) -> float:
    """Megabytes that `quarter` took at most in its own process; a first run."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "benchmarks.parent", f"{company.folder}", scratch]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: float = json.loads(run.stdout)
    return found


def fitted(peaks: Mapping[int, float]) -> float:
    """Megabytes at MANY people, by the straight line through those measured (people → megabytes)."""
    line = statistics.linear_regression([*peaks], [*peaks.values()])
    return line.slope * MANY + line.intercept


def _blank(options: RunOptions) -> Press:
    del options

    def press(
        settings: RenderSettings, reports: Sequence[Report], seconds: float
    ) -> Generator[tuple[int, bytes | NotMade | Lost]]:
        del settings, seconds
        for index, _ in enumerate(reports):
            yield index, b"%PDF-1.7".ljust(_PDF)

    return press


def _main() -> None:
    folder, scratch = (Path(text) for text in sys.argv[1:])
    finished.press_of = _blank  # type: ignore[attr-defined]  # where it is called
    sys.argv = ["gacx-reports", *Company(0, folder).arguments("quarter", scratch)[3:]]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        main()
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(round(used.ru_maxrss / KILOBYTES / 1024, 1))


if __name__ == "__main__":
    _main()
