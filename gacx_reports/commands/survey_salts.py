"""Makes the salts of the survey before the quarter; only their commitments leave the ledger."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from gacx_reports.core.calendar.period import Period
from gacx_reports.ledger import survey
from gacx_reports.ledger.store import Event, record_event, writing

MADE = "survey salt"
"""Action of the event that records a salt."""


@dataclass(frozen=True, slots=True)
class Commitments:
    """Commitments (抽样承诺) of the quarter that is issued and of the next one."""

    own: str
    """SHA-256 of the quarter's salt."""
    following: str
    """That of the next quarter; "" if its roster was not drafted."""
    entered: str = ""
    """What sheet 本期 of the quarter's roster has; "" if it is blank or there is no roster yet."""


def commitments(ledger: Path, quarters: Iterable[Period], now: datetime) -> tuple[str, ...]:
    """The commitment of each quarter, whose salt is made now unless the ledger has it.

    Raises BusyError, LedgerError.
    """
    with writing(ledger) as db:
        return tuple(made(db, str(quarter), now).commitment for quarter in quarters)


def made(db: Connection, quarter: str, now: datetime, late: str = "") -> survey.Salt:
    """The quarter's salt: 32 random bytes, made now unless the ledger has it.

    `late` is the reason for making it at the draw; "" before the quarter.
    """
    if known := survey.salt_of(db, quarter):
        return known
    event = record_event(db, Event(quarter, MADE, now.date(), now, reason=late))
    survey.keep_salt(db, quarter, secrets.token_hex(32), event, late=bool(late))
    found = survey.salt_of(db, quarter)
    assert found
    return found
