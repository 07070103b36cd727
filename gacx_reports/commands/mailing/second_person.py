"""A second person: a mail plan that somebody else approves before it is sent."""

from dataclasses import dataclass
from datetime import datetime

from gacx_reports.commands.approval_faults import name_of, refused
from gacx_reports.commands.fonts import printable
from gacx_reports.commands.mailing.inputs import MailBasis, MailInputs
from gacx_reports.commands.mailing.plan import Planned
from gacx_reports.commands.mailing.record_state import record
from gacx_reports.core.codes.approvals import A
from gacx_reports.core.mailing.plan import MessageStanding, Wishes
from gacx_reports.ledger import approvals
from gacx_reports.ledger.approvals import PLANNED, Approval, Plan, PlanKind
from gacx_reports.ledger.store import Event, reading


@dataclass(frozen=True, slots=True)
class Asked:
    """That a second person is asked for, and how far it is."""

    approval: Approval | None
    """None: nobody has approved the plan yet."""
    nameless: bool = False
    """Nobody was named who makes the plan, so it was not recorded and can't be approved."""


def asked_for(inputs: MailBasis) -> bool:
    """Whether a second person is asked for: never for blank workbooks, which hold nobody's results."""
    return isinstance(inputs, MailInputs) and inputs.second_person


def ask(found: Planned, wishes: Wishes, now: datetime) -> Asked | None:
    """Record the plan, so that it can be approved; None where no second person is asked for, or nothing is to be sent.

    Raises ApprovalError for a name that can't be printed.
    """
    ready = found.plan.of(MessageStanding.READY)
    if not asked_for(found.inputs) or not ready:
        return None
    if not wishes.by:
        return Asked(None, nameless=True)
    by = name_of(wishes.by, printable())
    quarter, day = str(found.inputs.options.quarter), now.date()
    facts: dict[str, str | int] = {"messages": len(ready), "rehearsal": int(bool(wishes.redirect))}
    plan = Plan(found.plan.hash, PlanKind.MAIL, quarter, by, day, facts)
    event = Event(quarter, PLANNED, day, now, by=by)
    record(found.inputs.options.ledger, lambda db: approvals.keep_plan(db, plan, event))
    with reading(found.inputs.options.ledger) as db:
        return Asked(approvals.approval_of(db, plan.hash))


def refuse_unapproved(found: Planned, wishes: Wishes) -> None:
    """Raise ApprovalError if a second person is asked for and has not approved this plan, or nobody made it."""
    if not asked_for(found.inputs):
        return
    by = name_of(wishes.by, printable())
    with reading(found.inputs.options.ledger) as db:
        if approvals.approval_of(db, found.plan.hash) is None:
            raise refused(A.NOT_APPROVED, found.plan.hash, who=by)
