"""A quarter's folder → its outcome: read every workbook, check everything, score."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from pathlib import Path

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.forms.file_names import ENGLISH, PILLAR_NAMES, as_found, standing
from gacx_reports.core.forms.forms import Form, forms
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue, Severity, errors, in_order
from gacx_reports.core.language.text import match_key
from gacx_reports.core.roster.parse import SECONDARY, follows_from_roster, read_roster
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.scoring.score_quarter import score_quarter
from gacx_reports.core.scoring.whatif_units import under_another
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.core.submissions.printable import (
    Missing,
    check_decision_glyphs,
    check_glyphs,
    check_scheme_glyphs,
)
from gacx_reports.core.submissions.return_status import Return, returns
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.intake.workbooks import (
    PILLARS,
    absentees,
    copies_of,
    in_words,
    missing_pillars,
    named_twice,
    pillar_doubles,
    pillar_paths,
    read_all,
    recalculated,
    strangers,
)

_NONE: Mapping[str, Fraction] = {}
HISTORY = 7
"""Earlier quarters that a report looks back on."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What a quarter's folder holds."""

    quarter: Quarter
    outcome: QuarterOutcome | None
    """None where scheme or roster have errors: then nobody is scored."""
    issues: tuple[Issue, ...]
    inputs: Mapping[str, str]
    """File name → SHA-256, of the workbooks that were read."""
    returns: tuple[Return, ...] = ()
    """The state of every workbook that the quarter needs besides scheme and roster."""
    english: Mapping[str, str] = field(default_factory=dict)
    """The scheme's names → their English."""


def take_in(
    folder: Path,
    quarter: Quarter,
    missing: Missing,
    processes: int = 1,
    scheme_book: Workbook | None = None,
    units: Mapping[str, Fraction] = _NONE,
) -> Intake:
    """Everything wrong in every workbook, and, where scheme and roster are sound, every outcome.

    `scheme_book` scores the quarter in place of its own scheme, under which its workbooks were issued;
    `units` are the results of departments and company that the own scheme has computed.
    """
    books, issues, strays = read_all(folder, processes)
    books = recalculated(books, PILLARS)
    issued = None
    own, people = (standing(name, books) for name in PILLARS)
    if scheme_book and own in books:
        issued, _ = read_scheme(books[own])
        books |= recalculated({own: scheme_book}, PILLARS)
    inputs = {book.name: book.sha256 for book in books.values()}
    if not {own, people} <= books.keys():
        issues += missing_pillars(books, issues)
        return Intake(quarter, None, in_order(issues, PILLAR_NAMES), inputs)
    scheme, found = read_scheme(books[own])
    twice = named_twice(ENGLISH.items(), books)
    scheme_issues = (*found, *check_scheme_glyphs(scheme, missing), *twice)
    roster, roster_issues = read_roster(books[people], scheme, quarter)
    if issued:
        roster, roster_issues = under_another(roster, roster_issues, scheme, units)
    roster_issues = (*roster_issues, *check_decision_glyphs(roster, missing))
    ground = _Ground(quarter, scheme, scheme_issues, roster, roster_issues, issued)
    return _judged(_handed_in(books, issues, strays, ground, missing), ground, inputs)


@dataclass(frozen=True, slots=True)
class _Ground:
    """Scheme and roster, on which the other workbooks stand."""

    quarter: Quarter
    scheme: Scheme
    scheme_issues: tuple[Issue, ...]
    roster: Roster
    roster_issues: tuple[Issue, ...]
    issued: Scheme | None
    """The scheme under which the workbooks were issued, where another one scores."""


@dataclass(frozen=True, slots=True)
class _HandedIn:
    """What the other workbooks hold."""

    expected: tuple[Form, ...]
    present: frozenset[str]
    """Names of the workbooks that could be read."""
    submissions: Submissions
    issues: list[Issue]
    """Of files and workbooks, without those of scheme and roster."""


