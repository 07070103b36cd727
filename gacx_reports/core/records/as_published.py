"""A quarter and its reports as they were published, or as a supplement or revision publishes them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.records.employee_types import EmployeeRecord
from gacx_reports.core.records.record_types import PublicationRecord, of_person
from gacx_reports.core.records.revisions import Current, Published, Subject, SubjectKind
from gacx_reports.core.roster.sheets import HOLIDAYS
from gacx_reports.core.roster.uncertain_days import binding, uncertain_day
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.scoring.pay import Correction


def correction(old: Published, new: Published | Current) -> Correction:
    """What the revision of an employee's record means for their pay."""
    before, after = (of_person(r.record) for r in (old, new))

    def amount(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    return Correction(
        after["result"]["id"],
        after["result"]["name"],
        amount(before["result"]["pay_factor"]),
        amount(after["result"]["pay_factor"]),
        amount(before["pay"]),
        amount(after["pay"]),
    )


def as_published(quarter: QuarterOutcome, standing: Mapping[Subject, Published]) -> QuarterOutcome:
    """The quarter with totals and grades as published, whatever this program would compute today."""
    employees = {}
    for i, e in quarter.employees.items():
        published = standing.get(Subject(SubjectKind.EMPLOYEE, i))
        employees[i] = _with(e, of_person(published.record)["result"]) if published else e
    return replace(quarter, employees=employees)


def _with(e: EmployeeOutcome, result: EmployeeRecord) -> EmployeeOutcome:
    """The outcome with total and grade of a published record, where both have a total."""
    if e.status is not Status.SCORED or not result["total"]:
        return e
    assert result["pay_factor"] is not None
    return replace(
        e,
        total=Decimal(result["total"]),
        grade=result["grade"] or "",
        computed_grade=result["computed_grade"] or "",
        pay_factor=Decimal(result["pay_factor"]),
    )


def announced(outcome: QuarterOutcome, day: date | None) -> QuarterOutcome:
    """The outcome as published on another day than 本期 says: a supplement or revision.

    Its reports print that day, and the time for appeals, counted in working days, begins with it.
    """
    roster = outcome.roster
    if day is None or day == roster.period.published:
        return outcome
    until = roster.calendar.plus_working_days(day, outcome.scheme.settings.appeal_days)
    period = replace(roster.period, published=day, appeals_until=until)
    return replace(outcome, roster=replace(roster, period=period))


def uncertain_appeals(outcome: QuarterOutcome, day: date | None) -> tuple[Issue, ...]:
    """P36 (error) where the appeal deadline of what is published on `day` can't be computed yet."""
    if (said := announced(outcome, day)) is outcome:
        return ()
    period, calendar = said.roster.period, said.roster.calendar
    first = period.published + timedelta(days=1)
    place = CellRef(said.roster.unit_sheet.workbook, HOLIDAYS.name)
    return binding(uncertain_day("申诉截止", place, calendar, first, period.appeals_until))


def outline(record: PublicationRecord | None) -> str:
    """`0.8132 A` of an employee's record, the status of who has no grade, "" of anything else."""
    if record is None or "result" not in record:
        return ""
    result = record["result"]
    return f"{result['total']} {result['grade']}" if result["grade"] else str(result["status"])
