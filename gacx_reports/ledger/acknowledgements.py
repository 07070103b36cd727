"""Who acknowledged their report, and who refused to: what stands up in a dispute."""

from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A report signed for, or refused to be."""

    person: str
    revision: int
    day: date
    refused: bool


def acknowledgements(db: Connection, quarter: str) -> list[Acknowledgement]:
    """All of them, oldest first; the last one about a person and revision counts."""
    rows = db.execute(
        "SELECT person, revision, day, refused FROM acknowledgements WHERE quarter = ? ORDER BY id",
        (quarter,),
    )
    return [
        Acknowledgement(who, revision, date.fromisoformat(day), bool(refused))
        for who, revision, day, refused in rows
    ]


def acknowledge(db: Connection, quarter: str, what: Acknowledgement, event: int) -> None:
    """Record one."""
    db.execute(
        "INSERT INTO acknowledgements (quarter, person, revision, day, refused, event)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (quarter, what.person, what.revision, what.day.isoformat(), what.refused, event),
    )
