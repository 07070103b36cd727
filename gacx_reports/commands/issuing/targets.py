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


def targets(options: RunOptions, settings: "RenderSettings", progress: Progress) -> RunResult:
    """Letters into `targets/`; whose personal target can't be read gets none until it is mended."""
    with files.held(options.target):
        found, issues = pillars(options)
        if found is None:
            return RunResult(issues)
        if options.only not in found[1].people:
            options = replace(options, only=own_name(options.only, found[0].english))
        desk = _read(options, *found, settings.fonts.missing)
        views = _views(desk, options)
        contents = render(settings, views, options.jobs, progress)
        for path, content in contents.items():
            files.write(options.target / path, content)
        gone = _stale(desk, options, contents)
        return RunResult((*issues, *desk.issues), rendered=len(contents), removed=tuple(gone))


def _read(options: RunOptions, scheme: Scheme, roster: Roster, missing: Missing) -> _Desk:
    """Personal targets, where a workbook already has some: at the quarter's start few are handed in."""
    expected = as_found(forms(scheme, roster, options.quarter), _files(options))
    asked = tuple(f for f in expected if TARGETS in f.sheets)
    paths = [p for f in asked if (p := options.source / f.workbook).is_file()]
    read = read_files(paths, options.source, options.jobs)
    known = scheme.words
    books = {book.name: book.in_words(known) for book, _ in read if book}
    submissions, found = read_submissions(books, asked, scheme, roster, options.quarter)
    sheets = (TARGETS.name, COVER.name)
    ours = (i for i in found if any(stands_for(i.place.sheet, s, scheme) for s in sheets))
    unprintable = (
        i
        for i in check_glyphs(roster, submissions, missing)
        if stands_for(i.place.sheet, PEOPLE.name, scheme)
    )
    issues = (*(i for _, more in read for i in more), *ours, *unprintable)
    return _Desk(scheme, roster, expected, submissions, issues)


def _files(options: RunOptions) -> set[str]:
    """Names below the quarter's folder."""
    return {p.relative_to(options.source).as_posix() for p in options.source.rglob("*.xlsx")}


def _stale(desk: _Desk, options: RunOptions, contents: Mapping[str, bytes]) -> list[Path]:
    """Take away letters that no longer stand; with `--only`, its own in the other language."""
    if not options.only:
        keep = [options.target / path for path in contents]
        return files.remove_others(options.target / FOLDER, keep)
    ours, others = (_paths(desk, lang) for lang in (options.lang, other(options.lang)))
    old = {others[p.id] for p in _chosen(desk, options)} - set(ours.values())
    return [gone for path in sorted(old) for gone in files.remove(options.target / path)]


def _paths(desk: _Desk, lang: Language) -> dict[str, str]:
    """Employee ID → path of the letter."""
    return employee_paths(desk.roster.people.values(), names_in(lang, desk.scheme), FOLDER)


def _views(desk: _Desk, options: RunOptions) -> Mapping[str, TargetsView]:
    """Path → letter; fingerprints are those of the Chinese names, whatever is shown."""
    context = LetterContext(desk.scheme, desk.roster, options.quarter, desk.submissions.targets)
    shown = context if options.lang == "zh" else in_english(context, desk.scheme.english)
    paths = _paths(desk, options.lang)
    t = translator(options.lang)
    return {
        paths[p.id]: targets_view(shown.roster.people[p.id], shown, record_mark(p, context), t)
        for p in _chosen(desk, options)
        if _ready(p, desk, options)
    }


def _chosen(desk: _Desk, options: RunOptions) -> list[Person]:
    """Whom `--only` names; UnknownScopeError for nobody."""
    people = list(desk.roster.people.values())
    if not options.only:
        return people
    if options.only in desk.roster.departments:
        return [
            p
            for p in people
            if home(assignments(p, desk.roster, options.quarter)[-1], desk.roster) == options.only
        ]
    if options.only not in desk.roster.people:
        raise UnknownScopeError(options.only)
    return [desk.roster.people[options.only]]


def _ready(person: Person, desk: _Desk, options: RunOptions) -> bool:
    """Whether the person will be appraised, and the own targets can be relied on."""
    if person.status is Employment.EXEMPT:
        return False
    if why_not_scored(person, desk.roster, desk.scheme, options.quarter):
        return False
    held = assignments(person, desk.roster, options.quarter)
    faults = errors(desk.issues)
    return not errors_affecting(held, faults, desk.expected, desk.scheme, options.quarter)
