"""Reads the workbooks of a quarter, cover and stamps first, and merges their sheets into Submissions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.people import P
from gacx_reports.core.codes.sheets import S
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.input_sheets import (
    COMMENTS,
    COVER,
    LINES,
    RATINGS,
    TARGETS,
    TYPED,
    WEIGHTS,
)
from gacx_reports.core.forms.locked_rows import check_locked
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import AssignmentKey
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.english_names import sheet_worthy
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.read_sheet import read_sheet
from gacx_reports.core.sheets.stamp import Stamp, check_stamps
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.submissions.frame_checks import changed_frames, phones_of
from gacx_reports.core.submissions.issue_details import issue_details
from gacx_reports.core.submissions.job_numbers import duplicate_numbers
from gacx_reports.core.submissions.own_points import wrong_orders
from gacx_reports.core.submissions.own_weights import wrong_totals
from gacx_reports.core.submissions.parse_entries import read_kpi_entries, read_targets
from gacx_reports.core.submissions.parse_events import read_lines, sound_records
from gacx_reports.core.submissions.parse_people import ParseContext, known_people
from gacx_reports.core.submissions.project_rows import (
    ByProject,
    Typed,
    of_all_projects,
    with_projects,
)
from gacx_reports.core.submissions.read_calls import (
    CheckedSheet,
    checked,
    read_call_sheet,
    read_calls,
)
from gacx_reports.core.submissions.read_comments import read_comments
from gacx_reports.core.submissions.read_ratings import read_opinions, read_ratings
from gacx_reports.core.submissions.read_typed import read_typed
from gacx_reports.core.submissions.returned_calls import ReturnedCall
from gacx_reports.core.submissions.submissions import (
    AdjustmentLine,
    Comment,
    Opinion,
    Submissions,
    SubmittedValue,
)
from gacx_reports.core.survey.calls import Call


def read_submissions(
    books: Mapping[str, Workbook],
    expected: Iterable[Form],
    scheme: Scheme,
    roster: Roster,
    quarter: Period,
) -> tuple[Submissions, tuple[Issue, ...]]:
    """Returns the merged content of the workbooks, and issues S, V and P; missing workbooks are reported elsewhere."""
    forms = tuple(expected)
    builder = _SubmissionBuilder(dict.fromkeys(scheme.tables, ()))
    issues: list[Issue] = []
    for form in forms:
        if form.workbook in books:
            context = ParseContext(form, scheme, roster, quarter)
            issues += _read_book(books[form.workbook], context, builder)
    issues += duplicate_numbers(builder.records, scheme)
    issues += builder.add_calls()
    issues += wrong_totals(forms, scheme, builder.weights)
    issues += wrong_orders(forms, scheme, builder.points, quarter)
    if all(f.workbook in books for f in forms if f.tables and f.draw is None):
        basis, rows = (scheme, roster, quarter), builder.rows_with_other_phones()
        issues += changed_frames(forms, builder.records, issues, basis, rows)
    return builder.merged(), tuple(issues)


def _read_book(book: Workbook, context: ParseContext, builder: "_SubmissionBuilder") -> list[Issue]:
    cover = _check_cover(book, context)
    stamp = stamp_of(context.form, context.quarter, context.scheme)
    issues = [*cover, *check_stamps(book, stamp, cover)]
    if context.form.kind is FormKind.CALLS:
        # None of another quarter's calls was drawn for this one: said once.
        if any(i.code is S.OTHER_QUARTER for i in cover):
            return issues
        return [*issues, *builder.add_call_sheet(book, context)]
    for sheet in context.form.sheets:
        if sheet.name == COVER.name:
            continue
        rows, found = read_sheet(book, with_projects(sheet, context), context.roster.resolve)
        faults = issue_details(
            [_as_issued(i, book, context.scheme) for i in found], sheet.name, rows, context
        )
        known, strangers = known_people(rows, context)
        issues += (*faults, *strangers)
        # IDs that became numbers are locked entries that changed: said once.
        if not any(i.code is P.IDS_AS_NUMBERS for i in strangers):
            issues += check_locked(book, sheet.name, rows)
        known, unwanted = of_all_projects(sheet, known)
        issues += (*unwanted, *builder.add(sheet, known, context))
    return issues


def _as_issued(issue: Issue, book: Workbook, scheme: Scheme) -> Issue:
    """S01 of an English workbook with the English name of the missing sheet."""
    if issue.code != S.SHEET_MISSING or not book.english:
        return issue
    sheet = sheet_worthy(scheme).get(issue.place.sheet, issue.place.sheet)
    return replace(issue, place=replace(issue.place, sheet=sheet))


@dataclass(slots=True)
class _SubmissionBuilder:
    """Content of the workbooks that have been read so far."""

    records: dict[str, tuple[TableRow, ...]]
    typed: Typed = field(default_factory=dict)
    ratings: dict[tuple[str, str], SubmittedValue] = field(default_factory=dict)
    opinions: dict[tuple[str, str], tuple[Opinion, ...]] = field(default_factory=dict)
    targets: dict[tuple[AssignmentKey, str], SubmittedValue] = field(default_factory=dict)
    weights: dict[tuple[AssignmentKey, str], SubmittedValue] = field(default_factory=dict)
    points: dict[tuple[AssignmentKey, str, str], SubmittedValue] = field(default_factory=dict)
    scored: dict[tuple[AssignmentKey, str, Rater], Opinion] = field(default_factory=dict)
    by_project: ByProject = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    lines: dict[str, tuple[AdjustmentLine, ...]] = field(default_factory=dict)
    call_sheets: list[CheckedSheet] = field(default_factory=list)
    phones: dict[str, str | None] | None = None  # of records, which are read before any call sheet
    calls: dict[str, tuple[Call, ...]] = field(default_factory=dict)

    def add(self, sheet: SheetForm, rows: list[TableRow], context: ParseContext) -> list[Issue]:
        """Adds a sheet's rows to the part of the submissions that the sheet holds; returns issues."""
        if sheet.name in context.form.tables:
            kept, issues = sound_records(rows, context, sheet.name)
            self.records[sheet.name] += kept
            return issues
        if sheet.name == TYPED.name:
            return read_typed(rows, self.typed, self.by_project, self.scored, context)
        if context.form.kind is FormKind.RATER:
            return read_opinions(rows, self.opinions, context)
        if sheet is RATINGS:
            return read_ratings(rows, self.ratings, context)
        if sheet.name == TARGETS.name:
            return read_targets(rows, self.targets, self.points, context)
        if sheet is WEIGHTS:
            return read_kpi_entries(rows, self.weights, context, "权重")
        if sheet is COMMENTS:
            return read_comments(rows, self.comments, context)
        return read_lines(rows, self.lines, context) if sheet.name == LINES else []

    def add_call_sheet(self, book: Workbook, context: ParseContext) -> list[Issue]:
        """Adds a caller's sheet, of which most is checked and gone at once; returns issues S and V."""
        sheet, issues = read_call_sheet(book, context)
        if self.phones is None:
            self.phones = phones_of(self.records, context.scheme)
        if sheet:
            self.call_sheets.append(checked(sheet, context, self.phones))
        return [_as_issued(i, book, context.scheme) for i in issues]

    def add_calls(self) -> tuple[Issue, ...]:
        """Adds the calls of all callers' sheets, and the records that they make; returns issues."""
        self.phones = None
        read = read_calls(self.call_sheets)
        self.calls = dict(read.calls)
        for table, rows in read.records.items():
            self.records[table] += rows
        return read.issues

    def rows_with_other_phones(self) -> dict[str, tuple[ReturnedCall, ...]]:
        """Returns drawn table → rows that may have another telephone number than the records."""
        found: dict[str, tuple[ReturnedCall, ...]] = {}
        for sheet in self.call_sheets:
            table = sheet.form.tables[0]
            found[table] = (*found.get(table, ()), *sheet.other_phones)
        return found

    def merged(self) -> Submissions:
        """Returns everything read so far."""
        return Submissions(
            self.records,
            self.typed,
            self.ratings,
            self.opinions,
            self.targets,
            self.comments,
            self.lines,
            self.calls,
            self.weights,
            points=self.points,
            scored=self.scored,
            by_project=self.by_project,
        )


