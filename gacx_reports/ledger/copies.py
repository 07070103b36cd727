"""Backs up the ledger to one file and restores it; every copy is checked before it is used."""

import contextlib
import itertools
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from gacx_reports import files
from gacx_reports.ledger.schema import VERSION
from gacx_reports.ledger.store import APPLICATION, LedgerError, blob, writing


def back_up(ledger: Path, target: Path) -> None:
    """Copy the ledger to `target` with permissions 0600; other processes may use the ledger meanwhile.

    Raises FileExistsError if there is a file at `target`, LedgerError if the copy is damaged.
    """
    if target.exists():
        raise FileExistsError(17, "exists", str(target))
    _copy(ledger, target)


def restore(backup: Path, ledger: Path) -> Path | None:
    """Replace the ledger by a backup; returns the path to which the present ledger was moved, None without one.

    Raises LedgerError for a damaged backup, BusyError while another process writes into the ledger.
    """
    check(backup)
    aside = _aside(ledger) if ledger.exists() else None
    _copy(backup, ledger)
    return aside


def _aside(ledger: Path) -> Path:
    """Give the present ledger a second name; BusyError while another process writes into it."""
    with contextlib.suppress(LedgerError), writing(ledger):
        # Opening it rolls back a crashed transaction, whose journal SQLite would apply to the restored file.
        pass
    Path(f"{ledger}-journal").unlink(missing_ok=True)
    names = (ledger.with_name(f"{ledger.name}.before-{n}") for n in itertools.count(1))
    aside = next(n for n in names if not n.exists())
    os.link(ledger, aside)
    return aside


def _copy(source: Path, target: Path) -> None:
    files.make_folder(target.parent)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    os.close(handle)
    try:
        with _read(source) as old, contextlib.closing(sqlite3.connect(name)) as new:
            old.backup(new)
        check(Path(name))
        with open(name, "rb+") as written:  # noqa: PTH123 - to be synced before it is renamed
            os.fsync(written.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def check(path: Path) -> None:
    """Raise LedgerError unless the file is an undamaged ledger whose stored files all match their SHA-256."""
    with _read(path) as db:
        try:
            (verdict,) = db.execute("PRAGMA integrity_check").fetchone()
            (application,) = db.execute("PRAGMA application_id").fetchone()
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if verdict != "ok" or application != APPLICATION or not 0 < version <= VERSION:
                raise LedgerError(f"{path}: {verdict}, application {application:#x}")
            if db.execute("PRAGMA foreign_key_check").fetchone():
                raise LedgerError(f"{path}: foreign keys")
            for (digest,) in db.execute("SELECT sha256 FROM blobs").fetchall():
                blob(db, digest)
        except sqlite3.DatabaseError as error:
            raise LedgerError(f"{path}: {error}") from error


@contextlib.contextmanager
def _read(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an existing database; FileNotFoundError if there is none, as SQLite would create it."""
    if not path.is_file():
        raise FileNotFoundError(2, os.strerror(2), str(path))
    uri = f"file:{quote(str(path.resolve()))}?mode=rw"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as db:
        yield db
