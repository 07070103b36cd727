"""`quarter` for an unpublished quarter: from the workbooks to the PDFs."""

from typing import TYPE_CHECKING

from gacx_reports import files
from gacx_reports.commands.finished import finished
from gacx_reports.commands.issue_files import give_back, issues_json
from gacx_reports.commands.output_folder import (
    MANIFEST,
    hashes,
    lying,
    manifest,
    other_language,
    put,
    together,
    withdraw,
)
from gacx_reports.commands.press import expect_rendering
from gacx_reports.commands.quarter_with_history import inputs_of, looked_back, read_with_history
from gacx_reports.commands.reports import chosen, resolved, tables, views_of
from gacx_reports.commands.request import RunOptions, RunResult
from gacx_reports.commands.review_page import review, up_to_date
from gacx_reports.core.issues.issue import errors

if TYPE_CHECKING:
    from gacx_reports.render.reports import RenderSettings


def rendered(options: RunOptions, settings: "RenderSettings") -> RunResult:
    """Check, score and render an unpublished quarter; the manifest is written after the other files.

    If nobody is scored, or with `--strict` and any error, an earlier run's reports and results are removed.
    """
    expect_rendering()
    draft = read_with_history(options, settings, looked_back(options))
    outcome, issues = draft.intake.outcome, draft.issues
    files.write(options.target / "issues.json", issues_json(issues, options.t))
    returned = give_back(draft.intake, options)
    if outcome is None or (options.strict and errors(issues)):
        removed = withdraw(options.target)
        review(options, draft, {}, strict=outcome is not None)
        return RunResult(issues, outcome, removed=removed, returned=returned)
    options = resolved(options, outcome)
    views = views_of(outcome, draft.past, options)
    reports = chosen(views, outcome, options)
    press = finished(settings, reports, options)
    contents = together({}, press.pdfs)
    gone = other_language(outcome, options) | press.not_made.keys()
    lie = lying(outcome, options, contents)
    contents.update(tables(outcome, options, lie, not_made=press.not_made))
    removed = put(contents, options, gone)
    made = manifest(
        inputs_of(draft, options), hashes(contents), settings.fonts.version, options, gone
    )
    files.write(options.target / MANIFEST, made)
    review(options, draft, up_to_date(options, views, press.pdfs))
    return RunResult(
        issues,
        outcome,
        len(press.pdfs),
        removed,
        returned=returned,
        not_made=press.not_made,
        repeatable=draft.repeatable and not press.not_made,
    )
