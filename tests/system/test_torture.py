"""A short form of `make torture`: a real run is killed, jammed and rivalled; nothing is lost, mixed or stuck."""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from torture.rows import Row
from torture.table import Result
from torture.trials import grounds, rows

pytestmark = pytest.mark.system

SEED = 20240930
"""The same trials every time, so that a failure can be repeated."""
WAITING = {"worker-stopped", "ledger-locked", "signal-make"}
"""Rows that mostly wait; others of their kind are here."""
SHORT = [row for row in rows() if row.name not in WAITING]


@pytest.fixture(scope="module")
def tried() -> Mapping[str, Result]:
    """One trial of each row, as many at once as there are processors."""
    with grounds(SEED, os.cpu_count() or 1) as ground, ThreadPoolExecutor(len(SHORT)) as pool:
        results = pool.map(lambda row: ground.result(row, ground.numbers(row, 1)), SHORT)
        return dict(zip((row.name for row in SHORT), results, strict=True))


@pytest.mark.parametrize("row", SHORT, ids=lambda row: row.name)
def test_nothing_is_lost_mixed_or_stuck(tried: Mapping[str, Result], row: Row) -> None:
    """The whole table is in docs/reliability.md."""
    assert tried[row.name].trials == 1
    assert tried[row.name].faults == ()
