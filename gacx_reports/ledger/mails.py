"""Planned messages and their states in the ledger; every change of a state is a transaction of its own."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

from gacx_reports.core.mailing.addresses import same
from gacx_reports.core.mailing.candidate import MailKind
from gacx_reports.core.mailing.plan import PlannedMessage
from gacx_reports.core.mailing.states import AFTER_A_KILL, FOLLOWING, KnownMessage, State
from gacx_reports.core.records.delivery import Sending, SendingKind
from gacx_reports.ledger.identity import count_mail
from gacx_reports.ledger.store import Row

DRAFT = "draft"
"""Detail of a message that was written to a file, to be sent with a mail program."""


class StateError(Exception):
    """A message's state does not allow the step, for example because another process has changed it."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A message with its newest state, as recorded in the ledger."""

    key: str
    kind: str
    name: str
    recipient: str
    revision: int
    sha256: str
    redirected: bool
    state: State
    at: str
    detail: str
    """A reply code, `draft`, or HR's reason."""

    @property
    def label(self) -> str:
        """What HR calls it: of a workbook its name with the addressee, as several may fill it in."""
        return f"{self.name}:{self.recipient}" if self.kind == MailKind.WORKBOOK else self.name

    @property
    def draft(self) -> bool:
        """Whether it is a file to be sent with a mail program, and HR has not recorded yet whether it was sent."""
        return self.state is State.UNKNOWN and self.detail == DRAFT


def has_mail(db: Connection) -> bool:
    """Whether the ledger has tables for mail; a ledger last written by an older program has none."""
    row = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'mails'").fetchone()
    return row is not None


def mails(db: Connection, quarter: str) -> list[Mail]:
    """Every message of the quarter in its newest state, oldest message first."""
    if not has_mail(db):
        return []
    rows = db.execute(
        "SELECT key, kind, name, recipient, revision, sha256, redirected, state, at, detail"
        " FROM newest_mails WHERE quarter = ? ORDER BY id",
        (quarter,),
    )
    return [_mail(row) for row in rows]


def _mail(row: Row) -> Mail:
    key, kind, name, recipient, revision, report, redirected, state, at, detail = row
    found = State(state)
    return Mail(key, kind, name, recipient, revision, report, bool(redirected), found, at, detail)


def sendings(db: Connection, quarter: str) -> list[Sending]:
    """Every report and workbook mailed in its newest state, oldest first, without rehearsals; for the review page."""
    return [
        Sending(SendingKind(m.kind), m.name, m.recipient, m.revision, m.state, m.at, m.draft)
        for m in mails(db, quarter)
        if not m.redirected
    ]


def known(db: Connection, quarter: str, redirected: bool) -> list[KnownMessage]:
    """Messages that a new plan must take into account: only rehearsals if `redirected`, otherwise only real mail."""
    return [
        KnownMessage(m.key, m.kind, m.name, m.sha256, m.state, m.draft, m.recipient)
        for m in mails(db, quarter)
        if m.redirected == redirected
    ]


def plan(
    db: Connection,
    quarter: str,
    entries: Iterable[PlannedMessage],
    plan_hash: str,
    redirected: bool,
    now: datetime,
) -> None:
    """Record the plan's messages as planned; failed ones are planned again, messages in other states don't change."""
    for entry in entries:
        state = _state(db, entry.key)
        if state is None:
            _insert(db, quarter, entry, plan_hash, redirected)
        elif state in (State.PLANNED, State.FAILED):
            row = (entry.candidate.recipient, digest(entry.to), plan_hash, entry.key)
            db.execute("UPDATE mails SET recipient = ?, address = ?, plan = ? WHERE key = ?", row)
        if state in (None, State.FAILED):
            _add(db, entry.key, State.PLANNED, now, "")
    count_mail(db)


def _insert(
    db: Connection, quarter: str, entry: PlannedMessage, plan_hash: str, redirected: bool
) -> None:
    c = entry.candidate
    row = (
        entry.key,
        quarter,
        c.kind.value,
        c.name,
        c.recipient,
        c.sha256,
        c.revision,
        entry.key[:32],
        digest(entry.to),
        entry.resend,
        redirected,
        plan_hash,
    )
    db.execute(
        "INSERT INTO mails (key, quarter, kind, name, recipient, sha256, revision, message_id,"
        " address, resend, redirected, plan) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    )


def digest(address: str) -> str:
    """SHA-256 of a mail address: the ledger stores no addresses, only hashes by which they are compared."""
    return hashlib.sha256(same(address).encode()).hexdigest()


def step(db: Connection, key: str, to: State, now: datetime, detail: str = "") -> None:
    """Record a message's next state; raises StateError if it can't follow on the present one."""
    state = _state(db, key)
    if state is None or to not in FOLLOWING[state]:
        raise StateError(f"{key[:12]}: {state} → {to}")
    _add(db, key, to, now, detail)
    count_mail(db)


def keep_copy(db: Connection, key: str, copy: str) -> None:
    """Record the SHA-256 of an encrypted attachment of a message."""
    db.execute(
        "INSERT OR IGNORE INTO mailed_copies SELECT ?, id FROM mails WHERE key = ?", (copy, key)
    )


def unfinished(db: Connection) -> bool:
    """Whether any message is in a state between planned and sent, which only a running process may leave."""
    if not has_mail(db):
        return False
    states = {state for (state,) in db.execute("SELECT DISTINCT state FROM newest_mails")}
    return bool(states & {s.value for s in AFTER_A_KILL})


def recover(db: Connection, now: datetime) -> None:
    """Settle the messages of a run that was killed: planned again if certainly not sent, otherwise unknown."""
    for state, meaning in AFTER_A_KILL.items():
        query = "SELECT key FROM newest_mails WHERE state = ?"
        rows = db.execute(query, (state.value,)).fetchall()
        for (key,) in rows:
            _add(db, key, meaning, now, "killed")
    count_mail(db)


def _state(db: Connection, key: str) -> State | None:
    row = db.execute("SELECT state FROM newest_mails WHERE key = ?", (key,)).fetchone()
    return State(row[0]) if row else None


def _add(db: Connection, key: str, state: State, now: datetime, detail: str) -> None:
    db.execute(
        "INSERT INTO mail_states (mail, state, at, detail)"
        " SELECT id, ?, ?, ? FROM mails WHERE key = ?",
        (state.value, now.isoformat(timespec="seconds"), detail, key),
    )


def passwords(db: Connection, quarter: str) -> dict[str, str]:
    """Employee ID → the random password of the quarter."""
    if not has_mail(db):
        return {}
    query = "SELECT person, password FROM mail_passwords WHERE quarter = ?"
    return dict(db.execute(query, (quarter,)))


def keep_passwords(db: Connection, quarter: str, made: Mapping[str, str]) -> None:
    """Store passwords of employees who have none yet; a password is valid for the whole quarter."""
    rows = [(quarter, person, password) for person, password in made.items()]
    db.executemany("INSERT OR IGNORE INTO mail_passwords VALUES (?, ?, ?)", rows)
    count_mail(db)
