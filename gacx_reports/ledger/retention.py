"""Purges a quarter's reports, workbooks and passwords from the ledger; the results themselves are kept."""

from datetime import date
from sqlite3 import Connection

from gacx_reports.ledger.mails import has_mail


def purged(db: Connection, quarter: str) -> date | None:
    """The day on which the quarter was purged; None if it has not been."""
    if not has_mail(db):
        return None
    row = db.execute(
        "SELECT e.day FROM purges p JOIN events e ON e.id = p.event WHERE p.quarter = ?", (quarter,)
    ).fetchone()
    return date.fromisoformat(row[0]) if row else None


def purge(db: Connection, quarter: str, event: int) -> int:
    """Delete the quarter's reports, workbooks and passwords; returns the number of deleted files.

    A file that another quarter's publication also needs is kept until that quarter is purged.
    """
    db.execute("PRAGMA secure_delete = ON")
    mine = (
        "SELECT sha256 FROM sources WHERE publication IN"
        " (SELECT id FROM publications WHERE quarter = ?)"
        " UNION SELECT sha256 FROM records WHERE quarter = ? AND sha256 IS NOT NULL"
    )
    held = [digest for (digest,) in db.execute(mine, (quarter, quarter))]
    db.execute(
        "DELETE FROM sources WHERE publication IN (SELECT id FROM publications WHERE quarter = ?)",
        (quarter,),
    )
    db.execute("UPDATE records SET sha256 = NULL WHERE quarter = ?", (quarter,))
    db.execute("DELETE FROM mail_passwords WHERE quarter = ?", (quarter,))
    gone = sum(_forget(db, digest) for digest in held)
    db.execute("INSERT INTO purges VALUES (?, ?)", (quarter, event))
    return gone


def _forget(db: Connection, digest: str) -> int:
    """Delete a file unless a publication or record still refers to it; returns 1 or 0."""
    return db.execute(
        "DELETE FROM blobs WHERE sha256 = ?1"
        " AND NOT EXISTS (SELECT 1 FROM sources WHERE sha256 = ?1)"
        " AND NOT EXISTS (SELECT 1 FROM records WHERE sha256 = ?1)",
        (digest,),
    ).rowcount
