"""Writes drafts of messages and password slips as files."""

from collections.abc import Mapping
from pathlib import Path

from gacx_reports import files
from gacx_reports.commands.mailing.compose import Pen, random_password
from gacx_reports.commands.mailing.record_state import record
from gacx_reports.commands.mailing.sending_run import SendingRun
from gacx_reports.core.language import formats
from gacx_reports.core.language.text import safe
from gacx_reports.core.mailing.candidate import MailKind
from gacx_reports.core.mailing.plan import PlannedMessage
from gacx_reports.core.mailing.settings import Passwords
from gacx_reports.core.mailing.states import State
from gacx_reports.core.translation import in_english
from gacx_reports.ledger import mails
from gacx_reports.ledger.store import reading
from gacx_reports.mail.bodies import Bodies

DRAFTS = "mail/drafts"
SLIPS = "mail/passwords.html"


def draft(run: SendingRun, pen: Pen, chosen: tuple[PlannedMessage, ...]) -> None:
    """Write `.eml` files for a mail program; each message is first recorded as unknown, as it may then be sent."""
    folder = run.target / DRAFTS
    for entry in chosen:
        message = pen.write(entry, run.dispatch.now(), draft=True)
        if isinstance(message, list):
            run.tally.changed.append(entry)
            continue
        run.keep(entry, message)
        run.end(entry, State.UNKNOWN, mails.DRAFT)
        files.write(folder / f"{_file_of(entry, run.found.inputs.names)}.eml", message.content)
    run.tally.drafts = folder


def _file_of(entry: PlannedMessage, names: Mapping[str, str]) -> str:
    c = entry.candidate
    about = names.get(c.name, c.name)
    if c.kind is MailKind.WORKBOOK:
        about = f"{c.recipient}-{Path(c.path).name}"
    return f"{c.kind.value}-{safe(about)}"


def write_password_slips(
    run: SendingRun, chosen: tuple[PlannedMessage, ...], bodies: Bodies
) -> Mapping[str, str]:
    """Employee ID → password by the settings: none, from the roster, or random.

    Random passwords are stored in the ledger, valid for the whole quarter, and written to a page of slips. Of the
    roster's passwords, those are that the roster has in other characters.
    """
    inputs = run.found.inputs
    people = inputs.roster.people
    recipients = list(dict.fromkeys(e.candidate.recipient for e in chosen))
    match inputs.settings.passwords:
        case Passwords.OFF:
            return {}
        case Passwords.ROSTER:
            given = {i: people[i].password for i in recipients}
            _write_slips(run, {i: p for i, p in given.items() if people[i].password_folded}, bodies)
            return given
    quarter = str(inputs.options.quarter)
    made = {i: random_password() for i in recipients}
    record(run.ledger, lambda db: mails.keep_passwords(db, quarter, made))
    with reading(run.ledger) as db:
        kept = mails.passwords(db, quarter)
    _write_slips(run, kept, bodies)
    return kept


def _write_slips(run: SendingRun, passwords: Mapping[str, str], bodies: Bodies) -> None:
    """Write the page of slips; none without passwords."""
    inputs = run.found.inputs
    people = [inputs.roster.people[i] for i in passwords if i in inputs.roster.people]
    slips = [(in_english(p, inputs.names), passwords[p.id]) for p in people]
    if slips:
        name = formats.quarter_name(inputs.options.quarter, inputs.options.t)
        files.write(run.target / SLIPS, bodies.slips(name, slips).encode())
        run.tally.slips = run.target / SLIPS
