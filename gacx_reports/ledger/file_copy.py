"""Copies a SQLite file into another, which appears whole and checked or not at all."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from gacx_reports import files
from gacx_reports.ledger.faults import damaged, disk_full, is_full


def copy(source: Path, target: Path, check: Callable[[Path], None]) -> None:
    """Copy the database to `target` with permissions 0600; other processes may use it meanwhile.

    `check` gets the path of the copy before it is put in place, and raises if it is damaged.
    """
    with files.replacing(target) as part:
        with existing(source) as old, contextlib.closing(sqlite3.connect(part)) as new:
            try:
                old.backup(new)
            except sqlite3.OperationalError as error:
                raise (disk_full(target) if is_full(error) else error) from error
        check(part)


def sound(path: Path) -> None:
    """Raise LedgerError for a damaged database."""
    with existing(path) as db:
        verdict = faults(db)
    if verdict:
        raise damaged(path, verdict)


def faults(db: sqlite3.Connection) -> str:
    """What SQLite's check finds first, indices included; "" if the file is sound."""
    (verdict,) = db.execute("PRAGMA integrity_check(1)").fetchone()
    return "" if verdict == "ok" else str(verdict)


@contextlib.contextmanager
def existing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an existing database; FileNotFoundError if there is none, as SQLite would create it."""
    if not path.is_file():
        raise FileNotFoundError(2, os.strerror(2), str(path))
    uri = f"file:{quote(str(path.resolve()))}?mode=rw"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as db:
        yield db
