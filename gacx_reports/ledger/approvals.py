"""Plans that a second person must approve, their approvals, and who published and approved each publication."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from sqlite3 import Connection

from gacx_reports.core.records.delivery import Signatories, WaitingPlan
from gacx_reports.core.scheme.settings.choices import FourEyes
from gacx_reports.ledger.store import Event, Row, record_event

PLANNED, APPROVED = "plan", "approve"
"""Actions of the events."""


class PlanKind(StrEnum):
    """What a plan does."""

    PUBLISH = "publish"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan on record."""

    hash: str
    """16 hex digits over all that it would do, and who made it."""
    kind: PlanKind
    quarter: str
    by: str
    """Who made it."""
    made_on: date
    facts: Mapping[str, str | int] = field(default_factory=dict)
    """For showing it to the second person: numbers and days, nobody's own data."""


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval of a plan."""

    by: str
    day: date


def has_approvals(db: Connection) -> bool:
    """Whether the ledger has tables for plans; a ledger last written by an older program has none."""
    row = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'plans'").fetchone()
    return row is not None


def plan_of(db: Connection, plan: str) -> Plan | None:
    """The plan with this hash; None for an unknown one."""
    return next((p for p in _plans(db, "p.hash", plan)), None)


def plans(db: Connection, quarter: str) -> list[Plan]:
    """The quarter's plans, oldest first."""
    return _plans(db, "p.quarter", quarter)


def _plans(db: Connection, column: str, value: str) -> list[Plan]:
    if not has_approvals(db):
        return []
    rows = db.execute(
        "SELECT p.hash, p.kind, p.quarter, e.by, e.day, p.facts FROM plans p"  # noqa: S608 - the schema's own names
        f" JOIN events e ON e.id = p.event WHERE {column} = ? ORDER BY p.event",
        (value,),
    )
    return [_plan(row) for row in rows]


def _plan(row: Row) -> Plan:
    found, kind, quarter, by, day, facts = row
    return Plan(found, PlanKind(kind), quarter, by, date.fromisoformat(day), json.loads(facts))


def keep_plan(db: Connection, plan: Plan, event: Event) -> None:
    """Record a plan, once; `event` says who made it."""
    if plan_of(db, plan.hash):
        return
    row = (plan.hash, plan.kind.value, plan.quarter, json.dumps(plan.facts))
    db.execute("INSERT INTO plans VALUES (?, ?, ?, ?, ?)", (*row, record_event(db, event)))


def approval_of(db: Connection, plan: str) -> Approval | None:
    """The plan's approval; None without one."""
    if not has_approvals(db):
        return None
    row = db.execute(
        "SELECT e.by, e.day FROM approvals a JOIN events e ON e.id = a.event WHERE a.plan = ?",
        (plan,),
    ).fetchone()
    return Approval(row[0], date.fromisoformat(row[1])) if row else None


def approve(db: Connection, plan: str, event: Event) -> None:
    """Record the approval of a plan on record; a second one is an IntegrityError. `event` says who approves."""
    db.execute("INSERT INTO approvals VALUES (?, ?)", (plan, record_event(db, event)))


def bind(db: Connection, publication: int, four_eyes: FourEyes, plan: str) -> None:
    """Record what the scheme of a publication asks to be approved, and the plan that it carried out, if any."""
    if four_eyes is not FourEyes.NOTHING or plan:
        row = (publication, four_eyes.value, plan or None)
        db.execute("INSERT INTO approved_publications VALUES (?, ?, ?)", row)


def bound(db: Connection, quarter: str) -> dict[int, tuple[FourEyes, str]]:
    """Number of a publication → what `bind` recorded of it; those of which it recorded nothing are left out."""
    if not has_approvals(db):
        return {}
    rows = db.execute(
        "SELECT p.number, a.four_eyes, a.plan FROM approved_publications a"
        " JOIN publications p ON p.id = a.publication WHERE p.quarter = ?",
        (quarter,),
    )
    return {number: (FourEyes(word), plan or "") for number, word, plan in rows}


def signatories(db: Connection, quarter: str, last: int = 0) -> tuple[Signatories, ...]:
    """Who published and who approved each of the quarter's publications, up to number `last` if it is given."""
    if not has_approvals(db):
        return ()
    rows = db.execute(
        "SELECT p.number, p.published_on, e.by, a.plan FROM publications p JOIN events e ON e.id = p.event"
        " LEFT JOIN approved_publications a ON a.publication = p.id WHERE p.quarter = ? ORDER BY p.number",
        (quarter,),
    ).fetchall()
    found = []
    for number, day, by, plan in rows:
        if not last or number <= last:
            approval = approval_of(db, plan) if plan else None
            who, when = (approval.by, approval.day) if approval else ("", None)
            found.append(Signatories(number, date.fromisoformat(day), by, who, when))
    return tuple(found)


def waiting(db: Connection, quarter: str) -> tuple[WaitingPlan, ...]:
    """Of each kind the quarter's last plan, where nobody has approved it and it could still be carried out."""
    last = {p.kind: p for p in plans(db, quarter)}
    row = db.execute("SELECT max(number) FROM publications WHERE quarter = ?", (quarter,))
    published = row.fetchone()[0] or 0
    return tuple(
        WaitingPlan(p.hash, p.kind.value, p.by, p.made_on)
        for p in last.values()
        if not approval_of(db, p.hash) and not outdated(p, published)
    )


def outdated(plan: Plan, published: int) -> bool:
    """Whether what it would publish can't be published any more; `published` is the last publication's number."""
    return plan.kind is PlanKind.PUBLISH and int(plan.facts["number"]) <= published
