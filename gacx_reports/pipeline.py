"""Each command as a list of steps on one screen: gather everything, decide, then write."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from gacx_reports import __version__, files, workers
from gacx_reports.core.catalogue import describe
from gacx_reports.core.explain import cells_read, places_of
from gacx_reports.core.explain import explain as told
from gacx_reports.core.explain_kpis import Paragraph
from gacx_reports.core.filenames import department_path, employee_paths
from gacx_reports.core.forms import SCHEME_WORKBOOK, forms
from gacx_reports.core.glyphs import Missing
from gacx_reports.core.issues import Issue, Severity, errors
from gacx_reports.core.outcomes import QuarterOutcome, Status
from gacx_reports.core.pay import Correction
from gacx_reports.core.places import Place
from gacx_reports.core.prefill import prefilled
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.results import issue_record, quarter_record
from gacx_reports.core.returns import Return
from gacx_reports.core.revisions import Published, Subject, as_published
from gacx_reports.core.roster import ROSTER_WORKBOOK, Roster, read_roster
from gacx_reports.core.scheme import Scheme
from gacx_reports.core.scheme_diff import Change, diff
from gacx_reports.core.scheme_reading import read_scheme
from gacx_reports.core.tables import Workbook
from gacx_reports.core.views.department import department_view, members_of
from gacx_reports.core.views.employee import employee_view
from gacx_reports.core.views.summary import summary_view
from gacx_reports.core.views.whatif import whatif_view
from gacx_reports.core.whatif import WhatIf, compare
from gacx_reports.excel.reading import read_workbook
from gacx_reports.i18n import Language, translator
from gacx_reports.intake import Intake, look_back, take_in
from gacx_reports.ledger import publications
from gacx_reports.ledger import store as ledger

if TYPE_CHECKING:
    from gacx_reports.render.reports import Press

SUMMARY = "summary.pdf"
MANIFEST = "manifest.json"
Progress = Callable[[int, int], None]
"""Told how many reports are done, of how many."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked for."""

    quarter: Quarter
    input: Path
    output: Path
    templates: Path
    lang: Language = "zh"
    jobs: int = 1
    strict: bool = False
    only: str = ""
    """An employee ID or a department; "" for everybody."""
    ledger: Path = Path("ledger.sqlite")
    """What was published; it need not exist."""

    @property
    def source(self) -> Path:
        """The quarter's folder of workbooks."""
        return self.input / str(self.quarter)

    @property
    def target(self) -> Path:
        """The quarter's folder of results."""
        return self.output / str(self.quarter)


@dataclass(frozen=True, slots=True)
class Done:
    """What a command found and did."""

    issues: tuple[Issue, ...]
    outcome: QuarterOutcome | None = None
    rendered: int = 0
    removed: tuple[Path, ...] = ()
    """Reports of an earlier run that no longer stand."""
    returns: tuple[Return, ...] = ()
    """Who has handed in what."""
    returned: int = 0
    """Workbooks given back with their faults marked."""

    @property
    def failed(self) -> bool:
        """Whether anything has errors, so that somebody is held back."""
        held = self.outcome and any(
            e.status is Status.HELD_BACK for e in self.outcome.employees.values()
        )
        return bool(errors(self.issues)) or bool(held)

    def count(self, *statuses: Status) -> int:
        """How many people have one of these states."""
        people = self.outcome.employees.values() if self.outcome else ()
        return sum(e.status in statuses for e in people)


class UnknownScopeError(Exception):
    """`--only` names nobody of the quarter."""


def check(order: Order) -> Done:
    """Everything wrong in every workbook; nothing is rendered, `issues.json` is written."""
    intake = take_in(order.source, order.quarter, printable(), order.jobs)
    with files.held(order.target):
        files.write(order.target / "issues.json", issues_json(intake.issues, order.lang))
        returned = give_back(intake, order)
    return Done(intake.issues, intake.outcome, returns=intake.returns, returned=returned)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the quarter's folder says, and the quarters before it."""

    intake: Intake
    history: Mapping[Quarter, Intake]
    issues: tuple[Issue, ...]

    @property
    def past(self) -> dict[Quarter, QuarterOutcome]:
        """Earlier quarters that could be scored."""
        return {q: i.outcome for q, i in self.history.items() if i.outcome}


