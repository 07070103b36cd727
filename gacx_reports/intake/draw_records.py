"""Reads the records of the survey's draws from a quarter's folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.files import F
from gacx_reports.core.forms.call_forms import drawn_tables, record_of
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.survey.draw_record import MAIN_RECORD, DrawRecord, from_json
from gacx_reports.core.survey.tickets import commitment

LARGEST = 32 * 2**20
"""Bytes of a record; one of 10,000 people has 20 million."""


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record's file as it lies in the folder."""

    text: str
    """"" if it is no text or too large."""
    sha256: str


def record_files(folder: Path) -> dict[str, RecordFile]:
    """File name → content of the folder's records, of draws of any table."""
    pattern = f"{Path(MAIN_RECORD).stem}*.json"
    found = (p for p in sorted(folder.glob(pattern)) if p.is_file() and not p.is_symlink())
    return {path.name: _read(path) for path in found}


def _read(path: Path) -> RecordFile:
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    known = sha256(content).hexdigest()
    try:
        return RecordFile(content.decode() if len(content) <= LARGEST else "", known)
    except UnicodeDecodeError:
        return RecordFile("", known)


def read_draws(
    files: Mapping[str, RecordFile], scheme: Scheme, roster: Roster, quarter: Period
) -> tuple[dict[str, DrawRecord], list[Issue]]:
    """Record table → the record of its draw, for the tables of the survey team that the scheme draws.

    F27 for a record that is damaged, of another quarter or table, or with another salt than the one whose commitment
    was printed; a missing one is reported elsewhere.
    """
    draws: dict[str, DrawRecord] = {}
    issues = []
    for table in drawn_tables(scheme):
        name = record_of(table.name, scheme)
        if name not in files:
            continue
        record = from_json(files[name].text)
        ours = record and (record.quarter, record.table) == (quarter, table.name)
        if record and ours and (name != MAIN_RECORD or _kept_its_promise(record, roster)):
            draws[table.name] = record
        else:
            details = {"quarter": str(quarter), "table": table.name}
            issues.append(Issue(F.DRAW_DAMAGED, CellRef(name), details=details))
    return draws, issues


def _kept_its_promise(record: DrawRecord, roster: Roster) -> bool:
    """Whether the salt is the one that the record names, and that sheet 本期 had before the quarter."""
    printed = roster.period.commitment
    return commitment(record.salt) == record.commitment and printed in ("", record.commitment)
