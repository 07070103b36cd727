"""What HR's review page shows about a run: everybody, everything to be mended, every file."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from gettext import NullTranslations

from gacx_reports.core import formats
from gacx_reports.core.as_published import outline
from gacx_reports.core.english import outcome_in
from gacx_reports.core.filenames import report_files
from gacx_reports.core.issues import Issue, Severity
from gacx_reports.core.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.returns import Return, State
from gacx_reports.core.revisions import Departure, Differs
from gacx_reports.core.views.charts import Histogram, histogram
from gacx_reports.core.views.checklist import Check, checklist
from gacx_reports.core.views.department import (
    Comparison,
    GradeCount,
    comparison,
    count,
    grade_counts,
    remark,
    violation_words,
)
from gacx_reports.core.views.parts import STATUS_WORDS, Heading, heading, reason
from gacx_reports.core.views.problems import (
    Key,
    Problem,
    Reason,
    folds,
    held_by_issue,
    numbers,
    problems,
    reasons,
)
from gacx_reports.core.views.summary import UnitRow, total_pay, unit_rows
from gacx_reports.core.views.trend import History
from gacx_reports.i18n import N_, Language, other

JUMP = Decimal("0.1")
"""A total that moves this far since the last quarter is worth a look."""
TABLES = ("summary.pdf", "results.xlsx", "results.json", "issues.json", "manifest.json")

STATE_WORDS = {
    State.IN: N_("in"),
    State.FAULTY: N_("in, with errors"),
    State.UNREADABLE: N_("can't be read"),
    State.MISSING: N_("missing"),
}
DEPARTURES = {
    Departure.RESULT: N_("other result"),
    Departure.FILE: N_("same result, other file"),
    Departure.HELD_BACK: N_("held back now"),
    Departure.GONE: N_("no longer on the roster"),
}


FLAG_WORDS = {
    "regraded": N_("another grade than last quarter"),
    "jumped": N_("total moved by 0.10 or more"),
    "decided": N_("grade by veto or decision"),
    "moved": N_("moved within the quarter"),
    "no_address": N_("no mail address"),
    "shared_address": N_("shared mail address"),
    "stale": N_("report missing or older"),
    "apart": N_("not scored or exempt"),
}
"""What the page can be narrowed to."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run found and wrote."""

    quarter: Quarter
    outcome: QuarterOutcome | None
    """None where scheme or roster have errors."""
    past: History
    issues: tuple[Issue, ...]
    returns: tuple[Return, ...]
    returned: frozenset[str]
    """Workbooks of which there is a marked copy."""
    files: frozenset[str]
    """Paths below the output folder that are there and show this run's results."""
    strict: bool = False
    """Errors stopped it before anything was rendered."""
    differing: tuple[Differs, ...] = ()
    """What it would have changed of a published quarter, and did not."""


@dataclass(frozen=True, slots=True)
class _Paths:
    """Where reports lie."""

    people: Mapping[str, str]
    """Employee ID → path of the report."""
    departments: Mapping[str, str]
    """Name → path, in the roster's order."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody on the roster."""

    id: str
    name: str
    department: str
    post: str
    status: str
    status_words: str
    reason: str
    """Why there is no grade, where nothing is to be mended."""
    reasons: tuple[Reason, ...]
    """Why the person is held back."""
    remark: str
    """Moved, points, veto, changed by decision; "" for none."""
    total: str
    computed: str
    """The grade of the total; "" where there is none."""
    grade: str
    tone: int
    """Place of the grade, 0 for the best; −1 without one."""
    factor: str
    change: str
    """Of the total since the last quarter; "" where either has none."""
    before: str
    """Last quarter's grade, "" where there was none."""
    report: str
    """Path of the PDF below the output folder, "" where there is none."""
    stale: bool
    """There should be a report, and none shows these results."""
    flags: tuple[str, ...]
    """What the page can be narrowed to."""


@dataclass(frozen=True, slots=True)
class ReviewUnit:
    """A department."""

    name: str
    department: str
    """As on the roster, whatever the language; "" for the company's management."""
    head: str
    people: int
    scored: int
    held_back: int
    not_scored: int
    counts: tuple[int, ...]
    mean: str
    change: str
    pay: str
    violations: tuple[str, ...]
    report: str
    stale: bool


