"""Reads the workbooks that departments, raters and the survey team handed in, by scheme and roster."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.code import Cause
from gacx_reports.core.codes.people import P
from gacx_reports.core.forms.call_forms import sheet_names
from gacx_reports.core.forms.file_names import as_found
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.language.text import match_key
from gacx_reports.core.periods.weigh import counts_periods
from gacx_reports.core.roster.date_checks import follows_from_other_year
from gacx_reports.core.roster.parse import follows_from_roster
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.other_marks.inputs import converted_submissions, read_as
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.core.submissions.printable import Missing, check_glyphs
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.intake.books import Books
from gacx_reports.intake.draw_records import RecordFile, read_draws
from gacx_reports.intake.folder_checks import (
    copies_of,
    missing_draws,
    missing_files,
    twice,
    unexpected_files,
)
from gacx_reports.intake.readers import ONE, Readers
from gacx_reports.intake.scheme_and_roster import SchemeAndRoster, names_among


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a quarter's folder."""

    names: frozenset[str]
    """Names of all workbooks, including unreadable ones."""
    books: Books
    """The readable ones."""
    issues: tuple[Issue, ...]
    """F02 to F23 about the files themselves."""
    strays: tuple[str, ...]
    """Names of workbooks in places that are not read."""
    records: Mapping[str, RecordFile] = field(default_factory=dict)
    """Records of draws by file name."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Content of the workbooks other than scheme and roster."""

    basis: SchemeAndRoster
    """The scheme and roster by which they are read."""
    expected: tuple[Form, ...]
    """The forms that the quarter needs, with the Chinese or English names that they have in the folder."""
    books: Books
    """All readable workbooks, with recalculated formulas."""
    submissions: Submissions
    issues: tuple[Issue, ...]
    """F01, F06, F18, F26, F27 about the folder; S, V and P about the content, with V15 about unprintable characters."""


def handed_in(
    files: Files,
    basis: SchemeAndRoster,
    quarter: Period,
    missing: Missing,
    readers: Readers = ONE,
) -> HandedIn:
    """Read the workbooks that were handed in; `missing` returns the characters of a text that can't be printed.

    If the roster has errors, issues that may follow from them are left out.
    """
    scheme, roster = basis.scheme, basis.roster
    draws, damaged = read_draws(files.records, scheme, roster, quarter)
    as_issued = read_as(basis.issued, scheme)
    named = forms(as_issued, roster, quarter, draws)
    expected = as_found(named, {*files.names, *(i.place.workbook for i in files.issues)})
    sheets = {form.workbook: form.sheets for form in expected}
    books = files.books.understood(scheme.words, sheets, readers)
    found = [*damaged, *missing_draws(damaged, expected, quarter)]
    found += _about_the_folder(files, basis, quarter, named, expected)
    submissions, faults = read_submissions(books, expected, as_issued, roster, quarter)
    if counts_periods(scheme):
        submissions = replace(submissions, published=readers.published(quarter))
    if basis.issued:
        submissions = converted_submissions(submissions, basis.issued, scheme)
    found += _not_superseded(faults, basis.issued)
    found += check_glyphs(roster, submissions, missing)
    found = [i for i in found if not follows_from_other_year(i, basis.roster_issues)]
    if wrong := errors(basis.roster_issues):
        found = [i for i in found if not follows_from_roster(i, roster, wrong)]
    return HandedIn(basis, expected, books, submissions, tuple(found))


def _about_the_folder(
    files: Files,
    basis: SchemeAndRoster,
    quarter: Period,
    named: Iterable[Form],
    expected: tuple[Form, ...],
) -> list[Issue]:
    """F01 for missing, F06 for unexpected and F18 for duplicate workbooks."""
    books = files.books
    pairs = ((form.workbook, form.english) for form in named)
    copies = [*copies_of(books, expected), *twice(books, pairs)]
    known = {i.found for i in (*twice(files.names), *copies)}
    asked = (form.workbook for form in expected if form.kind is not FormKind.DRAW)
    wanted = [*names_among(files.names), *asked]
    known |= set(_undrawn(basis, expected))
    odd = unexpected_files([*(n for n in books if n not in known), *files.strays], books, wanted)
    said = [*files.issues, *copies, *odd]
    if any(i.code is P.IDS_AS_NUMBERS for i in basis.roster_issues):
        # Raters' workbooks are called by the ID.
        expected = tuple(form for form in expected if form.kind is not FormKind.RATER)
    if basis.issued:
        # Under another scheme there are raters whom nobody asked for a workbook.
        had = {form.workbook for form in forms(basis.issued, basis.roster, quarter)}
        expected = tuple(f for f in expected if f.kind is not FormKind.RATER or f.workbook in had)
    return [*copies, *odd, *missing_files(books, said, expected, basis.roster, basis.scheme)]


def _undrawn(basis: SchemeAndRoster, expected: Iterable[Form]) -> Iterator[str]:
    """Names of call sheets whose draw has no sound record (F26, F27): they can't be read, but they do belong here."""
    for form in expected:
        if form.kind is FormKind.DRAW:
            table = basis.scheme.tables[form.tables[0]]
            for caller in basis.roster.callers:
                yield from sheet_names(table, caller.name, basis.scheme)


def _not_superseded(issues: Iterable[Issue], issued: Scheme | None) -> list[Issue]:
    """The issues without P11 for KPIs and items of the quarter's own scheme that another scheme doesn't have."""
    if issued is None:
        return list(issues)
    asked = {k.name for k in issued.kpis}
    asked |= {item.name for group in issued.behaviours.values() for item in group.items}
    known = {match_key(name) for name in asked}
    return [
        i
        for i in issues
        if not (i.code.follows_from(Cause.OTHER_SCHEME) and match_key(i.found) in known)
    ]
