"""A ledger in use elsewhere: a writer is told at once, a reader is waited for, and nothing is half done."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from gacx_reports.files import BusyError
from gacx_reports.ledger import store
from gacx_reports.ledger.store import reading
from tests.ledger.conftest import write


@contextmanager
def held(ledger: Path, how: str) -> Iterator[sqlite3.Connection]:
    """Another program has the file open in a transaction."""
    with closing(sqlite3.connect(ledger, isolation_level=None, check_same_thread=False)) as db:
        db.execute(how)
        db.execute("SELECT count(*) FROM events").fetchone()
        yield db


def actions(ledger: Path) -> list[str]:
    """What is recorded."""
    with reading(ledger) as db:
        return [action for (action,) in db.execute("SELECT action FROM events ORDER BY id")]


@pytest.mark.parametrize("how", ["BEGIN", "BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_ledger_that_stays_in_use_is_busy(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """BusyError (exit 11), not a fault of the ledger; nothing of the transaction stays."""
    monkeypatch.setattr(store, "PATIENCE", 20)
    with held(ledger, how), pytest.raises(BusyError):
        write(ledger)
    assert actions(ledger) == ["first", "second"]
    write(ledger, "third")
    assert actions(ledger) == ["first", "second", "third"]


def test_a_reader_is_waited_for(ledger: Path) -> None:
    """Somebody looks into the ledger for a moment; the command goes on when that is over."""
    with held(ledger, "BEGIN") as other:
        timer = threading.Timer(0.1, lambda: other.execute("COMMIT"))
        timer.start()
        write(ledger, "third")
        timer.join()
    assert actions(ledger) == ["first", "second", "third"]


def test_readers_wait_for_a_writer_no_longer_than_patience(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A commit that takes too long makes them busy, too."""
    monkeypatch.setattr(store, "PATIENCE", 20)
    with held(ledger, "BEGIN EXCLUSIVE"), pytest.raises(BusyError):
        actions(ledger)


def test_the_ledger_is_one_file_whatever_others_made_of_it(ledger: Path) -> None:
    """Another program has switched it to a write-ahead log, which a copy would lack; the next write ends that."""
    with closing(sqlite3.connect(ledger)) as db:
        assert db.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    write(ledger)
    with closing(sqlite3.connect(ledger)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert {p.name for p in ledger.parent.glob("ledger.sqlite*")} == {"ledger.sqlite"}
