"""The workbook's input sheets, each with formulas for the checks that reading makes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gacx_reports.core.forms.forms import tables_of
from gacx_reports.core.forms.input_sheets import ASKED, COMMENTS, LINES, RATINGS, VALUES
from gacx_reports.core.issuing.layout import PREPARED, SheetLayout
from gacx_reports.core.issuing.preview.adjustment_sheet import line_rows
from gacx_reports.core.issuing.preview.behaviour_sheet import rating
from gacx_reports.core.issuing.preview.context import PreviewContext
from gacx_reports.core.issuing.preview.key_numbers import KeyNumbers
from gacx_reports.core.issuing.preview.kpi_sheet_inputs import Input
from gacx_reports.core.issuing.preview.row_formulas import (
    RecordProjects,
    comments,
    entries,
    number_of,
    part_of,
    records,
)
from gacx_reports.core.issuing.preview.rows_sheet import FACTOR, POINT_FACTOR, Checked, own_cell
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.kpi_groups import scored_by_project
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.sheets.serial_dates import serial_day

WATCHED = 100
"""Prepared rows below the prefilled ones that formulas read, on sheets other than record tables."""


def read_inputs(context: PreviewContext, numbers: KeyNumbers) -> dict[str, Input]:
    """Returns sheet → positions and checked rows, for the input sheets of the workbook."""
    found: dict[str, Input] = {}
    for form in context.form.sheets:
        sheet = context.layouts.get(form.name)
        if sheet is None:
            continue
        if form.name not in context.form.tables:
            sheet = _shortened(sheet)
        checked = None
        if form.name in context.form.tables:
            checked = _records(context, sheet, numbers.projects)
        elif form.name == RATINGS.name:
            checked = _ratings(context, sheet, numbers.items)
        elif form.name in VALUES:
            checked = _kpi_entries(context, sheet, numbers)
        elif form.name == LINES:
            checked = line_rows(context.rows, sheet, context.quarter)
        elif form.name == COMMENTS.name:
            checked = comments(context.rows, sheet)
        if checked:
            found[form.name] = Input(sheet, checked)
    return found


def _shortened(sheet: SheetLayout) -> SheetLayout:
    """Limits the prepared rows that formulas read: the prefilled rows of these sheets are usually enough."""
    rows = sheet.last_row - PREPARED + WATCHED
    return replace(sheet, last_row=rows) if sheet.last_row > PREPARED else sheet


def _records(context: PreviewContext, sheet: SheetLayout, projects: Mapping[str, int]) -> Checked:
    table = context.scheme.tables[sheet.name]
    stays = [
        (context.people.numbers[a.id], serial_day(a.first), serial_day(a.last))
        for a in context.form.people
        if table.name in tables_of(a.post, context.scheme)
    ]
    kpis = [k for k in context.kpis if k.table == table.name]
    named = None
    if "所属项目" in sheet.columns:
        named = _record_projects(table.name, context, projects)
    return records(context.rows, sheet, table, kpis, stays, named)


def _record_projects(
    table: str, context: PreviewContext, projects: Mapping[str, int]
) -> RecordProjects:
    numbers, known = context.people.numbers, context.roster.projects
    stays = [
        (numbers[a.id], serial_day(a.first), serial_day(a.last), projects[p.name])
        for a in context.form.people
        if any(k.by_project and k.table == table for k in context.scheme.kpis_of(a.post))
        for p in known.get(a.id, ())
    ]
    having = [numbers[who] for who in known if who in numbers]
    return RecordProjects(_names(context, "projects", projects), stays, having)


def _kpi_entries(context: PreviewContext, sheet: SheetLayout, numbers: KeyNumbers) -> Checked:
    asked = ASKED[VALUES[sheet.name][1]]
    projects = numbers.projects if "所属项目" in sheet.columns else {}
    allowed = {
        context.people.numbers[a.id] * FACTOR + numbers.kpis[k.name] + own * POINT_FACTOR
        for a in context.form.people
        for k in context.scheme.kpis_of(a.post)
        if asked(k)
        for own in _projects_of(a, k, context, projects)
    }
    position = number_of(sheet, "指标", _names(context, "KPIs", numbers.kpis))
    if "所属项目" in sheet.columns:
        position += f"+{part_of(sheet, '所属项目', _names(context, 'projects', projects))}"
    if "点" in sheet.columns:
        position += f"+{part_of(sheet, '点', _names(context, 'points', numbers.points))}"
        allowed |= {
            context.people.numbers[a.id] * FACTOR
            + numbers.kpis[k.name]
            + numbers.points[p] * POINT_FACTOR
            for a in context.form.people
            for k in context.scheme.kpis_of(a.post)
            for p in k.own_points
        }
    return entries(context.rows, sheet, "指标", position, sorted(allowed))


def _projects_of(
    held: Assignment, kpi: Kpi, context: PreviewContext, projects: Mapping[str, int]
) -> list[int]:
    """Numbers of the projects of which the KPI has a row each; 0 where it has one for the person."""
    if not projects or not scored_by_project(kpi, held.id, context.roster):
        return [0]
    return [projects[p.name] for p in context.roster.projects[held.id]]


def _ratings(context: PreviewContext, sheet: SheetLayout, numbers: Mapping[str, int]) -> Checked:
    allowed = {context.people.numbers[a.id] * FACTOR + numbers[i.name] for a, i in context.rated}
    value = rating(context.constants).replace("{x}", own_cell(sheet, "等级"))
    position = number_of(sheet, "行为项", _names(context, "items", numbers))
    return entries(context.rows, sheet, "行为项", position, sorted(allowed), value)


def _names(context: PreviewContext, title: str, numbers: Iterable[str]) -> str:
    """The range of names in the order of their numbers, written once for all sheets."""
    return context.constants.lookup(title, ((name, "") for name in numbers)).keys
