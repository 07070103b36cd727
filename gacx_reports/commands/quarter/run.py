"""`quarter`, for a quarter that nobody has published: from the workbooks to the PDFs."""

from typing import TYPE_CHECKING

from gacx_reports import files
from gacx_reports.commands.issue_files import give_back, issues_json
from gacx_reports.commands.output_folder import (
    MANIFEST,
    lying,
    manifest,
    other_language,
    put,
    withdraw,
)
from gacx_reports.commands.read_quarter import drafted, inputs_of, looked_back
from gacx_reports.commands.reports import chosen, render, resolved, tables, views_of
from gacx_reports.commands.request import Progress, RunOptions, RunResult
from gacx_reports.commands.review_page import review, up_to_date
from gacx_reports.core.issues.issue import errors

if TYPE_CHECKING:
    from gacx_reports.render.reports import RenderSettings


def rendered(order: RunOptions, press: "RenderSettings", progress: Progress) -> RunResult:
    """Check, score and render a quarter that nobody has published; the manifest comes last."""
    draft = drafted(order, press, looked_back(order))
    outcome, issues = draft.intake.outcome, draft.issues
    files.write(order.target / "issues.json", issues_json(issues, order.lang))
    returned = give_back(draft.intake, order)
    if outcome is None or (order.strict and errors(issues)):
        removed = withdraw(order.target)
        review(order, draft, {}, strict=outcome is not None)
        return RunResult(issues, outcome, removed=removed, returned=returned)
    order = resolved(order, outcome)
    views = views_of(outcome, draft.past, order)
    reports = chosen(views, outcome, order)
    contents = render(press, reports, order.jobs, progress)
    gone = other_language(outcome, order)
    contents |= tables(outcome, order, lying(outcome, order, contents))
    removed = put(contents, order, gone)
    made = manifest(inputs_of(draft, order), contents, press.fonts.version, order, gone)
    files.write(order.target / MANIFEST, made)
    review(order, draft, up_to_date(order, views, reports))
    return RunResult(issues, outcome, len(reports), removed, returned=returned)
