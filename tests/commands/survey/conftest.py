"""The company whose customers are drawn."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from gacx_reports.ledger import store
from tests.commands.survey.drawn_company import DrawnCompany


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    """Nothing waits for the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "SYNCHRONOUS", "OFF")
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture
def company(tmp_path: Path) -> DrawnCompany:
    """The company at the quarter's end, whose salt was made before it and is entered in 本期."""
    found = DrawnCompany(tmp_path)
    found.committed()
    return found