def rendered(order: Order, press: "Press", progress: Progress) -> Done:
    """Check, score and render a quarter that nobody has published; the manifest comes last."""
    draft = drafted(order, press, looked_back(order))
    outcome, issues = draft.intake.outcome, draft.issues
    files.write(order.target / "issues.json", issues_json(issues, order.lang))
    returned = give_back(draft.intake, order)
    if outcome is None or (order.strict and errors(issues)):
        removed = _withdraw(order.target)
        return Done(issues, outcome, removed=removed, returned=returned)
    reports = chosen(views_of(outcome, draft.past, order), outcome, order.only)
    contents = render(press, reports, order.jobs, progress)
    contents |= tables(outcome, order)
    removed = put(contents, order)
    made = manifest(inputs_of(draft, order), contents, press.fonts.version, order)
    files.write(order.target / MANIFEST, made)
    return Done(issues, outcome, len(reports), removed, returned=returned)


Past = tuple[dict[Quarter, Intake], list[Issue]]
"""Earlier quarters, and what is wrong with them."""


def drafted(order: Order, press: "Press", past: Past) -> Draft:
    """Read, check and score the quarter's folder."""
    intake = take_in(order.source, order.quarter, press.fonts.missing, order.jobs)
    history, found = past
    return Draft(intake, history, (*intake.issues, *found))


def looked_back(order: Order) -> Past:
    """Earlier quarters, as published where they are: editing an old folder does not change history."""
    with TemporaryDirectory() as name, ledger.reading(order.ledger) as db:
        history, issues = look_back(
            order.input,
            order.quarter,
            order.jobs,
            lambda q: publications.put_inputs(db, str(q), Path(name)),
        )
        for quarter, intake in history.items():
            history[quarter] = _as_published(intake, publications.standing(db, str(quarter)))
        return history, issues


def _as_published(intake: Intake, standing: Mapping[Subject, Published]) -> Intake:
    if intake.outcome is None or not standing:
        return intake
    return replace(intake, outcome=as_published(intake.outcome, standing))


def make_press(order: Order) -> "Press":
    """What the reports are rendered with. FontsMissingError without a font."""
    from gacx_reports.render.reports import Press

    return Press(order.templates, prepared_fonts(), order.lang)


class FontsMissingError(Exception):
    """No Chinese font: nothing is rendered, never tofu."""


def prepared_fonts() -> Any:
    """The fonts; FontsMissingError where there are none."""
    from gacx_reports.render import fonts

    found = fonts.prepare(fonts.default_cache())
    if isinstance(found, fonts.FontsMissing):
        raise FontsMissingError(", ".join(found.families))
    return found


def printable() -> Missing:
    """What the font lacks; without a font only `quarter` needs to care, and it refuses."""
    from gacx_reports.render import fonts

    found = fonts.prepare(fonts.default_cache())
    return (lambda _: []) if isinstance(found, fonts.FontsMissing) else found.missing


def issues_json(issues: Iterable[Issue], lang: Language) -> bytes:
    """`issues.json`, with words for the reader."""
    t = translator(lang)
    records = []
    for issue in issues:
        words = describe(issue, t)
        problem = {"problem": words.title, "expected": words.expected, "mend": words.mend}
        records.append(issue_record(issue) | problem)
    return _json(records)


def give_back(intake: Intake, order: Order) -> int:
    """`returned/<workbook>`: its owner's own file with the faults marked; how many there are."""
    from gacx_reports.excel.returned import annotate

    folder = order.target / "returned"
    marked = {}
    for name in intake.inputs:
        issues = [
            i for i in intake.issues if i.place.workbook == name and i.severity is not Severity.NOTE
        ]
        content = (
            annotate((order.source / name).read_bytes(), issues, translator(order.lang))
            if issues
            else None
        )
        if isinstance(content, bytes):
            marked[name] = content
    for old in folder.rglob("*.xlsx") if folder.is_dir() else ():
        old.unlink()
    for name, content in marked.items():
        files.write(folder / name, content)
    return len(marked)


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def views_of(
    outcome: QuarterOutcome, past: Mapping[Quarter, QuarterOutcome], order: Order
) -> dict[str, Any]:
    """Path → view of every report: who is scored, every department with people, the summary."""
    t = translator(order.lang)
    paths = employee_paths(e.person for e in outcome.employees.values())
    views: dict[str, Any] = {
        paths[e.person.id]: employee_view(e, outcome, past, t)
        for e in outcome.employees.values()
        if e.status is Status.SCORED
    }
    for name in outcome.roster.departments:
        if members_of(name, outcome):
            views[department_path(name)] = department_view(name, outcome, past, t)
    views[SUMMARY] = summary_view(outcome, past, t)
    return views


