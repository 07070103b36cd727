"""Whether the reports of the last publication come out the same when they are rendered again."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from gacx_reports.commands.publishing.context import PublishContext, same_program
from gacx_reports.commands.publishing.files import rendered_anew
from gacx_reports.commands.publishing.revision_mark import as_published
from gacx_reports.commands.publishing.signed import signed
from gacx_reports.commands.quarter_with_history import QuarterWithHistory
from gacx_reports.commands.reports import SUMMARY, QuarterView, chosen, views_of
from gacx_reports.core.records.as_published import announced
from gacx_reports.core.records.revisions import (
    DifferenceKind,
    Differs,
    Published,
    Stands,
    Subject,
    SubjectKind,
    Verdict,
)
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.ledger import approvals, publications
from gacx_reports.ledger.publications import Publication


def not_reproduced(
    context: PublishContext,
    draft: QuarterWithHistory,
    verdicts: Mapping[Subject, Verdict],
    folder: Path,
) -> dict[Subject, Verdict]:
    """Reports of the last publication whose bytes differ when they are rendered again with its own templates.

    These lie in `folder`. Reports of earlier publications are not compared: their workbooks may have had the same
    values in other cells.
    """
    then, outcome = context.publication, draft.intake.outcome
    assert then is not None
    assert outcome is not None
    if not same_program(context):
        return {}
    options = replace(context.options, templates=folder / "templates", lang=then.lang)
    press = replace(context.settings, templates=options.templates, lang=then.lang)
    views = views_of(announced(outcome, then.published_on), draft.past, options)
    wanted = chosen(views, outcome, options)
    last = _published_last(then, verdicts, wanted, every=not options.only)
    again = _marked(context, last, views, outcome)
    pdfs = rendered_anew(context, press, again).pdfs
    return {
        p.subject: Differs(p, DifferenceKind.FILE)
        for p in last
        if p.path not in pdfs or hashlib.sha256(pdfs[p.path]).hexdigest() != p.sha256
    }


def _published_last(
    then: Publication, verdicts: Mapping[Subject, Verdict], wanted: Collection[str], *, every: bool
) -> list[Published]:
    """Reports that stand from that publication: those whose paths are `wanted`, and `every` other that has a file."""
    return [
        v.published
        for v in verdicts.values()
        if isinstance(v, Stands)
        and v.published.publication == then.number
        and v.published.subject.kind is not SubjectKind.TABLE
        and (v.published.path in wanted or (v.published.sha256 and every))
    ]


def _marked(
    context: PublishContext,
    reports: Collection[Published],
    views: Mapping[str, QuarterView],
    outcome: QuarterOutcome,
) -> dict[str, QuarterView]:
    """Path → the report's view with the mark of its revision, the summary with who signed."""
    assert context.publication is not None
    quarter, lang = str(context.options.quarter), context.publication.lang
    every = publications.records(context.db, quarter)
    earlier = {(r.subject, r.revision + 1): r for r in every}
    found: dict[str, QuarterView] = {}
    for p in (p for p in reports if p.path in views):
        before = earlier.get((p.subject, p.revision))
        view = as_published(views[p.path], p, before, outcome, lang)
        if p.path == SUMMARY:
            known = approvals.signatories(context.db, quarter, p.publication)
            view = signed(view, known, lang)
        found[p.path] = view
    return found
