"""What departments, raters and the survey team handed in, by scheme and roster; and what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.forms.file_names import as_found
from gacx_reports.core.forms.form import Form
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.language.text import match_key
from gacx_reports.core.roster.date_checks import follows_from_other_year
from gacx_reports.core.roster.parse import follows_from_roster
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.core.submissions.printable import Missing, check_glyphs
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.intake.folder_checks import copies_of, missing_files, twice, unexpected_files
from gacx_reports.intake.scheme_and_roster import SchemeAndRoster, names_among
from gacx_reports.intake.workbooks import recalculated


@dataclass(frozen=True, slots=True)
class Files:
    """What lies in a quarter's folder."""

    names: frozenset[str]
    """Of all workbooks, also of those that can't be read."""
    books: Mapping[str, Workbook]
    """By name, those that can be read."""
    issues: tuple[Issue, ...]
    """F02 to F21, about the files themselves."""
    strays: tuple[str, ...]
    """Names of workbooks that lie where nobody looks."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What the workbooks besides scheme and roster hold."""

    basis: SchemeAndRoster
    """By which they are understood."""
    expected: tuple[Form, ...]
    """Those that the quarter needs, by the names that they have in the folder."""
    books: Mapping[str, Workbook]
    """By name, all that can be read, their formulas recalculated."""
    submissions: Submissions
    issues: tuple[Issue, ...]
    """F about what is missing, strange or doubled; S, V and P about what is in them; V15."""


def handed_in(files: Files, basis: SchemeAndRoster, quarter: Quarter, missing: Missing) -> HandedIn:
    """Read what was handed in; `missing` says which characters can't be printed."""
    scheme, roster = basis.scheme, basis.roster
    named = forms(scheme, roster, quarter)
    expected = as_found(named, {*files.names, *(i.place.workbook for i in files.issues)})
    books = {name: book.in_words(scheme.words) for name, book in files.books.items()}
    books = recalculated(books, {form.workbook: form.sheets for form in expected})
    found = _about_the_folder(files, basis, named, expected)
    as_issued = _as_issued(scheme, basis.issued)
    submissions, faults = read_submissions(books, expected, as_issued, roster, quarter)
    found += _not_superseded(faults, basis.issued)
    found += check_glyphs(roster, submissions, missing)
    found = [i for i in found if not follows_from_other_year(i, basis.roster_issues)]
    if wrong := errors(basis.roster_issues):
        found = [i for i in found if not follows_from_roster(i, roster, wrong)]
    return HandedIn(basis, expected, books, submissions, tuple(found))


def _about_the_folder(
    files: Files, basis: SchemeAndRoster, named: Iterable[Form], expected: tuple[Form, ...]
) -> list[Issue]:
    """F01 what is missing, F06 what is strange, F18 what is there twice."""
    books = files.books
    pairs = ((form.workbook, form.english) for form in named)
    copies = [*copies_of(books, expected), *twice(books, pairs)]
    known = {i.found for i in (*twice(files.names), *copies)}
    wanted = [*names_among(files.names), *(form.workbook for form in expected)]
    odd = unexpected_files([*(n for n in books if n not in known), *files.strays], books, wanted)
    said = [*files.issues, *copies, *odd]
    return [*copies, *odd, *missing_files(books, said, expected, basis.roster, basis.scheme)]


def _as_issued(scheme: Scheme, issued: Scheme | None) -> Scheme:
    """The scheme with the version that the workbooks' covers name."""
    if issued is None:
        return scheme
    return replace(scheme, settings=replace(scheme.settings, version=issued.settings.version))


def _not_superseded(issues: Iterable[Issue], issued: Scheme | None) -> list[Issue]:
    """Without P11 for what the quarter's own scheme had filled in and another scheme doesn't ask for."""
    if issued is None:
        return list(issues)
    asked = {k.name for k in issued.kpis}
    asked |= {item.name for group in issued.behaviours.values() for item in group.items}
    known = {match_key(name) for name in asked}
    return [i for i in issues if i.code != "P11" or match_key(i.found) not in known]
