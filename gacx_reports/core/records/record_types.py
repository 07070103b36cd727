"""What records hold, as they are written to JSON and read from it: `results.json`, attachments, the ledger.

The record of an employee is in employee_types.py, which also says how numbers are written.
"""

from typing import NotRequired, TypedDict, final

from gacx_reports.core.records.employee_types import EmployeeRecord, ListedEmployee
from gacx_reports.core.records.scheme_record import SchemeRecord


class AcceptedRecord(TypedDict):
    """That HR lets a missed quota stand."""

    reason: str
    by: str


class QuotaBound(TypedDict, total=False):
    """One of the two."""

    at_least: int
    """People with the grade that the quota asks for."""
    at_most: int
    """People with the grade that the quota leaves."""


class QuotaRecord(TypedDict):
    """A quota that a department misses: `at_least` or `at_most` says which way."""

    grade: str
    count: int
    """People with that grade."""
    scored: int
    """People of whom the quota is a share."""
    at_least: NotRequired[int]
    at_most: NotRequired[int]
    accepted: AcceptedRecord | None


class WiderQuotaRecord(QuotaRecord):
    """A quota that a level of posts or the company misses."""

    scope: str
    """A QuotaScope."""
    name: str


class DepartmentRecord(TypedDict):
    """A department in `results.json`."""

    name: str
    upper: str | None
    """The department above."""
    head: str
    """Employee ID."""
    result: str | None
    quotas_missed: list[QuotaRecord]


class FlagRecord(TypedDict):
    """What follows from a grade of an employee that recurs."""

    id: str
    grade: str
    or_worse: bool
    periods: list[str]
    """In which the grade was given, oldest first."""
    consequence: str


class BonusRecord(TypedDict):
    """A share of a pool."""

    id: str
    weight: str
    """Factor × base, total × base, or total."""
    amount: str | None
    """Yuan; None while the pool is not shared."""


class PoolRecord(TypedDict):
    """The bonus pool of a department."""

    department: str
    pool: str
    """Yuan."""
    sharing: str
    """A PoolSharing."""
    waits_for: list[str]
    """IDs of the department's people who are held back; the pool is not shared while there are any."""
    shares: list[BonusRecord]


class IssueRecord(TypedDict):
    """An issue without words."""

    code: str
    severity: str
    """A Severity."""
    workbook: str
    sheet: str
    cell: str
    found: str
    person: str | None
    """Employee ID."""


class QuarterRecord(TypedDict):
    """The whole of `results.json`."""

    quarter: str
    """`2024Q3`."""
    scheme: SchemeRecord
    departments: list[DepartmentRecord]
    company: str | None
    """The company's result."""
    quotas_missed: NotRequired[list[WiderQuotaRecord]]
    """Of levels and the company; absent where the scheme has no such quotas."""
    flags: NotRequired[list[FlagRecord]]
    """Grades that recur; absent where the scheme has no rule for them. They rest on earlier quarters, too, so that
    they are no part of anybody's own record."""
    pools: NotRequired[list[PoolRecord]]
    """Absent where the scheme shares no pools."""
    issues: list[IssueRecord]
    employees: list[ListedEmployee]


class FigureRecord(TypedDict):
    """Figures of a group; whose they are is told by a digest alone."""

    people: int
    status: dict[str, int]
    """People by Status."""
    grades: dict[str, int]
    """People by grade, of those who are scored."""
    mean_total: str | None
    """Of the printed totals."""
    members_sha256: str
    """Of the members' records, 64 hex digits."""


class DepartmentReportRecord(FigureRecord):
    """What is attached to a department's report."""

    quarter: str
    scheme: SchemeRecord
    department: str
    result: str | None


class SurveyRecord(TypedDict):
    """A drawn survey: the proof of its draw, and how its calls ended."""

    table: str
    draw: int
    """How often it was drawn."""
    drawn_on: str
    reason: str
    commitment: str
    salt: str
    frame_sha256: str
    outcomes: dict[str, int]
    """Last outcome → calls."""


class SummaryRecord(FigureRecord):
    """What is attached to the summary."""

    quarter: str
    scheme: SchemeRecord
    result: str | None
    departments: dict[str, FigureRecord]


class SurveyedSummaryRecord(SummaryRecord):
    """What is attached to the summary of a quarter whose calls were drawn."""

    surveys: list[SurveyRecord]


class ComparedSchemeRecord(FigureRecord):
    """A quarter under one of two schemes."""

    scheme: SchemeRecord


class ComparisonRecord(TypedDict):
    """What is attached to the page of a what-if."""

    quarter: str
    before: ComparedSchemeRecord
    after: ComparedSchemeRecord


@final
class PersonPublication(TypedDict):
    """What the ledger keeps of an employee: all that the report prints about the person."""

    result: EmployeeRecord
    comment: str
    goals: str
    base: str | None
    """Of performance pay, yuan."""
    pay: str | None
    """Performance pay, yuan."""


@final
class GroupPublication(TypedDict):
    """What the ledger keeps of a department, the summary or a table: whose results went into it."""

    members: dict[str, str]
    """Employee ID → fingerprint of the person's record; "" for who is held back."""


PublicationRecord = PersonPublication | GroupPublication
"""A person's where the subject is an employee, else a group's."""


def of_person(record: PublicationRecord) -> PersonPublication:
    """The record of an employee; the caller knows it to be one by its subject."""
    assert "result" in record
    return record


def of_group(record: PublicationRecord) -> GroupPublication:
    """The record of a department, the summary or a table; the caller knows it by its subject."""
    assert "members" in record
    return record
