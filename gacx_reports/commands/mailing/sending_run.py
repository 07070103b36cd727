"""One run of sending: what was asked, what has become of each message."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from gacx_reports.commands.mailing.plan import Planned
from gacx_reports.commands.mailing.record_state import record
from gacx_reports.core.mailing.plan import PlannedMessage, Wishes
from gacx_reports.core.mailing.states import State
from gacx_reports.core.translation import in_english
from gacx_reports.ledger import mails

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


@dataclass(frozen=True)
class SendingRun:
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
