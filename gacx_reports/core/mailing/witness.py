"""Whether a ledger is the one that sent the mail so far: it against what this user's machine has seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gacx_reports.i18n import N_


class Suspicion(StrEnum):
    """Why a ledger isn't trusted to know what was sent."""

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
    """A ledger and how many changes of states it has recorded."""

    ledger: str
    """Its ID; "" where there is none yet."""
    counter: int


@dataclass(frozen=True, slots=True)
class Witness:
    """What this user's machine has seen."""

    counters: Mapping[str, int]
    """Ledger ID → its counter when last used."""
    here: str
    """ID of the ledger last used at this path, "" for none."""


def suspicion(mark: Mark, seen: Witness) -> Suspicion | None:
    """What is suspicious, None where the ledger may send."""
    if seen.here and seen.here != mark.ledger:
        return Suspicion.REPLACED
    counter = seen.counters.get(mark.ledger)
    if counter is None:
        # The first count is a plan alone: a run killed right then has sent nothing.
        return Suspicion.STRANGE if mark.counter > 1 else None
    if mark.counter < counter:
        return Suspicion.RESTORED
    # A run killed between ledger and witness leaves the ledger one ahead, with nothing sent yet.
    return Suspicion.USED_ELSEWHERE if mark.counter > counter + 1 else None
