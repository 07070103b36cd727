"""`verify`: whether a paper that somebody brings is a published report, whose, and the revision that is valid now."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from sqlite3 import Connection

from gacx_reports.commands.published_names import names_of
from gacx_reports.commands.request import RefusedError
from gacx_reports.core.records.papers import PaperFinding, PaperVerdict, PublishedPaper, read_footer
from gacx_reports.core.records.revisions import SubjectKind
from gacx_reports.excel.reading.limits import LIMITS, Limits
from gacx_reports.excel.reading.sandbox import Dead, Late, in_child
from gacx_reports.i18n import N_, Language
from gacx_reports.ledger import papers, publications
from gacx_reports.ledger.store import blob, reading, trust
from gacx_reports.mail.paper_content import Locked, PaperContent, content_of
from gacx_reports.mail.pdfs import paper_of

NO_LEDGER = N_(
    "There is no ledger {path}: nothing can be verified. Name the right one with --ledger."
)
NO_FINGERPRINT = N_(
    "{text} has no fingerprint (记录号): type the 16 digits 0-9 and letters a-f from the paper's footer."
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be verified, and by which ledger."""

    ledger: Path
    files: tuple[Path, ...] = ()
    footers: tuple[str, ...] = ()
    """Fingerprints as typed from the footers of printed papers."""
    password: str = ""
    """That opens encrypted files; "" for none."""
    limits: Limits = LIMITS
    lang: Language = "zh"
    """Of the departments' names and grades."""


def verify(question: Question) -> list[PaperVerdict]:
    """A verdict on each file and fingerprint, in their order.

    Raises RefusedError without a ledger or for a text without a fingerprint, LedgerError for a damaged ledger and one
    that is not the one used here last, which may not know what was published since.
    """
    if not question.ledger.exists():
        raise RefusedError(NO_LEDGER, path=str(question.ledger))
    trust(question.ledger)
    with reading(question.ledger) as db:
        found = [
            *(_of_file(db, path, question) for path in question.files),
            *(_of_footer(db, text) for text in question.footers),
        ]
        return found if question.lang == "zh" else _in_english(db, found)


def _in_english(db: Connection, verdicts: Iterable[PaperVerdict]) -> list[PaperVerdict]:
    """Departments and grades by the names that the published scheme of their quarter gives them."""

    @cache
    def names(quarter: str) -> Mapping[str, str]:
        last = publications.latest(db, quarter)
        return names_of(db, last) if last else {}

    return [
        replace(v, papers=tuple(_named(p, names(p.quarter)) for p in v.papers)) for v in verdicts
    ]


def _named(paper: PublishedPaper, names: Mapping[str, str]) -> PublishedPaper:
    total, space, grade = paper.outline.partition(" ")
    department = paper.subject.kind is SubjectKind.DEPARTMENT
    return replace(
        paper,
        shown=names.get(paper.subject.name, "") if department else "",
        outline=f"{total}{space}{names.get(grade, grade)}",
    )


def _of_file(db: Connection, path: Path, question: Question) -> PaperVerdict:
    content = _content(path, question.limits)
    if content is None:
        return PaperVerdict(str(path), PaperFinding.UNREADABLE)
    digest = hashlib.sha256(content).hexdigest()
    if found := papers.by_bytes(db, digest):
        return PaperVerdict(str(path), PaperFinding.GENUINE, tuple(found))
    if found := papers.by_copy(db, digest):
        return PaperVerdict(str(path), PaperFinding.MAILED_COPY, tuple(found))
    match in_child(partial(content_of, content, question.password), question.limits):
        case PaperContent() as said:
            return replace(_compared(db, said), what=str(path))
        case Locked():
            return PaperVerdict(str(path), PaperFinding.LOCKED)
        case Late() | Dead() | _:
            return PaperVerdict(str(path), PaperFinding.UNREADABLE)


def _content(path: Path, limits: Limits) -> bytes | None:
    """The file's bytes; None where there is no such file, or it is too large to be a report."""
    try:
        return path.read_bytes() if path.stat().st_size <= limits.file else None
    except OSError:
        return None


def _compared(db: Connection, said: PaperContent) -> PaperVerdict:
    """The verdict on a file that is none of those published, by what it says and holds."""
    found = [p for mark in dict.fromkeys(said.fingerprints) for p in _bearing(db, mark)]
    kept = [p for p in found if p.sha256]
    for paper in kept:
        if _digest(db, paper) == said.digest:
            return PaperVerdict("", PaperFinding.SAVED_AGAIN, (paper,))
    if kept:
        return PaperVerdict("", PaperFinding.ALTERED, tuple(kept))
    return PaperVerdict("", PaperFinding.FORGOTTEN if found else PaperFinding.UNKNOWN, tuple(found))


def _digest(db: Connection, paper: PublishedPaper) -> str:
    content = content_of(blob(db, paper.sha256))
    return content.digest if isinstance(content, PaperContent) else ""


def _of_footer(db: Connection, text: str) -> PaperVerdict:
    footer = read_footer(text)
    if footer is None:
        raise RefusedError(NO_FINGERPRINT, text=text)
    found = tuple(_bearing(db, footer.fingerprint))
    if not found:
        return PaperVerdict(footer.fingerprint, PaperFinding.UNKNOWN)
    told = tuple(p for p in found if footer.revision in (0, p.revision))
    if not told:
        return PaperVerdict(footer.fingerprint, PaperFinding.OTHER_REVISION, found)
    return PaperVerdict(footer.fingerprint, PaperFinding.ON_RECORD, told)


def _bearing(db: Connection, fingerprint: str) -> Iterable[PublishedPaper]:
    """Published reports that print the fingerprint, also those of which an older program did not record it."""
    return papers.by_fingerprint(db, fingerprint) or _by_their_files(db, fingerprint)


def _by_their_files(db: Connection, fingerprint: str) -> Iterator[PublishedPaper]:
    for paper in papers.of_groups(db):
        said = paper_of(blob(db, paper.sha256))
        if said and said.metadata.get("record") == fingerprint:
            yield replace(paper, fingerprint=fingerprint)
