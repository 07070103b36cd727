"""Reads and scores a quarter's folder."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.codes.code import Cause
from gacx_reports.core.codes.files import F
from gacx_reports.core.forms.file_names import PILLAR_NAMES
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue, errors, in_order
from gacx_reports.core.periods.weigh import counts_periods
from gacx_reports.core.roster.uncertain_days import binding
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.scoring.score_quarter import score_quarter
from gacx_reports.core.submissions.printable import (
    Missing,
    check_decision_glyphs,
    check_scheme_glyphs,
)
from gacx_reports.core.submissions.return_status import Return, returns
from gacx_reports.core.translation import in_english, issues_in
from gacx_reports.excel.reading.quarter_folder import name_in
from gacx_reports.i18n import Language
from gacx_reports.intake.books import Books
from gacx_reports.intake.folder_checks import missing as missing_among
from gacx_reports.intake.folder_checks import twice
from gacx_reports.intake.handed_in import Files, HandedIn, handed_in
from gacx_reports.intake.inputs import inputs_in, listed
from gacx_reports.intake.readers import ONE, Readers
from gacx_reports.intake.scheme_and_roster import (
    OtherScheme,
    SchemeAndRoster,
    names_among,
    understood,
)
from gacx_reports.intake.snapshot import read_snapshot
from gacx_reports.intake.workbooks import sorted_out

HISTORY = {PeriodKind.MONTH: 11}
"""Number of earlier periods that a report tells of: of months enough for the evaluations of two half-years."""
USUAL_HISTORY = 7
"""Number of those of any other kind."""


def all_printable(text: str) -> list[str]:
    """A `Missing` function for commands that print nothing: every character is printable."""
    del text
    return []


@dataclass(frozen=True, slots=True)
class QuarterRead:
    """Content of the workbooks of a quarter's folder."""

    quarter: Period
    lang: Language
    """Language of the issues."""
    books: Books
    """The readable workbooks, with recalculated formulas."""
    file_issues: tuple[Issue, ...]
    """F02 to F23 about the files; F01 if scheme or roster is missing."""
    handed_in: HandedIn | None
    """None if scheme or roster is missing or unreadable, without which no other workbook can be read."""
    records: Mapping[str, str] = field(default_factory=dict)
    """File name → SHA-256 of the records of draws."""

    def told(
        self, issues: Iterable[Issue], outcome: QuarterOutcome | None = None
    ) -> tuple[Issue, ...]:
        """The issues in `lang`; in English, with an outcome, also C30 for names without English."""
        english = self.handed_in.basis.scheme.english if self.handed_in else {}
        return issues_in(self.lang, issues, outcome, english)


@dataclass(frozen=True, slots=True)
class Intake:
    """Result of reading and scoring a quarter's folder."""

    quarter: Period
    outcome: QuarterOutcome | None
    """None if scheme or roster has errors; nobody is scored then."""
    issues: tuple[Issue, ...]
    """In the reader's language; `outcome.issues` are in the language of the workbooks."""
    inputs: Mapping[str, str]
    """File name → SHA-256 of the workbooks that were read, and of the records of draws."""
    returns: tuple[Return, ...] = ()
    """Hand-in status of every workbook that the quarter needs besides scheme and roster, in the reader's language."""
    repeatable: bool = False
    """Whether the same bytes give the same at any time: nothing was short of time or memory, about the files, or of the
    ledger, as published periods are.
    """


def read_quarter(
    folder: Path,
    quarter: Period,
    missing: Missing = all_printable,
    lang: Language = "zh",
    readers: Readers = ONE,
    other: OtherScheme | None = None,
) -> QuarterRead:
    """Read and check every workbook of the folder; further issues are found only by scoring.

    `missing` returns the characters of a text that can't be printed; `other` is a scheme in place of the quarter's
    own. Raises ChangedError if files keep changing meanwhile.
    """
    files = _files(folder, quarter, readers)
    names = names_among(files.names)
    if not {*names} <= files.books.keys():
        issues = (*files.issues, *missing_among(names, files.names))
        return QuarterRead(quarter, lang, files.books, issues, None)
    basis = _checked(understood(files.books, names, quarter, other, readers), files.names, missing)
    own = dict(zip(names, (basis.scheme_book, basis.roster_book), strict=True))
    files = replace(files, books=replace(files.books, instead=own))
    found = handed_in(files, basis, quarter, missing, readers)
    records = {name: record.sha256 for name, record in files.records.items()}
    return QuarterRead(quarter, lang, found.books, files.issues, found, records)


def _files(folder: Path, quarter: Period, readers: Readers) -> Files:
    """The folder's workbooks and their issues, with F07 (warning) for each that is open in a spreadsheet program."""
    watch = partial(readers.watch, quarter)
    found, reads = read_snapshot(lambda: listed(folder), folder, readers, watch)
    names = frozenset(name_in(folder, path) for path in found.workbooks)
    issues = [Issue(F.WORKBOOK_OPEN, CellRef(name)) for name in found.opened]
    books, faults = sorted_out(reads)
    return Files(names, books, (*issues, *faults), found.strays, found.records)


