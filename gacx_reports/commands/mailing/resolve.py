"""`mail resolve` and `mail adopt`: decisions about unknown messages and suspicious ledgers, which only HR can make."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from pathlib import Path

from gacx_reports.commands.issuing.write_issued import issued
from gacx_reports.commands.ledger_entry import BLANK, EntryResult, LedgerEntry, Recorded, Rejected
from gacx_reports.commands.mailing.record_state import record
from gacx_reports.commands.mailing.send import alone
from gacx_reports.commands.published_names import published_names
from gacx_reports.commands.request import RunOptions
from gacx_reports.core.mailing.states import State
from gacx_reports.core.records.witness import (
    NO_LEDGER,
    changes_lost,
    suspicion_of_mail,
)
from gacx_reports.core.scheme.english_names import own_name
from gacx_reports.i18n import N_
from gacx_reports.ledger import mailed_reports, mails, publications, witness
from gacx_reports.ledger.identity import mark, overtake
from gacx_reports.ledger.mails import Mail
from gacx_reports.ledger.store import Event, reading, record_event, writing

EVERY_DRAFT = "drafts"
ADOPTED = N_(
    "This ledger is the one from now on, for publishing and for mail. {lost} changes that were seen here are not in it:"
    " compare what is published with what was handed out, and the mail server's sent messages before sending, or"
    " somebody may get a report twice."
)
ADOPTED_WHOLE = N_(
    "This ledger is the one from now on, for publishing and for mail. Everything that this machine still remembers is"
    " in it: compare what is published with what was handed out, and the mail server's sent messages before sending."
)
BEGUN = N_(
    "A new ledger begins here, in which nothing is published. {lost} changes of the old one are not in it: what was"
    " published must be published again, and somebody may get a report twice by mail."
)


def unknown(options: RunOptions) -> list[Mail]:
    """Messages of the quarter of which the program can't know whether they arrived."""
    with reading(options.ledger) as db:
        found = mails.mails(db, str(options.quarter))
    return [m for m in found if m.state in (State.UNKNOWN, State.DATA_SENT)]


def resolve(
    entry: LedgerEntry,
    options: RunOptions,
    names: Collection[str],
    drafts: bool,
    sent: bool,
    reason: str,
) -> EntryResult:
    """Record HR's decision on unknown messages: arrived (`sent`), or not, in which case they may be sent again.

    `names` are employee IDs, departments or workbooks; `drafts` selects all drafts. Rejected without a reason, or if a
    name has no unknown message.
    """
    if not reason.strip():
        return Rejected(BLANK)
    with alone(options):
        _recover(options, entry.now)
        found = unknown(options)
        english = published_names(options)
        names = {own_name(n, english) for n in names}
        chosen = [
            m for m in found if {m.name, m.label} & names or (drafts and m.detail == mails.DRAFT)
        ]
        missing = sorted(names - {n for m in chosen for n in (m.name, m.label)})
        if missing or not chosen:
            words = N_("Nothing is unknown about {names}.")
            return Rejected(words, {"names": tuple(missing) or EVERY_DRAFT})
        _record_decision(entry, options, chosen, sent, reason)
    words = N_("Recorded as arrived, and not sent again: {count} messages.")
    lost = N_("Recorded as not arrived, and sent again by the next plan: {count} messages.")
    return Recorded(words if sent else lost, {"count": str(len(chosen))})


def _recover(options: RunOptions, now: datetime) -> None:
    """Have the messages of a run that was killed unknown, too."""
    with reading(options.ledger) as db:
        dead = mails.unfinished(db)
    if dead:
        record(options.ledger, lambda db: mails.recover(db, now))


def _record_decision(
    entry: LedgerEntry, options: RunOptions, chosen: Collection[Mail], sent: bool, reason: str
) -> None:
    """Record each message as arrived or not, and then who decided so and why."""
    state = State.SENT if sent else State.FAILED
    for m in chosen:
        record(options.ledger, partial(mails.step, key=m.key, to=state, now=entry.now, detail="HR"))
    action = "mail arrived" if sent else "mail did not arrive"
    people = " ".join(m.name for m in chosen)
    with writing(options.ledger) as db:
        record_event(db, entry.event(action, entry.now.date(), people, reason))


def adopt(ledger: Path, output: Path, reason: str, now: datetime) -> EntryResult:
    """Accept this ledger, for publishing and for mail, although the witness contradicts it or is damaged.

    `output` holds the workbooks that were issued, by which a copy is known, too. The ledger is then ahead of every
    other copy, which are refused. Rejected without a reason, or if nothing is wrong.
    """
    if not reason.strip():
        return Rejected(BLANK)
    seen, damaged = witness.salvaged(ledger)
    with reading(ledger) as db:
        found, contents = mark(db), {*publications.reports(db), *issued(output)}
    damaged = damaged or mailed_reports.damaged()
    copied = not damaged and mailed_reports.mailed_by_another(found.ledger, contents)
    if suspicion_of_mail(found, seen) is None and not damaged and not copied:
        return Rejected(N_("Nothing is wrong with this ledger; there is nothing to adopt."))
    sent = max((seen.mails.get(i, 0) for i in (found.ledger, seen.here)), default=0)
    with writing(ledger, accepted=True) as db:
        record_event(db, Event("", "adopt ledger", now.date(), now, reason=reason))
        overtake(db, sent, seen.writes)
        ledger_id = mark(db).ledger
    mailed_reports.accept(ledger_id, contents)
    lost = changes_lost(found, seen)
    words = BEGUN if found == NO_LEDGER else ADOPTED if lost else ADOPTED_WHOLE
    return Recorded(words, {"lost": str(lost)})
