"""The states of a message, and what may follow on what."""

from collections.abc import Mapping
from dataclasses import dataclass

from gacx_reports.core.records.delivery import SendingState

State = SendingState
"""Each is on disk before the next step is taken.

STARTED: the server is being talked to and has no whole message yet. DATA_SENT: the whole message is about to be there,
and its answer is not known. FAILED: it refused, or never had it, so that it may be sent again. UNKNOWN: nobody here can
know, and only HR decides.
"""

FOLLOWING: Mapping[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.STARTED, State.UNKNOWN}),
    State.STARTED: frozenset({State.DATA_SENT, State.PLANNED, State.FAILED}),
    State.DATA_SENT: frozenset({State.SENT, State.PLANNED, State.FAILED, State.UNKNOWN}),
    State.SENT: frozenset(),
    State.FAILED: frozenset({State.PLANNED}),
    State.UNKNOWN: frozenset({State.SENT, State.FAILED}),
}
"""PLANNED → UNKNOWN is a draft: somebody else sends it, or does not."""

AFTER_A_KILL: Mapping[State, State] = {
    State.STARTED: State.PLANNED,
    State.DATA_SENT: State.UNKNOWN,
}
"""What the remains of a run that died mean. Before DATA_SENT is written the server can't have a whole message."""


@dataclass(frozen=True, slots=True)
class KnownMessage:
    """A message that the ledger knows."""

    key: str
    kind: str
    name: str
    """Employee ID, or department."""
    sha256: str
    """Of the report."""
    state: State
    draft: bool = False
    """UNKNOWN because it is a file for somebody else to send."""
