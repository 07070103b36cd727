"""Reopenings of a whole published quarter, and appeals, which open single employees' results for revision."""

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
    """Whether it was lodged after the last day that the report prints."""
    outcome: str
    """`granted`, `rejected`, or "" while it is undecided."""
    reason: str
    settled: bool
    """Whether it was granted and the revision is published."""


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
    """The person's undecided appeal, or None."""
    return next((a for a in appeals(db, quarter) if a.person == person and not a.outcome), None)


def lodge(db: Connection, quarter: str, appeal: Appeal, event: int) -> None:
    """Record an appeal; `appeal.id` is ignored, as the ledger assigns it."""
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
    """The decision on an appeal; `outcome` is `granted` or `rejected`."""

    outcome: str
    decided_on: date
    by: str
    reason: str


def decide(db: Connection, appeal: Appeal, decision: Decision) -> None:
    """Record the decision; an appeal that is already decided does not change."""
    day = decision.decided_on.isoformat()
    db.execute(
        "UPDATE appeals SET outcome = ?, decided_on = ?, decided_by = ?, reason = ?"
        " WHERE id = ? AND outcome = ''",
        (decision.outcome, day, decision.by, decision.reason, appeal.id),
    )


def settle(db: Connection, quarter: str, person: str, event: int) -> None:
    """Mark the person's granted appeals as settled by a published revision."""
    db.execute(
        "UPDATE appeals SET settled_by = ?"
        " WHERE quarter = ? AND person = ? AND outcome = ? AND settled_by IS NULL",
        (event, quarter, person, GRANTED),
    )


def reopen(db: Connection, quarter: str, reason: str, event: int) -> None:
    """Record that the whole quarter is open for revision."""
    db.execute(
        "INSERT INTO reopenings (quarter, reason, event) VALUES (?, ?, ?)", (quarter, reason, event)
    )


def close(db: Connection, quarter: str, event: int) -> None:
    """Record that a reopened quarter is closed again; does nothing if it is not open."""
    db.execute(
        "UPDATE reopenings SET closed_by = ? WHERE quarter = ? AND closed_by IS NULL",
        (event, quarter),
    )


def opened(db: Connection, quarter: str) -> Opened:
    """What may be revised now: the whole quarter, employees with a granted appeal, or nothing."""
    row = db.execute(
        "SELECT reason FROM reopenings WHERE quarter = ? AND closed_by IS NULL ORDER BY id DESC",
        (quarter,),
    ).fetchone()
    granted = {
        a.person: a.reason for a in appeals(db, quarter) if a.outcome == GRANTED and not a.settled
    }
    return Opened(row[0] if row else "", granted)
