"""Acknowledgements (签收) of reports and refusals to sign (拒签), which serve as evidence in a dispute."""

from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Employee `person` acknowledged a revision of the report on `day`, or refused to sign."""

    person: str
    revision: int
    day: date
    refused: bool


def acknowledgements(db: Connection, quarter: str) -> list[Acknowledgement]:
    """All acknowledgements of the quarter, oldest first; for a person and revision the last one is valid."""
    rows = db.execute(
        "SELECT person, revision, day, refused FROM acknowledgements WHERE quarter = ? ORDER BY id",
        (quarter,),
    )
    return [
        Acknowledgement(who, revision, date.fromisoformat(day), bool(refused))
        for who, revision, day, refused in rows
    ]


def acknowledge(db: Connection, quarter: str, what: Acknowledgement, event: int) -> None:
    """Record an acknowledgement; `event` is the number of its event."""
    db.execute(
        "INSERT INTO acknowledgements (quarter, person, revision, day, refused, event)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (quarter, what.person, what.revision, what.day.isoformat(), what.refused, event),
    )
