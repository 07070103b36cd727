"""Adds details to issues about cells: the person, the KPI or item, the accepted levels, an example date."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gacx_reports.core.codes.values import V
from gacx_reports.core.forms.input_sheets import RATINGS, VALUES
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.submissions.parse_entries import about_value
from gacx_reports.core.submissions.parse_people import ParseContext
from gacx_reports.core.submissions.read_ratings import level_column


def issue_details(
    issues: Sequence[Issue], sheet: str, rows: Sequence[TableRow], context: ParseContext
) -> list[Issue]:
    """Returns the issues with details: V01 gets person and item, a rating also the levels; V04 an example date."""
    by_row = {r.row: r for r in rows}
    found = []
    for issue in issues:
        details: dict[str, str] = {}
        if issue.code == V.NOT_A_DATE:
            details = {"example": str(context.quarter.first_day)}
        elif issue.code == V.CELL_BLANK and issue.place.row in by_row and sheet in VALUES:
            details = _missing(issue.details, sheet, by_row[issue.place.row], context)
        found.append(replace(issue, details={**issue.details, **details}))
    return found


def _missing(
    said: Mapping[str, str], sheet: str, row: TableRow, context: ParseContext
) -> dict[str, str]:
    what, value = VALUES[sheet]
    person = context.roster.people.get(context.roster.resolve(row.text("工号")))
    if said.get("header") != value or person is None:
        return {}
    about = {"about": about_value(row, person.name, row.sheet.named(row.text(what)))}
    scale = context.scheme.scales.get(context.scheme.settings.behaviour_scale)
    if sheet != RATINGS.name or scale is None:
        return about
    return {**about, "allowed": "、".join(level_column(scale).choices)}
