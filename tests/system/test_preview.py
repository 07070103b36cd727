"""The live preview in the real LibreOffice: computed on opening, and equal to the program."""

from pathlib import Path

import pytest

from gacx_reports.core.quarter import Quarter
from tests.preview.compare import Parity, compare
from tests.preview.engines import by_libreoffice
from tests.preview.quarters import random_previews, sample_previews

pytestmark = pytest.mark.system
QUARTERS = (Quarter(2023, 4), *(Quarter(2024, n) for n in (1, 2, 3, 4)))
SEEDS = 15


def test_libreoffice_previews_what_the_program_scores(
    samples: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Every sample quarter and random ones: every figure equal at the printed places."""
    books = tmp_path / "books"
    books.mkdir()
    previews = [p for q in QUARTERS for p in sample_previews(samples / str(q), q, books)]
    seeds = range(SEEDS + int(pytestconfig.getoption("--parity")))
    previews += random_previews(seeds, books)
    paths = [path for path, _, _ in previews]
    computed = by_libreoffice(paths, tmp_path / "computed", tmp_path / "profile")
    parity = Parity()
    for path, form, outcome in previews:
        compare(computed[path.name], outcome, form, parity, path.stem)
    assert parity.differences == []
    assert parity.books == len(previews)
    assert parity.cells > 2500
