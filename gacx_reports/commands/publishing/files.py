"""Contents of the files of a published quarter: published ones from the ledger, new ones rendered."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gacx_reports.commands.finished import finished
from gacx_reports.commands.issue_files import issues_json
from gacx_reports.commands.not_made import WhyNotMade
from gacx_reports.commands.output_folder import (
    MANIFEST,
    hashes,
    lying,
    manifest,
    other_language,
    together,
)
from gacx_reports.commands.publishing.context import PublishContext
from gacx_reports.commands.publishing.revision_mark import revised
from gacx_reports.commands.publishing.signed import signed
from gacx_reports.commands.quarter_with_history import QuarterWithHistory
from gacx_reports.commands.reports import (
    SUMMARY,
    PrintRun,
    QuarterView,
    chosen,
    tables,
    views_of,
    within,
)
from gacx_reports.core.records.as_published import announced, correction
from gacx_reports.core.records.current import essence
from gacx_reports.core.records.revisions import (
    Fresh,
    Published,
    Revised,
    Stands,
    Subject,
    SubjectKind,
    Verdict,
    Withheld,
)
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.scoring.pay import Correction
from gacx_reports.ledger import approvals, publications
from gacx_reports.ledger.store import blob

if TYPE_CHECKING:
    from gacx_reports.render.reports import RenderSettings

TABLES = ("issues.json", "results.xlsx", "results.json", MANIFEST)
"""Files that are published with the reports; the manifest is last because it has the hashes of the others."""
_TABLE_SUBJECTS = {Subject(SubjectKind.TABLE, name) for name in TABLES}


@dataclass(frozen=True, slots=True)
class QuarterFiles:
    """All files of a quarter's results."""

    contents: Mapping[str, bytes]
    """Path → content."""
    not_made: Mapping[str, WhyNotMade]
    """Path → the reason, of a report that is not made."""
    fresh: Mapping[str, QuarterView]
    """Path → view of every new or revised report."""


def contents_of(
    context: PublishContext,
    draft: QuarterWithHistory,
    verdicts: Mapping[Subject, Verdict],
    sources: Mapping[str, str],
) -> QuarterFiles:
    """Every file: published ones unchanged, new and revised reports rendered, then the tables."""
    outcome, options = draft.intake.outcome, context.options
    assert outcome is not None
    views = views_of(announced(outcome, context.day), draft.past, options)
    wanted = chosen(views, outcome, options).keys()
    ours: dict[str, bytes] = {}
    fresh: dict[str, QuarterView] = {}
    for verdict in verdicts.values():
        match verdict:
            case Stands(published) | Withheld(published):
                if published.sha256 and within(published.subject, outcome, options.only):
                    ours[published.path] = blob(context.db, published.sha256)
            case Fresh(current) if current.path in wanted:
                fresh[current.path] = views[current.path]
            case Revised(current) if current.path in wanted:
                fresh[current.path] = revised(views[current.path], verdict, outcome, options.lang)
    if SUMMARY in fresh:
        known = approvals.signatories(context.db, str(options.quarter))
        fresh[SUMMARY] = signed(fresh[SUMMARY], known, options.lang)
    press = rendered_anew(context, context.settings, fresh)
    contents = together(ours, press.pdfs)
    anew = {s.name for s in _TABLE_SUBJECTS if not isinstance(verdicts.get(s), Stands)}
    if anew:
        lie = lying(outcome, options, contents) or {}
        tables_now = _tables(context, draft, verdicts, lie, press.not_made)
        ours |= {n: c for n, c in tables_now.items() if n in anew}
        gone = stale(context, outcome, verdicts.values())
        ours[MANIFEST] = manifest_of(context, contents, sources, gone)
    return QuarterFiles(contents, press.not_made, fresh)


def manifest_of(
    context: PublishContext,
    contents: Mapping[str, bytes],
    sources: Mapping[str, str],
    gone: Collection[str],
) -> bytes:
    """The manifest of these files."""
    made = {n: h for n, h in hashes(contents).items() if n not in ("issues.json", MANIFEST)}
    return manifest(sources, made, context.settings.fonts.version, context.options, gone)


def stale(
    context: PublishContext, outcome: QuarterOutcome, verdicts: Iterable[Verdict]
) -> frozenset[str]:
    """With `--only`: paths of reports in the other language that are replaced, except published ones."""
    published = {v.published.path for v in verdicts if isinstance(v, Stands | Withheld)}
    return other_language(outcome, context.options) - published


def rendered_anew(
    context: PublishContext, settings: "RenderSettings", views: Mapping[str, QuarterView]
) -> PrintRun:
    """The views as PDFs; without views the renderer is not loaded."""
    if not views:
        return PrintRun({}, {})
    return finished(settings, views, context.options)


def _tables(
    context: PublishContext,
    draft: QuarterWithHistory,
    verdicts: Mapping[Subject, Verdict],
    lie: Mapping[str, str],
    not_made: Collection[str],
) -> dict[str, bytes]:
    """Content of `issues.json` and the results, with sheet 差额 if there are revisions.

    `lie` is employee ID → path of an unpublished report; `not_made` are paths of reports that there are not.
    """
    outcome = draft.intake.outcome
    assert outcome is not None
    paths: dict[str, str] = {}
    corrections = list(_corrections_before(context)) if context.correction else []
    revisions: dict[str, int] = {}
    for subject, verdict in verdicts.items():
        if subject.kind is SubjectKind.EMPLOYEE:
            match verdict:
                case Stands(published) | Withheld(published):
                    revisions[subject.name] = published.revision
            match verdict:
                case Stands(published):
                    paths[subject.name] = published.path
                case Fresh(current) | Revised(current):
                    paths[subject.name] = current.path and lie.get(subject.name, current.path)
            if isinstance(verdict, Revised):
                revisions[subject.name] = verdict.revision
                if not context.correction:
                    corrections.append(correction(verdict.published, verdict.current))
    reports = {i: path for i, path in paths.items() if path}
    issues = issues_json(draft.issues, context.options.t)
    made = tables(outcome, context.options, reports, corrections, not_made, revisions)
    return {"issues.json": issues} | made


def _corrections_before(context: PublishContext) -> Iterator[Correction]:
    """Sheet 差额 of the results that stand, which the correction of a day leaves as it is.

    They are those of the last publication that did more than correct a day.
    """
    assert context.publication is not None
    every = publications.records(context.db, str(context.options.quarter))
    people = {
        (r.subject.name, r.revision): r for r in every if r.subject.kind is SubjectKind.EMPLOYEE
    }
    revised_in: dict[int, list[tuple[Published, Published]]] = defaultdict(list)
    for (person, n), new in people.items():
        if n > 1:
            revised_in[new.publication].append((people[person, n - 1], new))
    number = context.publication.number
    while revised_in[number] and all(_same(*pair) for pair in revised_in[number]):
        number -= 1
    return (correction(old, new) for old, new in revised_in[number] if not _same(old, new))


def _same(old: Published, new: Published) -> bool:
    return essence(old.record) == essence(new.record)
