"""`quarter` and `publish`: verify, refuse, revise and freeze a quarter."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from gacx_reports import files
from gacx_reports.commands import last_run
from gacx_reports.commands.approval_faults import name_of
from gacx_reports.commands.fonts import render_settings
from gacx_reports.commands.issue_files import give_back
from gacx_reports.commands.output_folder import put, redrafted, rewritten
from gacx_reports.commands.publishing.appeals import unfit
from gacx_reports.commands.publishing.context import (
    REVISIONS,
    PublishContext,
    aside,
    case_of,
    same_program,
)
from gacx_reports.commands.publishing.days import correction_of, in_its_language
from gacx_reports.commands.publishing.decide import PublicationPlan, plan_publication
from gacx_reports.commands.publishing.draw_records import refuse_changed_records
from gacx_reports.commands.publishing.freeze import (
    close_unchanged,
    drawn_up,
    write_publication,
)
from gacx_reports.commands.publishing.restore import kept, restore
from gacx_reports.commands.publishing.result import PublishOptions, PublishResult
from gacx_reports.commands.publishing.review_page import review_settled
from gacx_reports.commands.publishing.second_person import (
    approval_of,
    planned,
    with_approval,
)
from gacx_reports.commands.quarter.run import rendered
from gacx_reports.commands.quarter_with_history import QuarterWithHistory
from gacx_reports.commands.request import RefusedError, RunOptions, RunResult
from gacx_reports.commands.stored import stored
from gacx_reports.core.records.revisions import (
    Differs,
    Published,
    Revised,
    Stands,
    SubjectKind,
    Withheld,
)
from gacx_reports.i18n import N_
from gacx_reports.ledger import appeals, publications
from gacx_reports.ledger.store import reading, trust, writing

UNDATED = N_(
    "{quarter} is published already: say with --on when this supplement or revision is handed out;"
    " it bears that day, and appeals run from it. Nothing was published."
)


class FolderMissingError(Exception):
    """The quarter has neither a folder nor a publication."""


def quarter(options: RunOptions) -> PublishResult:
    """Compute a quarter; a published one is verified instead, and its missing or damaged files are restored.

    Raises FolderMissingError, FontsMissingError, BusyError, or RefusedError for a purged quarter and for a
    changed record of a draw.
    """
    trust(options.ledger)
    with reading(options.ledger) as db:
        publication = publications.latest(db, str(options.quarter))
        if publication is None and not options.source.is_dir():
            raise FolderMissingError(str(options.source))
        refuse_changed_records(db, str(options.quarter), options.source)
        press = render_settings(options)
        with files.held(options.target), stored(options) as kept:
            context = case_of(kept, press, db)
            if context.publication is None:
                return PublishResult(_computed(context))
            with redrafted(kept) as drafted:
                return _rerun(replace(context, options=drafted))


def _computed(context: PublishContext) -> RunResult:
    """The results of an unpublished quarter, which are the last run's if everything is as it was."""
    options, fonts = context.options, context.settings.fonts.version
    known = last_run.kitchen(options, fonts)
    if found := last_run.still_there(options, known, context.db):
        return found
    with redrafted(options) as drafted:
        done = rendered(drafted, context.settings)
        # Once more: a record may have been written while the workbooks were read.
        refuse_changed_records(context.db, str(options.quarter), options.source)
    last_run.remember(options, known, fonts, done)
    return done


def _rerun(context: PublishContext) -> PublishResult:
    options = context.options
    if not options.source.is_dir():
        done = RunResult((), rendered=_reports_in(context.standing.values()))
        restored = kept(context, None)
        return PublishResult(done, context.publication, restored=restored, unread=True)
    with TemporaryDirectory() as folder:
        settlement = plan_publication(context, Path(folder))
    if isinstance(settlement, QuarterWithHistory):
        returned = give_back(settlement.intake, options)
        done = RunResult(settlement.issues, None, returned=returned)
        return PublishResult(done, context.publication, restored=kept(context, settlement))
    found = _result_of(context, settlement)
    returned = give_back(settlement.draft.intake, options)
    found = replace(found, done=replace(found.done, returned=returned))
    if settlement.differing:
        return replace(found, restored=kept(context, settlement.draft, found.differing))
    restored = restore(context) if context.closed else 0
    removed = _write(options, settlement)
    return replace(found, restored=restored, done=replace(found.done, removed=removed))


