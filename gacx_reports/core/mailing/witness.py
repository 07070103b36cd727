"""Compares a ledger with the witness, a record on this machine, before mail is sent: a copy might send twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gacx_reports.i18n import N_


class Suspicion(StrEnum):
    """Reason why a ledger is not trusted to have all sent messages."""

    REPLACED = "replaced"
    STRANGE = "strange"
    RESTORED = "restored"
    USED_ELSEWHERE = "used_elsewhere"


SUSPICION_WORDS: Mapping[Suspicion, str] = {
    Suspicion.REPLACED: N_(
        "Mail was sent with another ledger that lay here; this one does not know of it."
    ),
    Suspicion.STRANGE: N_(
        "This ledger has sent mail from another machine or user; it may be a copy of one still in use."
    ),
    Suspicion.RESTORED: N_(
        "This ledger is older than what was sent from here: it was restored or is a copy."
    ),
    Suspicion.USED_ELSEWHERE: N_(
        "This ledger has sent mail elsewhere since it was last used here; two copies may be in use."
    ),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A ledger's ID and counter."""

    ledger: str
    """ID; "" if there is none yet."""
    counter: int
    """Number of recorded changes of states."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Record of the ledgers used by this user on this machine."""

    counters: Mapping[str, int]
    """Ledger ID → its counter when last used."""
    here: str
    """ID of the ledger last used at this path; "" for none."""


def suspicion(mark: Mark, seen: Witness) -> Suspicion | None:
    """Returns the reason not to send with the ledger; None if it may send."""
    if seen.here and seen.here != mark.ledger:
        return Suspicion.REPLACED
    counter = seen.counters.get(mark.ledger)
    if counter is None:
        # The first recorded change is only a plan: a run that was killed then has sent nothing.
        return Suspicion.STRANGE if mark.counter > 1 else None
    if mark.counter < counter:
        return Suspicion.RESTORED
    # A run that is killed after writing the ledger, before the witness, leaves the ledger one ahead: nothing was sent.
    return Suspicion.USED_ELSEWHERE if mark.counter > counter + 1 else None
