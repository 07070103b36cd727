"""Makes PDFs and tables from an outcome, in memory."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gacx_reports import workers
from gacx_reports.commands.issue_files import as_json
from gacx_reports.commands.not_made import Abandoned, Unprintable, WhyNotMade
from gacx_reports.commands.press import Press
from gacx_reports.commands.request import REPORTS, Progress, RunOptions, RunStep, UnknownScopeError
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.records.quarter_record import quarter_record
from gacx_reports.core.records.report_paths import report_files
from gacx_reports.core.records.revisions import Subject, SubjectKind
from gacx_reports.core.scheme.english_names import own_name
from gacx_reports.core.scoring.outcomes import QuarterOutcome, Status
from gacx_reports.core.scoring.pay import Correction
from gacx_reports.core.scoring.unit_members import members_of
from gacx_reports.core.translation import outcome_in
from gacx_reports.core.views.employee.employee import EmployeeView, employee_view
from gacx_reports.core.views.units.department import DepartmentView, department_view
from gacx_reports.core.views.units.summary import SummaryView, summary_view
from gacx_reports.i18n import Language

if TYPE_CHECKING:
    from gacx_reports.render.reports import RenderSettings, ReportView


QuarterView = EmployeeView | DepartmentView | SummaryView
"""What a report of a quarter's results shows."""
SUMMARY = "summary.pdf"


@dataclass(frozen=True, slots=True)
class PrintRun:
    """The documents of a run that were made, and those that could not be."""

    pdfs: Mapping[str, bytes]
    """Path → PDF, which may lie in the store until it is asked for."""
    not_made: Mapping[str, WhyNotMade]
    """Path → the reason, of a document that was not made."""


def views_of(
    outcome: QuarterOutcome, past: Mapping[Period, QuarterOutcome], options: RunOptions
) -> dict[str, QuarterView]:
    """Path → view of every report: scored employees, departments with people, the summary."""
    t = options.t
    shown = outcome_in(options.lang, outcome)
    before = {q: outcome_in(options.lang, o, outcome.scheme.english) for q, o in past.items()}
    files = report_files(outcome, options.lang)
    views: dict[str, QuarterView] = {
        files.employees[e.person.id]: employee_view(e, shown, before, t)
        for e in shown.employees.values()
        if e.status is Status.SCORED
    }
    for name, named in zip(outcome.roster.departments, shown.roster.departments, strict=True):
        if members_of(name, outcome):
            views[files.departments[name]] = department_view(named, shown, before, t)
    views[SUMMARY] = summary_view(shown, before, t)
    return views


def chosen(
    views: dict[str, QuarterView], outcome: QuarterOutcome, options: RunOptions
) -> dict[str, QuarterView]:
    """The views that `--only` selects: a person's, or a department's and its people's; all without it.

    Raises UnknownScopeError.
    """
    if not options.only:
        return views
    wanted = chosen_paths(outcome, options.only, options.lang)
    return {path: view for path, view in views.items() if path in wanted}


def chosen_paths(outcome: QuarterOutcome, only: str, lang: Language) -> frozenset[str]:
    """Paths in `lang` of the reports that `only` selects: a person's, or a department's and its people's.

    Raises UnknownScopeError if it is neither an employee ID nor a department.
    """
    files = report_files(outcome, lang)
    if only in outcome.employees:
        return frozenset({files.employees[only]})
    if only not in outcome.roster.departments:
        raise UnknownScopeError(only)
    people = {files.employees[e.person.id] for e in members_of(only, outcome)}
    return frozenset(people | {files.departments[only]})


def resolved(options: RunOptions, outcome: QuarterOutcome) -> RunOptions:
    """The options with an English department name in `--only` replaced by the roster's own name."""
    if not options.only or options.only in outcome.employees:
        return options
    return replace(options, only=own_name(options.only, outcome.scheme.english))


def within(subject: Subject, outcome: QuarterOutcome, only: str) -> bool:
    """Whether `--only` selects the published subject, whatever the path of its file; true without `--only`."""
    if not only or only == subject.name:
        return True
    members = members_of(only, outcome) if only in outcome.roster.departments else ()
    return subject.kind is SubjectKind.EMPLOYEE and subject.name in {e.person.id for e in members}


def render(
    settings: "RenderSettings",
    views: "Mapping[str, ReportView]",
    press: Press,
    progress: Progress,
    keep: Callable[[str, bytes], bool] | None = None,
    seconds: float = workers.SECONDS,
) -> PrintRun:
    """Render every view; `progress` is called after each, `keep` with each PDF as it comes.

    What `keep` says that it keeps is not among the PDFs of the result. A document may take `seconds`, and then once
    again that much in another process. Raises RenderError.
    """
    from gacx_reports.render import reports

    todo = [reports.Report(path, view) for path, view in views.items()]
    pdfs: dict[str, bytes] = {}
    not_made: dict[str, WhyNotMade] = {}
    kept = 0
    progress(RunStep(REPORTS, 0, len(todo)))
    with closing(press(settings, todo, seconds)) as results:
        for index, made in results:
            path = todo[index].path
            match made:
                case bytes() if keep and keep(path, made):
                    kept += 1
                case bytes():
                    pdfs[path] = made
                case reports.NotMade(chars):
                    not_made[path] = Unprintable(chars)
                case workers.Lost(mishaps):
                    not_made[path] = _abandoned(mishaps, seconds)
            progress(RunStep(REPORTS, kept + len(pdfs) + len(not_made), len(todo)))
    return PrintRun(pdfs, not_made)


def _abandoned(mishaps: Sequence[workers.Mishap], seconds: float) -> Abandoned:
    deaths = mishaps.count(workers.Mishap.DIED)
    return Abandoned(deaths, len(mishaps) - deaths, seconds)


def tables(
    outcome: QuarterOutcome,
    options: RunOptions,
    reports: Mapping[str, str] | None = None,
    corrections: Sequence[Correction] = (),
    not_made: Collection[str] = (),
    revisions: Mapping[str, int] | None = None,
) -> dict[str, bytes]:
    """Content of `results.xlsx` and `results.json`.

    `reports` is employee ID → path of the report, by default the usual paths; `corrections` are for sheet 差额;
    `not_made` are paths of reports that there are not; `revisions` is employee ID → revision, 1 by default.
    """
    from gacx_reports.excel.results.results_workbook import results_workbook

    if reports is None:
        paths = report_files(outcome, options.lang).employees
        reports = {i: p for i, p in paths.items() if outcome.employees[i].status is Status.SCORED}
    reports = {i: path for i, path in reports.items() if path not in not_made}
    return {
        "results.xlsx": results_workbook(
            outcome_in(options.lang, outcome), options.t, corrections, revisions
        ),
        "results.json": as_json(quarter_record(outcome, reports, revisions)),
    }
