"""The long run of the mail, shortened: `python -m benchmarks.mail` is the whole."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.system
def test_kills_faults_and_mistaken_rosters() -> None:
    """No duplicate, nothing unrecorded, at most one unknown per kill; nobody gets somebody else's report."""
    given = ["kills", "faults", "rosters", "--kills", "8", "--rosters", "40"]
    command = [sys.executable, "-m", "benchmarks.mail", *given]
    run = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=900
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "duplicates=0, unrecorded=0" in run.stdout
    assert "wrong=0" in run.stdout
