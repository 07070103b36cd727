"""`explain`: one person's total, cell by cell."""

from dataclasses import dataclass

from gacx_reports.commands.fonts import printable
from gacx_reports.commands.request import RunOptions, UnknownScopeError
from gacx_reports.core.explain.context import Paragraph
from gacx_reports.core.explain.explain import cells_read, places_of
from gacx_reports.core.explain.explain import explain as told
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.translation import issues_in, outcome_in
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import take_in


@dataclass(frozen=True, slots=True)
class Explained:
    """One person's total in words."""

    issues: tuple[Issue, ...]
    """Why nobody is scored; else nothing."""
    paragraphs: tuple[Paragraph, ...] = ()
    held_back: bool = False


def explain(options: RunOptions, person: str) -> Explained:
    """Score the quarter, then tell how the person's total came about. UnknownScopeError for a stranger."""
    intake = take_in(options.source, options.quarter, printable(), options.jobs)
    if intake.outcome is None:
        return Explained(issues_in(options.lang, intake.issues, None, intake.english))
    wanted = intake.outcome.roster.resolve(person)
    if wanted not in intake.outcome.employees:
        raise UnknownScopeError(person)
    quarter = outcome_in(options.lang, intake.outcome)
    outcome = quarter.employees[wanted]
    names = dict.fromkeys(p.workbook for p in places_of(outcome, quarter))
    read = [read_workbook(options.source / name) for name in names]
    cells = cells_read(outcome, quarter, {b.name: b for b in read if isinstance(b, Workbook)})
    paragraphs = told(outcome, quarter, translator(options.lang), cells)
    return Explained((), paragraphs, outcome.status is Status.HELD_BACK)
