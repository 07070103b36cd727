"""Restores published files that are missing or damaged."""

from gacx_reports import files
from gacx_reports.commands.publishing.context import PublishContext, aside
from gacx_reports.commands.publishing.review_page import review_published
from gacx_reports.commands.quarter_with_history import QuarterWithHistory
from gacx_reports.core.records.revisions import Differs
from gacx_reports.ledger import publications
from gacx_reports.ledger.store import blob


def kept(
    context: PublishContext, current: QuarterWithHistory | None, differing: tuple[Differs, ...] = ()
) -> int:
    """Restore the published files and write the review page; returns the number of restored files.

    `current` is the quarter as computed now, None if its folder is missing; `differing` are refused changes.
    """
    assert context.publication is not None
    restored = restore(context)
    review_published(context.options, context.db, context.publication, current, differing)
    return restored


def restore(context: PublishContext) -> int:
    """Restore published files that are missing or damaged; returns their number."""
    restored = 0
    for path, digest in _published_files(context).items():
        target = context.options.target / path
        if not target.is_file() or files.sha256(target) != digest:
            files.write(target, blob(context.db, digest))
            restored += 1
    return restored


def _published_files(context: PublishContext) -> dict[str, str]:
    """Path → SHA-256 of every published file; replaced revisions are in a folder of their own."""
    older = publications.superseded(context.db, str(context.options.quarter))
    now = {r.path: r.sha256 for r in context.standing.values() if r.sha256}
    return now | {aside(r): r.sha256 for r in older}
