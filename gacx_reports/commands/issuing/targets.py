"""`targets`: a letter of targets (目标确认书) for each employee who will be appraised."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gacx_reports import files
from gacx_reports.commands.finished import finished
from gacx_reports.commands.output_folder import rewritten
from gacx_reports.commands.request import RunOptions, RunResult, UnknownScopeError
from gacx_reports.commands.stored import stored
from gacx_reports.core.codes.files import F
from gacx_reports.core.codes.values import V
from gacx_reports.core.forms.covered import covered
from gacx_reports.core.forms.input_sheets import COVER, TARGETS, WEIGHTS
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.records.report_paths import employee_paths, names_in
from gacx_reports.core.roster.assignments import assignments, home
from gacx_reports.core.roster.eligibility import will_be_scored
from gacx_reports.core.roster.roster import Person, Roster
from gacx_reports.core.roster.sheets import PEOPLE
from gacx_reports.core.scheme.english_names import own_name, stands_for
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.held_back import Errors, errors_affecting
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.core.translation import in_english
from gacx_reports.core.views.letters.targets import LetterContext, record_mark, targets_view
from gacx_reports.core.views.letters.targets_view import TargetsView
from gacx_reports.i18n import Language, other
from gacx_reports.intake.handed_in import HandedIn
from gacx_reports.intake.quarter import QuarterRead, read_quarter

if TYPE_CHECKING:
    from gacx_reports.render.reports import RenderSettings

FOLDER = "targets"
_OWN = (TARGETS, WEIGHTS)
"""Sheets with what is one person's own."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """Inputs of the letters."""

    scheme: Scheme
    roster: Roster
    submissions: Submissions
    issues: tuple[Issue, ...]
    """Issues about personal targets, weights and the workbooks that contain them."""
    faults: Errors
    """The errors among them."""


def targets(options: RunOptions, settings: "RenderSettings") -> RunResult:
    """Write the letters into `targets/`; an employee whose personal targets have errors gets none.

    Nothing is written if scheme or roster has errors. Raises UnknownScopeError or BusyError.
    """
    with rewritten(options) as begun, stored(begun) as drafted:
        missing = settings.fonts.missing
        given = (options.source, options.quarter, missing, options.lang, drafted.readers)
        read = read_quarter(*given)
        found = read.handed_in
        if found is None:
            return RunResult(read.told(read.file_issues))
        if errors(found.basis.issues):
            return RunResult(read.told(found.basis.issues))
        desk = _desk(read, found)
        done = _written(desk, drafted, settings)
        return replace(done, issues=read.told((*found.basis.issues, *desk.issues)))


def _written(desk: _Desk, options: RunOptions, settings: "RenderSettings") -> RunResult:
    """Write the letters and remove outdated ones."""
    if options.only not in desk.roster.people:
        options = replace(options, only=own_name(options.only, desk.scheme.english))
    press = finished(settings, _views(desk, options), options)
    contents = press.pdfs
    for path, content in contents.items():
        files.write(options.target / path, content)
    gone = _stale(desk, options, contents)
    return RunResult((), rendered=len(contents), removed=tuple(gone), not_made=press.not_made)


def _desk(read: QuarterRead, found: HandedIn) -> _Desk:
    basis, issues = found.basis, _about_targets(read, found)
    faults = Errors.of(errors(issues), covered(found.expected))
    return _Desk(basis.scheme, basis.roster, found.submissions, issues, faults)


def _about_targets(read: QuarterRead, found: HandedIn) -> tuple[Issue, ...]:
    """Issues about personal targets and weights, about their files, and V15 about people's names.

    At the quarter's start few workbooks are handed in, so a missing one is no issue here.
    """
    scheme = found.basis.scheme
    names = {sheet.name for sheet in _OWN}
    asked = {f.workbook for f in found.expected if any(s.name in names for s in f.sheets)}

    def ours(issue: Issue) -> bool:
        if issue.place.workbook in asked:
            return any(stands_for(issue.place.sheet, s.name, scheme) for s in (*_OWN, COVER))
        return issue.code == V.CHARACTER_NOT_PRINTABLE and stands_for(
            issue.place.sheet, PEOPLE.name, scheme
        )

    unread = (
        i for i in read.file_issues if i.place.workbook in asked and i.code != F.WORKBOOK_OPEN
    )
    return (*unread, *filter(ours, found.issues))


def _stale(desk: _Desk, options: RunOptions, contents: Mapping[str, bytes]) -> list[Path]:
    """Remove outdated letters; with `--only`, the chosen people's letters in the other language."""
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
    """Path → letter; fingerprints are computed from the Chinese names in both languages."""
    context = LetterContext(
        desk.scheme,
        desk.roster,
        options.quarter,
        desk.submissions.targets,
        desk.submissions.weights,
        desk.submissions.points,
    )
    shown = context if options.lang == "zh" else in_english(context, desk.scheme.english)
    paths = _paths(desk, options.lang)
    t = options.t
    return {
        paths[p.id]: targets_view(shown.roster.people[p.id], shown, record_mark(p, context), t)
        for p in _chosen(desk, options)
        if _ready(p, desk, options)
    }


def _chosen(desk: _Desk, options: RunOptions) -> list[Person]:
    """The people that `--only` selects, all without it; UnknownScopeError."""
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
    """Whether the person will be appraised and no error affects the person's targets."""
    if not will_be_scored(person, desk.roster, desk.scheme, options.quarter):
        return False
    held = assignments(person, desk.roster, options.quarter)
    return not errors_affecting(held, desk.faults, desk.scheme, options.quarter)
