"""Compares a ledger with the witness, a record on this machine, before anything is written or sent with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gacx_reports.i18n import N_


class Suspicion(StrEnum):
    """Reason why a ledger is not trusted to know all that was published and sent."""

    MISSING = "missing"
    REPLACED = "replaced"
    STRANGE = "strange"
    RESTORED = "restored"
    USED_ELSEWHERE = "used_elsewhere"
    NOT_FROM_HERE = "not_from_here"
    BEGUN_ELSEWHERE = "begun_elsewhere"
    COPIED = "copied"


SUSPICION_WORDS: Mapping[Suspicion, str] = {
    Suspicion.MISSING: N_("The ledger that lay here is gone or empty."),
    Suspicion.REPLACED: N_("Another ledger lay here; this one does not know what it recorded."),
    Suspicion.STRANGE: N_(
        "This ledger has sent mail from another machine or user; it may be a copy of one still in use."
    ),
    Suspicion.RESTORED: N_(
        "This ledger is older than what was recorded from here: it was restored or is a copy."
    ),
    Suspicion.USED_ELSEWHERE: N_(
        "This ledger has sent mail elsewhere since it was last used here; two copies may be in use."
    ),
    Suspicion.NOT_FROM_HERE: N_(
        "This ledger was not published with from this machine and user: another may send the same reports."
    ),
    Suspicion.BEGUN_ELSEWHERE: N_(
        "This ledger was not begun or published with from this machine and user: another may send the same workbooks."
    ),
    Suspicion.COPIED: N_(
        "Some of what may be sent here was mailed with another ledger: one of the two folders is a copy."
    ),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A ledger's ID and counters."""

    ledger: str
    """ID; "" if there is no ledger, or one of an older program that has none yet."""
    mails: int
    """Number of recorded changes of mail."""
    writes: int
    """Number of commands and steps that wrote into it, with those about mail."""


NO_LEDGER = Mark("", 0, 0)
OLDER = Mark("older", 0, 0)
"""A ledger of an older program, which gave it no ID."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Record of the ledgers used by this user on this machine."""

    mails: Mapping[str, int]
    """Ledger ID → its counter of mail when it was last used for mail."""
    here: str
    """ID of the ledger last used at this path; "" for none."""
    writes: int
    """That ledger's counter of writes when it was last used at this path."""
    begun: frozenset[str] = frozenset()
    """IDs of the ledgers that were begun from here, such as by the salts of a survey."""


def suspicion(mark: Mark, seen: Witness) -> Suspicion | None:
    """Reason not to write with the ledger; None for one that knows at least what was recorded at this path.

    A ledger that is ahead was used by somebody else, which two people who share a folder do every day.
    """
    if seen.here and seen.here != mark.ledger:
        return Suspicion.REPLACED if mark.ledger else Suspicion.MISSING
    return Suspicion.RESTORED if mark.writes < seen.writes else None


def suspicion_of_mail(mark: Mark, seen: Witness, *, blank: bool = False) -> Suspicion | None:
    """Reason not to send with the ledger, wherever it lies: a copy might send twice. None if it may send.

    The witness knows a ledger from the first publication on, and for `blank` workbooks, which go out before that, from
    its beginning. One of an older program has no ID to be known by.
    """
    if found := suspicion(mark, seen):
        return found
    if mark in (NO_LEDGER, OLDER):
        return None
    counter = seen.mails.get(mark.ledger)
    if counter is None and mark.mails:
        return Suspicion.STRANGE
    if counter is None and blank:
        return None if mark.ledger in seen.begun else Suspicion.BEGUN_ELSEWHERE
    if counter is None:
        return Suspicion.NOT_FROM_HERE
    if mark.mails < counter:
        return Suspicion.RESTORED
    # A run that is killed after writing the ledger, before the witness, leaves the ledger one ahead: nothing was sent.
    return Suspicion.USED_ELSEWHERE if mark.mails > counter + 1 else None


def changes_lost(mark: Mark, seen: Witness) -> int:
    """Number of changes that were seen and that the ledger does not have."""
    here = seen.writes - (mark.writes if seen.here == mark.ledger else 0)
    sent = max((seen.mails.get(i, 0) for i in (mark.ledger, seen.here)), default=0) - mark.mails
    return max(here, sent, 0)
