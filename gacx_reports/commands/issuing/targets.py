"""`targets`: a letter of targets (目标确认书) for everybody who will be appraised."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gacx_reports import files
from gacx_reports.commands.reports import render
from gacx_reports.commands.request import Progress, RunOptions, RunResult, UnknownScopeError
from gacx_reports.commands.scheme_and_roster import pillars
from gacx_reports.core.forms.file_names import as_found
from gacx_reports.core.forms.forms import Form, forms
from gacx_reports.core.forms.input_sheets import COVER, TARGETS
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.records.report_paths import employee_paths, names_in
from gacx_reports.core.roster.assignments import assignments, home
from gacx_reports.core.roster.eligibility import why_not_scored
from gacx_reports.core.roster.roster import Employment, Person, Roster
from gacx_reports.core.roster.sheets import PEOPLE
from gacx_reports.core.scheme.english_names import own_name, stands_for
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.held_back import errors_affecting
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.core.submissions.printable import Missing, check_glyphs
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.core.translation import in_english
from gacx_reports.core.views.letters.targets import (
    LetterContext,
    TargetsView,
    record_mark,
    targets_view,
)
from gacx_reports.excel.reading.sandbox import read_files
from gacx_reports.i18n import Language, other, translator

if TYPE_CHECKING:
    from gacx_reports.render.reports import RenderSettings

FOLDER = "targets"


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the letters are written from."""

    scheme: Scheme
    roster: Roster
    expected: tuple[Form, ...]
    submissions: Submissions
    issues: tuple[Issue, ...]
    """About personal targets, and the workbooks that hold them."""


def targets(order: RunOptions, press: "RenderSettings", progress: Progress) -> RunResult:
    """Letters into `targets/`; whose personal target can't be read gets none until it is mended."""
    with files.held(order.target):
        found, issues = pillars(order)
        if found is None:
            return RunResult(issues)
        if order.only not in found[1].people:
            order = replace(order, only=own_name(order.only, found[0].english))
        desk = _read(order, *found, press.fonts.missing)
        views = _views(desk, order)
        contents = render(press, views, order.jobs, progress)
        for path, content in contents.items():
            files.write(order.target / path, content)
        gone = _stale(desk, order, contents)
        return RunResult((*issues, *desk.issues), rendered=len(contents), removed=tuple(gone))


def _read(order: RunOptions, scheme: Scheme, roster: Roster, missing: Missing) -> _Desk:
    """Personal targets, where a workbook already has some: at the quarter's start few are handed in."""
    expected = as_found(forms(scheme, roster, order.quarter), _files(order))
    asked = tuple(f for f in expected if TARGETS in f.sheets)
    paths = [p for f in asked if (p := order.source / f.workbook).is_file()]
    read = read_files(paths, order.source, order.jobs)
    known = scheme.words
    books = {book.name: book.in_words(known) for book, _ in read if book}
    submissions, found = read_submissions(books, asked, scheme, roster, order.quarter)
    sheets = (TARGETS.name, COVER.name)
    ours = (i for i in found if any(stands_for(i.place.sheet, s, scheme) for s in sheets))
    unprintable = (
        i
        for i in check_glyphs(roster, submissions, missing)
        if stands_for(i.place.sheet, PEOPLE.name, scheme)
    )
    issues = (*(i for _, more in read for i in more), *ours, *unprintable)
    return _Desk(scheme, roster, expected, submissions, issues)


def _files(order: RunOptions) -> set[str]:
    """Names below the quarter's folder."""
    return {p.relative_to(order.source).as_posix() for p in order.source.rglob("*.xlsx")}


def _stale(desk: _Desk, order: RunOptions, contents: Mapping[str, bytes]) -> list[Path]:
    """Take away letters that no longer stand; with `--only`, its own in the other language."""
    if not order.only:
        keep = [order.target / path for path in contents]
        return files.remove_others(order.target / FOLDER, keep)
    ours, others = (_paths(desk, lang) for lang in (order.lang, other(order.lang)))
    old = {others[p.id] for p in _chosen(desk, order)} - set(ours.values())
    return [gone for path in sorted(old) for gone in files.remove(order.target / path)]


def _paths(desk: _Desk, lang: Language) -> dict[str, str]:
    """Employee ID → path of the letter."""
    return employee_paths(desk.roster.people.values(), names_in(lang, desk.scheme), FOLDER)


def _views(desk: _Desk, order: RunOptions) -> Mapping[str, TargetsView]:
    """Path → letter; fingerprints are those of the Chinese names, whatever is shown."""
    case = LetterContext(desk.scheme, desk.roster, order.quarter, desk.submissions.targets)
    shown = case if order.lang == "zh" else in_english(case, desk.scheme.english)
    paths = _paths(desk, order.lang)
    t = translator(order.lang)
    return {
        paths[p.id]: targets_view(shown.roster.people[p.id], shown, record_mark(p, case), t)
        for p in _chosen(desk, order)
        if _ready(p, desk, order)
    }


def _chosen(desk: _Desk, order: RunOptions) -> list[Person]:
    """Whom `--only` names; UnknownScopeError for nobody."""
    people = list(desk.roster.people.values())
    if not order.only:
        return people
    if order.only in desk.roster.departments:
        return [
            p
            for p in people
            if home(assignments(p, desk.roster, order.quarter)[-1], desk.roster) == order.only
        ]
    if order.only not in desk.roster.people:
        raise UnknownScopeError(order.only)
    return [desk.roster.people[order.only]]


def _ready(person: Person, desk: _Desk, order: RunOptions) -> bool:
    """Whether the person will be appraised, and the own targets can be relied on."""
    if person.status is Employment.EXEMPT:
        return False
    if why_not_scored(person, desk.roster, desk.scheme, order.quarter):
        return False
    held = assignments(person, desk.roster, order.quarter)
    faults = errors(desk.issues)
    return not errors_affecting(held, faults, desk.expected, desk.scheme, order.quarter)
