"""Writes a publication into the ledger, with all files on which it depends."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
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


def write_publication(
    context: PublishContext, settlement: PublicationPlan, found: PublishResult, wish: PublishOptions
) -> PublishResult:
    """Write a publication with its source files, and close reopenings and granted appeals that it settles.

    Without new records nothing is published; a reopened quarter is then closed unless somebody is held back.
    Raises ChangedError.
    """
    db, name = context.db, str(context.options.quarter)
    whole = _whole(context, settlement, found)
    new = _new_records(context, settlement)
    period = announced(settlement.outcome, context.day).roster.period
    if not new:
        if context.opened.reason and whole:
            day = wish.day or wish.now.date()
            event = record_event(db, Event(name, "close", day, wish.now, reason=wish.force))
            appeals.close(db, name, event)
            return replace(found, closed=True)
        return found
    scheme = settlement.outcome.scheme
    publication = Publication(
        name,
        new[0].published.publication,
        period.published,
        period.appeals_until,
        whole,
        scheme.settings.version,
        scheme.sha256,
        __version__,
        context.settings.fonts.version,
        context.options.lang,
    )
    event = record_event(db, _event(context, wish, period.published))
    _keep(context, settlement.sources)
    publications.freeze(db, publication, event, settlement.sources, new)
    if whole:
        appeals.close(db, name, event)
    for revised in settlement.revised:
        appeals.settle(db, name, revised.published.subject.name, event)
    return replace(found, publication=publication, frozen=len(new), corrected=context.correction)


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
    return Event(str(context.options.quarter), action, day, wish.now, reason=reason)


def _new_records(context: PublishContext, settlement: PublicationPlan) -> list[RecordToPublish]:
    """The records to publish now; departments and tables only if they contain no employee who is held back.

    Of a correction only what bears the wrong day.
    """
    number = 1 + (context.publication.number if context.publication else 0)
    frozen = []
    for verdict in settlement.verdicts.values():
        match verdict:
            case Fresh(current) if settlement.ready(current) and not context.correction:
                frozen.append(_frozen(current, number, 1, "", settlement.contents))
            case Revised(current) if settlement.ready(current):
                note = verdict.note
                frozen.append(_frozen(current, number, verdict.revision, note, settlement.contents))
    return frozen


def _frozen(
    current: Current, number: int, revision: int, note: str, contents: Mapping[str, bytes]
) -> RecordToPublish:
    content = contents[current.path] if current.path else None
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
    return RecordToPublish(published, content)


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