def _handed_in(
    books: dict[str, Workbook],
    issues: list[Issue],
    strays: Iterable[str],
    ground: _Ground,
    missing: Missing,
) -> _HandedIn:
    scheme, roster = ground.scheme, ground.roster
    named = forms(scheme, roster, ground.quarter)
    expected = as_found(named, {*books, *(i.place.workbook for i in issues)})
    books = in_words(books, scheme)
    books = recalculated(books, {form.workbook: form.sheets for form in expected})
    pairs = ((form.workbook, form.english) for form in named)
    copies = [*copies_of(books, expected), *named_twice(pairs, books)]
    known = {i.found for i in (*ground.scheme_issues, *copies) if i.code == "F18"}
    odd = strangers([*(n for n in books if n not in known), *strays], books, expected)
    found = [*issues, *copies, *odd]
    found += absentees(books, found, expected, roster, scheme)
    as_issued = _as_issued(scheme, ground.issued)
    submissions, faults = read_submissions(books, expected, as_issued, roster, ground.quarter)
    found += _not_superseded(faults, ground.issued)
    found += check_glyphs(roster, submissions, missing)
    if wrong := errors(ground.roster_issues):
        found = [i for i in found if not follows_from_roster(i, roster, wrong)]
    return _HandedIn(expected, frozenset(books), submissions, found)


def _judged(handed_in: _HandedIn, ground: _Ground, inputs: Mapping[str, str]) -> Intake:
    """Nobody is scored where scheme or roster have errors."""
    quarter, expected, due = ground.quarter, handed_in.expected, ground.roster.period.due
    state = partial(returns, expected, handed_in.present, due=due)
    english = ground.scheme.english
    rest = [*ground.roster_issues, *handed_in.issues]
    if errors(ground.scheme_issues):
        rest = [i for i in rest if i.code not in SECONDARY]
        known = in_order((*ground.scheme_issues, *rest), PILLAR_NAMES)
        return Intake(quarter, None, known, inputs, state(rest), english)
    issues = [*ground.scheme_issues, *rest]
    if errors(ground.roster_issues):
        known = in_order(issues, PILLAR_NAMES)
        return Intake(quarter, None, known, inputs, state(issues), english)
    outcome = score_quarter(
        quarter, ground.scheme, ground.roster, handed_in.submissions, expected, issues
    )
    known = in_order(outcome.issues, PILLAR_NAMES)
    return Intake(quarter, replace(outcome, issues=known), known, inputs, state(known), english)


def take_pillars(
    folder: Path, quarter: Quarter
) -> tuple[tuple[Scheme, Roster] | None, tuple[Issue, ...]]:
    """Scheme and roster alone, for who needs no results; None where either can't be read."""
    from gacx_reports.excel.reading.sandbox import read_files

    paths = pillar_paths(folder)
    there = [p for p in paths if p.is_file()]
    books: dict[str, Workbook] = {}
    issues = pillar_doubles(folder)
    for book, found in read_files(there, folder, len(paths)):
        issues += found
        if book is not None:
            books[book.name] = book
    if len(books) < len(paths):
        return None, (*issues, *missing_pillars(books, issues))
    if errors(issues):
        return None, tuple(issues)
    own, people = (books[path.name] for path in paths)
    scheme, found = read_scheme(own)
    roster, more = read_roster(people, scheme, quarter)
    return (scheme, roster), (*issues, *found, *more)


def submitted(folder: Path, quarter: Quarter, processes: int = 1) -> Submissions | None:
    """What an earlier quarter's workbooks hold, without scoring them; None where scheme or roster can't be read."""
    if not folder.is_dir():
        return None
    books, *_ = read_all(folder, processes)
    own, people = (standing(name, books) for name in PILLARS)
    if not {own, people} <= books.keys():
        return None
    scheme, _ = read_scheme(books[own])
    roster, _ = read_roster(books[people], scheme, quarter)
    expected = as_found(forms(scheme, roster, quarter), books)
    books = in_words(books, scheme)
    submissions, _ = read_submissions(books, expected, scheme, roster, quarter)
    return submissions


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


def look_back(
    folder: Path,
    quarter: Quarter,
    processes: int,
    published: Callable[[Quarter], Path | None] = lambda _: None,
) -> tuple[dict[Quarter, Intake], list[Issue]]:
    """The earlier quarters that have a folder, each scored by its own scheme; F08 for one that can't be.

    `published` gives the folder of a quarter as it was published, which goes first.
    """
    found: dict[Quarter, Intake] = {}
    issues = []
    earlier = quarter
    for _ in range(HISTORY):
        earlier = earlier.previous
        source = published(earlier) or folder / str(earlier)
        if source.is_dir():
            intake = take_in(source, earlier, _all_printable, processes)
            found[earlier] = intake
            if intake.outcome is None:
                issues.append(Issue("F08", CellRef(str(earlier)), severity=Severity.WARNING))
    return found, issues


def _all_printable(text: str) -> list[str]:
    del text
    return []
