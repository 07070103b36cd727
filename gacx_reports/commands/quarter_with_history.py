"""Reads and scores a quarter's folder as it is now, with the earlier quarters for trends."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from gacx_reports import files
from gacx_reports.commands.request import SCORING, RunOptions, RunStep
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.records.as_published import as_published
from gacx_reports.core.records.revisions import Published, Subject
from gacx_reports.core.scoring.flags import with_flags
from gacx_reports.core.scoring.other_marks.results import in_marks_of
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.intake.quarter import Intake, decisive, look_back, read_quarter, scored
from gacx_reports.ledger import publications
from gacx_reports.ledger import store as ledger

if TYPE_CHECKING:
    from gacx_reports.render.reports import RenderSettings


@dataclass(frozen=True, slots=True)
class QuarterWithHistory:
    """A quarter that was read and scored, and the quarters before it."""

    intake: Intake
    history: Mapping[Period, Intake]
    issues: tuple[Issue, ...]
    templates: Mapping[str, str] = field(default_factory=dict)
    """File name → SHA-256 of the report templates when the quarter was read."""

    @property
    def past(self) -> dict[Period, QuarterOutcome]:
        """Outcomes of the earlier quarters that could be scored, in the marks of this quarter's scheme."""
        found = {q: i.outcome for q, i in self.history.items() if i.outcome}
        if self.intake.outcome is None:
            return found
        scheme = self.intake.outcome.scheme
        return {q: in_marks_of(scheme, outcome) for q, outcome in found.items()}

    def flagged(self) -> "QuarterWithHistory":
        """The same with the flags that follow from the grades of all quarters."""
        outcome = self.intake.outcome
        if outcome is None:
            return self
        return replace(self, intake=replace(self.intake, outcome=with_flags(outcome, self.past)))

    @property
    def repeatable(self) -> bool:
        """Whether the same bytes give the same at any time, for this quarter and those before it."""
        return all(i.repeatable for i in (self.intake, *self.history.values()))


Past = tuple[dict[Period, Intake], list[Issue]]
"""Earlier quarters, and issues (F08) about those that can't be scored."""


def read_with_history(
    options: RunOptions, settings: "RenderSettings", past: Past
) -> QuarterWithHistory:
    """Read, check and score the quarter's folder; a date that is not certain (P36) is an error.

    `past` is the result of `looked_back`.
    """
    missing = settings.fonts.missing
    templates = report_templates(options)
    read = read_quarter(options.source, options.quarter, missing, options.lang, options.readers)
    options.progress(RunStep(SCORING, 1, 1, str(options.quarter)))
    history, found = past
    intake = scored(decisive(read))
    draft = QuarterWithHistory(intake, history, (*intake.issues, *found), templates)
    return draft.flagged()


def looked_back(options: RunOptions) -> Past:
    """Earlier quarters, from their published workbooks, totals and grades if they are published.

    So an edit in an old quarter's folder does not change a report's trend.
    """
    with TemporaryDirectory() as name, ledger.reading(options.ledger) as db:
        history, issues = look_back(
            options.input,
            options.quarter,
            options.readers,
            lambda q: publications.put_inputs(db, str(q), Path(name)),
        )
        for quarter, intake in history.items():
            history[quarter] = with_published(intake, publications.standing(db, str(quarter)))
        return history, issues


def with_published(intake: Intake, standing: Mapping[Subject, Published]) -> Intake:
    """The intake with totals and grades as published; unchanged if nothing is published."""
    if intake.outcome is None or not standing:
        return intake
    return replace(intake, outcome=as_published(intake.outcome, standing))


def inputs_of(draft: QuarterWithHistory, options: RunOptions) -> dict[str, str]:
    """File name → SHA-256 of all workbooks and report templates on which the results depend.

    Raises ChangedError if a template is not as it was when the quarter was read.
    """
    refuse_changed_templates(draft, options)
    read = {f"{draft.intake.quarter}/{n}": h for n, h in draft.intake.inputs.items()}
    for earlier, past in sorted(draft.history.items()):
        read |= {f"{earlier}/{n}": h for n, h in past.inputs.items()}
    return read | dict(draft.templates)


def refuse_changed_templates(draft: QuarterWithHistory, options: RunOptions) -> None:
    """Raise ChangedError if a report template is not as it was when the quarter was read."""
    changed = set(draft.templates.items()) ^ set(report_templates(options).items())
    if changed:
        raise files.ChangedError(min(name for name, _ in changed))


def report_templates(options: RunOptions) -> dict[str, str]:
    """File name → SHA-256 of all report templates."""
    reports = options.templates / "reports"
    used = sorted(p for p in reports.rglob("*") if p.is_file())
    return {f"templates/reports/{p.relative_to(reports).as_posix()}": files.sha256(p) for p in used}
