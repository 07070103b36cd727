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
from urllib.parse import quote

from gacx_reports import files

APPLICATION = 0x47414358
"""`GACX`, so that `file` and we tell the ledger from other databases."""
SYNCHRONOUS = "EXTRA"
"""Also the removal of the journal is on disk, or a power cut could undo a commit."""
PATIENCE = 10_000
"""Milliseconds that a commit waits for readers, and they for it."""

SCHEMA = """
CREATE TABLE blobs (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL);

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL,
    quarter TEXT NOT NULL,
    day TEXT NOT NULL,
    action TEXT NOT NULL,
    person TEXT NOT NULL,
    by TEXT NOT NULL,
    reason TEXT NOT NULL
);

CREATE TABLE publications (
    id INTEGER PRIMARY KEY,
    quarter TEXT NOT NULL,
    number INTEGER NOT NULL,
    published_on TEXT NOT NULL,
    appeals_until TEXT NOT NULL,
    complete INTEGER NOT NULL,
    scheme_version TEXT NOT NULL,
    scheme_sha256 TEXT NOT NULL,
    program TEXT NOT NULL,
    fonts TEXT NOT NULL,
    lang TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES events,
    UNIQUE (quarter, number)
);

-- Files that a publication rests on: workbooks (`2024Q3/花名册.xlsx`) and templates (`templates/reports/…`).
CREATE TABLE sources (
    publication INTEGER NOT NULL REFERENCES publications,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES blobs,
    PRIMARY KEY (publication, name)
);

CREATE TABLE records (
    publication INTEGER NOT NULL REFERENCES publications,
    quarter TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL,
    record TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT REFERENCES blobs,
    note TEXT NOT NULL,
    rests_on TEXT NOT NULL,
    PRIMARY KEY (quarter, kind, name, revision)
);

CREATE TABLE reopenings (
    id INTEGER PRIMARY KEY,
    quarter TEXT NOT NULL,
    reason TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES events,
    closed_by INTEGER REFERENCES events
);

CREATE TABLE appeals (
    id INTEGER PRIMARY KEY,
    quarter TEXT NOT NULL,
    person TEXT NOT NULL,
    revision INTEGER NOT NULL,
    lodged_on TEXT NOT NULL,
    grounds TEXT NOT NULL,
    late INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES events,
    outcome TEXT NOT NULL DEFAULT '',
    decided_on TEXT NOT NULL DEFAULT '',
    decided_by TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    settled_by INTEGER REFERENCES events
);

CREATE TABLE acknowledgements (
    id INTEGER PRIMARY KEY,
    quarter TEXT NOT NULL,
    person TEXT NOT NULL,
    revision INTEGER NOT NULL,
    day TEXT NOT NULL,
    refused INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES events
);

CREATE TRIGGER events_are_kept BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_stand BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
"""


MAIL = """
-- One row: which ledger this is, and how many changes of mail states it has recorded.
CREATE TABLE identity (id TEXT NOT NULL, counter INTEGER NOT NULL);

CREATE TABLE mails (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    quarter TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    recipient TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    revision INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    address TEXT NOT NULL,
    resend TEXT NOT NULL,
    redirected INTEGER NOT NULL,
    plan TEXT NOT NULL
);

CREATE TABLE mail_states (
    id INTEGER PRIMARY KEY,
    mail INTEGER NOT NULL REFERENCES mails,
    state TEXT NOT NULL,
    at TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX states_of_mail ON mail_states (mail, id);

CREATE VIEW newest_mails AS
SELECT m.*, s.state, s.at, s.detail FROM mails m
JOIN mail_states s ON s.id = (SELECT max(id) FROM mail_states WHERE mail = m.id);

CREATE TABLE mail_passwords (
    quarter TEXT NOT NULL,
    person TEXT NOT NULL,
    password TEXT NOT NULL,
    PRIMARY KEY (quarter, person)
);

CREATE TABLE purges (
    quarter TEXT PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES events
);

CREATE TRIGGER states_are_kept BEFORE DELETE ON mail_states
BEGIN SELECT RAISE(ABORT, 'states are append-only'); END;
CREATE TRIGGER states_stand BEFORE UPDATE ON mail_states
BEGIN SELECT RAISE(ABORT, 'states are append-only'); END;
"""

VERSIONS = (SCHEMA, MAIL)
"""What each version of the schema adds to the one before; a ledger that is written to is brought up to the last."""
VERSION = len(VERSIONS)
"""Kept in `user_version`."""


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
