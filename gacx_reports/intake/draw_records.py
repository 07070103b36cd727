"""Reads the records of the survey's draws from a quarter's folder."""

import codecs
import zlib
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
_PIECE = 2**20
_DECODER = codecs.getincrementaldecoder("utf-8")
_FASTEST = 1
"""Level of compression: a record becomes a fifth of its size at once."""


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record's file as it lies in the folder."""

    packed: bytes
    """The text, compressed."""
    sha256: str

    @property
    def text(self) -> str:
        """Returns the text; "" if the file holds none or is too large."""
        return zlib.decompress(self.packed).decode()


def record_files(folder: Path) -> dict[str, RecordFile]:
    """File name → content of the folder's records, of draws of any table."""
    pattern = f"{Path(MAIN_RECORD).stem}*.json"
    found = (p for p in sorted(folder.glob(pattern)) if p.is_file() and not p.is_symlink())
    return {path.name: _read(path) for path in found}


def _read(path: Path) -> RecordFile:
    digest, zipped, decoder = sha256(), zlib.compressobj(_FASTEST), _DECODER()
    size, packed, sound = 0, [], True
    with path.open("rb") as file:
        # Piece by piece: several copies of a large record would fill the memory.
        while size <= LARGEST and (piece := file.read(min(_PIECE, LARGEST + 1 - size))):
            size += len(piece)
            digest.update(piece)
            packed.append(zipped.compress(piece))
            sound = sound and _decodes(decoder, piece)
    packed.append(zipped.flush())
    sound = sound and size <= LARGEST and _decodes(decoder, b"", final=True)
    return RecordFile(b"".join(packed) if sound else zlib.compress(b""), digest.hexdigest())


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


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
