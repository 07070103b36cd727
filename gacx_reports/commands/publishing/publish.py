"""`quarter` and `publish` where a quarter is, or becomes, published: verify, refuse, revise, freeze."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from gacx_reports import files
from gacx_reports.commands.fonts import make_press
from gacx_reports.commands.issue_files import give_back
from gacx_reports.commands.output_folder import put
from gacx_reports.commands.publishing.context import PublishContext, case_of, same_program
from gacx_reports.commands.publishing.decide import PublicationPlan, plan_publication
from gacx_reports.commands.publishing.freeze import write_publication
from gacx_reports.commands.publishing.restore import kept, restore
from gacx_reports.commands.publishing.result import PublishOptions, PublishResult
from gacx_reports.commands.publishing.review_page import review_settled
from gacx_reports.commands.quarter.run import rendered
from gacx_reports.commands.read_quarter import QuarterRead
from gacx_reports.commands.request import Progress, RefusedError, RunOptions, RunResult
from gacx_reports.core.records.revisions import Differs, Published, Stands, SubjectKind
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.i18n import N_
from gacx_reports.ledger import appeals, publications
from gacx_reports.ledger.store import reading, writing

UNDATED = N_(
    "{quarter} is published already: say with --on when this supplement or revision is handed out;"
    " it bears that day, and appeals run from it. Nothing was published."
)


class FolderMissingError(Exception):
    """The quarter has no folder, and is not published either."""


def quarter(order: RunOptions, progress: Progress) -> PublishResult:
    """Compute a quarter; a published one is verified, restored where files are missing, and never overwritten."""
    with reading(order.ledger) as db:
        publication = publications.latest(db, str(order.quarter))
        if publication is None and not order.source.is_dir():
            raise FolderMissingError(str(order.source))
        press = make_press(order)
        with files.held(order.target):
            case = case_of(order, press, db, progress)
            if case.publication is None:
                return PublishResult(rendered(order, press, progress))
            return _rerun(case)


def _rerun(case: PublishContext) -> PublishResult:
    order = case.order
    if not order.source.is_dir():
        done = RunResult((), rendered=_reports_in(case.standing.values()))
        restored = kept(case, None)
        return PublishResult(done, case.publication, restored=restored, unread=True)
    with TemporaryDirectory() as folder:
        settlement = plan_publication(case, Path(folder))
    if isinstance(settlement, QuarterRead):
        returned = give_back(settlement.intake, order)
        done = RunResult(settlement.issues, None, returned=returned)
        return PublishResult(done, case.publication, restored=kept(case, settlement))
    found = _result_of(case, settlement)
    returned = give_back(settlement.draft.intake, order)
    found = replace(found, done=replace(found.done, returned=returned))
    if settlement.differing:
        return replace(found, restored=kept(case, settlement.draft, found.differing))
    restored = restore(case) if case.closed else 0
    removed = _write(order, settlement)
    return replace(found, restored=restored, done=replace(found.done, removed=removed))


def publish(order: RunOptions, wish: PublishOptions, progress: Progress) -> PublishResult:
    """Freeze all that is decided; refused while somebody is held back, or where something published differs.

    RefusedError for a supplement or revision without a day of its own: it would bear the first one's, and the time
    for appeals might be over before anybody sees it.
    """
    press = make_press(order)
    with files.held(order.target):
        with writing(order.ledger) as db, TemporaryDirectory() as folder:
            case = case_of(order, press, db, progress, wish.day)
            settlement = plan_publication(case, Path(folder))
            if isinstance(settlement, QuarterRead):
                return PublishResult(RunResult(settlement.issues, None), case.publication)
            found = _result_of(case, settlement)
            if found.differing or (found.done.count(Status.HELD_BACK) and not wish.partial):
                return found
            if case.publication and settlement.adds and wish.day is None:
                raise RefusedError(UNDATED, quarter=str(order.quarter))
            found = write_publication(case, settlement, replace(found, partial=wish.partial), wish)
        _write(order, settlement)
        return found


def _result_of(case: PublishContext, settlement: PublicationPlan) -> PublishResult:
    """What is to be told."""
    stands = [v.published for v in settlement.verdicts.values() if isinstance(v, Stands)]
    revised = {v.published.subject.name for v in settlement.revised}
    pdfs = sum(path.endswith(".pdf") for path in settlement.contents)
    return PublishResult(
        RunResult(settlement.draft.issues, settlement.outcome, pdfs),
        case.publication,
        verified=_reports_in(stands),
        other_program=case.closed and not same_program(case),
        differing=_telling(settlement.differing),
        undecided=_undecided(case, settlement.differing),
        revised=settlement.revised,
        unchanged=tuple(i for i in case.opened.appeals if i not in revised),
    )


def _undecided(case: PublishContext, differing: tuple[Differs, ...]) -> tuple[str, ...]:
    found = {d.published.subject.name for d in differing}
    lodged = appeals.appeals(case.db, str(case.order.quarter))
    return tuple(a.person for a in lodged if not a.outcome and a.person in found)


def _telling(differing: tuple[Differs, ...]) -> tuple[Differs, ...]:
    """Without the tables, where reports differ that they are made from."""
    reports = tuple(d for d in differing if d.published.subject.kind is not SubjectKind.TABLE)
    return reports or differing


def _reports_in(records: Iterable[Published]) -> int:
    return sum(r.path.endswith(".pdf") for r in records)


def _write(order: RunOptions, settlement: PublicationPlan) -> tuple[Path, ...]:
    """Write the files; the reports of an earlier run that no longer stand are gone."""
    for path, content in settlement.replaced.items():
        files.write(order.target / path, content)
    removed = put(settlement.contents, order, settlement.gone)
    review_settled(order, settlement.draft, settlement.verdicts.values(), settlement.contents)
    return removed
