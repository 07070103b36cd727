"""The live preview computes what the program computes: every figure, in a real spreadsheet engine."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from gacx_reports.core.quarter import Quarter
from tests.preview.compare import Parity, compare
from tests.preview.engines import by_ironcalc
from tests.preview.quarters import Preview, random_previews, sample_previews

QUARTERS = (Quarter(2023, 4), *(Quarter(2024, n) for n in (1, 2, 3, 4)))
QUICK = QUARTERS[-1:]
"""Of the samples, those that every run compares; the others with `--parity`."""
SEEDS = 20
FOUND = (67,)
"""Seeds that differed once: somebody who moved between departments in the same post."""


def compared(previews: Iterable[Preview]) -> Parity:
    """Every preview against the program's outcome."""
    parity = Parity()
    for path, form, outcome in previews:
        compare(by_ironcalc(path), outcome, form, parity, path.stem)
    return parity


@pytest.mark.parametrize("quarter", QUARTERS, ids=str)
def test_the_sample_quarters_preview_as_they_are_scored(
    quarter: Quarter, samples: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Every figure of every department's preview, computed by IronCalc, is the program's at the printed places."""
    if quarter not in QUICK and not pytestconfig.getoption("--parity"):
        return
    parity = compared(sample_previews(samples / str(quarter), quarter, tmp_path))
    assert parity.differences == []
    assert parity.cells > 300


def test_random_quarters_preview_as_they_are_scored(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Schemes and workbooks at random, with N/A, blanks and faults: equal figures, and words where there are none."""
    more = range(SEEDS + int(pytestconfig.getoption("--parity")))
    seeds = dict.fromkeys((*more, *FOUND))
    parity = compared(random_previews(seeds, tmp_path))
    assert parity.differences == []
    assert parity.totals >= 2 * SEEDS
    assert parity.words >= 5 * SEEDS
