"""The review page of a published quarter, which shows the published results whatever the workbooks contain now."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory

from gacx_reports import files
from gacx_reports.commands.quarter_with_history import QuarterWithHistory, with_published
from gacx_reports.commands.request import RunOptions
from gacx_reports.commands.review_page import review
from gacx_reports.core.records.revisions import (
    Differs,
    Published,
    Stands,
    Subject,
    Verdict,
    Withheld,
)
from gacx_reports.intake.quarter import look_back, read_and_score
from gacx_reports.ledger import publications
from gacx_reports.ledger.publications import Publication


def review_settled(
    options: RunOptions,
    draft: QuarterWithHistory,
    verdicts: Iterable[Verdict],
    made: Mapping[str, bytes],
) -> None:
    """Write the page of a run that wrote files: `made` is path → bytes of published, new and revised reports."""
    shows = {
        v.published.path: v.published.sha256 for v in verdicts if isinstance(v, Stands | Withheld)
    }
    shows |= {path: hashlib.sha256(content).hexdigest() for path, content in made.items()}
    review(options, draft, _intact(options.target, shows))


def review_published(
    options: RunOptions,
    db: Connection,
    publication: Publication,
    current: QuarterWithHistory | None,
    differing: tuple[Differs, ...] = (),
) -> None:
    """Write the page of a run without new reports: results as published, with the issues of `current`.

    `current` is the quarter as read now, or None.
    """
    standing = publications.standing(db, str(options.quarter))
    draft = _as_published(options, db, publication, standing)
    if current:
        intake = replace(current.intake, outcome=draft.intake.outcome)
        draft = QuarterWithHistory(intake, draft.history, current.issues)
    shows = {p.path: p.sha256 for p in standing.values()}
    review(options, draft, _intact(options.target, shows), differing=differing)


def _as_published(
    options: RunOptions,
    db: Connection,
    publication: Publication,
    standing: Mapping[Subject, Published],
) -> QuarterWithHistory:
    """The quarter from the ledger's copies of its workbooks, with totals and grades as published."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        publications.put_sources(db, publication, folder)
        source = folder / str(options.quarter)
        intake = read_and_score(source, options.quarter, lang=options.lang, readers=options.readers)
        history, _ = look_back(folder, options.quarter, options.readers)
    return QuarterWithHistory(with_published(intake, standing), history, intake.issues).flagged()


def _intact(target: Path, hashes: Mapping[str, str]) -> dict[str, str]:
    """The files that exist with the right SHA-256."""
    found = {path: h for path, h in hashes.items() if path and (target / path).is_file()}
    return {path: h for path, h in found.items() if files.sha256(target / path) == h}
