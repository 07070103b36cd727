"""Records every change of a message's state in the ledger, then in the witness, before the next step."""

import time
from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

from gacx_reports.core.mailing.witness import Mark
from gacx_reports.files import BusyError
from gacx_reports.ledger.store import writing
from gacx_reports.mail import witness

PATIENCE = 60
"""Seconds to wait while another command writes into the ledger."""


def record(ledger: Path, change: Callable[[Connection], Mark]) -> None:
    """Make one change, on disk when this returns; raises BusyError if the ledger is locked for PATIENCE seconds."""
    witness.testify(ledger, _written(ledger, change))


def _written(ledger: Path, change: Callable[[Connection], Mark]) -> Mark:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with writing(ledger) as db:
                mark = change(db)
        except BusyError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return mark
