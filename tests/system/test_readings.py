"""Every practice folder is read as it is read anew, whatever is wrong with it."""

from pathlib import Path

from gacx_reports.cache.store import opened
from tests.intake.test_readings import practice, same_whoever_reads


def test_a_reading_of_every_practice_folder_is_what_reading_gives(
    samples: Path, tmp_path: Path
) -> None:
    """Issues and results, and every cell behind them."""
    with opened(tmp_path / "output", tmp_path / "private") as store:
        for source in practice(samples):
            same_whoever_reads(source, store)
