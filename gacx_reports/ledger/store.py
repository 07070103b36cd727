"""The ledger's file: whole transactions, one writer at a time, readable by its owner only."""

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any
from urllib.parse import quote

from gacx_reports import files
from gacx_reports.ledger.schema import VERSION, VERSIONS

Row = tuple[Any, ...]
"""A row as SQLite gives it: what a column holds is known to schema.py, not to the type checker."""
APPLICATION = 0x47414358
"""`GACX`, so that `file` and we tell the ledger from other databases."""
SYNCHRONOUS = "EXTRA"
"""Also the removal of the journal is on disk, or a power cut could undo a commit."""
PATIENCE = 10_000
"""Milliseconds that a commit waits for readers, and they for it."""


class LedgerError(Exception):
    """The file is no ledger, is damaged, or was written by a newer program."""


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the trail that is never changed."""

    quarter: str
    action: str
    day: date
    """As the user gave it."""
    now: datetime
    """When it was recorded."""
    person: str = ""
    by: str = ""
    reason: str = ""


@contextlib.contextmanager
def reading(path: Path) -> Iterator[Connection]:
    """The ledger as it stands; an empty one where there is no file."""
    with _named(path), contextlib.closing(_opened(path) if path.exists() else _empty()) as db:
        if not _is_new(db):
            yield db
            return
    with contextlib.closing(_empty()) as db:
        yield db


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Connection]:
    """All that is written here, or nothing; BusyError while somebody else writes."""
    files.make_folder(path.parent)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    with _named(path):
        db = _opened(path)
    with contextlib.closing(db), _named(path):
        # A plain journal, not WAL: the ledger stays one file that can be copied, on any file system.
        db.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        db.execute("PRAGMA busy_timeout = 0")
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise files.BusyError(str(path)) from error
            raise
        db.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            _bring_up_to_date(db)
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """What SQLite raises about the file, with its name."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise LedgerError(f"{path}: {error}") from error


def _opened(path: Path) -> Connection:
    """Opened for writing even by readers: the first after a crash rolls back what that left half done."""
    uri = f"file:{quote(str(path.resolve()))}?mode=rw"
    db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE / 1000)
    try:
        db.execute("PRAGMA foreign_keys = ON")
        (version,) = db.execute("PRAGMA user_version").fetchone()
        (application,) = db.execute("PRAGMA application_id").fetchone()
        if not _is_new(db) and (application != APPLICATION or version > VERSION):
            raise LedgerError(f"{path}: schema {version}, application {application:#x}")
    except sqlite3.OperationalError as error:
        db.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise files.BusyError(str(path)) from error
        raise
    except BaseException:
        db.close()
        raise
    return db


def _empty() -> Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.executescript("".join(VERSIONS))
    return db


def _is_new(db: Connection) -> bool:
    return db.execute("SELECT 1 FROM sqlite_master").fetchone() is None


def _bring_up_to_date(db: Connection) -> None:
    """Within the caller's transaction, which `executescript` would end."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    statement = ""
    for line in "".join(VERSIONS[version:]).splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
    if version < VERSION:
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {VERSION}")


def record_event(db: Connection, event: Event) -> int:
    """Add the event to the trail; its number."""
    row = (
        event.now.isoformat(timespec="seconds"),
        event.quarter,
        event.day.isoformat(),
        event.action,
        event.person,
        event.by,
        event.reason,
    )
    cursor = db.execute(
        "INSERT INTO events (recorded_at, quarter, day, action, person, by, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        row,
    )
    assert cursor.lastrowid
    return cursor.lastrowid


def put_blob(db: Connection, content: bytes) -> str:
    """Keep the bytes under their hash."""
    digest = hashlib.sha256(content).hexdigest()
    db.execute("INSERT OR IGNORE INTO blobs VALUES (?, ?)", (digest, content))
    return digest


def has_blob(db: Connection, digest: str) -> bool:
    """Whether bytes of that hash are kept."""
    return bool(db.execute("SELECT 1 FROM blobs WHERE sha256 = ?", (digest,)).fetchone())


def blob(db: Connection, digest: str) -> bytes:
    """The bytes of that hash; LedgerError where they are gone or rotten."""
    row = db.execute("SELECT content FROM blobs WHERE sha256 = ?", (digest,)).fetchone()
    content: bytes = row[0] if row else b""
    if hashlib.sha256(content).hexdigest() != digest:
        raise LedgerError(f"content {digest[:16]} is missing or damaged")
    return content
