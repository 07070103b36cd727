"""Every change of a mail's state: in the ledger first, then with the witness, then the next step."""

import time
from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

from gacx_reports.core.mailing.witness import Mark
from gacx_reports.files import BusyError
from gacx_reports.ledger.store import writing
from gacx_reports.mail import witness

PATIENCE = 60
"""Seconds to wait for another command that writes into the ledger."""


def record(ledger: Path, change: Callable[[Connection], Mark]) -> None:
    """Make one change, durably, before returning; BusyError where the ledger stays locked."""
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
