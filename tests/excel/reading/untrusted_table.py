"""Prints what comes of every hostile file, and what reading it costs.

Run it by `.venv/bin/python -m tests.excel.reading.untrusted_table`.
"""

import multiprocessing
import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import errors
from gacx_reports.excel.reading import sandbox
from gacx_reports.excel.reading.workbook import Read
from tests.excel.reading.untrusted_files import CASES, READ


def outcome(result: Read) -> str:
    """The code of the one issue, or `read`; an issue and a workbook together is a warning."""
    book, issues = result
    assert (book is None) == bool(errors(issues))
    assert len(issues) <= 1
    return issues[0].code if issues else READ


def main() -> None:
    """One line per case; the child is forked here, because only its own parent learns its peak."""
    print(f"{'case':44} {'code':5} {'MiB':>5} {'s':>6}")
    worst_memory, worst_time = 0.0, 0.0
    with tempfile.TemporaryDirectory() as name:
        for number, case in enumerate(CASES):
            path = Path(name) / "2024Q3" / f"{number}.xlsx"
            path.parent.mkdir(exist_ok=True)
            case.build(path)
            code, mib, seconds = _measured(path)
            worst_memory, worst_time = max(worst_memory, mib), max(worst_time, seconds)
            wrong = "" if code == case.code else f"  EXPECTED {case.code}"
            print(f"{case.name[:44]:44} {code:5} {mib:5.0f} {seconds:6.2f}{wrong}")
    print(f"{'worst':44} {'':5} {worst_memory:5.0f} {worst_time:6.2f}")


def _measured(path: Path) -> tuple[str, float, float]:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    sys.stdout.flush()
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        ours.close()
        sandbox._work(theirs, partial(sandbox._read, path, path.parent))
        os._exit(0)
    theirs.close()
    result = sandbox._as_read(sandbox._await(ours), CellRef(path.name))
    ours.close()
    _, _, usage = os.wait4(child, 0)
    return outcome(result), usage.ru_maxrss / 1024, time.perf_counter() - start


if __name__ == "__main__":
    main()
