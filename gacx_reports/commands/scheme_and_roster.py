"""Scheme and roster of a quarter, on which everything else stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory

from gacx_reports.commands.request import RunOptions
from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.intake.workbooks import PILLARS, pillar_doubles, pillar_paths, recalculated
from gacx_reports.ledger import publications
from gacx_reports.ledger.publications import Publication
from gacx_reports.ledger.store import reading


def published_names(options: RunOptions) -> Mapping[str, str]:
    """What the published scheme calls things in the run's language; {} in Chinese, or where nothing is published."""
    if options.lang == "zh":
        return {}
    with reading(options.ledger) as db:
        publication = publications.latest(db, str(options.quarter))
        return english_of(db, publication) if publication else {}


def english_of(db: Connection, publication: Publication) -> Mapping[str, str]:
    """What the publication's own scheme calls things in English."""
    with TemporaryDirectory() as folder:
        publications.put_sources(db, publication, Path(folder), f"{publication.quarter}/")
        book = read_workbook(pillar_paths(Path(folder) / publication.quarter)[0])
        return read_scheme(book)[0].english if isinstance(book, Workbook) else {}


@dataclass(frozen=True, slots=True)
class Pillars:
    """Scheme and roster as they stand in their workbooks, with whatever is wrong in them."""

    scheme: Scheme
    roster: Roster
    book: Workbook
    """The roster's."""
    issues: tuple[Issue, ...]


def read_pillars(scheme: Path, roster: Path, quarter: Quarter) -> Pillars | tuple[Issue, ...]:
    """Both, their formulas recalculated; the faults of the files where one can't be opened."""
    books = [read_workbook(path) for path in (scheme, roster)]
    if unread := tuple(b for b in books if isinstance(b, Issue)):
        return unread
    read = recalculated({b.name: b for b in books if isinstance(b, Workbook)}, PILLARS)
    rules, found = read_scheme(read[scheme.name])
    people, more = read_roster(read[roster.name], rules, quarter)
    return Pillars(rules, people, read[roster.name], (*found, *more))


def pillars(options: RunOptions) -> tuple[tuple[Scheme, Roster] | None, tuple[Issue, ...]]:
    """Both, or None where one is missing (F01) or has errors."""
    paths = pillar_paths(options.source)
    if twice := pillar_doubles(options.source):
        return None, tuple(twice)
    if missing := [p.name for p in paths if not p.exists()]:
        return None, tuple(Issue("F01", CellRef(n), details={"owner": "HR"}) for n in missing)
    read = read_pillars(*paths, options.quarter)
    if not isinstance(read, Pillars):
        return None, read
    return (None if errors(read.issues) else (read.scheme, read.roster)), read.issues
