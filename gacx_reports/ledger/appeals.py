"""What opens a published quarter again: reopenings as a whole, and appeals of single people."""

from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from gacx_reports.core.records.revisions import Opened

GRANTED, REJECTED = "granted", "rejected"


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal against one revision of somebody's report."""

    id: int
    person: str
    revision: int
    lodged_on: date
    grounds: str
    late: bool
    """After the last day that the report names."""
    outcome: str
    """`granted`, `rejected`, or "" while it is undecided."""
    reason: str
    settled: bool
    """Granted, and the revision is published."""


def appeals(db: Connection, quarter: str) -> list[Appeal]:
    """All appeals of the quarter, oldest first."""
    rows = db.execute(
        "SELECT id, person, revision, lodged_on, grounds, late, outcome, reason, settled_by"
        " FROM appeals WHERE quarter = ? ORDER BY id",
        (quarter,),
    )
    return [
        Appeal(
            i, who, rev, date.fromisoformat(day), grounds, bool(late), outcome, why, by is not None
        )
        for i, who, rev, day, grounds, late, outcome, why, by in rows
    ]


def pending(db: Connection, quarter: str, person: str) -> Appeal | None:
    """The person's appeal that is not decided yet."""
    return next((a for a in appeals(db, quarter) if a.person == person and not a.outcome), None)


def lodge(db: Connection, quarter: str, appeal: Appeal, event: int) -> None:
    """Record an appeal; its id is given by the ledger."""
    row = (
        quarter,
        appeal.person,
        appeal.revision,
        appeal.lodged_on.isoformat(),
        appeal.grounds,
        appeal.late,
        event,
    )
    db.execute(
        "INSERT INTO appeals (quarter, person, revision, lodged_on, grounds, late, event)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        row,
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """How an appeal was decided."""

    outcome: str
    decided_on: date
    by: str
    reason: str


def decide(db: Connection, appeal: Appeal, decision: Decision) -> None:
    """Record the decision on an undecided appeal."""
    day = decision.decided_on.isoformat()
    db.execute(
        "UPDATE appeals SET outcome = ?, decided_on = ?, decided_by = ?, reason = ?"
        " WHERE id = ? AND outcome = ''",
        (decision.outcome, day, decision.by, decision.reason, appeal.id),
    )


def settle(db: Connection, quarter: str, person: str, event: int) -> None:
    """The person's granted appeals have led to a revision."""
    db.execute(
        "UPDATE appeals SET settled_by = ?"
        " WHERE quarter = ? AND person = ? AND outcome = ? AND settled_by IS NULL",
        (event, quarter, person, GRANTED),
    )


def reopen(db: Connection, quarter: str, reason: str, event: int) -> None:
    """Open the whole quarter."""
    db.execute(
        "INSERT INTO reopenings (quarter, reason, event) VALUES (?, ?, ?)", (quarter, reason, event)
    )


def close(db: Connection, quarter: str, event: int) -> None:
    """Close it again."""
    db.execute(
        "UPDATE reopenings SET closed_by = ? WHERE quarter = ? AND closed_by IS NULL",
        (event, quarter),
    )


def opened(db: Connection, quarter: str) -> Opened:
    """What may be revised now."""
    row = db.execute(
        "SELECT reason FROM reopenings WHERE quarter = ? AND closed_by IS NULL ORDER BY id DESC",
        (quarter,),
    ).fetchone()
    granted = {
        a.person: a.reason for a in appeals(db, quarter) if a.outcome == GRANTED and not a.settled
    }
    return Opened(row[0] if row else "", granted)
