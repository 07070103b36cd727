"""The mark of a revision on a report."""

from dataclasses import replace

from gacx_reports.core.views.employee.employee import EmployeeView
from gacx_reports.core.views.units.department import DepartmentView
from gacx_reports.core.views.units.summary import SummaryView

RevisableView = EmployeeView | DepartmentView | SummaryView


def marked(view: RevisableView, revision: int, note: str) -> RevisableView:
    """The view with number and reason of its revision in its heading; for revision 1 the view itself."""
    if revision == 1:
        return view
    return replace(view, heading=replace(view.heading, revision=revision, revision_note=note))
