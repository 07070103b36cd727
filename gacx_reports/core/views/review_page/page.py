"""Builds HR's review page of a run: employees, departments, workbooks, problems, files."""

from collections.abc import Mapping
from dataclasses import replace
from gettext import NullTranslations

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.language import formats
from gacx_reports.core.records.report_paths import report_files
from gacx_reports.core.scoring.outcomes import QuarterOutcome, Status
from gacx_reports.core.translation import outcome_in
from gacx_reports.core.views.headcount import (
    comparison,
    count,
    grade_counts,
    held_back,
    not_scored,
    wider_violations,
)
from gacx_reports.core.views.heading import Heading, heading
from gacx_reports.core.views.review_page.checklist import checklist
from gacx_reports.core.views.review_page.histogram import Histogram, histogram
from gacx_reports.core.views.review_page.people import person_rows
from gacx_reports.core.views.review_page.problems import (
    folds,
    held_by_issue,
    numbers,
    problems,
)
from gacx_reports.core.views.review_page.run import Paths, Run
from gacx_reports.core.views.review_page.surveys import review_surveys
from gacx_reports.core.views.review_page.units_and_workbooks import (
    difference_row,
    review_units,
    workbook_row,
)
from gacx_reports.core.views.review_page.view import ReviewView
from gacx_reports.core.views.units.pay_rows import pool_rows
from gacx_reports.core.views.units.summary import total_pay
from gacx_reports.i18n import Language, other

TABLES = ("summary.pdf", "results.xlsx", "results.json", "issues.json", "manifest.json")


def review_view(run: Run, lang: Language, t: NullTranslations) -> ReviewView:
    """Returns the page of a run, with or without results."""
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
        people=tuple(person_rows(run, paths, numbers(found), t)),
        units=review_units(run, paths, t),
        workbooks=tuple(workbook_row(r, run, t) for r in run.returns),
        problems=problems(found, held_by_issue(everybody), run.returned, t),
        differing=tuple(difference_row(d, t) for d in run.differing),
        grades=grade_counts(everybody, past, outcome.scheme) if outcome else (),
        totals=_totals(outcome),
        comparison=comparison(everybody, past, outcome) if outcome else None,
        scored=count(everybody, Status.SCORED),
        held_back=held_back(everybody),
        not_scored=not_scored(everybody),
        errors=sum(i.severity is Severity.ERROR for i in run.issues),
        warnings=sum(i.severity is Severity.WARNING for i in run.issues),
        pay=total_pay(everybody),
        files=tuple(name for name in TABLES if name in run.files),
        surveys=review_surveys(outcome, t),
        pools=pool_rows(outcome, t) if outcome else (),
        violations=wider_violations(outcome, t) if outcome else (),
        summary_stale=bool(outcome) and not stopped and "summary.pdf" not in run.files,
    )
    return replace(view, checks=checklist(view, t))


def _paths(run: Run, lang: Language) -> Paths:
    """Paths of reports in the reader's language, or in the other one if only that file exists."""
    if run.outcome is None:
        return Paths({}, {})
    ours = report_files(run.outcome, lang)
    theirs = report_files(run.outcome, other(lang))

    def there(here: Mapping[str, str], else_here: Mapping[str, str]) -> dict[str, str]:
        return {
            k: else_here[k] if path not in run.files and else_here[k] in run.files else path
            for k, path in here.items()
        }

    return Paths(
        there(ours.employees, theirs.employees), there(ours.departments, theirs.departments)
    )


def _told(run: Run, lang: Language) -> Run:
    """The run with outcomes in the reader's language; issues and returns are already translated."""
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


def _bare_heading(quarter: Period, t: NullTranslations) -> Heading:
    name = formats.quarter_name(quarter, t)
    first, last = formats.day(quarter.first_day, t), formats.day(quarter.last_day, t)
    return Heading("", str(quarter), name, first, last, "", "", "", "", "")


def _totals(outcome: QuarterOutcome | None) -> Histogram:
    if outcome is None:
        return histogram(())
    tones = {g.name: place for place, g in enumerate(outcome.scheme.grades)}
    scored = (e for e in outcome.employees.values() if e.total is not None)
    totals = ((e.total, tones[e.grade]) for e in scored if e.total is not None)
    return histogram(totals, outcome.scheme.settings.full_mark)
