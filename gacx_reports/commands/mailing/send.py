"""`mail --send`: sends exactly the plan, each message at most once, every state on disk before the next step."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from gacx_reports import files
from gacx_reports.commands.mailing.compose import Pen, pen_of
from gacx_reports.commands.mailing.consignment import inputs_of, refuse_clock
from gacx_reports.commands.mailing.drafts import draft, write_password_slips
from gacx_reports.commands.mailing.inputs import MailBasis
from gacx_reports.commands.mailing.plan import Planned, planned
from gacx_reports.commands.mailing.record_state import record
from gacx_reports.commands.mailing.second_person import refuse_unapproved
from gacx_reports.commands.mailing.sending_run import Dispatch, SendingRun, Tally, Watch
from gacx_reports.commands.request import RefusedError, RunOptions
from gacx_reports.commands.review_page import refresh
from gacx_reports.core.mailing.plan import MessageStanding, PlannedMessage, Wishes
from gacx_reports.core.mailing.settings import MailSettings
from gacx_reports.core.mailing.states import State
from gacx_reports.i18n import N_
from gacx_reports.ledger import mails
from gacx_reports.ledger.faults import LedgerError
from gacx_reports.ledger.identity import mark
from gacx_reports.ledger.mailed_reports import remember
from gacx_reports.ledger.store import reading
from gacx_reports.locations import state_folder
from gacx_reports.mail.bodies import Bodies
from gacx_reports.mail.settings import password
from gacx_reports.mail.smtp import (
    Accepted,
    Doubtful,
    LoginRefusedError,
    NoServerError,
    RefusedByServer,
    SmtpAnswer,
    SmtpConnection,
)

MANY = 5
"""Failures in a row that stop a run, as then the server is at fault rather than an address."""


pause = time.sleep
"""Waits between messages and before another attempt; a variable so that tests can replace it."""


@contextmanager
def alone(options: RunOptions) -> Iterator[None]:
    """Lock the quarter's results and this user's mail, so that only one run sends; raises BusyError."""
    with files.held(options.target), files.held(state_folder() / "mail"):
        yield


def send(
    options: RunOptions, settings: MailSettings, wishes: Wishes, dispatch: Dispatch, watch: Watch
) -> tuple[Planned, Tally]:
    """Send the plan with the hash in `dispatch`; returns the plan and the counts.

    Raises RefusedError if the plan is now another one, an option names nobody in it or the clock is wrong,
    ApprovalError if a second person has not approved it, SettingsError without a password, BusyError.
    """
    secret = "" if dispatch.drafts else password(settings.server)
    with alone(options):
        inputs = inputs_of(dispatch.consignment, options, settings)
        if _interrupted(inputs):
            record(options.ledger, lambda db: mails.recover(db, dispatch.now()))
        found = planned(inputs, wishes)
        if found.plan.hash != dispatch.plan_hash:
            words = N_("The plan is now {now}, not {given}: look at it again before sending.")
            raise RefusedError(words, now=found.plan.hash, given=dispatch.plan_hash)
        if found.plan.unused:
            words = N_("nothing to confirm or to send again for: {names}")
            raise RefusedError(words, names=tuple(found.plan.unused))
        ready = found.plan.of(MessageStanding.READY)
        if ready:
            refuse_unapproved(found, wishes)
        chosen = ready[: dispatch.limit] if dispatch.limit else ready
        tally = Tally(left=len(ready) - len(chosen))
        if chosen:
            refuse_clock(dispatch.consignment, options.quarter, dispatch.now().date())
            run = SendingRun(found, wishes, dispatch, watch, tally, secret)
            try:
                _carry_out(run, chosen)
            except BaseException:
                # What went out before is on the page all the same.
                with suppress(OSError, LedgerError, files.BusyError):
                    refresh(options.target, options.ledger, options.templates)
                raise
    return found, tally


def _interrupted(inputs: MailBasis) -> bool:
    """Whether a run that was killed left messages in an intermediate state."""
    with reading(inputs.options.ledger) as db:
        return mails.unfinished(db)


def _carry_out(run: SendingRun, chosen: tuple[PlannedMessage, ...]) -> None:
    inputs = run.found.inputs
    quarter, now = str(inputs.options.quarter), run.dispatch.now()
    redirected = bool(run.wishes.redirect)
    record(
        run.ledger,
        lambda db: mails.plan(db, quarter, chosen, run.dispatch.plan_hash, redirected, now),
    )
    if not redirected:
        with reading(run.ledger) as db:
            ledger = mark(db).ledger
        remember(ledger, [e.candidate.sha256 for e in chosen])
    bodies = Bodies(inputs.options.templates, inputs.options.lang, inputs.options.quarter.kind)
    pen = pen_of(inputs, bodies, write_password_slips(run, chosen, bodies))
    if run.dispatch.drafts:
        draft(run, pen, chosen)
        return
    server = inputs.settings.server
    queue = list(chosen)
    with SmtpConnection(server, run.secret) as line:
        for attempt in range(1, server.attempts + 1):
            if attempt > 1:
                pause(server.retry_seconds * 2 ** (attempt - 2))
            queue = _round(run, pen, line, queue, attempt == server.attempts)
            if not queue or run.tally.stopped:
                break
    run.tally.left += len(queue)


def _round(
    run: SendingRun, pen: Pen, line: SmtpConnection, queue: list[PlannedMessage], last: bool
) -> list[PlannedMessage]:
    """One attempt at each message; returns those to be tried again, and after an early stop all that are left."""
    again: list[PlannedMessage] = []
    row = 0
    pace = run.found.inputs.settings.server.per_minute
    for number, entry in enumerate(queue):
        if number and pace:
            pause(60 / pace)
        good, code = _attempt(run, pen, line, entry, last)
        if good is None:
            again.append(entry)
        row = 0 if good else row + 1
        if row >= MANY or code == LOGIN:
            run.tally.stopped = code
            return again + queue[number + 1 :]
    return again


LOGIN = "login"


def _attempt(
    run: SendingRun, pen: Pen, line: SmtpConnection, entry: PlannedMessage, last: bool
) -> tuple[bool | None, str]:
    """One attempt at a message: True if sent, False if it is not tried again, None to try again; the fault's code."""
    message = pen.write(entry, run.dispatch.now())
    if isinstance(message, list):
        run.tally.changed.append(entry)
        return False, "changed"
    try:
        line.ready()
    except LoginRefusedError:
        return None, LOGIN
    except NoServerError as error:
        return None, str(error)
    run.keep(entry, message)
    run.step(entry, State.STARTED)
    sender = run.found.inputs.settings.sender_address
    answer = line.deliver(
        sender, entry.to, message.content, lambda: run.step(entry, State.DATA_SENT)
    )
    return _judge(run, entry, answer, last)


def _judge(
    run: SendingRun, entry: PlannedMessage, answer: SmtpAnswer, last: bool
) -> tuple[bool | None, str]:
    match answer:
        case Accepted():
            run.end(entry, State.SENT)
            return True, ""
        case RefusedByServer(code, later=True) if not last:
            run.step(entry, State.PLANNED, code)
            return None, code
        case RefusedByServer(code):
            run.end(entry, State.FAILED, code)
            return False, code
        case Doubtful(code):
            run.end(entry, State.UNKNOWN, code)
            return False, code
