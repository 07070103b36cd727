"""`reopen`, `appeal` and `ack`: what happens to a quarter after it is published. Only the ledger changes."""

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from sqlite3 import Connection

from gacx_reports.core.acknowledgement_list import Signature, read_list
from gacx_reports.core.formats import Detail
from gacx_reports.core.glyphs import Missing
from gacx_reports.core.issues import Issue, errors
from gacx_reports.core.judging import reached
from gacx_reports.core.places import Place
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.revisions import Published, Subject, SubjectKind
from gacx_reports.core.tables import Sheet, Workbook
from gacx_reports.excel.sandbox import read_in_child
from gacx_reports.i18n import N_
from gacx_reports.ledger import acknowledgements, appeals, publications
from gacx_reports.ledger.acknowledgements import Acknowledgement
from gacx_reports.ledger.appeals import GRANTED, Appeal, Decision
from gacx_reports.ledger.store import Event, record_event, writing


@dataclass(frozen=True, slots=True)
class Entry:
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
class Refused:
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


Answer = Recorded | Refused
NOT_PUBLISHED = N_("{quarter} is not published.")
NO_REPORT = N_("{person} has no published report in {quarter}.")
NAMES = N_("The reason is printed on reports and must not name anybody: {names}")
UNPRINTABLE = N_("The reason holds characters that can't be printed: {chars}")
BLANK = N_("Say why: the text is blank.")


def reopen(entry: Entry, day: date, reason: str, missing: Missing) -> Answer:
    """Open a published quarter as a whole; the next `publish` closes it again."""
    with writing(entry.ledger) as db:
        standing = publications.standing(db, entry.name)
        if not standing:
            return Refused(NOT_PUBLISHED, {"quarter": entry.name})
        if fault := _unfit(reason, standing, "", missing):
            return fault
        if already := appeals.opened(db, entry.name).reason:
            return Refused(
                N_("{quarter} is open already: {reason}"),
                {"quarter": entry.name, "reason": already},
            )
        event = record_event(db, entry.event("reopen", day, reason=reason))
        appeals.reopen(db, entry.name, reason, event)
    return Recorded(
        N_("{quarter} is open. Correct the workbooks, look at `quarter`, then `publish`."),
        {"quarter": entry.name},
    )


def lodge(entry: Entry, person: str, day: date, grounds: str) -> Answer:
    """Record somebody's appeal; whether it is late depends on the day that the report names."""
    with writing(entry.ledger) as db:
        report = _report_of(db, entry.name, person)
        if isinstance(report, Refused):
            return report
        if not grounds.strip():
            return Refused(BLANK)
        if known := appeals.pending(db, entry.name, person):
            return Refused(
                N_("{person} has an appeal of {day} that is not decided yet."),
                {"person": person, "day": known.lodged_on},
            )
        published = publications.numbered(db, entry.name)[report.publication]
        if day < published.published_on:
            return Refused(
                N_("The report was published on {day}; it can't be appealed against before."),
                {"day": published.published_on},
            )
        until = published.appeals_until
        appeal = Appeal(0, person, report.revision, day, grounds, day > until, "", "", False)
        event = record_event(db, entry.event("appeal", day, person, grounds))
        appeals.lodge(db, entry.name, appeal, event)
    words = N_("Appeal of {person} recorded; it could be lodged until {until}.")
    late = N_("Appeal of {person} recorded. It is late: it could be lodged until {until}.")
    details: dict[str, Detail] = {"person": person, "until": until}
    return Recorded(late if appeal.late else words, details)


def decide(entry: Entry, person: str, decision: Decision, missing: Missing) -> Answer:
    """Decide an appeal; a granted one opens the person, and whoever is measured by them, for revision."""
    with writing(entry.ledger) as db:
        standing = publications.standing(db, entry.name)
        appeal = appeals.pending(db, entry.name, person)
        if appeal is None:
            return Refused(N_("{person} has no undecided appeal."), {"person": person})
        if fault := _unfit(decision.reason, standing, person, missing):
            return fault
        if decision.decided_on < appeal.lodged_on:
            return Refused(
                N_("The appeal was lodged on {day}; it can't be decided before."),
                {"day": appeal.lodged_on},
            )
        record_event(
            db, entry.event(decision.outcome, decision.decided_on, person, decision.reason)
        )
        appeals.decide(db, appeal, decision)
        if decision.outcome != GRANTED:
            return Recorded(N_("Appeal of {person} rejected."), {"person": person})
        found = reached([person], (), standing.values())
        return Recorded(
            N_(
                "Appeal of {person} granted. Correct the workbooks, look at `quarter`, then `publish`."
            ),
            {"person": person},
            tuple(sorted(found - {person})),
            _showing(found, standing),
        )


def _showing(people: frozenset[str], standing: Mapping[Subject, Published]) -> tuple[str, ...]:
    return tuple(
        s.name
        for s, p in standing.items()
        if s.kind is SubjectKind.DEPARTMENT and people & set(p.record["members"])
    )


