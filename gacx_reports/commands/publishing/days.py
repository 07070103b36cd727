"""The day of a publication: refused where it can't be right, and corrected where a published one is wrong."""

from collections.abc import Mapping
from dataclasses import replace
from gettext import NullTranslations

from gacx_reports.commands.publishing.context import PublishContext
from gacx_reports.commands.publishing.result import PublishOptions, WantedCorrection
from gacx_reports.commands.request import RefusedError, WrongDayError
from gacx_reports.core.language import formats
from gacx_reports.core.records.as_published import announced
from gacx_reports.core.records.days import DayLimits, DayOf, NewDay, fault
from gacx_reports.core.records.revisions import (
    Current,
    DayCorrection,
    Fresh,
    Published,
    Revised,
    Stands,
    Subject,
    SubjectKind,
    Verdict,
)
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.i18n import N_
from gacx_reports.ledger.days import recorded_days

OPEN = N_(
    "{quarter} is open for revision. Publish that first (`publish {quarter} --on DAY`), then correct the day."
)
NO_SUCH = N_(
    "{quarter} has no publication {number} whose day could be corrected; there are: {known}"
)
SAME = N_("Publication {number} of {quarter} bears {day} already.")
CORRECTED = N_("Day of publication corrected from {before} to {after}: {reason}")


def correction_of(context: PublishContext, wanted: WantedCorrection) -> DayCorrection:
    """The wanted correction, with the day that the publication bears now.

    Raises RefusedError if there is no such publication, anything is open for revision, or the day is right already.
    """
    name = str(context.options.quarter)
    if context.publication is None:
        raise RefusedError(N_("{quarter} is not published."), quarter=name)
    if context.opened:
        raise RefusedError(OPEN, quarter=name)
    known = {e.publication: e for e in recorded_days(context.db, name).entries if e.publication}
    number = wanted.publication or max(known)
    if number not in known:
        numbers = tuple(str(n) for n in known)
        raise RefusedError(NO_SUCH, quarter=name, number=str(number), known=numbers)
    before = known[number].day
    if before == wanted.day:
        raise RefusedError(SAME, quarter=name, number=str(number), day=before)
    return DayCorrection(number, before, wanted.day, wanted.reason)


def in_its_language(context: PublishContext) -> PublishContext:
    """The context in the language of the quarter's publications: a corrected report keeps its name and its words."""
    assert context.publication is not None
    lang = context.publication.lang
    options = replace(context.options, lang=lang)
    return replace(context, options=options, settings=replace(context.settings, lang=lang))


def with_right_day(
    verdicts: Mapping[Subject, Verdict],
    now: Mapping[Subject, Current],
    correction: DayCorrection,
    t: NullTranslations,
) -> dict[Subject, Verdict]:
    """The verdicts with a revision of whatever stands from that publication, and of the tables, which number it."""
    note = t.gettext(CORRECTED).format(
        before=formats.day(correction.before, t),
        after=formats.day(correction.day, t),
        reason=correction.reason,
    )
    return {
        subject: Revised(now[subject], verdict.published, note)
        if isinstance(verdict, Stands) and _bears(verdict.published, correction)
        else verdict
        for subject, verdict in verdicts.items()
    }


def _bears(published: Published, correction: DayCorrection) -> bool:
    table = published.subject.kind is SubjectKind.TABLE
    return table or published.publication == correction.publication


def refuse_wrong_day(
    context: PublishContext,
    wish: PublishOptions,
    outcome: QuarterOutcome,
    verdicts: Mapping[Subject, Verdict],
) -> None:
    """Raise WrongDayError if what is published now can't bear its day, by the records of those whom it concerns.

    A supplement or revision without a day of its own is refused elsewhere.
    """
    new = [
        v.current for v in verdicts.values() if isinstance(v, Fresh | Revised) and v.current.final
    ]
    undated = context.publication is not None and context.day is None
    if undated or not (new or context.day):
        return
    people = {c.subject.name for c in new if c.subject.kind is SubjectKind.EMPLOYEE}
    days = recorded_days(context.db, str(context.options.quarter))
    day = announced(outcome, context.day).roster.period.published
    what = DayOf.REVISION if context.publication else DayOf.PUBLICATION
    number = context.correction.publication if context.correction else 0
    if number:
        what = next(e.what for e in days.entries if e.publication == number)
    limits = DayLimits(
        context.options.quarter,
        wish.now.date(),
        outcome.scheme.settings.publish_months,
        bool(wish.force),
    )
    if found := fault(NewDay(what, day, number), days.of_people(people), limits):
        raise WrongDayError(found)
