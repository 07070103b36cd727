"""English names (英文名) of a published scheme."""

from collections.abc import Mapping
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory

from gacx_reports.commands.request import RunOptions
from gacx_reports.intake.scheme_and_roster import paths_in, scheme_at
from gacx_reports.ledger import publications
from gacx_reports.ledger.publications import Publication
from gacx_reports.ledger.store import reading


def published_names(options: RunOptions) -> Mapping[str, str]:
    """Chinese → English names of the quarter's published scheme; {} with `--lang zh` or if nothing is published."""
    if options.lang == "zh":
        return {}
    with reading(options.ledger) as db:
        publication = publications.latest(db, str(options.quarter))
        return names_of(db, publication) if publication else {}


def names_of(db: Connection, publication: Publication) -> Mapping[str, str]:
    """Chinese → English names of the publication's own scheme; {} if it can't be read."""
    with TemporaryDirectory() as folder:
        publications.put_sources(db, publication, Path(folder), f"{publication.quarter}/")
        path, _ = paths_in(Path(folder) / publication.quarter)
        scheme, _ = scheme_at(path)
    return scheme.english if scheme else {}
