"""State of one run of sending: plan, options, and counts of the messages' states."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from gacx_reports.commands.mailing.compose import WrittenMessage
from gacx_reports.commands.mailing.consignment import Consignment
from gacx_reports.commands.mailing.plan import Planned
from gacx_reports.commands.mailing.record_state import record
from gacx_reports.core.mailing.plan import PlannedMessage, Wishes
from gacx_reports.core.mailing.states import State
from gacx_reports.core.translation import in_english
from gacx_reports.ledger import mails

Watch = Callable[[PlannedMessage, State, str], None]
"""Called with each message's final state; its entry has names in the reader's language."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Options of sending a plan."""

    plan_hash: str
    now: Callable[[], datetime]
    limit: int = 0
    """Most messages to send; 0 for all."""
    drafts: bool = False
    """Whether to write `.eml` files for a mail program instead of sending."""
    consignment: Consignment = Consignment.REPORTS


@dataclass
class Tally:
    """Counts and files of a run of sending."""

    states: dict[State, int] = field(default_factory=dict)
    changed: list[PlannedMessage] = field(default_factory=list)
    """Messages that were not sent because the report changed after it was planned."""
    stopped: str = ""
    """Code of the fault that ended the run early; "" if it did not."""
    left: int = 0
    """Messages of the plan that are still to be sent."""
    slips: Path | None = None
    drafts: Path | None = None

    def count(self, state: State) -> int:
        """Number of messages with this final state."""
        return self.states.get(state, 0)

    @property
    def whole(self) -> bool:
        """Whether all messages of the plan were sent, or written as drafts."""
        bad = self.count(State.FAILED) + self.count(State.UNKNOWN) * (self.drafts is None)
        return not (bad or self.changed or self.stopped or self.left)


@dataclass(frozen=True)
class SendingRun:
    """A plan being sent; `secret` is the server's password."""

    found: Planned
    wishes: Wishes
    dispatch: Dispatch
    watch: Watch
    tally: Tally
    secret: str

    @property
    def ledger(self) -> Path:
        """The ledger in which states are recorded."""
        return self.found.inputs.options.ledger

    @property
    def target(self) -> Path:
        """The quarter's folder of results."""
        return self.found.inputs.options.target

    def keep(self, entry: PlannedMessage, message: WrittenMessage) -> None:
        """Record the bytes of an encrypted attachment on disk, so that the copy can be verified later."""
        if message.copy:
            record(self.ledger, lambda db: mails.keep_copy(db, entry.key, message.copy))

    def step(self, entry: PlannedMessage, state: State, detail: str = "") -> None:
        """Record a message's state on disk before returning. Raises StateError or BusyError."""
        now = self.dispatch.now()
        record(self.ledger, lambda db: mails.step(db, entry.key, state, now, detail))

    def end(self, entry: PlannedMessage, state: State, detail: str = "") -> None:
        """Record and count a message's final state, and report it to `watch`."""
        self.step(entry, state, detail)
        self.tally.states[state] = self.tally.count(state) + 1
        self.watch(in_english(entry, self.found.inputs.names), state, detail)
