"""The survey's salts and draws: what was fixed before anybody could know the sample, and when it was drawn."""

from dataclasses import dataclass, field
from datetime import date
from sqlite3 import Connection

from gacx_reports.core.survey.tickets import commitment


@dataclass(frozen=True, slots=True)
class Salt:
    """The salt of a quarter."""

    quarter: str
    text: str = field(repr=False)
    """64 hexadecimal digits; secret until the draw."""
    late: bool
    """Made at the draw, so that nothing could be printed before the quarter."""
    made_at: str
    """Time of recording, ISO 8601."""
    reason: str
    """Reason of a late salt; else ""."""

    @property
    def commitment(self) -> str:
        """SHA-256 of the salt, which may be shown."""
        return commitment(self.text)


@dataclass(frozen=True, slots=True)
class KnownDraw:
    """A draw of a quarter's record table as the ledger knows it."""

    number: int
    """1 for the first draw, 2, … for a redraw."""
    day: date
    reason: str
    """Reason of a redraw or of a late salt; else ""."""
    commitment: str
    frame: str
    """SHA-256 of the frame, recorded before the salt was revealed."""
    record: str
    """SHA-256 of the record; "" if the draw was interrupted before the record was written."""


def has_survey(db: Connection) -> bool:
    """Whether the ledger has tables for the survey; a ledger last written by an older program has none."""
    row = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'survey_draws'").fetchone()
    return row is not None


def salt_of(db: Connection, quarter: str) -> Salt | None:
    """The quarter's salt; None if none was made."""
    if not has_survey(db):
        return None
    row = db.execute(
        "SELECT s.quarter, s.salt, s.late, e.recorded_at, e.reason FROM survey_salts s"
        " JOIN events e ON e.id = s.event WHERE s.quarter = ?",
        (quarter,),
    ).fetchone()
    return Salt(row[0], row[1], bool(row[2]), row[3], row[4]) if row else None


def keep_salt(db: Connection, quarter: str, text: str, event: int, late: bool = False) -> None:
    """Record the quarter's salt, 64 hexadecimal digits; a second one is an IntegrityError."""
    db.execute("INSERT INTO survey_salts VALUES (?, ?, ?, ?)", (quarter, text, late, event))


def tables(db: Connection, quarter: str) -> list[str]:
    """The quarter's record tables with a draw."""
    if not has_survey(db):
        return []
    rows = db.execute(
        "SELECT DISTINCT record_table FROM survey_draws WHERE quarter = ?", (quarter,)
    )
    return [table for (table,) in rows]


def draws(db: Connection, quarter: str, table: str) -> list[KnownDraw]:
    """All draws of the quarter's record table, oldest first."""
    if not has_survey(db):
        return []
    rows = db.execute(
        "SELECT number, day, reason, commitment, frame_sha256, record_sha256 FROM survey_draws"
        " WHERE quarter = ? AND record_table = ? ORDER BY number",
        (quarter, table),
    )
    return [KnownDraw(n, date.fromisoformat(day), *rest) for n, day, *rest in rows]


def begin_draw(db: Connection, quarter: str, table: str, draw: KnownDraw, event: int) -> None:
    """Record a draw with its frame's hash, before the salt is revealed."""
    db.execute(
        "INSERT INTO survey_draws"
        " (quarter, record_table, number, day, reason, commitment, frame_sha256, event)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            quarter,
            table,
            draw.number,
            draw.day.isoformat(),
            draw.reason,
            draw.commitment,
            draw.frame,
            event,
        ),
    )


def finish_draw(db: Connection, quarter: str, table: str, number: int, record: str) -> None:
    """Add the record's hash to a draw that has none."""
    db.execute(
        "UPDATE survey_draws SET record_sha256 = ? WHERE quarter = ? AND record_table = ? AND number = ?",
        (record, quarter, table, number),
    )
