"""The mark of a revision on a report."""

from dataclasses import replace

from gacx_reports.commands.reports import QuarterView
from gacx_reports.core.language.period_words import translator_for
from gacx_reports.core.records.record_types import PublicationRecord
from gacx_reports.core.records.revisions import Published, Revised
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.views.employee.revision_lines import revision_lines
from gacx_reports.i18n import Language


def revised(
    view: QuarterView, verdict: Revised, outcome: QuarterOutcome, lang: Language
) -> QuarterView:
    """The view of a new revision: with number, reason, the result before, and what changed it."""
    pair = (verdict.published.record, verdict.current.record)
    lines = _lines(verdict.revision, pair, outcome, lang)
    return _marked(view, verdict.revision, verdict.note, lines)


def as_published(
    view: QuarterView,
    published: Published,
    before: Published | None,
    outcome: QuarterOutcome,
    lang: Language,
) -> QuarterView:
    """The view as its revision was published; for revision 1 the view itself. `before` is the revision before."""
    if before is None:
        return view
    pair = (before.record, published.record)
    lines = _lines(published.revision, pair, outcome, lang)
    return _marked(view, published.revision, published.note, lines)


def _marked(view: QuarterView, revision: int, note: str, lines: tuple[str, ...]) -> QuarterView:
    heading = replace(view.heading, revision=revision, revision_note=note, revision_lines=lines)
    return replace(view, heading=heading)


def _lines(
    revision: int,
    pair: tuple[PublicationRecord, PublicationRecord],
    outcome: QuarterOutcome,
    lang: Language,
) -> tuple[str, ...]:
    """Further lines on an employee's report; none on any other."""
    before, after = pair
    if "result" not in before or "result" not in after:
        return ()
    names = outcome.scheme.english if lang == "en" else {}
    settings = outcome.scheme.settings
    return revision_lines(
        revision, before, after, settings, names, translator_for(lang, outcome.quarter.kind)
    )