@dataclass(frozen=True, slots=True)
class WorkbookRow:
    """A workbook that somebody is to hand in."""

    name: str
    owner: str
    people: int
    due: str
    state: str
    state_words: str
    faults: int
    returned: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A published record that the quarter's folder no longer gives."""

    name: str
    what: str
    published: str
    now: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Everything on the page but what became of published reports."""

    lang: Language
    heading: Heading
    """Blank texts where scheme or roster can't be used."""
    stopped: str
    """Why nothing was rendered, "" where it was."""
    people: tuple[PersonRow, ...]
    units: tuple[ReviewUnit, ...]
    workbooks: tuple[WorkbookRow, ...]
    problems: tuple[Problem, ...]
    differing: tuple[Difference, ...]
    grades: tuple[GradeCount, ...]
    totals: Histogram
    comparison: Comparison | None
    scored: int
    held_back: int
    not_scored: int
    errors: int
    warnings: int
    pay: str
    files: tuple[str, ...]
    summary_stale: bool
    checks: tuple[Check, ...] = ()


def review_view(run: Run, lang: Language, t: NullTranslations) -> ReviewView:
    """The page of a run, whatever it found."""
    paths = _paths(run, lang)
    run = _told(run, lang)
    outcome = run.outcome
    everybody = tuple(outcome.employees.values()) if outcome else ()
    before = run.past.get(run.quarter.previous)
    past = tuple(before.employees.values()) if before else None
    found = folds(run.issues)
    stopped = _stopped(run, t)
    view = ReviewView(
        lang=lang,
        heading=heading(outcome, "", t) if outcome else _bare_heading(run.quarter, t),
        stopped=stopped,
        people=_people(run, paths, numbers(found), t),
        units=_units(run, paths, t),
        workbooks=tuple(_workbook(r, run, t) for r in run.returns),
        problems=problems(found, held_by_issue(everybody), run.returned, t),
        differing=tuple(_difference(d, t) for d in run.differing),
        grades=grade_counts(everybody, past, outcome.scheme) if outcome else (),
        totals=_totals(outcome),
        comparison=comparison(everybody, past, outcome) if outcome else None,
        scored=count(everybody, Status.SCORED),
        held_back=count(everybody, Status.HELD_BACK),
        not_scored=count(everybody, Status.NOT_SCORED, Status.EXEMPT),
        errors=sum(i.severity is Severity.ERROR for i in run.issues),
        warnings=sum(i.severity is Severity.WARNING for i in run.issues),
        pay=total_pay(everybody),
        files=tuple(name for name in TABLES if name in run.files),
        summary_stale=bool(outcome) and not stopped and "summary.pdf" not in run.files,
    )
    return replace(view, checks=checklist(view, t))


def _paths(run: Run, lang: Language) -> _Paths:
    """As the reader's language calls them; what was published in the other one lies where that calls it."""
    if run.outcome is None:
        return _Paths({}, {})
    ours = report_files(run.outcome, lang)
    theirs = report_files(run.outcome, other(lang))

    def there(here: Mapping[str, str], else_here: Mapping[str, str]) -> dict[str, str]:
        return {
            k: else_here[k] if path not in run.files and else_here[k] in run.files else path
            for k, path in here.items()
        }

    return _Paths(
        there(ours.employees, theirs.employees), there(ours.departments, theirs.departments)
    )


def _told(run: Run, lang: Language) -> Run:
    """The run in the reader's language; its issues and returns are already."""
    if run.outcome is None:
        return run
    names = run.outcome.scheme.english
    past = {q: outcome_in(lang, o, names) for q, o in run.past.items()}
    return replace(run, outcome=outcome_in(lang, run.outcome), past=past)


def _stopped(run: Run, t: NullTranslations) -> str:
    if run.outcome is None:
        return t.gettext("Scheme or roster have errors: nobody is scored until they are mended.")
    if run.strict:
        return t.gettext("Stopped by --strict: no report is made while there are errors.")
    return ""


def _bare_heading(quarter: Quarter, t: NullTranslations) -> Heading:
    name = formats.quarter_name(quarter, t)
    first, last = formats.day(quarter.first_day, t), formats.day(quarter.last_day, t)
    return Heading("", str(quarter), name, first, last, "", "", "", "", "")


