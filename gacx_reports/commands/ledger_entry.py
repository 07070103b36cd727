"""Entries that HR makes in the ledger (appeals, acknowledgements, …), and their result: recorded or rejected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from sqlite3 import Connection

from gacx_reports.commands.request import RefusedError, WrongDayError
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.language.formats import Detail
from gacx_reports.core.records.days import DayLimits, DayOf, DayOnRecord, NewDay, fault
from gacx_reports.core.records.revisions import Published, SubjectKind
from gacx_reports.i18n import N_
from gacx_reports.ledger import publications, retention
from gacx_reports.ledger.store import Event


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """Ledger, quarter, time and author of an entry."""

    ledger: Path
    quarter: Period
    now: datetime
    by: str = ""

    @property
    def name(self) -> str:
        """The quarter as the ledger writes it: `2024Q3`."""
        return str(self.quarter)

    @property
    def limits(self) -> DayLimits:
        """What the entry's day is judged by besides the record."""
        return DayLimits(self.quarter, self.now.date())

    def event(self, action: str, day: date, person: str = "", reason: str = "") -> Event:
        """The entry's event for the ledger's trail."""
        return Event(self.name, action, day, self.now, person, self.by, reason)


@dataclass(frozen=True, slots=True)
class Rejected:
    """Nothing was recorded; `words` and `details` give the reason."""

    words: str
    """A message id."""
    details: Mapping[str, Detail] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The entry was written to the ledger."""

    words: str
    """A message id."""
    details: Mapping[str, Detail] = field(default_factory=dict, hash=False)
    affected: tuple[str, ...] = ()
    """IDs of other employees whose results may change with it."""
    departments: tuple[str, ...] = ()
    """Departments whose reports may change with it."""


EntryResult = Recorded | Rejected
NOT_PUBLISHED = N_("{quarter} is not published.")
NO_REPORT = N_("{person} has no published report in {quarter}.")
PURGED = N_(
    "{quarter} was purged on {day}: only its results are left. Its workbooks, reports and passwords are gone."
)
BLANK = N_("Say why: the text is blank.")


def refuse_purged(db: Connection, quarter: str) -> None:
    """Raise RefusedError, which says when, if the quarter was purged: its workbooks and reports are gone."""
    if day := retention.purged(db, quarter):
        raise RefusedError(PURGED, quarter=quarter, day=day)


def refuse_wrong_day(
    entry: LedgerEntry, what: DayOf, day: date, on_record: Sequence[DayOnRecord]
) -> None:
    """Raise WrongDayError if the entry can't bear that day, by what is on record about those whom it concerns."""
    if found := fault(NewDay(what, day), on_record, entry.limits):
        raise WrongDayError(found)


def published_reports(db: Connection, quarter: str) -> dict[str, Published]:
    """Employee ID → the valid (last) revision of the published report."""
    return {
        s.name: p
        for s, p in publications.standing(db, quarter).items()
        if s.kind is SubjectKind.EMPLOYEE and p.sha256
    }


def report_of(db: Connection, quarter: str, person: str) -> Published | Rejected:
    """The valid revision of the person's report; Rejected if the quarter or the report is not published."""
    if publications.latest(db, quarter) is None:
        return Rejected(NOT_PUBLISHED, {"quarter": quarter})
    report = published_reports(db, quarter).get(person)
    return report or Rejected(NO_REPORT, {"person": person, "quarter": quarter})
