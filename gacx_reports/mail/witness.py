"""The witness: a file of this user, outside the project's folder, with the counters of ledgers that sent mail."""

import json
import os
from pathlib import Path
from typing import TypedDict

from gacx_reports import files
from gacx_reports.core.mailing.witness import Mark, Witness


class _Known(TypedDict):
    counters: dict[str, int]
    paths: dict[str, str]


def state_folder() -> Path:
    """This user's folder for the program's state ($XDG_STATE_HOME or ~/.local/state)."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "gacx-reports"


def seen(ledger: Path) -> Witness:
    """The recorded counters of all ledgers, and the ID of the ledger last used at this path."""
    known = _read()
    return Witness(known["counters"], known["paths"].get(str(ledger.resolve()), ""))


def testify(ledger: Path, mark: Mark) -> None:
    """Record the ledger's ID and counter on disk."""
    known = _read()
    known["counters"][mark.ledger] = mark.counter
    known["paths"][str(ledger.resolve())] = mark.ledger
    files.write(_path(), json.dumps(known, ensure_ascii=False, indent=1).encode())


def _path() -> Path:
    return state_folder() / "mail-witness.json"


def _read() -> _Known:
    try:
        found: _Known = json.loads(_path().read_text("utf-8"))
    except FileNotFoundError:
        return {"counters": {}, "paths": {}}
    return found
