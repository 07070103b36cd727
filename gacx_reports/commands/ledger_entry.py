"""What is recorded in the ledger by hand, and the answer: it stands there, or why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from sqlite3 import Connection

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.language.formats import Detail
from gacx_reports.core.records.revisions import Published, SubjectKind
from gacx_reports.i18n import N_
from gacx_reports.ledger import publications
from gacx_reports.ledger.store import Event


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """Where and when something is recorded."""

    ledger: Path
    quarter: Quarter
    now: datetime
    by: str = ""

    @property
    def name(self) -> str:
        """`2024Q3`."""
        return str(self.quarter)

    def event(self, action: str, day: date, person: str = "", reason: str = "") -> Event:
        """A line of the trail."""
        return Event(self.name, action, day, self.now, person, self.by, reason)


@dataclass(frozen=True, slots=True)
class Rejected:
    """Nothing was recorded."""

    words: str
    """A message id."""
    details: Mapping[str, Detail] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Recorded:
    """It stands in the ledger."""

    words: str
    """A message id."""
    details: Mapping[str, Detail] = field(default_factory=dict, hash=False)
    affected: tuple[str, ...] = ()
    """IDs of others whose results may change with it."""
    departments: tuple[str, ...] = ()
    """Departments whose reports may change with it."""


EntryResult = Recorded | Rejected
NOT_PUBLISHED = N_("{quarter} is not published.")
NO_REPORT = N_("{person} has no published report in {quarter}.")
BLANK = N_("Say why: the text is blank.")


def published_reports(db: Connection, quarter: str) -> dict[str, Published]:
    """Employee ID → the report that stands."""
    return {
        s.name: p
        for s, p in publications.standing(db, quarter).items()
        if s.kind is SubjectKind.EMPLOYEE and p.sha256
    }


def report_of(db: Connection, quarter: str, person: str) -> Published | Rejected:
    """The person's report that stands."""
    if publications.latest(db, quarter) is None:
        return Rejected(NOT_PUBLISHED, {"quarter": quarter})
    report = published_reports(db, quarter).get(person)
    return report or Rejected(NO_REPORT, {"person": person, "quarter": quarter})