def stamp_of(form: Form, quarter: Period, scheme: Scheme) -> Stamp:
    """Returns the stamp that the form's workbook gets when it is issued."""
    return Stamp(form.kind, form.key, str(quarter), scheme.settings.version)


_ENTRIES = ("季度", "部门", "方案版本")
"""Entries of the cover that are compared."""


def _check_cover(book: Workbook, context: ParseContext) -> list[Issue]:
    """S05 another quarter, S06 another department, S07 another scheme version; P20 a missing entry."""
    rows, issues = read_sheet(book, COVER)
    if issues:
        return issues
    named = {name: r for r in rows for name in _ENTRIES if r.sheet.means(r.text("项目"), name)}
    wanted = {
        "季度": (S.OTHER_QUARTER, str(context.quarter)),
        "方案版本": (S.OTHER_SCHEME, context.scheme.settings.version),
    }
    if context.form.department:
        wanted["部门"] = (S.OTHER_DEPARTMENT, context.form.department)
    for name, (code, expected) in wanted.items():
        if name not in named:
            place, details = CellRef(book.name, COVER.name), {"entry": name}
            issues.append(Issue(P.ENTRY_MISSING, place, details=details))
        elif not named[name].sheet.means(named[name].text("值"), expected):
            issues.append(named[name].issue(code, "值", expected=expected))
    return issues
