"""Published reports by what identifies them: their bytes, the bytes of a mailed copy, the fingerprint they print."""

from collections.abc import Sequence
from datetime import date
from sqlite3 import Connection

from gacx_reports.core.records.as_published import outline
from gacx_reports.core.records.papers import PublishedPaper
from gacx_reports.core.records.read_records import publication_record
from gacx_reports.core.records.record_types import PublicationRecord
from gacx_reports.core.records.revisions import Subject, SubjectKind
from gacx_reports.ledger import appeals
from gacx_reports.ledger.approvals import has_approvals
from gacx_reports.ledger.mails import has_mail
from gacx_reports.ledger.store import Row

_PAPERS = (
    "SELECT r.quarter, r.kind, r.name, r.revision, p.published_on, r.record, r.sha256, r.fingerprint,"
    " n.revision, np.published_on FROM records r JOIN publications p ON p.id = r.publication"
    " JOIN records n ON (n.quarter, n.kind, n.name) = (r.quarter, r.kind, r.name)"
    " AND n.revision = (SELECT max(revision) FROM records m"
    " WHERE (m.quarter, m.kind, m.name) = (r.quarter, r.kind, r.name))"
    " JOIN publications np ON np.id = n.publication WHERE r.kind <> 'table' AND r.path <> ''"
)
_NEWEST_FIRST = " ORDER BY r.quarter DESC, r.kind, r.name, r.revision DESC"
_MAILED = (
    "EXISTS (SELECT 1 FROM mails t WHERE t.sha256 = ?"
    " AND (t.quarter, t.kind, t.name, t.revision) = (r.quarter, r.kind, r.name, r.revision))"
)
_COPIED = (
    "EXISTS (SELECT 1 FROM mailed_copies c JOIN mails t ON t.id = c.mail WHERE c.sha256 = ?"
    " AND (t.quarter, t.kind, t.name, t.revision) = (r.quarter, r.kind, r.name, r.revision))"
)


def by_bytes(db: Connection, digest: str) -> list[PublishedPaper]:
    """The report whose file has this SHA-256; of a purged quarter, if it was mailed."""
    found = _papers(db, "r.sha256 = ?", digest)
    return found or (_papers(db, _MAILED, digest) if has_mail(db) else [])


def by_copy(db: Connection, digest: str) -> list[PublishedPaper]:
    """The report of which an encrypted copy with this SHA-256 was made for mail."""
    # An older program's ledger has the tables of neither.
    return _papers(db, _COPIED, digest) if has_approvals(db) else []


def by_fingerprint(db: Connection, fingerprint: str) -> list[PublishedPaper]:
    """Reports whose footer prints this fingerprint, newest first: revisions of the same results share it."""
    return _papers(db, "r.fingerprint = ?", fingerprint)


def of_groups(db: Connection) -> list[PublishedPaper]:
    """Reports of departments and the summaries that have a file. An older program did not record what they print."""
    return _papers(db, "r.kind <> ? AND r.sha256 IS NOT NULL", SubjectKind.EMPLOYEE.value)


def _papers(db: Connection, condition: str, value: str) -> list[PublishedPaper]:
    rows: Sequence[Row] = db.execute(
        f"{_PAPERS} AND {condition}{_NEWEST_FIRST}", (value,)
    ).fetchall()
    opened = {quarter: bool(appeals.opened(db, quarter)) for quarter in {row[0] for row in rows}}
    return [_paper(row, opened[row[0]]) for row in rows]


def _paper(row: Row, opened: bool) -> PublishedPaper:
    quarter, kind, name, revision, day, text, sha256, fingerprint, newest, newest_day = row
    record = publication_record(text)
    return PublishedPaper(
        quarter,
        Subject(SubjectKind(kind), name),
        _called(record),
        revision,
        date.fromisoformat(day),
        outline(record),
        sha256 or "",
        fingerprint,
        newest,
        date.fromisoformat(newest_day),
        opened,
    )


def _called(record: PublicationRecord) -> str:
    return record["result"]["name"] if "result" in record else ""
