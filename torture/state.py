"""What a folder of results and a ledger hold, in values that can be compared."""

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

TIMES = {"recorded_at", "at"}
"""Columns that differ from run to run."""
Rows = tuple[tuple[object, ...], ...]


@dataclass(frozen=True)
class State:
    """A folder of results and the ledger."""

    files: Mapping[str, str]
    """Path → SHA-256."""
    ledger: Mapping[str, Rows]
    """Table → rows; a table `damaged` for a file that is no ledger."""

    @property
    def events(self) -> Rows:
        """The trail of what was decided."""
        return self.ledger.get("events", ())


def state(results: Path, ledger: Path) -> State:
    """What is there now; neither is changed."""
    found = sorted(p for p in results.rglob("*") if p.is_file())
    return State({p.relative_to(results).as_posix(): _digest(p) for p in found}, _rows(ledger))


def paths(root: Path) -> frozenset[str]:
    """Everything below a folder."""
    return frozenset(p.relative_to(root).as_posix() for p in root.rglob("*"))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _rows(ledger: Path) -> Mapping[str, Rows]:
    """The ledger's rows, from a copy, for reading would roll a killed run's transaction back."""
    if not ledger.exists():
        return {}
    with tempfile.TemporaryDirectory() as folder:
        for path in ledger.parent.glob(f"{ledger.name}*"):
            shutil.copy2(path, folder)
        try:
            with closing(sqlite3.connect(Path(folder) / ledger.name)) as db:
                return _tables(db)
        except sqlite3.DatabaseError as error:
            return {"damaged": ((str(error),),)}


def _tables(db: sqlite3.Connection) -> Mapping[str, Rows]:
    (sound,) = db.execute("PRAGMA integrity_check").fetchone()
    if sound != "ok":
        return {"damaged": ((sound,),)}
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: _table(db, name) for name in sorted(names)}


def _table(db: sqlite3.Connection, name: str) -> Rows:
    found = db.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - the name is from the database's own list
    kept = [i for i, column in enumerate(found.description) if column[0] not in TIMES]
    return tuple(sorted((tuple(row[i] for i in kept) for row in found), key=repr))