def acknowledge(entry: Entry, signature: Signature) -> Answer:
    """Record that somebody signed for the report, or refused to."""
    person = signature.person
    with writing(entry.ledger) as db:
        report = _report_of(db, entry.name, person)
        if isinstance(report, Refused):
            return report
        on = publications.numbered(db, entry.name)[report.publication].published_on
        if signature.day < on:
            return Refused(
                N_("The report was published on {day}; it can't be acknowledged before."),
                {"day": on},
            )
        new = _record(db, entry, signature, report)
    details = {"person": person, "revision": str(report.revision)}
    return Recorded(_signed(signature.refused, new), details)


def _signed(refused: bool, new: bool) -> str:
    if refused and new:
        return N_("Refusal of {person} to sign recorded (revision {revision}).")
    if refused:
        return N_("Refusal of {person} to sign was recorded already (revision {revision}).")
    if new:
        return N_("Acknowledgement of {person} recorded (revision {revision}).")
    return N_("Acknowledgement of {person} was recorded already (revision {revision}).")


def acknowledge_all(entry: Entry, path: Path) -> tuple[Answer, tuple[Issue, ...]]:
    """Record a whole returned list, or, where anything in it is wrong, nothing."""
    book, issues = _read(path)
    with writing(entry.ledger) as db:
        dates = publications.numbered(db, entry.name)
        reports = _reports(db, entry.name)
        if not reports:
            return Refused(NOT_PUBLISHED, {"quarter": entry.name}), issues
        signatures: tuple[Signature, ...] = ()
        if book is not None:
            days = {i: dates[r.publication].published_on for i, r in reports.items()}
            signatures, found = read_list(book, days)
            issues += found
        if errors(issues):
            return Refused(N_("Nothing was recorded: the list has errors.")), issues
        new = sum(_record(db, entry, s, reports[s.person]) for s in signatures)
    details = {"new": str(new), "known": str(len(signatures) - new)}
    words = N_("{new} acknowledgements recorded, {known} were known already.")
    return Recorded(words, details), issues


def _record(db: Connection, entry: Entry, signature: Signature, report: Published) -> bool:
    """Whether it says anything new about the person and the revision."""
    person = signature.person
    what = Acknowledgement(person, report.revision, signature.day, signature.refused)
    known = [
        a
        for a in acknowledgements.acknowledgements(db, entry.name)
        if (a.person, a.revision) == (person, report.revision)
    ]
    if known and known[-1] == what:
        return False
    action = "refuse to sign" if signature.refused else "acknowledge"
    event = record_event(db, entry.event(action, signature.day, person))
    acknowledgements.acknowledge(db, entry.name, what, event)
    return True


def _reports(db: Connection, quarter: str) -> dict[str, Published]:
    """Employee ID → the report that stands."""
    return {
        s.name: p
        for s, p in publications.standing(db, quarter).items()
        if s.kind is SubjectKind.EMPLOYEE and p.sha256
    }


def _report_of(db: Connection, quarter: str, person: str) -> Published | Refused:
    if publications.latest(db, quarter) is None:
        return Refused(NOT_PUBLISHED, {"quarter": quarter})
    report = _reports(db, quarter).get(person)
    return report or Refused(NO_REPORT, {"person": person, "quarter": quarter})


def _unfit(
    reason: str, standing: Mapping[Subject, Published], own: str, missing: Missing
) -> Refused | None:
    """A reason that can't be printed on a report: blank, naming a colleague, or beyond the font."""
    if not reason.strip():
        return Refused(BLANK)
    people = {
        s.name: p.record["result"]["name"]
        for s, p in standing.items()
        if s.kind is SubjectKind.EMPLOYEE and s.name != own
    }
    ours = standing.get(Subject(SubjectKind.EMPLOYEE, own))
    allowed = ours.record["result"]["name"] if ours else ""
    named = [n for i, n in people.items() if (n in reason and n != allowed) or i in reason]
    if named:
        return Refused(NAMES, {"names": tuple(named)})
    if chars := missing(reason):
        return Refused(UNPRINTABLE, {"chars": " ".join(chars)})
    return None


def _read(path: Path) -> tuple[Workbook | None, tuple[Issue, ...]]:
    if path.suffix.lower() != ".csv":
        return read_in_child(path, path.parent)
    content = path.read_bytes()
    text = _decoded(content)
    if text is None:
        return None, (Issue("F02", Place(path.name)),)
    rows = list(csv.reader(io.StringIO(text)))
    cells = tuple((n, tuple(c or None for c in row)) for n, row in enumerate(rows, 1) if any(row))
    sheet = Sheet(path.name, path.stem, cells)
    return Workbook(path.name, (sheet,), hashlib.sha256(content).hexdigest()), ()


def _decoded(content: bytes) -> str | None:
    """Excel writes CSV in Chinese as GB 18030 or as UTF-8 with a mark."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
