"""The program as of an earlier commit, to be compared with this one: `make bench ARGS="against=COMMIT"`."""

import io
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.companies import Company
from benchmarks.cost import ROOT, Cost, cost

ROUNDS = 3


def compared(company: Company, commit: str) -> tuple[list[Cost], list[Cost]]:
    """First runs of `quarter`, by one process for rendering: this commit's and the other's, in turns."""
    ours, theirs = [], []
    with _checked_out(commit) as other:
        for _ in range(ROUNDS):
            ours.append(_first_run(company, ROOT))
            theirs.append(_first_run(company, other))
    return ours, theirs


def _first_run(company: Company, program: Path) -> Cost:
    with tempfile.TemporaryDirectory() as scratch:
        command = [*company.arguments("quarter", Path(scratch)), "--jobs", "1"]
        settings = {"XDG_STATE_HOME": scratch, "PYTHONPATH": f"{program}"}
        return cost(command, settings=settings, folder=program)


@contextmanager
def _checked_out(commit: str) -> Iterator[Path]:
    """A folder with the commit's files and its messages compiled.

    It runs with the packages of today; install beside them what only the earlier one needs.
    """
    packed = subprocess.run(
        ["git", "archive", "--format=tar", commit], cwd=ROOT, capture_output=True, check=True
    )
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as files:
            files.extractall(folder, filter="data")
        environment = os.environ | {"PYTHONPATH": folder}
        subprocess.run([sys.executable, "hatch_build.py"], cwd=folder, env=environment, check=True)
        yield Path(folder)
