"""Golden results: every sample quarter as a table that a reviewer can read.

`make test ARGS="--update-golden tests/commands/quarter/test_golden.py"` rewrites them; the diff is read in review.
"""

from pathlib import Path

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.exact import twelve_places
from gacx_reports.core.scoring.outcomes import EmployeeOutcome
from gacx_reports.intake.quarter import read_and_score

GOLDEN = Path(__file__).parent / "golden"


def line(e: EmployeeOutcome) -> str:
    """One employee: status, total, grade, and each KPI as raw → score."""
    kpis = "  ".join(f"{_text(k.raw)}→{_text(k.score)}" for k in e.kpis)
    behaviour = f"  行为 {_text(e.behaviour.score)}" if e.behaviour else ""
    return f"{e.person.id} {e.person.post} {e.status.value} {e.total} {e.grade}  {kpis}{behaviour}".rstrip()


def _text(value: object) -> str:
    return "—" if value is None else twelve_places(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("quarter", ["2023Q4", "2024Q1", "2024Q2", "2024Q3", "2024Q4"])
def test_the_samples_score_as_reviewed(
    quarter: str, samples: Path, pytestconfig: pytest.Config
) -> None:
    """Every number of every employee in every sample quarter is the one in the golden file."""
    parsed = Period.parse(quarter)
    assert parsed
    intake = read_and_score(samples / quarter, parsed, lambda _: [])
    assert intake.issues == ()
    assert intake.outcome
    text = "\n".join(line(e) for e in intake.outcome.employees.values()) + "\n"
    golden = GOLDEN / f"{quarter}.txt"
    if pytestconfig.getoption("--update-golden"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")
