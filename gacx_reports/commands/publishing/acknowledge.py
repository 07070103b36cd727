"""`ack`: records acknowledgements of reports and refusals to sign, one by one or from a returned list."""

import csv
import hashlib
import io
from datetime import date
from pathlib import Path
from sqlite3 import Connection

from gacx_reports.commands.ledger_entry import (
    NOT_PUBLISHED,
    EntryResult,
    LedgerEntry,
    Recorded,
    Rejected,
    published_reports,
    refuse_wrong_day,
    report_of,
)
from gacx_reports.core.codes.files import F
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.language.formats import Detail
from gacx_reports.core.records.days import DayOf, NewDay, fault
from gacx_reports.core.records.revisions import Published
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.core.submissions.acknowledgement_list import Signature, form_of, read_list
from gacx_reports.i18n import N_
from gacx_reports.intake.workbooks import read_list_at
from gacx_reports.ledger import acknowledgements
from gacx_reports.ledger.acknowledgements import Acknowledgement
from gacx_reports.ledger.days import recorded_days
from gacx_reports.ledger.store import record_event, writing


def acknowledge(entry: LedgerEntry, signature: Signature) -> EntryResult:
    """Record that an employee acknowledged the valid revision of the report, or refused to sign.

    Rejected if there is no published report; raises WrongDayError for a day before its publication, or after today.
    Recording it again changes nothing.
    """
    person = signature.person
    with writing(entry.ledger) as db:
        report = report_of(db, entry.name, person)
        if isinstance(report, Rejected):
            return report
        of_person = recorded_days(db, entry.name).of_person(person)
        refuse_wrong_day(entry, DayOf.ACKNOWLEDGEMENT, signature.day, of_person)
        before = _last(db, entry, person, report.revision)
        new = _record(db, entry, signature, report)
    details: dict[str, Detail] = {"person": person, "revision": str(report.revision)}
    if before and new:
        return Recorded(AGAIN, {**details, "before": before.day, "day": signature.day})
    return Recorded(_signed(signature.refused, new), details)


AGAIN = N_(
    "Entry about the signature of {person} (revision {revision}) added: {day}. The one of {before} stays on record; the"
    " last one is valid."
)


def _signed(refused: bool, new: bool) -> str:
    if refused and new:
        return N_("Refusal of {person} to sign recorded (revision {revision}).")
    if refused:
        return N_("Refusal of {person} to sign was recorded already (revision {revision}).")
    if new:
        return N_("Acknowledgement of {person} recorded (revision {revision}).")
    return N_("Acknowledgement of {person} was recorded already (revision {revision}).")


def acknowledge_all(entry: LedgerEntry, path: Path) -> tuple[EntryResult, tuple[Issue, ...]]:
    """Record all entries of a returned list (.xlsx or .csv), or none if it has errors; with the list's issues."""
    book, issues = _read(path)
    with writing(entry.ledger) as db:
        reports = published_reports(db, entry.name)
        if not reports:
            return Rejected(NOT_PUBLISHED, {"quarter": entry.name}), issues
        signatures: tuple[Signature, ...] = ()
        if book is not None:
            days = recorded_days(db, entry.name)

            def wrong(person: str, day: date) -> Issue | None:
                new = NewDay(DayOf.ACKNOWLEDGEMENT, day)
                return fault(new, days.of_person(person), entry.limits)

            signatures, found = read_list(book, reports.keys(), wrong)
            issues += found
        if errors(issues):
            return Rejected(N_("Nothing was recorded: the list has errors.")), issues
        new = sum(_record(db, entry, s, reports[s.person]) for s in signatures)
    details = {"new": str(new), "known": str(len(signatures) - new)}
    words = N_("{new} acknowledgements recorded, {known} were known already.")
    return Recorded(words, details), issues


def _record(db: Connection, entry: LedgerEntry, signature: Signature, report: Published) -> bool:
    """Record an acknowledgement unless it equals the last one of this person and revision; whether it was recorded."""
    person = signature.person
    what = Acknowledgement(person, report.revision, signature.day, signature.refused)
    if _last(db, entry, person, report.revision) == what:
        return False
    action = "refuse to sign" if signature.refused else "acknowledge"
    event = record_event(db, entry.event(action, signature.day, person))
    acknowledgements.acknowledge(db, entry.name, what, event)
    return True


def _last(db: Connection, entry: LedgerEntry, person: str, revision: int) -> Acknowledgement | None:
    """The valid entry about this revision; None if there is none yet."""
    known = acknowledgements.acknowledgements(db, entry.name)
    return next((a for a in reversed(known) if (a.person, a.revision) == (person, revision)), None)


def _read(path: Path) -> tuple[Workbook | None, tuple[Issue, ...]]:
    if path.suffix.lower() != ".csv":
        return read_list_at(path, form_of)
    content = path.read_bytes()
    text = _decoded(content)
    if text is None:
        return None, (Issue(F.WORKBOOK_DAMAGED, CellRef(path.name)),)
    rows = list(csv.reader(io.StringIO(text)))
    cells = tuple((n, tuple(c or None for c in row)) for n, row in enumerate(rows, 1) if any(row))
    sheet = Sheet(path.name, path.stem, cells)
    return Workbook(path.name, (sheet,), hashlib.sha256(content).hexdigest()), ()


def _decoded(content: bytes) -> str | None:
    """The text of a CSV file, which Chinese Excel writes in GB 18030 or in UTF-8 with a BOM; None if it is neither."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
