"""`explain`: the derivation of one employee's total, cell by cell."""

from dataclasses import dataclass

from gacx_reports.commands.fonts import printable
from gacx_reports.commands.quarter_with_history import looked_back
from gacx_reports.commands.request import RunOptions, UnknownScopeError
from gacx_reports.core.explain.context import Paragraph
from gacx_reports.core.explain.explain import cells_read
from gacx_reports.core.explain.explain import explain as told
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.scoring.flags import with_flags
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.translation import outcome_in
from gacx_reports.intake.quarter import read_quarter, scored


@dataclass(frozen=True, slots=True)
class Explained:
    """The derivation of one employee's total in words."""

    issues: tuple[Issue, ...]
    """The quarter's issues if nobody is scored; else ()."""
    paragraphs: tuple[Paragraph, ...] = ()
    held_back: bool = False


def explain(options: RunOptions, person: str) -> Explained:
    """Score the quarter and derive the total of one employee; `person` is an ID, also without its leading zeros.

    Raises UnknownScopeError if nobody on the roster has that ID.
    """
    read = read_quarter(options.source, options.quarter, printable(), options.lang, options.readers)
    intake = scored(read)
    if intake.outcome is None:
        return Explained(intake.issues)
    wanted = intake.outcome.roster.resolve(person)
    if wanted not in intake.outcome.employees:
        raise UnknownScopeError(person)
    outcome = intake.outcome
    if outcome.scheme.flags:  # only these rest on earlier quarters
        past, _ = looked_back(options)
        earlier = {q: i.outcome for q, i in past.items() if i.outcome}
        outcome = with_flags(outcome, earlier)
    quarter = outcome_in(options.lang, outcome)
    own = quarter.employees[wanted]
    cells = cells_read(own, quarter, read.books)
    paragraphs = told(own, quarter, options.t, cells)
    return Explained((), paragraphs, own.status is Status.HELD_BACK)
