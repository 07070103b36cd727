"""A second person: the plan of a publication, which somebody else approves before it is published."""

from dataclasses import replace

from gacx_reports.commands.output_folder import MANIFEST, together
from gacx_reports.commands.publishing.context import PublishContext
from gacx_reports.commands.publishing.decide import PublicationPlan
from gacx_reports.commands.publishing.files import manifest_of, rendered_anew
from gacx_reports.commands.publishing.freeze import NewPublication
from gacx_reports.commands.publishing.result import PublishOptions
from gacx_reports.commands.publishing.signed import signed
from gacx_reports.commands.reports import SUMMARY
from gacx_reports.commands.request import RefusedError
from gacx_reports.core.records.delivery import Signatories
from gacx_reports.core.records.publication_plan import PlannedPublication, PlannedRecord
from gacx_reports.core.records.quarter_record import digest
from gacx_reports.i18n import N_
from gacx_reports.ledger import approvals
from gacx_reports.ledger.approvals import PLANNED, Approval, Plan, PlanKind
from gacx_reports.ledger.publications import RecordToPublish
from gacx_reports.ledger.store import Event

NOT_MADE_AGAIN = N_("{path} could not be made with the approval on it: run the same command again.")


def planned(new: NewPublication, settlement: PublicationPlan, by: str) -> PlannedPublication:
    """The plan of a publication that is drawn up and not written."""
    publication = new.publication
    return PlannedPublication(
        publication.quarter,
        publication.number,
        publication.published_on.isoformat(),
        publication.appeals_until.isoformat(),
        publication.complete,
        new.event.reason,
        by,
        publication.scheme_version,
        publication.scheme_sha256,
        publication.four_eyes.value,
        publication.program,
        publication.fonts,
        publication.lang,
        settlement.sources,
        tuple(map(_record, new.records)),
    )


def _record(item: RecordToPublish) -> PlannedRecord:
    what = item.published
    return PlannedRecord(
        what.subject.kind.value,
        what.subject.name,
        what.revision,
        digest(what.record),
        what.path,
        what.sha256,
        what.note,
        what.rests_on,
    )


def approval_of(
    context: PublishContext, plan: PlannedPublication, wish: PublishOptions
) -> Approval | None:
    """The plan's approval. Without one the plan is recorded, so that it can be approved, and None returned.

    Who makes it must be named in `wish`.
    """
    if found := approvals.approval_of(context.db, plan.hash):
        return found
    facts: dict[str, str | int] = {
        "number": plan.number,
        "day": plan.published_on,
        "until": plan.appeals_until,
        "records": len(plan.records),
        "reason": plan.reason,
    }
    day = wish.now.date()
    kept = Plan(plan.hash, PlanKind.PUBLISH, plan.quarter, plan.by, day, facts)
    approvals.keep_plan(context.db, kept, Event(plan.quarter, PLANNED, day, wish.now, by=plan.by))
    return None


def with_approval(
    context: PublishContext,
    settlement: PublicationPlan,
    new: NewPublication,
    approval: Approval,
) -> PublicationPlan:
    """The plan with a summary that prints who published and who approved, and the manifest that names its bytes.

    As it is where the summary is not published. Raises RefusedError if it can't be made once more.
    """
    if not any(item.published.path == SUMMARY for item in new.records):
        return settlement
    mine = new.publication
    earlier = approvals.signatories(context.db, mine.quarter)
    own = Signatories(mine.number, mine.published_on, new.event.by, approval.by, approval.day)
    view = signed(settlement.fresh[SUMMARY], (*earlier, own), context.options.lang)
    made = rendered_anew(context, context.settings, {SUMMARY: view})
    if SUMMARY in made.not_made:
        raise RefusedError(NOT_MADE_AGAIN, path=SUMMARY)
    contents = together({SUMMARY: made.pdfs[SUMMARY]}, settlement.contents)
    contents[MANIFEST] = manifest_of(context, contents, settlement.sources, settlement.gone)
    return replace(settlement, contents=contents)
