"""The mark of a revision on a report."""

from dataclasses import replace

from gacx_reports.commands.reports import QuarterView


def marked(view: QuarterView, revision: int, note: str) -> QuarterView:
    """The view with number and reason of its revision in its heading; for revision 1 the view itself."""
    if revision == 1:
        return view
    return replace(view, heading=replace(view.heading, revision=revision, revision_note=note))
