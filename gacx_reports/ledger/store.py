"""The ledger's file: transactions, one writer at a time, readable by its owner only; events and stored files."""

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from sqlite3 import Connection
from urllib.parse import quote

from gacx_reports import files
from gacx_reports.ledger.schema import VERSION, VERSIONS

APPLICATION = 0x47414358
"""SQLite's application ID, ASCII `GACX`, by which the ledger differs from other databases."""
SYNCHRONOUS = "EXTRA"
"""EXTRA also syncs the removal of the journal, without which a power cut could undo a commit."""
PATIENCE = 10_000
"""Milliseconds that a commit waits for readers, and readers for a commit."""


class LedgerError(Exception):
    """The file is no ledger, is damaged, or was written by a newer program."""


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the append-only trail."""

    quarter: str
    action: str
    day: date
    """The day of the action, as entered by the user."""
    now: datetime
    """The time of recording."""
    person: str = ""
    by: str = ""
    reason: str = ""


@contextlib.contextmanager
def reading(path: Path) -> Iterator[Connection]:
    """The ledger for reading; an empty one in memory if there is no file. Raises LedgerError or BusyError."""
    with _named(path), contextlib.closing(_opened(path) if path.exists() else _empty()) as db:
        if not _is_new(db):
            yield db
            return
    with contextlib.closing(_empty()) as db:
        yield db


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Connection]:
    """The ledger for writing, as one transaction: committed at the end, rolled back after an exception.

    Creates or upgrades the file. Raises BusyError while another process writes, LedgerError for another file.
    """
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
    """Turn an error of SQLite into a LedgerError with the file's path."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise LedgerError(f"{path}: {error}") from error


def _opened(path: Path) -> Connection:
    """Open the file; read-write also for readers, because the first to open it after a crash rolls back."""
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
    """Upgrade the schema within the caller's transaction, statement by statement: `executescript` would commit."""
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
    """Add an event to the trail; returns its number."""
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
    """Store the bytes under their SHA-256, which is returned."""
    digest = hashlib.sha256(content).hexdigest()
    db.execute("INSERT OR IGNORE INTO blobs VALUES (?, ?)", (digest, content))
    return digest


def has_blob(db: Connection, digest: str) -> bool:
    """Whether bytes with this SHA-256 are stored."""
    return bool(db.execute("SELECT 1 FROM blobs WHERE sha256 = ?", (digest,)).fetchone())


def blob(db: Connection, digest: str) -> bytes:
    """The bytes with this SHA-256; raises LedgerError if they are missing or damaged."""
    row = db.execute("SELECT content FROM blobs WHERE sha256 = ?", (digest,)).fetchone()
    content: bytes = row[0] if row else b""
    if hashlib.sha256(content).hexdigest() != digest:
        raise LedgerError(f"content {digest[:16]} is missing or damaged")
    return content