def _checked(basis: SchemeAndRoster, names: Collection[str], missing: Missing) -> SchemeAndRoster:
    """Adds F18 for duplicates of either, and V15 for unprintable characters in texts of all reports."""
    scheme = (*basis.scheme_issues, *check_scheme_glyphs(basis.scheme, missing), *twice(names))
    roster = (*basis.roster_issues, *check_decision_glyphs(basis.roster, missing))
    return replace(basis, scheme_issues=scheme, roster_issues=roster)


def read_and_score(
    folder: Path,
    quarter: Period,
    missing: Missing = all_printable,
    lang: Language = "zh",
    readers: Readers = ONE,
    other: OtherScheme | None = None,
) -> Intake:
    """Read and score a quarter's folder: all issues, and the outcome unless scheme or roster has errors."""
    return scored(read_quarter(folder, quarter, missing, lang, readers, other))


def decisive(read: QuarterRead) -> QuarterRead:
    """The quarter as it is read where reports or pay come of it: a date that isn't certain is an error (P36)."""
    if read.handed_in is None:
        return read
    basis = read.handed_in.basis
    basis = replace(basis, roster_issues=binding(basis.roster_issues))
    return replace(read, handed_in=replace(read.handed_in, basis=basis))


def scored(read: QuarterRead) -> Intake:
    """Score a quarter that was read; the outcome is None if scheme or roster has errors."""
    inputs = {**read.books.hashes, **read.records}
    found = read.handed_in
    if found is None:
        known = in_order(read.file_issues, PILLAR_NAMES)
        return Intake(read.quarter, None, read.told(known), inputs)
    basis = found.basis
    issues = _all_issues(read, found)
    outcome = None
    if not errors(basis.issues):
        outcome = score_quarter(
            read.quarter, basis.scheme, basis.roster, found.submissions, found.expected, issues
        )
    known = in_order(outcome.issues if outcome else issues, PILLAR_NAMES)
    state = returns(found.expected, found.books, known, basis.roster.period.due)
    state = in_english(state, basis.scheme.english) if read.lang == "en" else state
    outcome = replace(outcome, issues=known) if outcome else None
    told = read.told(known, outcome)
    return Intake(read.quarter, outcome, told, inputs, state, _repeatable(read, issues))


def _repeatable(read: QuarterRead, issues: Iterable[Issue]) -> bool:
    if read.handed_in and counts_periods(read.handed_in.basis.scheme):
        return False
    return not any(isinstance(i.code, F) for i in issues) and not read.books.given_up


def _all_issues(read: QuarterRead, found: HandedIn) -> list[Issue]:
    """All issues; if the scheme has errors, without those that may follow from them."""
    basis = found.basis
    rest = [*basis.roster_issues, *read.file_issues, *found.issues]
    if errors(basis.scheme_issues):
        rest = [i for i in rest if not i.code.follows_from(Cause.SCHEME)]
    return [*basis.scheme_issues, *rest]


def earlier_quarters(quarter: Period) -> Iterator[Period]:
    """The periods before of the same kind that a report tells of, latest first."""
    return quarter.before(HISTORY.get(quarter.kind, USUAL_HISTORY))


def _scored_again(folder: Path, quarter: Period, readers: Readers) -> Intake:
    """An earlier quarter, as an earlier run has scored it if it was made of the same bytes.

    One that is not repeatable is not kept.
    """
    readings = readers.readings
    inputs = inputs_in(folder) if readings else None
    origin = ("quarter", str(quarter), tuple(sorted((inputs or {}).items())))
    if readings and inputs and (known := readings.find(*origin)):
        return Intake(quarter, *known)
    intake = read_and_score(folder, quarter, readers=readers)
    if readings and intake.outcome and intake.repeatable and dict(intake.inputs) == inputs:
        readings.keep((intake.outcome, intake.issues, inputs, intake.returns, True), *origin)
    return intake


def look_back(
    folder: Path,
    quarter: Period,
    readers: Readers,
    published: Callable[[Period], Path | None] = lambda _: None,
) -> tuple[dict[Period, Intake], list[Issue]]:
    """The earlier quarters that have a folder, each scored by its own scheme, and issues.

    F08 (warning) for a quarter that can't be scored. `published` returns a folder with a quarter's published
    workbooks, or None; it is used instead of the quarter's own folder.
    """
    found: dict[Period, Intake] = {}
    issues = []
    for earlier in earlier_quarters(quarter):
        source = published(earlier) or folder / str(earlier)
        if source.is_dir():
            found[earlier] = intake = _scored_again(source, earlier, readers)
            if intake.outcome is None:
                issues.append(Issue(F.EARLIER_QUARTER_NOT_SCORED, CellRef(str(earlier))))
    return found, issues
