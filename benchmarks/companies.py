"""Invented companies of any size, generated once per version of the program and kept below `build/`."""

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.cost import ROOT
from gacx_reports import files

QUARTER = "2024Q3"
SAMPLE = 41
"""People of the sample company."""
A_DEPARTMENT = 20
"""People in a department of the others, about."""


@dataclass(frozen=True)
class Company:
    """A quarter's input."""

    people: int
    folder: Path
    """Has the quarter's folder."""

    def arguments(self, command: str, scratch: Path) -> list[str]:
        """The command over this input, with output and ledger in the scratch folder."""
        program = [sys.executable, "-m", "gacx_reports"]
        places = ["--input", f"{self.folder}", "--output", f"{scratch / 'out'}"]
        ledger = [] if command == "check" else ["--ledger", f"{scratch / 'ledger.sqlite'}"]
        return [*program, command, QUARTER, *places, *ledger]


def company(people: int) -> Company:
    """The sample company, or another of this size."""
    if people == SAMPLE:
        return Company(SAMPLE, ROOT / "input_samples")
    folder = ROOT / "build" / "benchmarks" / f"{people}-{_version()}"
    if not folder.exists():
        draft = folder.with_suffix(".new")
        size = ["--people", str(people), "--departments", str(max(3, people // A_DEPARTMENT))]
        samples = [sys.executable, "-m", "tools.samples", *size, "--quarter", QUARTER]
        subprocess.run(
            [*samples, "--output", f"{draft}"], cwd=ROOT, capture_output=True, check=True
        )
        draft.rename(folder)
    return Company(people, folder)


@cache
def _version() -> str:
    """Of all that decides what is generated."""
    found = sorted(p for top in ("gacx_reports", "tools") for p in (ROOT / top).rglob("*.py"))
    return hashlib.sha256("".join(files.sha256(p) for p in found).encode()).hexdigest()[:12]
