"""The committed practice quarters, each taken in once: what is said of them, and what follows from its hints."""

from functools import cache
from pathlib import Path

from gacx_reports.core.issues.issue import Issue
from gacx_reports.intake.quarter import read_and_score
from tools.samples.practice_folders import QUARTER


def printable(text: str) -> list[str]:
    """A font without emoji."""
    return [c for c in text if ord(c) > 0x1F000]


@cache
def issues_of(folder: Path) -> tuple[Issue, ...]:
    """Issues of the quarter in a practice folder, which nobody changes."""
    return tuple(read_and_score(folder / str(QUARTER), QUARTER, printable).issues)
