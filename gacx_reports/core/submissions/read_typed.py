"""Reads sheet 填报值: values that the supervisor types, and those of other raters of a KPI."""

from gacx_reports.core.forms.form import FormKind
from gacx_reports.core.forms.kpi_raters import role
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import AssignmentKey
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.submissions.parse_entries import read_kpi_entries
from gacx_reports.core.submissions.parse_people import ParseContext
from gacx_reports.core.submissions.project_rows import ByProject, Typed, read_with_projects
from gacx_reports.core.submissions.submissions import Opinion, SubmittedValue


def read_typed(
    rows: list[TableRow],
    typed: Typed,
    by_project: ByProject,
    scored: dict[tuple[AssignmentKey, str, Rater], Opinion],
    context: ParseContext,
) -> list[Issue]:
    """Adds the supervisor's values to `typed` or `by_project`, a rater's to `scored`.

    Returns the issues of `read_kpi_entries`, and those of `read_with_projects` for the supervisor's.
    """
    if context.form.kind is not FormKind.RATER:
        return read_with_projects(rows, typed, by_project, context)
    given: dict[tuple[AssignmentKey, str], SubmittedValue] = {}
    issues = read_kpi_entries(rows, given, context, "实际值")
    kinds = {a.key: role(context.form, a) for a in context.form.people}
    for (key, kpi), entry in given.items():
        if kind := kinds[key]:
            scored[key, kpi, kind] = Opinion(kind, context.form.rater, entry)
    return issues
