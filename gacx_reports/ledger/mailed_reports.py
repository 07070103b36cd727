"""Which ledger mailed which report from here: two ledgers that published the same reports are copies of one folder."""

import json
from collections.abc import Collection
from pathlib import Path

from gacx_reports import files
from gacx_reports.ledger.faults import WordedLedgerError
from gacx_reports.ledger.witness import DAMAGED, held
from gacx_reports.locations import state_folder

KEPT = 16
"""Hex digits of a report's SHA-256 that are kept."""


def mailed_by_another(ledger: str, reports: Collection[str]) -> bool:
    """Whether any of these reports, by SHA-256, was mailed from here with another ledger than the one of this ID.

    Raises WordedLedgerError for a damaged file.
    """
    with held():
        known = _read()
    return any(known.get(r[:KEPT], ledger) != ledger for r in reports)


def remember(ledger: str, reports: Collection[str]) -> None:
    """Record on disk that the ledger of this ID is about to mail these reports, and no other one may."""
    with held():
        _write(_read() | {r[:KEPT]: ledger for r in reports})


def accept(ledger: str, reports: Collection[str]) -> None:
    """Record that HR has accepted this ledger for these of its reports that are known; of a damaged file nothing is."""
    with held():
        try:
            known = _read()
        except WordedLedgerError:
            _path().replace(_path().with_suffix(".damaged"))
            known = {}
        _write(known | {r[:KEPT]: ledger for r in reports if r[:KEPT] in known})


def damaged() -> bool:
    """Whether the file is damaged."""
    try:
        with held():
            _read()
    except WordedLedgerError:
        return True
    return False


def _path() -> Path:
    return state_folder() / "mailed-reports.json"


def _read() -> dict[str, str]:
    try:
        found = json.loads(_path().read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        raise WordedLedgerError(DAMAGED, path=str(_path()))
    return found


def _write(known: dict[str, str]) -> None:
    files.write(_path(), json.dumps(known, indent=0).encode())
