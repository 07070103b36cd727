"""Publications of a quarter: their source files, and every record with its revisions."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from sqlite3 import Connection

from gacx_reports.core.records.quarter_record import canonical, fingerprint
from gacx_reports.core.records.read_records import publication_record
from gacx_reports.core.records.record_types import PublicationRecord
from gacx_reports.core.records.revisions import Published, Subject, SubjectKind
from gacx_reports.core.scheme.settings.choices import FourEyes
from gacx_reports.i18n import Language
from gacx_reports.ledger import approvals
from gacx_reports.ledger.store import Row, blob, put_blob


@dataclass(frozen=True, slots=True)
class Publication:
    """One act of publishing: the first, a supplement, or one with revisions."""

    quarter: str
    number: int
    """Within the quarter, from 1."""
    published_on: date
    appeals_until: date
    complete: bool
    """Whether nobody was held back any more."""
    scheme_version: str
    scheme_sha256: str
    program: str
    fonts: str
    lang: Language
    four_eyes: FourEyes = FourEyes.NOTHING
    """What its scheme asks a second person to approve."""
    plan: str = ""
    """Hash of the approved plan that it carried out; "" where none was asked for."""


@dataclass(frozen=True, slots=True)
class RecordToPublish:
    """A record to be published, with the bytes of its file."""

    published: Published
    content: bytes | None
    """None if the record has no file, as for an employee who is not scored."""
    fingerprint: str = ""
    """That its file prints; "" for that of the record itself."""


def numbered(db: Connection, quarter: str) -> dict[int, Publication]:
    """The quarter's publications by number, oldest first; {} if it is not published."""
    rows = db.execute(
        "SELECT quarter, number, published_on, appeals_until, complete, scheme_version,"
        " scheme_sha256, program, fonts, lang FROM publications WHERE quarter = ? ORDER BY number",
        (quarter,),
    ).fetchall()
    approved = approvals.bound(db, quarter)
    return {
        row[1]: _publication(row, *approved.get(row[1], (FourEyes.NOTHING, ""))) for row in rows
    }


def _publication(row: Row, four_eyes: FourEyes, plan: str) -> Publication:
    quarter, number, on, until, complete, version, scheme, program, fonts, lang = row
    days = (date.fromisoformat(on), date.fromisoformat(until))
    made_by = (version, scheme, program, fonts, lang)
    return Publication(quarter, number, *days, bool(complete), *made_by, four_eyes, plan)


def latest(db: Connection, quarter: str) -> Publication | None:
    """The quarter's last publication; None if it is not published."""
    return next(reversed(numbered(db, quarter).values()), None)


def records(db: Connection, quarter: str) -> list[Published]:
    """Every revision of every record of the quarter, oldest first."""
    rows = db.execute(
        "SELECT r.kind, r.name, p.number, r.revision, r.record, r.path, r.sha256, r.note, r.rests_on"
        " FROM records r JOIN publications p ON p.id = r.publication"
        " WHERE r.quarter = ? ORDER BY p.number, r.rowid",
        (quarter,),
    )
    return [_record(row) for row in rows]


def _record(row: Row) -> Published:
    kind, name, number, revision, record, path, digest, note, rests_on = row
    return Published(
        Subject(SubjectKind(kind), name),
        number,
        revision,
        publication_record(record),
        path,
        digest or "",
        note,
        tuple(json.loads(rests_on)),
    )


def standing(db: Connection, quarter: str) -> dict[Subject, Published]:
    """The last revision of every record of the quarter, which is the valid one."""
    return {r.subject: r for r in records(db, quarter)}


def superseded(db: Connection, quarter: str) -> list[Published]:
    """Replaced revisions that have a file."""
    now = standing(db, quarter)
    return [r for r in records(db, quarter) if r.sha256 and r != now[r.subject]]


def reports(db: Connection, quarter: str = "") -> list[str]:
    """SHA-256 of every report that may be mailed, of all revisions; of one quarter, or of all."""
    rows = db.execute(
        "SELECT sha256 FROM records WHERE kind IN ('employee', 'department')"
        " AND sha256 IS NOT NULL AND ? IN ('', quarter)",
        (quarter,),
    )
    return [digest for (digest,) in rows]


def sources(db: Connection, publication: Publication) -> dict[str, str]:
    """Name → SHA-256 of every workbook and template that the publication was made from."""
    rows = db.execute(
        "SELECT s.name, s.sha256 FROM sources s JOIN publications p ON p.id = s.publication"
        " WHERE p.quarter = ? AND p.number = ?",
        (publication.quarter, publication.number),
    )
    return dict(rows)


def put_sources(db: Connection, publication: Publication, folder: Path, prefix: str = "") -> None:
    """Write the publication's workbooks and templates, as they were then, below `folder`.

    Only those whose names begin with `prefix`. Raises LedgerError if one is missing or damaged in the ledger.
    """
    for name, digest in sources(db, publication).items():
        if name.startswith(prefix):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(blob(db, digest))


def put_inputs(db: Connection, quarter: str, folder: Path) -> Path | None:
    """Write the quarter's workbooks as last published below `folder`; returns their folder, None if not published."""
    publication = latest(db, quarter)
    if publication is None:
        return None
    put_sources(db, publication, folder, f"{quarter}/")
    return folder / quarter


def freeze(
    db: Connection,
    publication: Publication,
    event: int,
    used: Mapping[str, str],
    frozen: Iterable[RecordToPublish],
) -> None:
    """Record a publication and its records; `used` is name → SHA-256 of source files that are already stored."""
    row = (
        publication.quarter,
        publication.number,
        publication.published_on.isoformat(),
        publication.appeals_until.isoformat(),
        publication.complete,
        publication.scheme_version,
        publication.scheme_sha256,
        publication.program,
        publication.fonts,
        publication.lang,
        event,
    )
    cursor = db.execute(
        "INSERT INTO publications (quarter, number, published_on, appeals_until, complete,"
        " scheme_version, scheme_sha256, program, fonts, lang, event)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    )
    assert cursor.lastrowid
    approvals.bind(db, cursor.lastrowid, publication.four_eyes, publication.plan)
    pairs = [(cursor.lastrowid, name, digest) for name, digest in used.items()]
    db.executemany("INSERT INTO sources VALUES (?, ?, ?)", pairs)
    for item in frozen:
        _freeze_record(db, cursor.lastrowid, publication.quarter, item)


def _freeze_record(db: Connection, publication: int, quarter: str, item: RecordToPublish) -> None:
    what = item.published
    row = (
        publication,
        quarter,
        what.subject.kind.value,
        what.subject.name,
        what.revision,
        canonical(what.record),
        item.fingerprint or _printed(what.record),
        what.path,
        None if item.content is None else put_blob(db, item.content),
        what.note,
        json.dumps(what.rests_on),
    )
    db.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def _printed(record: PublicationRecord) -> str:
    """The record's fingerprint; for an employee's record the one that the report's footer prints."""
    return fingerprint(record.get("result", record))
