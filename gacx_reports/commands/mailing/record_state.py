"""Records every change of a message's state in the ledger and the witness before the next step."""

import time
from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

from gacx_reports.files import BusyError
from gacx_reports.ledger.store import writing

PATIENCE = 60
"""Seconds to wait while another command writes into the ledger."""


def record(ledger: Path, change: Callable[[Connection], None]) -> None:
    """Make one change, on disk when this returns; raises BusyError if the ledger is locked for PATIENCE seconds.

    The command has looked for damage when it began.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with writing(ledger, checked=True) as db:
                change(db)
        except BusyError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
