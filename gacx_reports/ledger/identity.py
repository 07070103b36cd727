"""The ledger's ID and counters, by which the witness knows it."""

from sqlite3 import Connection

from gacx_reports.core.records.witness import NO_LEDGER, OLDER, Mark


def is_new(db: Connection) -> bool:
    """Whether the file has no tables at all."""
    return db.execute("SELECT 1 FROM sqlite_master").fetchone() is None


def mark(db: Connection) -> Mark:
    """The ledger's ID and counters; NO_LEDGER if there is none, OLDER if it has no ID."""
    there = {name for (name,) in db.execute("SELECT name FROM pragma_table_info('identity')")}
    if "writes" in there:
        row = db.execute("SELECT id, counter, writes FROM identity").fetchone()
        return Mark(*row) if row else NO_LEDGER
    row = db.execute("SELECT id, counter, 0 FROM identity").fetchone() if there else None
    if row:
        return Mark(*row)
    return NO_LEDGER if is_new(db) else OLDER


def count_write(db: Connection) -> None:
    """Raise the counter of writes by one; once for every transaction."""
    db.execute("UPDATE identity SET writes = writes + 1")


def count_mail(db: Connection) -> None:
    """Raise the counter of changes of mail by one."""
    db.execute("UPDATE identity SET counter = counter + 1")


def overtake(db: Connection, mails: int, writes: int) -> None:
    """Raise both counters above these, so that the ledger is ahead of every other copy."""
    db.execute(
        "UPDATE identity SET counter = max(counter, ?) + 1, writes = max(writes, ?)",
        (mails, writes),
    )
