"""Refuses a ledger that the witness contradicts, and tells the witness of every write."""

from pathlib import Path

from gacx_reports.core.records.witness import (
    NO_LEDGER,
    OLDER,
    SUSPICION_WORDS,
    Mark,
    Witness,
    suspicion,
)
from gacx_reports.i18n import N_
from gacx_reports.ledger import witness
from gacx_reports.ledger.faults import WordedLedgerError

REFUSED = N_(
    "{path}: {suspicion} What was published could be made again as something else, so nothing was written. Put the"
    " ledger back, or restore a backup (`restore FILE`); to go on with it as it is: `mail adopt --reason …`."
)


def admit(path: Path, mark: Mark) -> None:
    """Let a ledger be written into.

    Raises WordedLedgerError if the witness saw another or a newer one at this path, and OSError if the witness can't
    be told.
    """
    _refuse(path, mark, witness.seen(path))
    witness.prepare()


def trust(path: Path, mark: Mark) -> None:
    """As `admit`, for a reader; the witness then knows the ledger, so that it is missed if it is gone the next time."""
    seen = witness.seen(path)
    _refuse(path, mark, seen)
    if mark not in (NO_LEDGER, OLDER) and (seen.here, seen.writes) != (mark.ledger, mark.writes):
        witness.testify(path, mark, mailed=False, published=False, begun=False)


def _refuse(path: Path, mark: Mark, seen: Witness) -> None:
    if found := suspicion(mark, seen):
        raise WordedLedgerError(REFUSED, path=str(path), suspicion=SUSPICION_WORDS[found])


def testify(path: Path, before: Mark, after: Mark, accepted: bool, published: bool) -> None:
    """Tell the witness of a write; an accepted ledger is remembered whatever was seen before.

    `published`: a publication was written.
    """
    mailed = after.mails != before.mails
    if accepted:
        witness.accept(path, after, mailed)
    else:
        witness.testify(path, after, mailed, published, begun=before == NO_LEDGER)
