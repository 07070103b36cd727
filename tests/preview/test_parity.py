"""The live preview computes what the program computes: every figure, in a real spreadsheet engine."""

from pathlib import Path

import pytest

from gacx_reports.core.quarter import Quarter
from tests.preview.compare import Parity, compare
from tests.preview.engines import by_ironcalc
from tests.preview.quarters import previews


@pytest.mark.parametrize("quarter", [Quarter(2024, 3), Quarter(2024, 4)], ids=str)
def test_the_sample_quarters_preview_as_they_are_scored(
    quarter: Quarter, samples: Path, tmp_path: Path
) -> None:
    """Every figure of every department's preview, computed by IronCalc, is the program's at the printed places."""
    parity = Parity()
    for path, form, outcome in previews(samples / str(quarter), quarter, tmp_path):
        compare(by_ironcalc(path), outcome, form, parity, path.stem)
    assert parity.differences == []
    assert parity.cells > 300
