"""`survey plan`: how many calls per employee are enough, judged by the answers of the quarter before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gacx_reports import files
from gacx_reports.commands.fonts import prepared_fonts
from gacx_reports.commands.not_made import WhyNotMade
from gacx_reports.commands.press import own_processes
from gacx_reports.commands.reports import render
from gacx_reports.commands.request import RefusedError, RunOptions
from gacx_reports.commands.survey.frame import drawn_table
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.planning.survey_plan import SurveyPlan, survey_plan
from gacx_reports.core.translation import in_english
from gacx_reports.core.views.survey.plan import PlanView, plan_view
from gacx_reports.i18n import N_
from gacx_reports.intake.quarter import QuarterRead, read_quarter, scored
from gacx_reports.intake.scheme_and_roster import paths_in, scheme_at

PAGE = "survey/plan.pdf"
"""Path of the page below a quarter's results."""


@dataclass(frozen=True, slots=True)
class PlannedCalls:
    """Result of planning; only issues if scheme or the quarter before have errors that prevent it."""

    issues: tuple[Issue, ...]
    view: PlanView | None = None
    path: Path = Path()
    not_made: Mapping[str, WhyNotMade] = field(default_factory=dict)
    """The page's path → the reason, where it could not be made; there is none then, not even an earlier one."""


def plan(options: RunOptions, table: str) -> PlannedCalls:
    """Write the page of the plan; `table` is a drawn table in either language, "" the one that is called.

    The scheme is that of the quarter's folder, else the bundled one; the answers are those of the quarter before.
    Raises RefusedError, FontsMissingError, BusyError.
    """
    from gacx_reports.render.reports import RenderSettings

    scheme, issues = scheme_at(_scheme_path(options), options.lang, options.quarter)
    if scheme is None or errors(issues):
        return PlannedCalls(issues)
    settings = RenderSettings(options.templates, prepared_fonts(), options.lang)
    before = options.quarter.previous
    source = options.input / str(before)
    if not source.is_dir():
        raise RefusedError(
            N_("{folder} is missing: the plan is made from the answers of the quarter before."),
            folder=str(source),
        )
    with files.held(options.target):
        read = read_quarter(source, before, lang=options.lang, readers=options.readers)
        found = _planned(read, scheme, table, options)
        if isinstance(found, tuple):
            return PlannedCalls(found)
        shown = in_english(found, scheme.english) if options.lang == "en" else found
        view = plan_view(shown, options.t)
        path = options.target / PAGE
        made = render(settings, {PAGE: view}, own_processes(1), lambda *_: None)
        for page in made.pdfs.values():
            files.write(path, page)
        if made.not_made:
            files.remove(path)
        return PlannedCalls(issues, view, path, made.not_made)


def _scheme_path(options: RunOptions) -> Path:
    own, _ = paths_in(options.source)
    return own if own.exists() else options.templates / "scheme.xlsx"


def _planned(
    read: QuarterRead, scheme: Scheme, table: str, options: RunOptions
) -> SurveyPlan | tuple[Issue, ...]:
    """The plan, or the errors because of which the quarter before can't be scored."""
    rules = scheme.sampling_of(drawn_table(scheme, table))
    intake = scored(read)
    if read.handed_in is None or intake.outcome is None:
        return errors(intake.issues)
    found = survey_plan(options.quarter, scheme, rules, intake.outcome, read.handed_in.submissions)
    if not found.groups:
        raise RefusedError(
            N_("{quarter}: nobody whose KPI comes from {table} has both answers and jobs."),
            quarter=str(read.quarter),
            table=found.table,
        )
    return found
