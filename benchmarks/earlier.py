"""The program as of an earlier commit, with its own packages: `make bench ARGS="against=COMMIT"`."""

import io
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.companies import SAMPLE, Company
from benchmarks.cost import ROOT, Cost, cost

ROUNDS = 3
"""Of the sample company; a larger one is measured once."""


@dataclass(frozen=True)
class Program:
    """One that can be run."""

    folder: Path
    python: str
    """The interpreter that has its packages."""

    def first_run(self, company: Company) -> Cost:
        """A first `quarter`, by one process for rendering."""
        with tempfile.TemporaryDirectory() as scratch:
            _, *command = company.arguments("quarter", Path(scratch))
            settings = {"XDG_STATE_HOME": scratch, "PYTHONPATH": f"{self.folder}"}
            whole = [self.python, *command, "--jobs", "1"]
            return cost(whole, (0,), settings, self.folder)


def compared(company: Company, commit: str) -> tuple[list[Cost], list[Cost]]:
    """First runs of `quarter`: this commit's and the other's, in turns."""
    ours, theirs = [], []
    today = Program(ROOT, sys.executable)
    with _checked_out(commit) as then:
        for _ in range(ROUNDS if company.people == SAMPLE else 1):
            ours.append(today.first_run(company))
            theirs.append(then.first_run(company))
    return ours, theirs


@contextmanager
def _checked_out(commit: str) -> Iterator[Program]:
    """The commit's files, its messages compiled, and the packages that it has locked."""
    packed = subprocess.run(
        ["git", "archive", "--format=tar", commit], cwd=ROOT, capture_output=True, check=True
    )
    with tempfile.TemporaryDirectory() as scratch:
        folder, packages = Path(scratch) / "program", Path(scratch) / "packages"
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as files:
            files.extractall(folder, filter="data")
        python = f"{packages / 'bin' / 'python'}"
        install = [python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r"]
        for command in (
            [sys.executable, "-m", "venv", f"{packages}"],
            [*install, "requirements/dev.txt"],
            [sys.executable, "hatch_build.py"],
        ):
            subprocess.run(command, cwd=folder, check=True)
        yield Program(folder, python)
