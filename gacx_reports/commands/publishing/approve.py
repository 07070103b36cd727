"""`approve`: a second person approves a plan of `publish` or `mail`. Only the ledger changes."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from sqlite3 import Connection

from gacx_reports.commands.approval_faults import name_of, refused
from gacx_reports.commands.ledger_entry import Recorded
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.approvals import A
from gacx_reports.core.language.formats import Detail
from gacx_reports.core.language.text import same_name
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.settings.choices import FourEyes
from gacx_reports.core.submissions.printable import Missing
from gacx_reports.i18n import N_
from gacx_reports.intake.scheme_and_roster import SchemeAndRoster, read_scheme_and_roster
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
REHEARSAL = N_(
    "Plan {hash} of {maker} approved by {by}: a rehearsal, {messages} messages of {quarter} to one address. Now the"
    " command that printed it, with --send, sends it."
)


@dataclass(frozen=True, slots=True)
class ApprovalEntry:
    """Who approves which plan, and when."""

    ledger: Path
    input: Path
    """Folder with a folder per quarter: its scheme says whether approval is asked for, its roster who is who."""
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
    here = _in_folder(entry.input, plan.quarter)
    with writing(entry.ledger) as db:
        if day := retention.purged(db, plan.quarter):
            raise refused(A.OF_PURGED, plan.hash, quarter=plan.quarter, day=day.isoformat())
        by = name_of(entry.by, missing)
        if same_name(by, plan.by) or (here and _one_person(by, plan.by, here.roster)):
            raise refused(A.SAME_PERSON, plan.hash, who=plan.by)
        if known := approvals.approval_of(db, plan.hash):
            day = known.day
            raise refused(A.APPROVED_ALREADY, plan.hash, who=known.by, day=day.isoformat())
        _refuse_idle(db, plan, here.scheme if here else None)
        today = entry.now.date()
        approvals.approve(db, plan.hash, Event(plan.quarter, APPROVED, today, entry.now, by=by))
    words = REHEARSAL if plan.facts.get("rehearsal") else WORDS[plan.kind]
    return Recorded(words, _details(plan, by))


def _refuse_idle(db: Connection, plan: Plan, scheme: Scheme | None) -> None:
    """Raise ApprovalError for a plan that nobody needs approved, or that can't be carried out any more.

    `scheme` is that of the quarter's folder; None where there is none to read.
    """
    last = publications.latest(db, plan.quarter)
    if last and approvals.outdated(plan, last.number):
        raise refused(A.OUTDATED, plan.hash, quarter=plan.quarter, number=str(last.number))
    asking = [scheme.settings.four_eyes] if scheme else list(FourEyes)
    asking += [last.four_eyes] if last else []
    if not any(_asks(four_eyes, plan.kind) for four_eyes in asking):
        raise refused(A.NOT_ASKED, plan.hash, quarter=plan.quarter)


def _in_folder(folder: Path, name: str) -> SchemeAndRoster | None:
    """Scheme and roster of the quarter's folder, as they are now; None where they can't be read."""
    quarter = Period.parse(name)
    if quarter is None or not (folder / name).is_dir():
        return None
    return read_scheme_and_roster(folder / name, quarter)[0]


def _one_person(one: str, other: str, roster: Roster) -> bool:
    """Whether the roster has one person by both, the ID of whom may be one and the name the other."""
    ids = [
        {i for i, p in roster.people.items() if same_name(text, i) or same_name(text, p.name)}
        for text in (one, other)
    ]
    return bool(ids[0] & ids[1])


def _asks(four_eyes: FourEyes, kind: PlanKind) -> bool:
    return four_eyes.publishes if kind is PlanKind.PUBLISH else four_eyes.sends


def _details(plan: Plan, by: str) -> dict[str, Detail]:
    found: dict[str, Detail] = {name: str(value) for name, value in plan.facts.items()}
    if day := plan.facts.get("day"):
        found["day"] = date.fromisoformat(str(day))
    return found | {"hash": plan.hash, "maker": plan.by, "by": by, "quarter": plan.quarter}
