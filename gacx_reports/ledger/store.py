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
from typing import Any
from urllib.parse import quote

from gacx_reports import files
from gacx_reports.core.records.witness import NO_LEDGER
from gacx_reports.ledger import file_copy, guard
from gacx_reports.ledger.faults import (
    CUT_OFF,
    FOREIGN,
    NEWER,
    LedgerError,
    WordedLedgerError,
    damaged,
    disk_full,
    is_full,
)
from gacx_reports.ledger.identity import count_write, is_new, mark
from gacx_reports.ledger.migration import APPLICATION, bring_up_to_date
from gacx_reports.ledger.schema import VERSION, VERSIONS

Row = tuple[Any, ...]
"""A row as SQLite gives it: what a column holds is known to schema.py, not to the type checker."""
SYNCHRONOUS = "EXTRA"
"""EXTRA also syncs the removal of the journal, without which a power cut could undo a commit."""
PATIENCE = 10_000
"""Milliseconds that a commit waits for readers, and readers for a commit."""
SMALLEST = 512
"""Bytes of SQLite's smallest page."""


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
        if not is_new(db):
            yield db
            return
    with contextlib.closing(_empty()) as db:
        yield db


def trust(path: Path) -> None:
    """Check the ledger before files are written by what it says, and let the witness know it.

    Raises LedgerError if it is damaged or is not the one that was used here last, else BusyError.
    """
    with reading(path) as db:
        refuse_damaged(db, path)
        guard.trust(path, mark(db))


@contextlib.contextmanager
def writing(path: Path, *, accepted: bool = False, checked: bool = False) -> Iterator[Connection]:
    """The ledger for writing, as one transaction: committed at the end, rolled back after an exception.

    Creates or upgrades the file; where nothing was written nothing is. `accepted`: although the witness contradicts;
    `checked`: this command has looked for damage before.

    Raises BusyError while another process writes, or reads for longer than PATIENCE; LedgerError for another file, a
    damaged one, and one that is not the one used here last.
    """
    if not accepted and not path.exists():
        guard.admit(path, NO_LEDGER)
    files.make_folder(path.parent)
    # A killed backup or upgrade leaves a copy of the whole ledger.
    files.clear_parts(path.parent)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    with _named(path), contextlib.closing(_opened(path)) as db:
        _begin(db)
        try:
            before = mark(db)
            if not checked:
                refuse_damaged(db, path)
            if not accepted:
                guard.admit(path, before)
            upgraded = bring_up_to_date(db, path) and before != NO_LEDGER
            done, published = db.total_changes, _publications(db)
            yield db
            written = upgraded or db.total_changes > done
            if written:
                count_write(db)
            after, published = mark(db), _publications(db) - published
            db.execute("COMMIT" if written else "ROLLBACK")
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")
    if written:
        guard.testify(path, before, after, accepted, published > 0)


def _publications(db: Connection) -> int:
    found: int = db.execute("SELECT count(*) FROM publications").fetchone()[0]
    return found


def settle(path: Path) -> None:
    """Roll back what a crash left; BusyError while another process writes, LedgerError for a damaged file."""
    with _named(path), contextlib.closing(_opened(path)) as db:
        _begin(db)


def _begin(db: Connection) -> None:
    """Begin the transaction at once, or not at all: two writers never wait for each other."""
    # A plain journal, not WAL: the ledger stays one file that can be copied, on any file system.
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
    db.execute("PRAGMA busy_timeout = 0")
    db.execute("BEGIN IMMEDIATE")
    db.execute(f"PRAGMA busy_timeout = {PATIENCE}")


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Turn an error of SQLite into a LedgerError with the file's path, or into BusyError if another process is busy."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if is_full(error):
            raise disk_full(path) from error
        match getattr(error, "sqlite_errorcode", 0) & 0xFF:
            case sqlite3.SQLITE_BUSY:
                raise files.BusyError(str(path)) from error
            case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
                raise damaged(path, str(error)) from error
        raise LedgerError(f"{path}: {error}") from error


def _opened(path: Path) -> Connection:
    """Open the file; read-write also for readers, because the first to open it after a crash rolls back."""
    uri = f"file:{quote(str(path.resolve()))}?mode=rw"
    db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE / 1000)
    try:
        db.execute("PRAGMA foreign_keys = ON")
        (version,) = db.execute("PRAGMA user_version").fetchone()
        (application,) = db.execute("PRAGMA application_id").fetchone()
        if is_new(db):
            # SQLite takes a file that was cut to a few bytes for an empty one; a ledger has pages of 4 KiB.
            if 0 < path.stat().st_size < SMALLEST:
                raise damaged(path, CUT_OFF)
        elif application != APPLICATION:
            raise WordedLedgerError(FOREIGN, path=str(path))
        elif version > VERSION:
            raise WordedLedgerError(NEWER, path=str(path))
    except BaseException:
        db.close()
        raise
    return db


def refuse_damaged(db: Connection, path: Path) -> None:
    """Raise LedgerError for a damaged file. It takes 0.3 ms per MiB, and finds what a cut or a bad disk left."""
    if verdict := file_copy.faults(db):
        raise damaged(path, verdict)


def _empty() -> Connection:
    """What a reader finds where there is no ledger: its tables, without an ID."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.executescript("".join(VERSIONS))
    db.execute("DELETE FROM identity")
    return db


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