def chosen(views: dict[str, Any], outcome: QuarterOutcome, only: str) -> dict[str, Any]:
    """The reports that `--only` asks for: one person's, or a department's and its people's."""
    if not only:
        return views
    if only in outcome.employees:
        wanted = {employee_paths(e.person for e in outcome.employees.values())[only]}
    elif only in outcome.roster.departments:
        people = employee_paths(e.person for e in outcome.employees.values())
        wanted = {people[e.person.id] for e in members_of(only, outcome)} | {department_path(only)}
    else:
        raise UnknownScopeError(only)
    return {path: view for path, view in views.items() if path in wanted}


def render(
    press: "Press", views: Mapping[str, Any], jobs: int, progress: Progress
) -> dict[str, bytes]:
    """Path → PDF of every view."""
    from gacx_reports.render import reports

    todo = [reports.Report(path, view) for path, view in views.items()]
    done: dict[str, bytes] = {}
    progress(0, len(todo))
    for index, pdf in workers.each(
        partial(reports.render, press), todo, jobs, partial(reports.prepare, press)
    ):
        done[todo[index].path] = pdf
        progress(len(done), len(todo))
    return done


def tables(
    outcome: QuarterOutcome,
    order: Order,
    reports: Mapping[str, str] | None = None,
    corrections: Sequence[Correction] = (),
) -> dict[str, bytes]:
    """The results as spreadsheet and JSON; `reports` maps employee ID to path where those are not the usual ones."""
    from gacx_reports.excel.results import results_workbook

    if reports is None:
        paths = employee_paths(e.person for e in outcome.employees.values())
        reports = {i: p for i, p in paths.items() if outcome.employees[i].status is Status.SCORED}
    return {
        "results.xlsx": results_workbook(outcome, translator(order.lang), corrections),
        "results.json": _json(quarter_record(outcome, reports)),
    }


def put(contents: Mapping[str, bytes], order: Order) -> tuple[Path, ...]:
    """Write the files; then, for a whole run, take away reports that no longer stand."""
    for path, content in contents.items():
        files.write(order.target / path, content)
    if order.only:
        return ()
    keep = [order.target / path for path in contents]
    folders = (order.target / "employees", order.target / "departments")
    return tuple(p for f in folders if f.is_dir() for p in files.remove_others(f, keep))


def _withdraw(target: Path) -> tuple[Path, ...]:
    """Nothing is decided any more: an earlier run's results must not be taken for this one's."""
    for name in (MANIFEST, SUMMARY, "results.json", "results.xlsx"):
        (target / name).unlink(missing_ok=True)
    return tuple(files.remove_others(target, ()))


def inputs_of(draft: Draft, order: Order) -> dict[str, str]:
    """Every file that the results depend on → SHA-256."""
    read = {f"{draft.intake.quarter}/{n}": h for n, h in draft.intake.inputs.items()}
    for earlier, past in sorted(draft.history.items()):
        read |= {f"{earlier}/{n}": h for n, h in past.inputs.items()}
    reports = order.templates / "reports"
    used = sorted(p for p in reports.rglob("*") if p.is_file())
    return read | {
        f"templates/reports/{p.relative_to(reports).as_posix()}": files.sha256(p) for p in used
    }


def manifest(
    inputs: Mapping[str, str], contents: Mapping[str, bytes], fonts: str, order: Order
) -> bytes:
    """Hashes of everything read and written; with `--only`, the rest of what an earlier run wrote stands."""
    path = order.target / MANIFEST
    outputs = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    if order.only and path.exists():
        outputs = json.loads(path.read_text("utf-8"))["outputs"] | outputs
    return _json(
        {
            "quarter": str(order.quarter),
            "program": __version__,
            "fonts": fonts,
            "inputs": dict(inputs),
            "outputs": dict(sorted(outputs.items())),
        }
    )


def print_scheme(templates: Path, lang: Language) -> tuple[str, tuple[Issue, ...]]:
    """The bundled scheme as Markdown, "" where it has errors."""
    from gacx_reports.core.scheme_print import print_scheme as as_markdown

    book = read_workbook(templates / "scheme.xlsx")
    if isinstance(book, Issue):
        return "", (book,)
    scheme, issues = read_scheme(book)
    return ("" if errors(issues) else as_markdown(scheme, translator(lang))), issues


