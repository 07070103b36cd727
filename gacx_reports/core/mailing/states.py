"""States of a message and the allowed transitions."""

from collections.abc import Mapping
from dataclasses import dataclass

from gacx_reports.core.mailing.candidate import MailSubject, subject_of
from gacx_reports.core.records.delivery import SendingState

State = SendingState
"""Each state is written to disk before the next step is taken.

STARTED: connected, the server does not have the whole message. DATA_SENT: the whole message is being handed over, and
the server has not answered. FAILED: the server refused it or never received it, so it may be sent again. UNKNOWN: the
program can't find out whether it arrived, and only HR decides.
"""

FOLLOWING: Mapping[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.STARTED, State.UNKNOWN}),
    State.STARTED: frozenset({State.DATA_SENT, State.PLANNED, State.FAILED}),
    State.DATA_SENT: frozenset({State.SENT, State.PLANNED, State.FAILED, State.UNKNOWN}),
    State.SENT: frozenset(),
    State.FAILED: frozenset({State.PLANNED}),
    State.UNKNOWN: frozenset({State.SENT, State.FAILED}),
}
"""State → allowed next states. PLANNED → UNKNOWN is a draft: a file that somebody else may send."""

AFTER_A_KILL: Mapping[State, State] = {
    State.STARTED: State.PLANNED,
    State.DATA_SENT: State.UNKNOWN,
}
"""State left by a killed run → state to continue from. Before DATA_SENT the server can't have the whole message."""


@dataclass(frozen=True, slots=True)
class KnownMessage:
    """A message in the ledger with its state."""

    key: str
    kind: str
    name: str
    """Employee ID, department, or workbook."""
    sha256: str
    """SHA-256 of what it carries, in hex."""
    state: State
    draft: bool = False
    """Whether it is UNKNOWN because it was written as a file for somebody else to send."""
    recipient: str = ""
    """Employee ID of the addressee."""

    @property
    def subject(self) -> MailSubject:
        """What later messages replace."""
        return subject_of(self.kind, self.name, self.recipient)
