"""The small quarter in which every oddity is tried.

Three outcomes are allowed: refused with a code at its cell, read and put on record (V12), or read and said
(a warning). Whatever is read must score exactly as the plain quarter does.
"""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from gacx_reports.intake.quarter import Intake, read_and_score
from tests.fixtures.sound_quarter import sound_quarter
from tests.intake.odd_workbooks import Results, results
from tools.samples.practice_folders import QUARTER
from tools.samples.workbook_edits import Damage, Files


@pytest.fixture(scope="session")
def sound() -> Files:
    """The small quarter without any oddity."""
    return dict(sound_quarter())


@pytest.fixture
def take(sound: Files, tmp_path: Path) -> Callable[..., Intake]:
    """Take in the small quarter with something done to it."""

    def taken(*damages: Damage) -> Intake:
        odd = deepcopy(sound)
        for damage in damages:
            damage(odd)
        for name, content in odd.items():
            (tmp_path / name).write_bytes(content)
        return read_and_score(tmp_path, QUARTER, lambda _: [])

    return taken


@pytest.fixture(scope="session")
def plain(sound: Files, tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Everybody's result in the plain quarter."""
    folder = tmp_path_factory.mktemp("plain")
    for name, content in sound.items():
        (folder / name).write_bytes(content)
    return results(read_and_score(folder, QUARTER, lambda _: []))