def _people(
    run: Run, paths: _Paths, numbered: Mapping[Key, int], t: NullTranslations
) -> tuple[PersonRow, ...]:
    outcome = run.outcome
    if outcome is None:
        return ()
    shared = _shared_addresses(outcome.employees.values())
    before = run.past.get(run.quarter.previous)
    tones = {g.name: place for place, g in enumerate(outcome.scheme.grades)}
    rows = []
    for i, e in outcome.employees.items():
        past = before.employees.get(i) if before else None
        path = paths.people[i] if paths.people[i] in run.files and e.status is Status.SCORED else ""
        stale = e.status is Status.SCORED and not path and not run.strict
        change = e.total - past.total if past and past.total is not None and e.total else None
        places = outcome.scheme.settings.total_places
        row = PersonRow(
            id=i,
            name=e.person.name,
            department=e.person.department,
            post=e.person.post,
            status=e.status.value,
            status_words=t.gettext(STATUS_WORDS[e.status]),
            reason=reason(e, t) if e.status is Status.NOT_SCORED else "",
            reasons=reasons(e, numbered, t) if e.status is Status.HELD_BACK else (),
            remark=remark(e, t),
            total="" if e.total is None else f"{e.total:.{places}f}",
            computed=e.computed_grade,
            grade=e.grade,
            tone=tones.get(e.grade, -1),
            factor="" if e.pay_factor is None else formats.percent(e.pay_factor, 0),
            change="" if change is None else formats.change(change, places),
            before=past.grade if past else "",
            report=path,
            stale=stale,
            flags=_flags(e, past, change, shared, stale),
        )
        rows.append(row)
    return tuple(rows)


def _shared_addresses(people: Iterable[EmployeeOutcome]) -> frozenset[str]:
    """Addresses that two of those with a report have."""
    used = Counter(_address(e) for e in people if e.status is Status.SCORED)
    return frozenset(a for a, n in used.items() if a and n > 1)


def _address(e: EmployeeOutcome) -> str:
    return e.person.email.strip().casefold()


def _flags(
    e: EmployeeOutcome,
    past: EmployeeOutcome | None,
    change: Decimal | None,
    shared: frozenset[str],
    stale: bool,
) -> tuple[str, ...]:
    is_scored = e.status is Status.SCORED
    facts = {
        "apart": e.status in (Status.NOT_SCORED, Status.EXEMPT),
        "regraded": bool(past and past.grade and e.grade and past.grade != e.grade),
        "jumped": change is not None and abs(change) >= JUMP,
        "decided": is_scored and e.grade != e.computed_grade,
        "moved": e.moved,
        "no_address": is_scored and not _address(e),
        "shared_address": is_scored and _address(e) in shared,
        "stale": stale,
    }
    return tuple(name for name, holds in facts.items() if holds)


def _units(run: Run, paths: _Paths, t: NullTranslations) -> tuple[ReviewUnit, ...]:
    outcome = run.outcome
    if outcome is None:
        return ()
    own = dict(zip(outcome.roster.departments, paths.departments.items(), strict=True))
    rows = unit_rows(outcome, run.past.get(run.quarter.previous), t)
    return tuple(_unit(row, own.get(row.department, ("", "")), run, outcome, t) for row in rows)


def _unit(
    row: UnitRow, own: tuple[str, str], run: Run, outcome: QuarterOutcome, t: NullTranslations
) -> ReviewUnit:
    """`own`: what the roster calls it, and where its report lies."""
    roster = outcome.roster
    department, path = own
    head = roster.people[roster.departments[row.department].head].name if path else ""
    return ReviewUnit(
        name=row.name,
        department=department,
        head=head,
        people=row.people,
        scored=row.scored,
        held_back=row.held_back,
        not_scored=row.not_scored,
        counts=row.counts,
        mean=row.mean,
        change=row.change,
        pay=row.pay,
        violations=violation_words(row.department, outcome, t),
        report=path if path in run.files else "",
        stale=bool(path) and path not in run.files and not run.strict,
    )


def _workbook(item: Return, run: Run, t: NullTranslations) -> WorkbookRow:
    name = item.workbook
    return WorkbookRow(
        name=name,
        owner=item.owner,
        people=item.people,
        due=formats.day(item.due, t),
        state=item.state.value,
        state_words=t.gettext(STATE_WORDS[item.state]),
        faults=item.faults,
        returned=f"returned/{name}" if name in run.returned else "",
    )


def _totals(outcome: QuarterOutcome | None) -> Histogram:
    if outcome is None:
        return histogram(())
    tones = {g.name: place for place, g in enumerate(outcome.scheme.grades)}
    scored = (e for e in outcome.employees.values() if e.total is not None)
    return histogram((e.total, tones[e.grade]) for e in scored if e.total is not None)


def _difference(d: Differs, t: NullTranslations) -> Difference:
    published = d.published
    return Difference(
        name=published.path or published.subject.name,
        what=t.gettext(DEPARTURES[d.difference]),
        published=outline(published.record),
        now=outline(d.now.record if d.now else None),
    )
