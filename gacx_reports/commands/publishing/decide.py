"""Compares a quarter with its published records and renders its reports; nothing is written yet."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from gacx_reports.commands.approval_faults import name_of
from gacx_reports.commands.not_made import WhyNotMade
from gacx_reports.commands.publishing.context import PublishContext, aside
from gacx_reports.commands.publishing.days import refuse_wrong_day, with_right_day
from gacx_reports.commands.publishing.files import (
    TABLES,
    QuarterFiles,
    contents_of,
    stale,
)
from gacx_reports.commands.publishing.reproduction import not_reproduced
from gacx_reports.commands.publishing.result import PublishOptions
from gacx_reports.commands.quarter_with_history import (
    QuarterWithHistory,
    inputs_of,
    looked_back,
    read_with_history,
    refuse_changed_templates,
)
from gacx_reports.commands.reports import SUMMARY, QuarterView, resolved
from gacx_reports.core.records.as_published import uncertain_appeals
from gacx_reports.core.records.compare import compare
from gacx_reports.core.records.current import currents
from gacx_reports.core.records.report_paths import report_files
from gacx_reports.core.records.revisions import (
    Current,
    Differs,
    Fresh,
    Revised,
    Subject,
    SubjectKind,
    Verdict,
)
from gacx_reports.core.scoring.outcomes import QuarterOutcome, Status
from gacx_reports.core.translation import issues_in
from gacx_reports.intake.quarter import look_back
from gacx_reports.ledger import publications
from gacx_reports.ledger.store import blob


@dataclass(frozen=True, slots=True)
class PublicationPlan:
    """All decisions and contents of a publication before anything is written."""

    draft: QuarterWithHistory
    outcome: QuarterOutcome
    verdicts: Mapping[Subject, Verdict]
    contents: Mapping[str, bytes]
    """Path → bytes of all files of the output folder."""
    not_made: Mapping[str, WhyNotMade]
    """Path → the reason, of a report that is not made; it can't be published."""
    fresh: Mapping[str, QuarterView]
    """Path → view of every new or revised report."""
    replaced: Mapping[str, bytes]
    """Path → bytes of reports that revisions replaced."""
    sources: Mapping[str, str]
    """Name → SHA-256 of every workbook and template on which the results depend."""
    gone: frozenset[str]
    """Paths of reports that `--only` replaces in the other language."""

    @property
    def differing(self) -> tuple[Differs, ...]:
        """Published records that would change without being open for revision; the run is refused."""
        return tuple(v for v in self.verdicts.values() if isinstance(v, Differs))

    @property
    def revised(self) -> tuple[Revised, ...]:
        """Records of employees with a new revision."""
        return tuple(
            v
            for v in self.verdicts.values()
            if isinstance(v, Revised)
            and v.published.subject.kind is SubjectKind.EMPLOYEE
            and self.ready(v.current)
        )

    def ready(self, current: Current) -> bool:
        """Whether a new or revised record can be published now: nobody in it is held back, and its report is made.

        What is about many people waits for the last one's report, as it does for somebody who is held back.
        """
        waits = bool(self.not_made) and current.subject.kind is not SubjectKind.EMPLOYEE
        return current.final and current.path not in self.not_made and not waits

    @property
    def adds(self) -> bool:
        """Whether there are new or revised records that can be published now."""
        return any(
            isinstance(v, Fresh | Revised) and self.ready(v.current) for v in self.verdicts.values()
        )


def plan_publication(context: PublishContext, folder: Path) -> PublicationPlan | QuarterWithHistory:
    """Score the quarter, compare it with the published records and render new reports.

    `folder` is a temporary folder. Returns only the draft if scheme or roster has errors, so that nobody is scored.
    Likewise with P36 if the appeal deadline of what is published on another day can't be computed yet.
    Raises WrongDayError for a day that can't be the day of publication, ApprovalError if a second person has to approve
    it and nobody is named who makes the plan.
    """
    draft = _draft(context, folder)
    outcome = draft.intake.outcome
    if outcome is None:
        return draft
    context = replace(context, options=resolved(context.options, outcome))
    verdicts = _verdicts(context, draft, outcome, folder)
    refused = _refused(verdicts)
    if context.wish and not refused:
        refuse_wrong_day(context, context.wish, outcome, verdicts)
        _refuse_nameless(context, context.wish, outcome, verdicts)
    if doubts := uncertain_appeals(outcome, context.day):
        said = issues_in(context.options.lang, doubts, None)
        return replace(draft, issues=(*said, *draft.issues))
    sources = inputs_of(draft, context.options)
    made = QuarterFiles({}, {}, {}) if refused else contents_of(context, draft, verdicts, sources)
    refuse_changed_templates(draft, context.options)
    replaced = {} if refused else _replaced(context, verdicts)
    gone = stale(context, outcome, verdicts.values())
    gone |= made.not_made.keys()
    return PublicationPlan(
        draft,
        outcome,
        verdicts,
        made.contents,
        made.not_made,
        made.fresh,
        replaced,
        sources,
        gone,
    )


def _verdicts(
    context: PublishContext, draft: QuarterWithHistory, outcome: QuarterOutcome, folder: Path
) -> Mapping[Subject, Verdict]:
    """Everything that is or was published → how it compares with the published record."""
    held = [i for i, e in outcome.employees.items() if e.status is Status.HELD_BACK]
    now = currents(outcome, TABLES, SUMMARY, report_files(outcome, context.options.lang))
    t = context.options.t
    verdicts = compare(now, context.standing, context.opened, held, t)
    if context.closed:
        verdicts |= not_reproduced(context, draft, verdicts, folder)
    if context.correction and not _refused(verdicts):
        return with_right_day(verdicts, now, context.correction, t)
    return verdicts


def _refused(verdicts: Mapping[Subject, Verdict]) -> bool:
    return any(isinstance(v, Differs) for v in verdicts.values())


def _refuse_nameless(
    context: PublishContext,
    wish: PublishOptions,
    outcome: QuarterOutcome,
    verdicts: Mapping[Subject, Verdict],
) -> None:
    """Raise ApprovalError (A07) before anything is rendered, if a plan would have to say who makes it and can't."""
    new = any(isinstance(v, Fresh | Revised) for v in verdicts.values())
    if new and context.second_person(outcome.scheme.settings.four_eyes):
        name_of(wish.by, context.settings.fonts.missing)


def _draft(context: PublishContext, folder: Path) -> QuarterWithHistory:
    """Read and score the quarter; a closed one with the earlier quarters as they were when it was published."""
    options = context.options
    if context.publication and context.closed:
        publications.put_sources(context.db, context.publication, folder)
        past = look_back(folder, options.quarter, options.readers)
        return read_with_history(options, context.settings, past)
    return read_with_history(options, context.settings, looked_back(options))


def _replaced(context: PublishContext, verdicts: Mapping[Subject, Verdict]) -> dict[str, bytes]:
    """Path → bytes of reports that earlier revisions replaced and that this publication's revisions will replace.

    The drafts that `quarter` makes of an open quarter replace nothing.
    """
    older = publications.superseded(context.db, str(context.options.quarter))
    if context.wish:
        older += [v.published for v in verdicts.values() if isinstance(v, Revised)]
    return {aside(r): blob(context.db, r.sha256) for r in older if r.sha256}
