"""`approve`: a second person approves a plan of `publish` or `mail`. Only the ledger changes."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from sqlite3 import Connection

from gacx_reports.commands.approval_faults import name_of, refused
from gacx_reports.commands.ledger_entry import Recorded
from gacx_reports.core.codes.approvals import A
from gacx_reports.core.language.formats import Detail
from gacx_reports.core.language.text import same_name
from gacx_reports.core.scheme.four_eyes import FourEyes
from gacx_reports.core.submissions.printable import Missing
from gacx_reports.i18n import N_
from gacx_reports.intake.scheme_and_roster import paths_in, scheme_at
from gacx_reports.ledger import approvals, publications, retention
from gacx_reports.ledger.approvals import APPROVED, Plan, PlanKind
from gacx_reports.ledger.store import Event, reading, writing

WORDS = {
    PlanKind.PUBLISH: N_(
        "Plan {hash} of {maker} approved by {by}: publication {number} of {quarter} on {day}, {records} records. Now"
        " the command that printed it publishes it."
    ),
    PlanKind.MAIL: N_(
        "Plan {hash} of {maker} approved by {by}: {messages} messages of {quarter}. Now the command that printed it,"
        " with --send, sends it."
    ),
}


@dataclass(frozen=True, slots=True)
class ApprovalEntry:
    """Who approves which plan, and when."""

    ledger: Path
    input: Path
    """Folder with a folder per quarter, whose scheme says whether approval is asked for."""
    hash: str
    by: str
    now: datetime


def plan_at(entry: ApprovalEntry) -> Plan:
    """The plan on record; raises ApprovalError (A01) for an unknown hash."""
    with reading(entry.ledger) as db:
        plan = approvals.plan_of(db, entry.hash)
    if plan is None:
        raise refused(A.PLAN_UNKNOWN, entry.hash)
    return plan


def approve(entry: ApprovalEntry, plan: Plan, missing: Missing) -> Recorded:
    """Record that somebody else than who made the plan approves it.

    Raises ApprovalError for the plan's maker, a plan that is approved already, is not asked for, is outdated or of a
    purged quarter, and for a name that can't be printed.
    """
    asked = _asked_by_folder(entry.input / plan.quarter, plan.kind)
    with writing(entry.ledger) as db:
        if day := retention.purged(db, plan.quarter):
            raise refused(A.OF_PURGED, plan.hash, quarter=plan.quarter, day=day.isoformat())
        by = name_of(entry.by, missing)
        if same_name(by, plan.by):
            raise refused(A.SAME_PERSON, plan.hash, who=plan.by)
        if known := approvals.approval_of(db, plan.hash):
            day = known.day
            raise refused(A.APPROVED_ALREADY, plan.hash, who=known.by, day=day.isoformat())
        _refuse_idle(db, plan, asked)
        today = entry.now.date()
        approvals.approve(db, plan.hash, Event(plan.quarter, APPROVED, today, entry.now, by=by))
    return Recorded(WORDS[plan.kind], _details(plan, by))


def _refuse_idle(db: Connection, plan: Plan, asked: bool | None) -> None:
    """Raise ApprovalError for a plan that nobody needs approved, or that can't be carried out any more."""
    last = publications.latest(db, plan.quarter)
    if last and approvals.outdated(plan, last.number):
        raise refused(A.OUTDATED, plan.hash, quarter=plan.quarter, number=str(last.number))
    if asked is False and not (last and _asks(last.four_eyes, plan.kind)):
        raise refused(A.NOT_ASKED, plan.hash, quarter=plan.quarter)


def _asked_by_folder(folder: Path, kind: PlanKind) -> bool | None:
    """Whether the scheme in the quarter's folder asks for approval now; None where there is none to read."""
    path, _ = paths_in(folder)
    scheme = scheme_at(path)[0] if path.is_file() else None
    return None if scheme is None else _asks(scheme.settings.four_eyes, kind)


def _asks(four_eyes: FourEyes, kind: PlanKind) -> bool:
    return four_eyes.publishes if kind is PlanKind.PUBLISH else four_eyes.sends


def _details(plan: Plan, by: str) -> dict[str, Detail]:
    found: dict[str, Detail] = {name: str(value) for name, value in plan.facts.items()}
    if day := plan.facts.get("day"):
        found["day"] = date.fromisoformat(str(day))
    return found | {"hash": plan.hash, "maker": plan.by, "by": by, "quarter": plan.quarter}
