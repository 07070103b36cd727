"""Mutates real workbooks, part by part, and reads what comes of it: nothing may ever be raised.

    .venv/bin/python -m fuzz.reader [--seconds 600] [--seed 1]        (make fuzz)

Whatever raises is kept in fuzz/corpus/ under the name of its fault; mend the reader, and keep the file: the tests read
the whole corpus.
"""

import argparse
import hashlib
import io
import json
import random
import resource
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from fuzz.mutations import mutated
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import SCHEME_WORKBOOK, Form
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.issue import errors, in_order
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.read_sheet import read_sheet
from gacx_reports.core.sheets.recalculated import apply_recalculation, formula_cells
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.reading.limits import Limits
from gacx_reports.excel.reading.recalculate import recalculated
from gacx_reports.excel.reading.workbook import read_content, read_workbook

CORPUS = Path(__file__).parent / "corpus"
SAMPLES = Path(__file__).parent.parent / "input_samples" / "2024Q3"
QUARTER = Period(2024, 3)
LOWERED = Limits(rows=1000, columns=60, cells=20_000, elements=200_000, levels=20)
"""Mutants pass these limits without being large: none burdens another program."""
MEMORY = 2 * 2**30
SECONDS_EACH = 30


@dataclass(frozen=True)
class Finding:
    """An exception that the reader did not catch."""

    fault: str
    """Its type and the line that raised it."""
    content: bytes
    trace: str


@dataclass
class Run:
    """Counts and findings of a run."""

    executions: int = 0
    over_limits: int = 0
    """Files that took too much memory or time, which the child process would have refused."""
    outcomes: dict[str, int] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    """Fault → its first finding."""


@dataclass(frozen=True)
class Expected:
    """Scheme and forms of the sample quarter."""

    scheme: Scheme
    forms: tuple[Form, ...]


def sample_quarter() -> Expected:
    """Scheme and forms, read from the sample quarter's folder."""
    books = [read_workbook(SAMPLES / name) for name in (SCHEME_WORKBOOK, ROSTER_WORKBOOK)]
    scheme_book, roster_book = (book for book in books if isinstance(book, Workbook))
    scheme, _ = read_scheme(scheme_book)
    roster, _ = read_roster(roster_book, scheme, QUARTER)
    return Expected(scheme, forms(scheme, roster, QUARTER))


def read_through(content: bytes, expected: Expected) -> str:
    """Do everything that intake does with a workbook's bytes; the code of its first issue, or `read`."""
    book, issues = read_content("技术服务组.xlsx", content, LOWERED)
    assert (book is None) == bool(errors(issues))
    found = list(issues)
    said = []
    if book is not None:
        sheets = {s.name: s for form in expected.forms for s in form.sheets}.values()
        if wanted := list(formula_cells(book, sheets)):
            book = apply_recalculation(book, recalculated(book, wanted, LOWERED))
        for sheet_form in sheets:
            records, more = read_sheet(book, sheet_form)
            found += more
            said += [str(dict(record.cells)) for record in records]
        # Scheme and roster are untrusted workbooks, too, so the file is also read as each of them.
        _, faults = read_scheme(book)
        _, more_faults = read_roster(book, expected.scheme, QUARTER)
        found += [*faults, *more_faults]
    texts = [(i.code, str(i.place), i.found, dict(i.details)) for i in in_order(found)]
    json.dumps([texts, said], ensure_ascii=False).encode()  # a lone surrogate can't be written
    return issues[0].code if issues else "read"


class _TooLongError(BaseException):
    """Time is up; no Exception, so that `except Exception` in the reader does not catch it."""


@contextmanager
def _limits() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_AS)

    def stop(number: int, frame: FrameType | None) -> None:
        raise _TooLongError

    signal.signal(signal.SIGALRM, stop)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, before[1]))
    try:
        yield
    finally:
        signal.alarm(0)
        resource.setrlimit(resource.RLIMIT_AS, before)


def try_one(content: bytes, expected: Expected, run: Run) -> None:
    """Read one file and add the outcome to `run`."""
    run.executions += 1
    signal.alarm(SECONDS_EACH)
    try:
        code = read_through(content, expected)
        run.outcomes[code] = run.outcomes.get(code, 0) + 1
    except (MemoryError, _TooLongError):
        run.over_limits += 1
    except Exception as error:  # noqa: BLE001 - which is what we are looking for
        last = traceback.extract_tb(error.__traceback__)[-1]
        fault = f"{type(error).__name__}-{Path(last.filename).stem}-{last.lineno}"
        run.findings.setdefault(fault, Finding(fault, content, traceback.format_exc()))
    finally:
        signal.alarm(0)


def fuzz(seconds: float, seed: int) -> Run:
    """Read mutated files of the corpus for `seconds`; the same seed gives the same files."""
    rng = random.Random(seed)  # noqa: S311 - the same seed must make the same files
    corpus = [path.read_bytes() for path in sorted(CORPUS.glob("*.xlsx"))]
    expected = sample_quarter()
    run = Run()
    end = time.monotonic() + seconds
    with _limits(), redirect_stdout(io.StringIO()):  # openpyxl prints
        while time.monotonic() < end:
            try_one(mutated(rng, corpus), expected, run)
    return run


def main() -> int:
    """Run the fuzzer, store and print findings and counts; the exit code is 1 if there are findings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**6)
    options = parser.parse_args()
    run = fuzz(options.seconds, options.seed)
    for finding in run.findings.values():
        digest = hashlib.sha256(finding.content).hexdigest()[:8]
        kept = CORPUS / f"found-{finding.fault}-{digest}.xlsx"
        kept.write_bytes(finding.content)
        print(f"{kept.name}\n{finding.trace}")
    codes = ", ".join(f"{code} {count}" for code, count in sorted(run.outcomes.items()))
    print(f"seed {options.seed}: {run.executions} executions ({codes})")
    print(f"{run.over_limits} over limits, {len(run.findings)} findings")
    return 1 if run.findings else 0


if __name__ == "__main__":
    sys.exit(main())
