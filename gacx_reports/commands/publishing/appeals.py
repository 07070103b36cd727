"""`reopen` and `appeal`: open a published quarter, or single results, for revision. Only the ledger changes."""

from collections.abc import Mapping
from datetime import date

from gacx_reports.commands.ledger_entry import (
    BLANK,
    NOT_PUBLISHED,
    EntryResult,
    LedgerEntry,
    Recorded,
    Rejected,
    refuse_wrong_day,
    report_of,
)
from gacx_reports.core.language.formats import Detail
from gacx_reports.core.records.compare import reached
from gacx_reports.core.records.days import DayOf
from gacx_reports.core.records.record_types import of_group, of_person
from gacx_reports.core.records.revisions import Published, Subject, SubjectKind
from gacx_reports.core.submissions.printable import Missing
from gacx_reports.i18n import N_
from gacx_reports.ledger import appeals, publications
from gacx_reports.ledger.appeals import GRANTED, Appeal, Decision
from gacx_reports.ledger.days import recorded_days
from gacx_reports.ledger.store import record_event, writing

NAMES = N_("The reason is printed on reports and must not name anybody: {names}")
UNPRINTABLE = N_("The reason holds characters that can't be printed: {chars}")


def reopen(entry: LedgerEntry, day: date, reason: str, missing: Missing) -> EntryResult:
    """Open a whole published quarter for revision; the next `publish` closes it again.

    Rejected if it is not published or already open, or if the reason can't be printed on a report (see `unfit`).
    Raises WrongDayError for a day before a publication, or after today.
    """
    with writing(entry.ledger) as db:
        standing = publications.standing(db, entry.name)
        if not standing:
            return Rejected(NOT_PUBLISHED, {"quarter": entry.name})
        if fault := unfit(reason, standing, "", missing):
            return fault
        if already := appeals.opened(db, entry.name).reason:
            return Rejected(
                N_("{quarter} is open already: {reason}"),
                {"quarter": entry.name, "reason": already},
            )
        refuse_wrong_day(entry, DayOf.REOPENING, day, recorded_days(db, entry.name).entries)
        event = record_event(db, entry.event("reopen", day, reason=reason))
        appeals.reopen(db, entry.name, reason, event)
    return Recorded(
        N_("{quarter} is open. Correct the workbooks, look at `quarter`, then `publish --on DAY`."),
        {"quarter": entry.name},
    )


def lodge(entry: LedgerEntry, person: str, day: date, grounds: str) -> EntryResult:
    """Record an employee's appeal; it is late after the day that the report prints, and recorded all the same.

    Rejected without a published report or grounds, or with an undecided appeal. Raises WrongDayError for a day before
    publication or an earlier decision, or after today.
    """
    with writing(entry.ledger) as db:
        report = report_of(db, entry.name, person)
        if isinstance(report, Rejected):
            return report
        if not grounds.strip():
            return Rejected(BLANK)
        if known := appeals.pending(db, entry.name, person):
            return Rejected(
                N_("{person} has an appeal of {day} that is not decided yet."),
                {"person": person, "day": known.lodged_on},
            )
        of_person = recorded_days(db, entry.name).of_person(person)
        refuse_wrong_day(entry, DayOf.APPEAL, day, of_person)
        until = publications.numbered(db, entry.name)[report.publication].appeals_until
        appeal = Appeal(0, person, report.revision, day, grounds, day > until, "", "", False)
        event = record_event(db, entry.event("appeal", day, person, grounds))
        appeals.lodge(db, entry.name, appeal, event)
    words = N_("Appeal of {person} recorded; it could be lodged until {until}.")
    late = N_("Appeal of {person} recorded. It is late: it could be lodged until {until}.")
    details: dict[str, Detail] = {"person": person, "until": until}
    return Recorded(late if appeal.late else words, details)


def decide(entry: LedgerEntry, person: str, decision: Decision, missing: Missing) -> EntryResult:
    """Decide an appeal; a granted one opens the results of the person, and of all measured by them, for revision.

    Rejected without an undecided appeal, or if the reason can't be printed. Raises WrongDayError for a day before the
    appeal was lodged, or after today.
    """
    with writing(entry.ledger) as db:
        standing = publications.standing(db, entry.name)
        appeal = appeals.pending(db, entry.name, person)
        if appeal is None:
            return Rejected(N_("{person} has no undecided appeal."), {"person": person})
        if fault := unfit(decision.reason, standing, person, missing):
            return fault
        of_person = recorded_days(db, entry.name).of_person(person)
        refuse_wrong_day(entry, DayOf.DECISION, decision.decided_on, of_person)
        record_event(
            db, entry.event(decision.outcome, decision.decided_on, person, decision.reason)
        )
        appeals.decide(db, appeal, decision)
        if decision.outcome != GRANTED:
            return Recorded(N_("Appeal of {person} rejected."), {"person": person})
        found = reached([person], (), standing.values())
        return Recorded(
            N_(
                "Appeal of {person} granted. Correct the workbooks, look at `quarter`, then `publish --on DAY`."
            ),
            {"person": person},
            tuple(sorted(found - {person})),
            _showing(found, standing),
        )


def _showing(people: frozenset[str], standing: Mapping[Subject, Published]) -> tuple[str, ...]:
    return tuple(
        s.name
        for s, p in standing.items()
        if s.kind is SubjectKind.DEPARTMENT and people & set(of_group(p.record)["members"])
    )


def unfit(
    reason: str, standing: Mapping[Subject, Published], own: str, missing: Missing
) -> Rejected | None:
    """Rejected if a reason can't be printed on a report: it is blank, names a colleague, or the font lacks characters.

    `own` is the ID of the employee who may be named; "" for nobody.
    """
    if not reason.strip():
        return Rejected(BLANK)
    people = {
        s.name: of_person(p.record)["result"]["name"]
        for s, p in standing.items()
        if s.kind is SubjectKind.EMPLOYEE and s.name != own
    }
    ours = standing.get(Subject(SubjectKind.EMPLOYEE, own))
    allowed = of_person(ours.record)["result"]["name"] if ours else ""
    named = [n for i, n in people.items() if (n in reason and n != allowed) or i in reason]
    if named:
        return Rejected(NAMES, {"names": tuple(named)})
    if chars := missing(reason):
        return Rejected(UNPRINTABLE, {"chars": " ".join(chars)})
    return None
