"""Reads the call sheets of a quarter: all calls, and the rows of the record tables that they make."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gacx_reports.core.codes.people import P
from gacx_reports.core.forms.form import Form
from gacx_reports.core.forms.locked_rows import issued_digests
from gacx_reports.core.issues.cell_ref import CellRef, address
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.language.text import match_key
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.core.sheets.read_sheet import read_sheet
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.submissions.call_checks import CALL_CHECKS, CallContext, strangers
from gacx_reports.core.submissions.frame_checks import may_differ
from gacx_reports.core.submissions.issue_details import issue_details
from gacx_reports.core.submissions.parse_people import ParseContext
from gacx_reports.core.submissions.returned_calls import CallSheet, ReturnedCall, call_sheet_of
from gacx_reports.core.survey.alikeness import alike
from gacx_reports.core.survey.call_list import call_list
from gacx_reports.core.survey.calls import Call


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """What is kept of a call sheet whose rows were checked: all rows of a quarter's call sheets fill the memory."""

    form: Form
    sheet: str
    """Its name in the workbook."""
    calls: tuple[Call, ...]
    """Every call that stands in it, made or not."""
    records: tuple[TableRow, ...]
    """The rows of answered calls without an error."""
    issues: tuple[Issue, ...]
    """P51 to P59 and V01."""
    strangers: tuple[TableRow, ...]
    """Rows about jobs that were not drawn for the caller."""
    number_column: int
    """0-based index of 单号."""
    other_phones: tuple[ReturnedCall, ...]
    """Rows that may have another telephone number than the departments' records."""


@dataclass(frozen=True, slots=True)
class CallsRead:
    """What the call sheets of a quarter hold."""

    calls: Mapping[str, tuple[Call, ...]]
    """Record table → every call that stands in a sheet, made or not, by sheet and row."""
    records: Mapping[str, tuple[TableRow, ...]]
    """Record table → the rows of answered calls without an error."""
    issues: tuple[Issue, ...]


def read_call_sheet(book: Workbook, context: ParseContext) -> tuple[CallSheet | None, list[Issue]]:
    """Returns the sheet of calls of one workbook, and issues S and V; None if the sheet is missing or unreadable."""
    form = context.form
    assert form.draw is not None, "a call sheet has a draw"
    wanted = next(s for s in form.sheets if s.name in form.tables)
    rows, found = read_sheet(book, wanted)
    lines = call_list(form.draw, form.owner)
    page = book.sheet(wanted.name)
    if page is None or (not rows and errors(found)):
        return None, found
    digests = issued_digests(book, wanted.name)
    sheet = call_sheet_of(form, rows, lines, digests, context.scheme, page.name)
    return sheet, issue_details(_of_people(found, sheet), wanted.name, rows, context)


def _of_people(found: Sequence[Issue], sheet: CallSheet) -> list[Issue]:
    """The issues about cells of a row with the employee whom the row is about."""
    who = {row.row.row: row.line.person for row in (*sheet.rows, *sheet.again)}
    return [replace(i, person=who.get(i.place.row, i.person)) for i in found]


def checked(
    sheet: CallSheet, context: ParseContext, phones: Mapping[str, str | None]
) -> CheckedSheet:
    """Returns what is kept of a sheet; `phones` are those of the departments' records, by 单号."""
    draw = sheet.form.draw
    assert draw is not None, "a call sheet has a draw"
    about = CallContext(sheet, draw.drawn_on, context.roster.period.due)
    found = tuple(issue for check in CALL_CHECKS for issue in check(about))
    wrong = {issue.place.row for issue in errors(found)}
    sound = (row for row in sheet.rows if _counts(row) and row.row.row not in wrong)
    return CheckedSheet(
        sheet.form,
        sheet.sheet,
        tuple(row.call for row in sheet.rows),
        tuple(row.record() for row in sound),
        found,
        sheet.strangers,
        sheet.rows[0].row.positions.get("单号", 0) if sheet.rows else 0,
        tuple(row for row in sheet.rows if may_differ(row, phones)),
    )


def read_calls(sheets: Sequence[CheckedSheet]) -> CallsRead:
    """Returns the calls and records of all call sheets, and issues P50 to P60 and V01."""
    everywhere: dict[str, tuple[str, CellRef]] = {}
    if any(sheet.strangers for sheet in sheets):
        everywhere = dict(entry for sheet in sheets for entry in _entries(sheet))
    issues: list[Issue] = []
    calls: dict[str, list[Call]] = {}
    records: dict[str, list[TableRow]] = {}
    for sheet in sheets:
        issues += (*strangers(sheet.strangers, everywhere), *sheet.issues)
        table = sheet.form.tables[0]
        calls.setdefault(table, []).extend(sheet.calls)
        records.setdefault(table, []).extend(sheet.records)
    issues += _alike(sheets)
    return CallsRead(
        {table: tuple(rows) for table, rows in calls.items()},
        {table: tuple(rows) for table, rows in records.items()},
        tuple(issues),
    )


def _entries(sheet: CheckedSheet) -> Iterator[tuple[str, tuple[str, CellRef]]]:
    """Match key of 单号 → employee and the cell with it."""
    for call in sheet.calls:
        cell = address(call.place.row, sheet.number_column)
        yield match_key(call.number), (call.person, replace(call.place, cell=cell))


def _counts(row: ReturnedCall) -> bool:
    return row.call.answered and row.row.day("作业日期") is not None and not row.row.faulty


def _alike(sheets: Sequence[CheckedSheet]) -> Iterator[Issue]:
    """P60 (warning): a caller who noted almost the same level for everybody; at the sheet."""
    given: dict[str, dict[str, list[str]]] = {}
    places: dict[str, CellRef] = {}
    for sheet in sheets:
        places[sheet.form.owner] = CellRef(sheet.form.workbook, sheet.sheet)
        own = given.setdefault(sheet.form.owner, {})
        for call in sheet.calls:
            for question, level in call.answers.items() if call.answered else ():
                if level != NA.value:
                    own.setdefault(question, []).append(level)
    for one in alike(given):
        others = (
            f"{one.others.numerator}/{one.others.denominator}" if one.others is not None else "—"
        )
        details = {
            "caller": one.caller,
            "level": one.level,
            "others": others,
            "about": one.question,
        }
        found = f"{one.level} ({one.hits}/{one.n})"
        yield Issue(P.ANSWERS_ALIKE, places[one.caller], found, details)
