"""Scheme and roster of a quarter, on which everything else stands."""

from collections.abc import Mapping
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory

from gacx_reports.arrivals import pillar_doubles, pillar_paths
from gacx_reports.commands.order import Order
from gacx_reports.core.issues import Issue, errors
from gacx_reports.core.places import Place
from gacx_reports.core.roster import Roster
from gacx_reports.core.roster_reading import read_roster
from gacx_reports.core.scheme import Scheme
from gacx_reports.core.scheme_reading import read_scheme
from gacx_reports.core.tables import Workbook
from gacx_reports.excel.reading import read_workbook
from gacx_reports.ledger import publications
from gacx_reports.ledger.publications import Publication
from gacx_reports.ledger.store import reading


def published_names(order: Order) -> Mapping[str, str]:
    """What the published scheme calls things in the order's language; {} in Chinese, or where nothing is published."""
    if order.lang == "zh":
        return {}
    with reading(order.ledger) as db:
        publication = publications.latest(db, str(order.quarter))
        return english_of(db, publication) if publication else {}


def english_of(db: Connection, publication: Publication) -> Mapping[str, str]:
    """What the publication's own scheme calls things in English."""
    with TemporaryDirectory() as folder:
        publications.put_sources(db, publication, Path(folder), f"{publication.quarter}/")
        book = read_workbook(pillar_paths(Path(folder) / publication.quarter)[0])
        return read_scheme(book)[0].english if isinstance(book, Workbook) else {}


def pillars(order: Order) -> tuple[tuple[Scheme, Roster] | None, tuple[Issue, ...]]:
    """Both, or None where one is missing (F01) or has errors."""
    paths = pillar_paths(order.source)
    if twice := pillar_doubles(order.source):
        return None, tuple(twice)
    if missing := [p.name for p in paths if not p.exists()]:
        return None, tuple(Issue("F01", Place(n), details={"owner": "HR"}) for n in missing)
    books = [read_workbook(path) for path in paths]
    if unread := [b for b in books if isinstance(b, Issue)]:
        return None, tuple(unread)
    scheme_book, roster_book = (b for b in books if isinstance(b, Workbook))
    scheme, found = read_scheme(scheme_book)
    roster, more = read_roster(roster_book, scheme, order.quarter)
    issues = (*found, *more)
    return (None if errors(issues) else (scheme, roster)), issues
