"""The mark of a revision on a report."""

from dataclasses import replace

from gacx_reports.commands.reports import QuarterView


def marked(view: QuarterView, revision: int, note: str) -> QuarterView:
    """The view with its revision at its head; revision 1 is the view itself."""
    if revision == 1:
        return view
    return replace(view, heading=replace(view.heading, revision=revision, revision_note=note))
