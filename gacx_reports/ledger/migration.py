"""Brings a ledger of an older program up to date, after a copy of it is safe."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

from gacx_reports.ledger import file_copy
from gacx_reports.ledger.schema import VERSION, VERSIONS

APPLICATION = 0x47414358
"""SQLite's application ID, ASCII `GACX`, by which the ledger differs from other databases."""


def kept_before(path: Path) -> Path:
    """Where the ledger lies as it was before the last upgrade."""
    return path.with_name(f"{path.name}.before-schema-{VERSION}")


def bring_up_to_date(db: Connection, path: Path) -> bool:
    """Upgrade the schema within the caller's transaction; whether there was anything to do.

    A ledger that has content is first copied to `kept_before(path)`. The caller's transaction keeps others from
    writing meanwhile, and whatever breaks off the upgrade leaves the ledger as it was.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version == VERSION:
        return False
    if version:
        file_copy.copy(path, kept_before(path), file_copy.sound)
    for statement in statements(version):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {VERSION}")
    return True


def statements(version: int) -> Iterator[str]:
    """The statements that make a ledger of this version one of the latest, one by one: `executescript` would commit."""
    statement = ""
    for line in "".join(VERSIONS[version:]).splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
