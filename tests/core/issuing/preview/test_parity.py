"""The live preview computes what the program computes: every figure, in a real spreadsheet engine."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.i18n import Language
from tests.core.issuing.preview.compare import Parity, compare
from tests.core.issuing.preview.engines import by_ironcalc
from tests.core.issuing.preview.quarters import (
    Preview,
    english_previews,
    random_previews,
    sample_previews,
)

ALL_RULES = Period(2024, 4)
"""The sample quarter that has a case of every rule."""
OTHERS = (Period(2023, 4), *(Period(2024, n) for n in (1, 2, 3)))
SEEDS = 20
"""Random quarters of every run, some three workbooks each."""
MORE_SEEDS = 80
"""And those beside LibreOffice."""
FOUND = (67,)
"""Seeds that differed once: somebody who moved between departments in the same post."""


def compared(previews: Iterable[Preview], lang: Language = "zh") -> Parity:
    """Every preview against the program's outcome."""
    parity = Parity()
    for path, form, outcome in previews:
        compare(by_ironcalc(path), outcome, form, parity, path.stem, lang)
    return parity


def test_the_sample_quarter_previews_as_it_is_scored(samples: Path, tmp_path: Path) -> None:
    """Every figure of every department's preview, computed by IronCalc, is the program's at the printed places."""
    parity = compared(sample_previews(samples / str(ALL_RULES), ALL_RULES, tmp_path))
    assert parity.differences == []
    assert parity.cells > 300


@pytest.mark.system
def test_every_english_edition_previews_as_it_is_scored(samples: Path, tmp_path: Path) -> None:
    """All departments' workbooks of the quarter that has a case of every rule."""
    parity = compared(english_previews(samples / str(ALL_RULES), ALL_RULES, tmp_path), "en")
    assert parity.differences == []
    assert parity.cells > 300


def test_random_quarters_preview_as_they_are_scored(tmp_path: Path) -> None:
    """Schemes and workbooks at random, with N/A, blanks and faults: equal figures, and words where there are none."""
    parity = compared(random_previews((*range(SEEDS), *FOUND), tmp_path))
    assert parity.differences == []
    assert parity.totals >= SEEDS
    assert parity.words >= 5 * SEEDS


@pytest.mark.system
@pytest.mark.parametrize("quarter", OTHERS, ids=str)
def test_earlier_sample_quarters_preview_as_they_are_scored(
    quarter: Period, samples: Path, tmp_path: Path
) -> None:
    """The same for every other sample quarter."""
    parity = compared(sample_previews(samples / str(quarter), quarter, tmp_path))
    assert parity.differences == []
    assert parity.cells > 300


@pytest.mark.system
def test_hundreds_of_random_workbooks_preview_as_they_are_scored(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """More of them than every run has the time for; `ARGS=--parity=600` for as many as one likes."""
    seeds = range(SEEDS, SEEDS + MORE_SEEDS + int(pytestconfig.getoption("--parity")))
    parity = compared(random_previews(seeds, tmp_path))
    assert parity.differences == []
    assert parity.books >= 2 * MORE_SEEDS
