"""The witness: a file of this user, outside the project's folder, that remembers the ledgers written from here."""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypedDict

from gacx_reports import files
from gacx_reports.core.records.witness import OLDER, Mark, Witness
from gacx_reports.i18n import N_
from gacx_reports.ledger.faults import WordedLedgerError
from gacx_reports.locations import state_folder

DAMAGED = N_(
    "{path}, in which this machine remembers what the ledger recorded, is damaged. Compare the ledger with your last"
    " backup; if it is the right one, `mail adopt --reason …` makes that file anew. Nothing was written or sent."
)


class _Known(TypedDict):
    """What the file holds."""

    counters: dict[str, int]
    """Ledger ID → its counter of mail."""
    paths: dict[str, str]
    """Path → ID of the ledger last used there."""
    writes: dict[str, int]
    """Path → that ledger's counter of writes."""
    begun: dict[str, int]
    """IDs of the ledgers that were begun from here, each with 1."""


def seen(ledger: Path) -> Witness:
    """What was seen of all ledgers, and of the one at this path.

    Raises WordedLedgerError for a damaged file: as long as nobody knows what it held, nothing may be sent or written.
    """
    if not _path().exists():
        return Witness({}, "", 0)
    with held():
        return _about(ledger, _read())


def prepare() -> None:
    """Raise OSError where the file can't be written: before a ledger is, which the witness could not be told of."""
    with held():
        pass


def salvaged(ledger: Path) -> tuple[Witness, bool]:
    """As `seen`, of a damaged file what can still be read; and whether it is damaged."""
    with held():
        known, whole = _salvaged()
        return _about(ledger, known), not whole


def testify(ledger: Path, mark: Mark, mailed: bool, published: bool, begun: bool) -> None:
    """Record the ledger's ID and counters on disk; that of mail only if `mailed`, as a copy may send nothing yet.

    If it was `published` with from here, before any mail, the ledger is known, and may send from here; one that was
    `begun` here may send workbooks.
    """
    with held():
        known = _read()
        if begun:
            known["begun"][mark.ledger] = 1
        first = published and not mark.mails and mark.ledger not in known["counters"]
        _record(known, ledger, mark, mailed or first)


def accept(ledger: Path, mark: Mark, mailed: bool) -> None:
    """Record a ledger that HR has accepted. A damaged file goes aside, and what can be read of it is kept."""
    with held():
        known, whole = _salvaged()
        if not whole:
            _path().replace(_path().with_suffix(".damaged"))
        _record(known, ledger, mark, mailed)


def _record(known: _Known, ledger: Path, mark: Mark, mailed: bool) -> None:
    place = str(ledger.resolve())
    known["paths"].pop(place, "")
    known["writes"].pop(place, 0)
    if mark != OLDER:
        # One of an older program gets its ID with its next write, and is nothing to hold it against.
        known["paths"][place] = mark.ledger
        known["writes"][place] = mark.writes
    if mailed:
        known["counters"][mark.ledger] = mark.mails
    files.write(_path(), json.dumps(known, ensure_ascii=False, indent=1).encode())


def _about(ledger: Path, known: _Known) -> Witness:
    place = str(ledger.resolve())
    return Witness(
        known["counters"],
        known["paths"].get(place, ""),
        known["writes"].get(place, 0),
        frozenset(known["begun"]),
    )


def _path() -> Path:
    return state_folder() / "mail-witness.json"


def _read() -> _Known:
    known, whole = _salvaged()
    if not whole:
        raise WordedLedgerError(DAMAGED, path=str(_path()))
    return known


def _salvaged() -> tuple[_Known, bool]:
    """The readable entries, and whether that is all of them. An older program's file lacks some tables."""
    try:
        found = json.loads(_path().read_bytes())
    except FileNotFoundError:
        found = {}
    except ValueError:
        found = None
    tables = found if isinstance(found, dict) else {}
    counters, known_counters = _entries(tables.get("counters", {}), int)
    paths, known_paths = _entries(tables.get("paths", {}), str)
    writes, known_writes = _entries(tables.get("writes", {}), int)
    begun, known_begun = _entries(tables.get("begun", {}), int)
    whole = tables is found and known_counters and known_paths and known_writes and known_begun
    return {"counters": counters, "paths": paths, "writes": writes, "begun": begun}, whole


def _entries(table: Any, kind: type) -> tuple[dict[str, Any], bool]:
    """The entries of this kind, and whether the table has no others."""
    entries = table if isinstance(table, dict) else {}
    good = {key: value for key, value in entries.items() if type(value) is kind}
    return good, good == table


@contextlib.contextmanager
def held() -> Iterator[None]:
    """Wait until no other process uses the witness's files: two at once would lose what one of them has seen."""
    files.make_folder(state_folder())
    with os.fdopen(os.open(state_folder() / ".lock", os.O_CREAT | os.O_WRONLY, 0o600), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