def publish(options: RunOptions, wish: PublishOptions) -> PublishResult:
    """Publish the quarter: store scheme, inputs, results and reports in the ledger, and write the files.

    Nothing is published while somebody is held back (unless `wish.partial`) or a published record would change.
    Raises RefusedError for a changed record of a draw, and for a supplement or revision without a day of its own: it
    would have the day of the first publication, from which the time for appeals runs. Raises WrongDayError for a day
    that can't be right. With `wish.correct` the same results are published again, under the right day. Where the
    scheme asks for a second person and none has approved, the plan is recorded, its files are written for them to look
    at, and nothing is published; raises ApprovalError if nobody is named then, or by no fit name.
    """
    press = render_settings(options)
    if wish.by:
        wish = replace(wish, by=name_of(wish.by, press.fonts.missing))
    with rewritten(options) as begun, stored(begun) as drafted:
        with writing(options.ledger) as db, TemporaryDirectory() as folder:
            refuse_changed_records(db, str(options.quarter), options.source)
            context = _wanted(case_of(drafted, press, db, wish), wish)
            settlement = plan_publication(context, Path(folder))
            refuse_changed_records(db, str(options.quarter), options.source)
            if isinstance(settlement, QuarterWithHistory):
                return PublishResult(RunResult(settlement.issues, None), context.publication)
            found = _result_of(context, settlement)
            if found.differing or _lacking(context, found, wish):
                return found
            if context.publication and settlement.adds and context.day is None:
                raise RefusedError(UNDATED, quarter=str(options.quarter))
            found = replace(found, partial=wish.partial)
            settlement, found = _published(context, settlement, found, wish)
        _write(drafted, settlement)
        return found


def _published(
    context: PublishContext, settlement: PublicationPlan, found: PublishResult, wish: PublishOptions
) -> tuple[PublicationPlan, PublishResult]:
    """Write what is new into the ledger, or record the plan of it if a second person has to approve that first."""
    new = drawn_up(context, settlement, found, wish)
    if new is None:
        return settlement, close_unchanged(context, settlement, found, wish)
    if context.second_person(settlement.outcome.scheme.settings.four_eyes):
        plan = planned(new, settlement, wish.by)
        approval = approval_of(context, plan, wish)
        if approval is None:
            # What stands published is replaced by nothing yet.
            return replace(settlement, replaced={}), replace(found, waits=plan)
        settlement = with_approval(context, settlement, new, approval)
        new = drawn_up(context, settlement, found, wish)
        assert new is not None
        new = replace(new, publication=replace(new.publication, plan=plan.hash))
        found = replace(found, approval=approval)
    return settlement, write_publication(context, settlement, new, found)


def _wanted(context: PublishContext, wish: PublishOptions) -> PublishContext:
    """The context, with the correction of a day if one is wanted; RefusedError where it can't be made."""
    if wish.correct is None:
        return context
    correction = correction_of(context, wish.correct)
    if fault := unfit(correction.reason, context.standing, "", context.settings.fonts.missing):
        raise RefusedError(fault.words, **fault.details)
    return replace(in_its_language(context), correction=correction)


def _lacking(context: PublishContext, found: PublishResult, wish: PublishOptions) -> bool:
    """Whether nothing is published, since somebody is held back or a report is not made.

    A correction leaves those out who are held back, as the publication did that it corrects.
    """
    if context.correction:
        return bool(found.done.not_made)
    return found.incomplete and not wish.partial


def _result_of(context: PublishContext, settlement: PublicationPlan) -> PublishResult:
    """The result of the run, before anything is published."""
    stands = [v.published for v in settlement.verdicts.values() if isinstance(v, Stands)]
    revised = {v.published.subject.name for v in settlement.revised}
    pdfs = sum(path.endswith(".pdf") for path in settlement.contents)
    return PublishResult(
        RunResult(settlement.draft.issues, settlement.outcome, pdfs, not_made=settlement.not_made),
        context.publication,
        verified=_reports_in(stands),
        other_program=context.closed and not same_program(context),
        differing=_telling(settlement.differing),
        undecided=_undecided(context, settlement.differing),
        revised=() if context.correction else settlement.revised,
        unchanged=tuple(i for i in context.opened.appeals if i not in revised),
    )


def _undecided(context: PublishContext, differing: tuple[Differs, ...]) -> tuple[str, ...]:
    found = {d.published.subject.name for d in differing}
    lodged = appeals.appeals(context.db, str(context.options.quarter))
    return tuple(a.person for a in lodged if not a.outcome and a.person in found)


def _telling(differing: tuple[Differs, ...]) -> tuple[Differs, ...]:
    """The differing records; tables only if no report differs, because they follow from the reports."""
    reports = tuple(d for d in differing if d.published.subject.kind is not SubjectKind.TABLE)
    return reports or differing


def _reports_in(records: Iterable[Published]) -> int:
    return sum(r.path.endswith(".pdf") for r in records)


def _tidy(options: RunOptions, settlement: PublicationPlan) -> None:
    """Remove copies, below `revisions/`, of reports that stand published: drafts that came to nothing left them."""
    verdicts = settlement.verdicts.values()
    stand = {
        aside(v.published): v.published.sha256
        for v in verdicts
        if isinstance(v, Stands | Withheld | Revised)
    }
    for name in stand.keys() - settlement.replaced.keys():
        path = options.target / name
        if path.is_file() and files.sha256(path) == stand[name]:
            path.unlink()
    files.remove_empty(options.target / REVISIONS)


def _write(options: RunOptions, settlement: PublicationPlan) -> tuple[Path, ...]:
    """Write the files and the review page; returns the outdated reports that were removed."""
    for path, content in settlement.replaced.items():
        files.write(options.target / path, content)
    _tidy(options, settlement)
    removed = put(settlement.contents, options, settlement.gone)
    review_settled(options, settlement.draft, settlement.verdicts.values(), settlement.contents)
    return removed
