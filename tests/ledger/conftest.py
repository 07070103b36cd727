"""A ledger of two writes, and machines that have seen it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gacx_reports.ledger.store import Event, record_event, writing

NOW = datetime(2024, 6, 28, 9, tzinfo=UTC)


def write(ledger: Path, action: str = "test") -> None:
    """One command that records something."""
    with writing(ledger) as db:
        record_event(db, Event("2024Q3", action, NOW.date(), NOW))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with two events, written on this machine."""
    path = tmp_path / "ledger.sqlite"
    write(path, "first")
    write(path, "second")
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Go on at the machine of that name; returns its folder of state."""

    def at(name: str) -> Path:
        state = tmp_path / "machines" / name
        monkeypatch.setenv("XDG_STATE_HOME", str(state))
        return state

    return at
