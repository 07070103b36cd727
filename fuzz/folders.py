"""Reads every workbook below folders of your choice as intake does, and counts how that ends.

    .venv/bin/python -m fuzz.folders FOLDER… [--list CODE]

For test data of other projects, say. Ends with 1 if anything was unexpected: an exception of ours, a traceback, or a
child over its limits of time or memory (limits that a code of our own answers for are no surprise).
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fuzz.quiet import child_errors
from gacx_reports.core.issues.issue import errors
from gacx_reports.excel.reading.sandbox import MEMORY, read_in_child


def main() -> int:
    """Print the counts, and the files whose outcome has the code of `--list`; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--list", default="", dest="listed", metavar="CODE")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    slowest = (0.0, "")
    with tempfile.TemporaryFile() as log, child_errors(log):
        with ThreadPoolExecutor(2) as pool:
            for path, code, found, seconds in pool.map(_outcome, _workbooks(options.folders)):
                counts[code] += 1
                slowest = max(slowest, (seconds, str(path)))
                if options.listed == code or code in UNEXPECTED:
                    print(code, f"{seconds:.1f} s", path, found[:100])
        log.seek(0)
        traces = log.read().decode(errors="replace")
    for code, count in sorted(counts.items()):
        print(f"{code:12} {count:6}")
    print(f"{'in all':12} {counts.total():6}; slowest {slowest[0]:.1f} s: {slowest[1]}")
    print(f"{'tracebacks':12} {traces.count('Traceback'):6}", traces[-2000:])
    return 1 if traces or counts.keys() & UNEXPECTED else 0


UNEXPECTED = {"exception", "memory", "F19"}


def _workbooks(folders: list[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(p for p in folder.rglob("*") if p.suffix.lower() == ".xlsx")


def _outcome(path: Path) -> tuple[Path, str, str, float]:
    start = time.perf_counter()
    book, issues = read_in_child(path, path.parent).read
    seconds = time.perf_counter() - start
    if book is not None:
        return path, "read, F20" if issues else "read", "", seconds
    (issue,) = errors(issues)
    if "unexpected" in issue.details:
        return path, "exception", issue.found, seconds
    died = issue.code == "F15" and issue.details["reason"] == MEMORY
    return path, "memory" if died else issue.code, issue.found, seconds


if __name__ == "__main__":
    sys.exit(main())
