"""What a ledger holds in numbers, for the report for support: versions and counts, nothing about people."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

from gacx_reports.ledger.faults import LedgerError
from gacx_reports.ledger.mails import has_mail
from gacx_reports.ledger.schema import VERSIONS
from gacx_reports.ledger.store import reading


@dataclass(frozen=True, slots=True)
class Inventory:
    """Versions and counts of a ledger."""

    schema: int
    sound: bool
    """Whether SQLite finds its pages in order."""
    rows: Mapping[str, int]
    """Table → number of rows."""
    publications: Mapping[str, int]
    """Quarter → number of publications."""
    mails: Mapping[tuple[str, str], int]
    """Quarter and state → number of messages."""


@dataclass(frozen=True, slots=True)
class NoInventory:
    """The file can't be read as a ledger."""

    reason: str
    """SQLite's name of the error; "" for a file that is no ledger, or a newer program's."""


def inventory(ledger: Path) -> Inventory | NoInventory | None:
    """The ledger's versions and counts; None if there is no file. Raises BusyError while it is locked."""
    if not ledger.exists():
        return None
    try:
        with reading(ledger) as db:
            return _counted(db)
    except LedgerError as error:
        cause = error.__cause__
        # Only the name: a message of SQLite may quote what the file holds.
        return NoInventory(getattr(cause, "sqlite_errorname", "") if cause else "")


def _counted(db: Connection) -> Inventory:
    (schema,) = db.execute("PRAGMA user_version").fetchone()
    (verdict,) = db.execute("PRAGMA integrity_check(1)").fetchone()
    rows = {
        name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - the schema's own names
        for name in re.findall(r"CREATE TABLE (\w+)", "".join(VERSIONS[:schema]))
    }
    published = db.execute("SELECT quarter, count(*) FROM publications GROUP BY quarter")
    return Inventory(schema, verdict == "ok", rows, dict(published.fetchall()), _mails(db))


def _mails(db: Connection) -> dict[tuple[str, str], int]:
    if not has_mail(db):
        return {}
    found = db.execute("SELECT quarter, state, count(*) FROM newest_mails GROUP BY quarter, state")
    return {(quarter, state): count for quarter, state, count in found}