def templates(order: Order) -> Done:
    """The quarter's workbooks into `templates/` of its results, from its scheme and roster.

    A quarter without a scheme gets a copy of the bundled one: that is how it is issued.
    """
    scheme_path = order.source / SCHEME_WORKBOOK
    if not scheme_path.exists():
        files.write(scheme_path, (order.templates / "scheme.xlsx").read_bytes())
    roster_path = order.source / ROSTER_WORKBOOK
    if not roster_path.exists():
        return Done((Issue("F01", Place(ROSTER_WORKBOOK), details={"owner": "HR"}),))
    books = [read_workbook(path) for path in (scheme_path, roster_path)]
    if unread := [b for b in books if isinstance(b, Issue)]:
        return Done(tuple(unread))
    scheme_book, roster_book = (b for b in books if isinstance(b, Workbook))
    scheme, found = read_scheme(scheme_book)
    roster, more = read_roster(roster_book, scheme, order.quarter)
    issues = (*found, *more)
    if errors(issues):
        return Done(issues)
    made = _forms_filled(scheme, roster, order)
    for name, content in made.items():
        files.write(order.target / "templates" / name, content)
    return Done(issues, rendered=len(made))


def _forms_filled(scheme: Scheme, roster: Roster, order: Order) -> dict[str, bytes]:
    from gacx_reports.excel.writing import FilledSheet, workbook_bytes

    made = {}
    for form in forms(scheme, roster, order.quarter):
        rows = prefilled(form, scheme, order.quarter)
        sheets = [FilledSheet(sheet, rows[sheet.name]) for sheet in form.sheets]
        made[form.workbook] = workbook_bytes(sheets, form.workbook.removesuffix(".xlsx"))
    return made


WHATIF = "whatif"
"""Folder below a quarter's results."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two schemes and what changed between them."""

    old: Scheme
    new: Scheme
    changes: tuple[Change, ...]


def diff_schemes(old: Path, new: Path) -> tuple[Difference | None, tuple[Issue, ...]]:
    """What changed between two scheme workbooks; None where one of them has errors."""
    read = [_scheme_at(path) for path in (old, new)]
    issues = tuple(issue for _, found in read for issue in found)
    schemes = [scheme for scheme, _ in read if scheme]
    if len(schemes) < 2 or errors(issues):
        return None, issues
    before, after = schemes
    return Difference(before, after, diff(before, after)), issues


def _scheme_at(path: Path) -> tuple[Scheme | None, tuple[Issue, ...]]:
    book = read_workbook(path)
    return (None, (book,)) if isinstance(book, Issue) else read_scheme(book)


@dataclass(frozen=True, slots=True)
class Explained:
    """One person's total in words."""

    issues: tuple[Issue, ...]
    """Why nobody is scored; else nothing."""
    paragraphs: tuple[Paragraph, ...] = ()
    held_back: bool = False


def explain(order: Order, person: str) -> Explained:
    """Score the quarter, then tell how the person's total came about. UnknownScopeError for a stranger."""
    intake = take_in(order.source, order.quarter, printable(), order.jobs)
    if intake.outcome is None:
        return Explained(intake.issues)
    wanted = intake.outcome.roster.resolve(person)
    if wanted not in intake.outcome.employees:
        raise UnknownScopeError(person)
    outcome = intake.outcome.employees[wanted]
    names = dict.fromkeys(p.workbook for p in places_of(outcome, intake.outcome))
    read = [read_workbook(order.source / name) for name in names]
    cells = cells_read(
        outcome, intake.outcome, {b.name: b for b in read if isinstance(b, Workbook)}
    )
    paragraphs = told(outcome, intake.outcome, translator(order.lang), cells)
    return Explained((), paragraphs, outcome.status is Status.HELD_BACK)


@dataclass(frozen=True, slots=True)
class Compared:
    """A quarter under another scheme."""

    issues: tuple[Issue, ...]
    """Why nothing can be compared; else nothing."""
    whatif: WhatIf | None = None
    folder: Path | None = None
    """Where the workbook and the page lie."""


def whatif(order: Order, scheme: Path) -> Compared:
    """The quarter's inputs under another scheme: a workbook and a page; results stay as they are."""
    from gacx_reports.excel.whatif_book import whatif_workbook
    from gacx_reports.render.reports import Press

    press = Press(order.templates, prepared_fonts(), order.lang)
    book = read_workbook(scheme)
    if isinstance(book, Issue):
        return Compared((book,))
    missing, t = press.fonts.missing, translator(order.lang)
    with files.held(order.target):
        before = take_in(order.source, order.quarter, missing, order.jobs)
        if before.outcome is None:
            return Compared(before.issues)
        after = take_in(order.source, order.quarter, missing, order.jobs, book)
        if after.outcome is None:
            return Compared(errors(after.issues))
        found = compare(before.outcome, after.outcome)
        page = f"{WHATIF}/whatif.pdf"
        contents = render(press, {page: whatif_view(found, t)}, 1, lambda *_: None)
        contents[f"{WHATIF}/whatif.xlsx"] = whatif_workbook(found, t)
        for path, content in contents.items():
            files.write(order.target / path, content)
    return Compared((), found, order.target / WHATIF)
