"""`mail --remind`: drafts of reminders about missing workbooks or acknowledgements."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from email.utils import parseaddr
from enum import StrEnum
from gettext import NullTranslations
from pathlib import Path

from gacx_reports import files
from gacx_reports.commands.mailing.inputs import company_of, lay_out
from gacx_reports.commands.output_folder import rewritten
from gacx_reports.commands.request import RefusedError, RunOptions
from gacx_reports.core.language import formats
from gacx_reports.core.language.text import safe
from gacx_reports.core.mailing.reminders import (
    Reminder,
    Reminders,
    Unsigned,
    of_acknowledgements,
    of_returns,
)
from gacx_reports.core.mailing.settings import MailSettings
from gacx_reports.core.mailing.states import State
from gacx_reports.core.records.revisions import SubjectKind
from gacx_reports.core.submissions.return_status import Return, ReturnState
from gacx_reports.i18n import N_
from gacx_reports.intake.quarter import read_and_score
from gacx_reports.intake.scheme_and_roster import read_scheme_and_roster
from gacx_reports.ledger import acknowledgements, mails
from gacx_reports.ledger.mails import Mail
from gacx_reports.ledger.store import reading
from gacx_reports.mail.bodies import Bodies, Body
from gacx_reports.mail.message import Letter, compose


class Matter(StrEnum):
    """The subject of a reminder."""

    RETURNS = "returns"
    ACKNOWLEDGEMENT = "acknowledgement"


FOLDER = "mail/reminders"


def remind(
    options: RunOptions, settings: MailSettings, matter: Matter, now: datetime
) -> tuple[Reminders, Path]:
    """Write an `.eml` draft for each person to remind, without any score; nothing is sent.

    Returns the reminders, with those for which there is no address, and the drafts' folder. Raises RefusedError.
    """
    if matter is Matter.RETURNS:
        intake = read_and_score(
            options.source, options.quarter, lang=options.lang, readers=options.readers
        )
        return remind_of_returns(options, settings, intake.returns, now)
    found, values = _acknowledgements(options, settings)
    return found, _written(found, matter, values, options, settings, now)


def remind_of_returns(
    options: RunOptions, settings: MailSettings, returns: Iterable[Return], now: datetime
) -> tuple[Reminders, Path]:
    """As `remind`, about the workbooks in `returns` that are missing, unreadable or have errors."""
    basis, _ = read_scheme_and_roster(options.source, options.quarter)
    if basis is None:
        raise RefusedError(N_("Scheme or roster can't be read; `check` says why."))
    due = basis.roster.period.due
    values = {
        "due": formats.day(due, options.t),
        "late": now.date() > due,
        "company": company_of(basis.scheme, options.lang),
    }
    found = of_returns(returns, basis.roster, settings.domains)
    return found, _written(found, Matter.RETURNS, values, options, settings, now)


def _written(
    found: Reminders,
    matter: Matter,
    values: Mapping[str, object],
    options: RunOptions,
    settings: MailSettings,
    now: datetime,
) -> Path:
    """Write the drafts in place of those of an earlier run about the same matter; returns their folder."""
    bodies = Bodies(options.templates, options.lang, options.quarter.kind)
    t = options.t
    with rewritten(options) as drafted:
        folder = drafted.target / FOLDER
        for old in folder.glob(f"{matter.value}-*.eml"):
            old.unlink()
        for r in found.drafts:
            more = {
                "name": r.name,
                "workbooks": [_asked(book, t) for book in r.workbooks],
                "quarter": formats.quarter_name(options.quarter, t),
                "sender": parseaddr(settings.sender)[0],
                **_report_values(r.report, now.date(), t),
            }
            body = bodies.write(f"remind-{matter.value}", {**values, **more})
            letter = _letter(r, matter, body, options, settings, now)
            path = folder / f"{matter.value}-{safe(r.person)}.eml"
            files.write(path, compose(letter, None, draft=True))
    return options.target / FOLDER


def _letter(
    r: Reminder,
    matter: Matter,
    body: Body,
    options: RunOptions,
    settings: MailSettings,
    now: datetime,
) -> Letter:
    # Every reminder is a message of its own: mail programs drop a second one with the same ID.
    key = f"{options.quarter} {matter.value} {r.person} {now.isoformat()}"
    return Letter(
        settings.sender,
        settings.reply_to,
        r.address,
        body.subject,
        body.text,
        body.html,
        hashlib.sha256(key.encode()).hexdigest()[:32],
        now,
    )


def _asked(book: Return, t: NullTranslations) -> str:
    """The workbook, and what is wrong with it where it has come back."""
    match book.state:
        case ReturnState.FAULTY:
            words = t.ngettext(
                "{workbook}: has come back, {count} error to correct",
                "{workbook}: has come back, {count} errors to correct",
                book.faults,
            )
        case ReturnState.UNREADABLE:
            words = t.gettext("{workbook}: has come back, but can't be opened")
        case _:
            words = "{workbook}"
    return words.format(workbook=book.workbook, count=book.faults)


def _acknowledgements(
    options: RunOptions, settings: MailSettings
) -> tuple[Reminders, Mapping[str, object]]:
    inputs = lay_out(options, settings)
    name = str(options.quarter)
    with reading(options.ledger) as db:
        signed = {(a.person, a.revision) for a in acknowledgements.acknowledgements(db, name)}
        mailed = {m.sha256 for m in mails.mails(db, name) if _arrived(m)}
    waiting = [
        Unsigned(
            s.name,
            p.revision,
            inputs.publications[p.publication].appeals_until,
            p.sha256 in mailed,
        )
        for s, p in inputs.standing.items()
        if s.kind is SubjectKind.EMPLOYEE and p.sha256 and (s.name, p.revision) not in signed
    ]
    found = of_acknowledgements(waiting, inputs.roster, settings.domains)
    return found, {"company": inputs.company}


def _arrived(m: Mail) -> bool:
    return m.state is State.SENT and not m.redirected


def _report_values(
    report: Unsigned | None, today: date, t: NullTranslations
) -> Mapping[str, object]:
    """What a reminder says about the report that is not acknowledged."""
    if report is None:
        return {}
    return {
        "revision": report.revision,
        "appeals_until": formats.day(report.appeals_until, t),
        "appeals_over": today > report.appeals_until,
    }
