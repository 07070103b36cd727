"""Why a ledger can't be used."""

import errno
import os
import sqlite3
from pathlib import Path

from gacx_reports.i18n import N_

DAMAGED = N_(
    "{path} is damaged ({reason}). Restore a backup: `restore FILE`; what lies there goes aside. Nothing was written."
)
CUT_OFF = N_("cut off")
FOREIGN = N_("{path} is no ledger of this program, and was left alone.")
NEWER = N_(
    "{path} was written by a newer version of this program; use that one. Nothing was written."
)


class LedgerError(Exception):
    """The file is no ledger, is damaged, was written by a newer program, or is not the one that lay there."""


class WordedLedgerError(LedgerError):
    """A reason with what to do: a message id and its details."""

    def __init__(self, words: str, **details: str) -> None:
        super().__init__(words, details)
        self.words = words
        self.details = details


def damaged(path: Path, reason: str) -> WordedLedgerError:
    """The error for a damaged ledger; `reason` as SQLite says it, or CUT_OFF."""
    return WordedLedgerError(DAMAGED, path=str(path), reason=reason)


def is_full(error: sqlite3.Error) -> bool:
    """Whether no room is left on the disk."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL


def disk_full(path: Path) -> OSError:
    """The error of the system for a full disk, as for any other file."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
