"""`mail --send`: exactly the plan, at most once each, every state on disk before the next step."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from gacx_reports import files
from gacx_reports.commands.mailing.compose import Pen, random_password
from gacx_reports.commands.mailing.plan import MailInputs, Planned, lay_out, planned
from gacx_reports.commands.mailing.record_state import record
from gacx_reports.commands.request import RefusedError, RunOptions
from gacx_reports.core.language import formats
from gacx_reports.core.language.text import safe
from gacx_reports.core.mailing.plan import MessageStanding, PlannedMessage, Wishes
from gacx_reports.core.mailing.settings import MailSettings, Passwords
from gacx_reports.core.mailing.states import State
from gacx_reports.core.translation import in_english
from gacx_reports.i18n import N_, translator
from gacx_reports.ledger import mails
from gacx_reports.ledger.store import reading
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
from gacx_reports.mail.witness import state_folder

MANY = 5
"""Failures in a row that stop a run: it is the server then, not the address."""
DRAFTS = "mail/drafts"
SLIPS = "mail/passwords.html"

Watch = Callable[[PlannedMessage, State, str], None]
"""Told every state that ends a step: IDs, departments and codes only, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """How a plan is carried out."""

    plan_hash: str
    now: Callable[[], datetime]
    limit: int = 0
    """Messages at most; 0 for all."""
    drafts: bool = False
    """Write files for a mail program instead of sending."""


@dataclass
class Tally:
    """What a run did."""

    states: dict[State, int] = field(default_factory=dict)
    changed: list[PlannedMessage] = field(default_factory=list)
    """Whose report changed between plan and sending."""
    stopped: str = ""
    """Why the run ended early: a code, "" where it did not."""
    left: int = 0
    """Messages of the plan that are still to be sent."""
    slips: Path | None = None
    drafts: Path | None = None

    def count(self, state: State) -> int:
        """Messages that ended so."""
        return self.states.get(state, 0)

    @property
    def whole(self) -> bool:
        """Everything that was to be sent is."""
        bad = self.count(State.FAILED) + self.count(State.UNKNOWN) * (self.drafts is None)
        return not (bad or self.changed or self.stopped or self.left)


pause = time.sleep
"""Between messages and before another attempt."""


@contextmanager
def alone(options: RunOptions) -> Iterator[None]:
    """Hold the quarter's reports and this user's mail: one run at a time."""
    with files.held(options.target), files.held(state_folder() / "mail"):
        yield


def send(
    options: RunOptions, settings: MailSettings, wishes: Wishes, dispatch: Dispatch, watch: Watch
) -> tuple[Planned, Tally]:
    """Carry out the plan of that hash; RefusedError where today's plan is another one."""
    secret = "" if dispatch.drafts else password(settings.server)
    with alone(options):
        inputs = lay_out(options, settings)
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
        chosen = ready[: dispatch.limit] if dispatch.limit else ready
        tally = Tally(left=len(ready) - len(chosen))
        if chosen:
            _carry_out(_Run(found, wishes, dispatch, watch, tally, secret), chosen)
    return found, tally


def _interrupted(inputs: MailInputs) -> bool:
    """Whether a run that died left states that only it could have gone on from."""
    with reading(inputs.options.ledger) as db:
        return mails.unfinished(db)


@dataclass(frozen=True)
class _Run:
    found: Planned
    wishes: Wishes
    dispatch: Dispatch
    watch: Watch
    tally: Tally
    secret: str

    @property
    def ledger(self) -> Path:
        return self.found.inputs.options.ledger

    @property
    def target(self) -> Path:
        return self.found.inputs.options.target

    def step(self, entry: PlannedMessage, state: State, detail: str = "") -> None:
        """On disk, before anything else happens."""
        now = self.dispatch.now()
        record(self.ledger, lambda db: mails.step(db, entry.key, state, now, detail))

    def end(self, entry: PlannedMessage, state: State, detail: str = "") -> None:
        """The state that a message is left in."""
        self.step(entry, state, detail)
        self.tally.states[state] = self.tally.count(state) + 1
        self.watch(in_english(entry, self.found.inputs.names), state, detail)


def _carry_out(run: _Run, chosen: tuple[PlannedMessage, ...]) -> None:
    inputs = run.found.inputs
    quarter, now = str(inputs.options.quarter), run.dispatch.now()
    redirected = bool(run.wishes.redirect)
    record(
        run.ledger,
        lambda db: mails.plan(db, quarter, chosen, run.dispatch.plan_hash, redirected, now),
    )
    bodies = Bodies(inputs.options.templates, inputs.options.lang)
    pen = Pen(inputs, bodies, _passwords(run, chosen, bodies))
    if run.dispatch.drafts:
        _draft(run, pen, chosen)
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
    run: _Run, pen: Pen, line: SmtpConnection, queue: list[PlannedMessage], last: bool
) -> list[PlannedMessage]:
    """One attempt at each; who is to be tried again."""
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
    run: _Run, pen: Pen, line: SmtpConnection, entry: PlannedMessage, last: bool
) -> tuple[bool | None, str]:
    """Whether it went well; None where it is to be tried again. And the code of what went wrong."""
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
    run.step(entry, State.STARTED)
    sender = pen.inputs.settings.sender_address
    answer = line.deliver(sender, entry.to, message, lambda: run.step(entry, State.DATA_SENT))
    return _judge(run, entry, answer, last)


def _judge(
    run: _Run, entry: PlannedMessage, answer: SmtpAnswer, last: bool
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


def _draft(run: _Run, pen: Pen, chosen: tuple[PlannedMessage, ...]) -> None:
    """`.eml` files for a mail program; that somebody may have sent them is recorded first."""
    folder = run.target / DRAFTS
    for entry in chosen:
        message = pen.write(entry, run.dispatch.now(), draft=True)
        if isinstance(message, list):
            run.tally.changed.append(entry)
            continue
        run.end(entry, State.UNKNOWN, mails.DRAFT)
        c = entry.candidate
        name = f"{c.kind.value}-{safe(pen.inputs.names.get(c.name, c.name))}.eml"
        files.write(folder / name, message)
    run.tally.drafts = folder


def _passwords(run: _Run, chosen: tuple[PlannedMessage, ...], bodies: Bodies) -> Mapping[str, str]:
    """Employee ID → password. Random ones are kept in the ledger, so that the slip holds all quarter."""
    inputs = run.found.inputs
    recipients = list(dict.fromkeys(e.candidate.recipient for e in chosen))
    match inputs.settings.passwords:
        case Passwords.OFF:
            return {}
        case Passwords.ROSTER:
            return {i: inputs.roster.people[i].password for i in recipients}
    quarter = str(inputs.options.quarter)
    made = {i: random_password() for i in recipients}
    record(run.ledger, lambda db: mails.keep_passwords(db, quarter, made))
    with reading(run.ledger) as db:
        kept = mails.passwords(db, quarter)
    people = [inputs.roster.people[i] for i in kept if i in inputs.roster.people]
    slips = [(in_english(p, inputs.names), kept[p.id]) for p in people]
    name = formats.quarter_name(inputs.options.quarter, translator(inputs.options.lang))
    files.write(run.target / SLIPS, bodies.slips(name, slips).encode())
    run.tally.slips = run.target / SLIPS
    return kept
