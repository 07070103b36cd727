"""Finds and reads scheme and roster of a quarter, without which no other workbook can be read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.file_names import standing
from gacx_reports.core.forms.form import SCHEME_WORKBOOK
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK, Roster
from gacx_reports.core.roster.sheets import ROSTER_SHEETS
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.sheets import SCHEME_SHEETS
from gacx_reports.core.scoring.comparison.whatif_units import under_another
from gacx_reports.core.scoring.other_marks.inputs import converted_roster, read_as
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.translation import issues_in
from gacx_reports.i18n import Language
from gacx_reports.intake.folder_checks import missing, twice
from gacx_reports.intake.readers import ONE, Readers
from gacx_reports.intake.snapshot import Listing, read_snapshot
from gacx_reports.intake.workbooks import read_workbook, recalculated, sorted_out


@dataclass(frozen=True, slots=True)
class SchemeAndRoster:
    """Scheme and roster as read. If they have errors, they serve to check other workbooks, never to score."""

    scheme: Scheme
    roster: Roster
    scheme_book: Workbook
    """With recalculated formulas, like `roster_book`."""
    roster_book: Workbook
    scheme_issues: tuple[Issue, ...]
    """S, V and C about the scheme; `roster_issues` are S, V and P. Both are in the language of the workbook."""
    roster_issues: tuple[Issue, ...]
    issued: Scheme | None = None
    """The quarter's own scheme, under which its workbooks were issued, if `scheme` is another one; else None."""

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The issues of both."""
        return (*self.scheme_issues, *self.roster_issues)


@dataclass(frozen=True, slots=True)
class OtherScheme:
    """A scheme that replaces a quarter's own, for a what-if comparison."""

    book: Workbook
    """The scheme's workbook as returned by `scheme_workbook`."""
    units: Mapping[str, Fraction]
    """Results of departments and company, computed by the quarter's own scheme."""


def names_among(names: Collection[str]) -> tuple[str, str]:
    """File names of scheme and roster among `names`, Chinese or English; the usual names if they are missing."""
    return standing(SCHEME_WORKBOOK, names), standing(ROSTER_WORKBOOK, names)


def paths_in(folder: Path) -> tuple[Path, Path]:
    """Paths of scheme and roster in a quarter's folder, whether or not the files exist."""
    scheme, roster = names_among(_names(folder))
    return folder / scheme, folder / roster


def doubles_in(folder: Path) -> tuple[Issue, ...]:
    """F18 for scheme or roster if the folder has it under both its Chinese and its English name."""
    return tuple(twice(_names(folder)))


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []


def _both(folder: Path) -> Listing:
    """Scheme and roster of the folder, those that are there."""
    names = _names(folder)
    return Listing(tuple(path for path in paths_in(folder) if path.name in names))


def read_scheme_and_roster(
    folder: Path, quarter: Period, lang: Language = "zh"
) -> tuple[SchemeAndRoster | None, tuple[Issue, ...]]:
    """Scheme and roster of a quarter's folder, and all their issues in the reader's language.

    None if one of them is missing (F01), is there under both its names (F18) or can't be read (F02 to F23).
    """
    _, reads = read_snapshot(lambda: _both(folder), folder, Readers(2))
    books, found = sorted_out(reads)
    names = _names(folder)
    issues = (*doubles_in(folder), *found, *missing(names_among(names), names))
    if errors(issues):
        return None, issues_in(lang, issues, None)
    both = understood(books, names_among(names), quarter)
    return both, issues_in(lang, (*issues, *both.issues), None, both.scheme.english)


def understood(
    books: Mapping[str, Workbook],
    names: tuple[str, str],
    quarter: Period,
    other: OtherScheme | None = None,
    readers: Readers = ONE,
) -> SchemeAndRoster:
    """Scheme and roster from their workbooks; `names` are their file names, which must both be in `books`.

    With `other`, its scheme replaces the quarter's own, and the roster is adapted to it.
    """
    own, people = names
    scheme_book = recalculated(books[own], SCHEME_SHEETS, readers)
    roster_book = recalculated(books[people], ROSTER_SHEETS, readers)
    scheme, issues = read_scheme(scheme_book, quarter)
    if other is None:
        roster, faults = read_roster(roster_book, scheme, quarter)
        return SchemeAndRoster(scheme, roster, scheme_book, roster_book, issues, faults)
    issued = scheme
    scheme, issues = read_scheme(other.book, quarter)
    roster, faults = read_roster(roster_book, read_as(issued, scheme), quarter)
    roster = converted_roster(roster, issued, scheme)
    computed = {unit: result * scheme.full / issued.full for unit, result in other.units.items()}
    roster, faults = under_another(roster, faults, scheme, computed)
    return SchemeAndRoster(scheme, roster, other.book, roster_book, issues, faults, issued)


def scheme_workbook(path: Path, lang: Language = "zh") -> tuple[Workbook | None, tuple[Issue, ...]]:
    """Read a scheme's workbook without parsing the scheme; None and F02 to F23 if it can't be read."""
    book, issues = read_workbook(path, SCHEME_SHEETS)
    return book, issues_in(lang, issues, None)


def scheme_at(
    path: Path, lang: Language = "zh", period: Period | None = None
) -> tuple[Scheme | None, tuple[Issue, ...]]:
    """The scheme of a workbook, and its issues in the reader's language; None if the file can't be read.

    With `period` C44 if the scheme appraises another kind of period.
    """
    book, issues = scheme_workbook(path, lang)
    if book is None:
        return None, issues
    scheme, found = read_scheme(book, period)
    return scheme, (*issues, *issues_in(lang, found, None, scheme.english))


def sound_scheme(book: Workbook, period: Period) -> Scheme | None:
    """The scheme of a workbook for that period; None if it has an error."""
    scheme, issues = read_scheme(book, period)
    return None if errors(issues) else scheme


def roster_under(scheme: Scheme, path: Path, quarter: Period) -> tuple[Workbook, Roster] | None:
    """A quarter's roster read by another quarter's scheme, as a start for that quarter; None if it can't be read."""
    book, _ = read_workbook(path, ROSTER_SHEETS)
    return (book, read_roster(book, scheme, quarter)[0]) if book else None
