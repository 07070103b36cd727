"""Backs up the ledger to one file and restores it; every copy is checked before it is used."""

import contextlib
import itertools
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from gacx_reports.core.records.witness import changes_lost
from gacx_reports.i18n import N_
from gacx_reports.ledger import witness
from gacx_reports.ledger.faults import LedgerError, WordedLedgerError
from gacx_reports.ledger.file_copy import copy, existing
from gacx_reports.ledger.identity import mark
from gacx_reports.ledger.migration import APPLICATION
from gacx_reports.ledger.schema import VERSION
from gacx_reports.ledger.store import blob, settle, trust

BACKUP_THERE = N_("{path} is there already and was left alone: give the backup another name.")
NO_FOLDER = N_(
    "There is no folder {path}, so nothing was backed up: plug in the drive, or make the folder first."
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What `restore` did."""

    aside: Path | None
    """Where the ledger before lies now; None if there was none."""
    lost: int
    """Number of changes that this machine has seen and the backup does not have."""


def back_up(ledger: Path, target: Path) -> None:
    """Copy the ledger to `target` with permissions 0600; other processes may use the ledger meanwhile.

    Raises LedgerError if there is a file at `target`, or no folder for it, as where a drive is not plugged in; also if
    the ledger is damaged, or is not the one that was used here last: a backup of it would replace a good one.
    """
    if target.exists():
        raise WordedLedgerError(BACKUP_THERE, path=str(target))
    if not target.parent.is_dir():
        raise WordedLedgerError(NO_FOLDER, path=str(target.parent))
    trust(ledger)
    copy(ledger, target, check)


def restore(backup: Path, ledger: Path) -> Restored:
    """Replace the ledger by a backup, and tell the witness that it is older; mail still waits for `mail adopt`.

    Raises LedgerError for a damaged backup, BusyError while another process writes into the ledger.
    """
    check(backup)
    seen, _ = witness.salvaged(ledger)
    aside = _aside(ledger) if ledger.exists() else None
    copy(backup, ledger, check)
    with existing(ledger) as db:
        found = mark(db)
    witness.accept(ledger, found, mailed=False)
    return Restored(aside, changes_lost(found, seen))


def _aside(ledger: Path) -> Path:
    """Give the present ledger a second name; BusyError while another process writes into it."""
    with contextlib.suppress(LedgerError):
        # SQLite would apply the journal of a crashed transaction to the restored file.
        settle(ledger)
    Path(f"{ledger}-journal").unlink(missing_ok=True)
    names = (ledger.with_name(f"{ledger.name}.before-{n}") for n in itertools.count(1))
    aside = next(n for n in names if not n.exists())
    os.link(ledger, aside)
    return aside


def check(path: Path) -> None:
    """Raise LedgerError unless the file is an undamaged ledger whose stored files all match their SHA-256."""
    with existing(path) as db:
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
