"""Writes a publication into the ledger, with all files on which it depends."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from gacx_reports import __version__
from gacx_reports.commands.as_read import as_read
from gacx_reports.commands.publishing.context import PublishContext
from gacx_reports.commands.publishing.decide import PublicationPlan
from gacx_reports.commands.publishing.result import PublishOptions, PublishResult
from gacx_reports.core.records.as_published import announced
from gacx_reports.core.records.revisions import Current, Fresh, Published, Revised
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.ledger import appeals, publications
from gacx_reports.ledger.days import CORRECT_DAY, PUBLISH
from gacx_reports.ledger.publications import Publication, RecordToPublish
from gacx_reports.ledger.store import Event, has_blob, put_blob, record_event


@dataclass(frozen=True, slots=True)
class NewPublication:
    """A publication that is drawn up and not yet written."""

    publication: Publication
    records: list[RecordToPublish]
    event: Event


def drawn_up(
    context: PublishContext, settlement: PublicationPlan, found: PublishResult, wish: PublishOptions
) -> NewPublication | None:
    """The publication with its records and event; None if there is nothing new to publish."""
    records = _new_records(context, settlement)
    if not records:
        return None
    period = announced(settlement.outcome, context.day).roster.period
    scheme = settlement.outcome.scheme
    publication = Publication(
        str(context.options.quarter),
        records[0].published.publication,
        period.published,
        period.appeals_until,
        _whole(context, settlement, found),
        scheme.settings.version,
        scheme.sha256,
        __version__,
        context.settings.fonts.version,
        context.options.lang,
        scheme.settings.four_eyes,
    )
    return NewPublication(publication, records, _event(context, wish, period.published))


def close_unchanged(
    context: PublishContext, settlement: PublicationPlan, found: PublishResult, wish: PublishOptions
) -> PublishResult:
    """Close a reopened quarter of which nothing has changed, unless somebody is held back."""
    db, name = context.db, str(context.options.quarter)
    if not (context.opened.reason and _whole(context, settlement, found)):
        return found
    day = wish.day or wish.now.date()
    event = record_event(db, Event(name, "close", day, wish.now, by=wish.by, reason=wish.force))
    appeals.close(db, name, event)
    return replace(found, closed=True)


def write_publication(
    context: PublishContext, settlement: PublicationPlan, new: NewPublication, found: PublishResult
) -> PublishResult:
    """Write a publication with its source files, and close reopenings and granted appeals that it settles.

    Raises ChangedError.
    """
    db, name, publication = context.db, str(context.options.quarter), new.publication
    event = record_event(db, new.event)
    _keep(context, settlement.sources)
    publications.freeze(db, publication, event, settlement.sources, new.records)
    if publication.complete:
        appeals.close(db, name, event)
    for revised in settlement.revised:
        appeals.settle(db, name, revised.published.subject.name, event)
    count = len(new.records)
    return replace(found, publication=publication, frozen=count, corrected=context.correction)


def _whole(context: PublishContext, settlement: PublicationPlan, found: PublishResult) -> bool:
    """Whether nobody waits for a supplement; the correction of a day changes nothing about that."""
    if context.correction and context.publication:
        return context.publication.complete
    return not found.done.count(Status.HELD_BACK) and not settlement.not_made


def _event(context: PublishContext, wish: PublishOptions, day: date) -> Event:
    """The event of the publication, with the reasons for a corrected or forced day."""
    correction = context.correction
    action = CORRECT_DAY if correction else PUBLISH
    reasons = [correction.reason if correction else "", wish.force]
    reason = " / ".join(r for r in reasons if r)
    name = str(context.options.quarter)
    return Event(name, action, day, wish.now, by=wish.by, reason=reason)


def _new_records(context: PublishContext, settlement: PublicationPlan) -> list[RecordToPublish]:
    """The records to publish now; departments and tables only if they contain no employee who is held back.

    Of a correction only what bears the wrong day.
    """
    number = 1 + (context.publication.number if context.publication else 0)
    frozen = []
    for verdict in settlement.verdicts.values():
        match verdict:
            case Fresh(current) if settlement.ready(current) and not context.correction:
                frozen.append(_frozen(current, number, 1, "", settlement))
            case Revised(current) if settlement.ready(current):
                frozen.append(_frozen(current, number, verdict.revision, verdict.note, settlement))
    return frozen


def _frozen(
    current: Current, number: int, revision: int, note: str, settlement: PublicationPlan
) -> RecordToPublish:
    content = settlement.contents[current.path] if current.path else None
    digest = "" if content is None else hashlib.sha256(content).hexdigest()
    published = Published(
        current.subject,
        number,
        revision,
        current.record,
        current.path,
        digest,
        note,
        current.rests_on,
    )
    view = settlement.fresh.get(current.path)
    return RecordToPublish(published, content, view.heading.fingerprint if view else "")


def _keep(context: PublishContext, sources: Mapping[str, str]) -> None:
    """Store every workbook and template in the ledger, unless it is already there."""
    for name, digest in sources.items():
        if has_blob(context.db, digest):
            continue
        folder, _, rest = name.partition("/")
        path = (
            context.options.templates / rest
            if folder == "templates"
            else context.options.input / name
        )
        put_blob(context.db, as_read(path, digest))
