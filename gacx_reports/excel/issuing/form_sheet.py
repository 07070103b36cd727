"""Writes one sheet of an issued workbook: header, rows, dropdowns, checks, colours, protection, print set-up."""

from collections.abc import Mapping
from decimal import Decimal
from math import ceil
from typing import Any

from gacx_reports.core.issues.cell_ref import column_letters
from gacx_reports.core.sheets.columns import Column
from gacx_reports.core.sheets.text_width import height_of, lines_of, text_width
from gacx_reports.excel.issuing.form_checks import areas, compare_names, paint, put_check, rule_for
from gacx_reports.excel.issuing.sheet_spec import Reference, SheetSpec
from gacx_reports.excel.issuing.workbook_builder import (
    ASIDE,
    INPUT,
    ISSUED,
    LINE,
    OPTIONAL,
    REFERENCE,
    REQUIRED,
    WorkbookBuilder,
)
from gacx_reports.excel.styles import (
    Shown,
    column_width,
    number_format,
    percent_format,
    text_of,
    write_cell,
)
from gacx_reports.i18n import N_

_OPEN = {
    "sort": True,
    "autofilter": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
}
"""Permissions of a protected record table, in which everything except the header may be changed."""
_FIXED = {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True}
_ACROSS = 190
"""Column widths, in digits, that fit side by side on a printed page and stay readable."""
_INDENT = 1
"""Width of a text's indent, in digits."""
_ROOM = 14
"""A third of the least width, in digits, of a column for long texts, which is wide even while it is empty."""


def write_sheet(builder: WorkbookBuilder, sheet: SheetSpec) -> Any:
    """Add the sheet to the workbook; returns its XlsxWriter worksheet."""
    page = builder.book.add_worksheet(sheet.form.name)
    _headers(builder, page, sheet)
    _columns(builder, page, sheet)
    _rows(builder, page, sheet)
    for index, column in enumerate(sheet.form.columns):
        for part, rows in areas(sheet, column):
            put_check(builder, page, sheet, index, part, rows)
    compare_names(builder, page, sheet)
    _grid(builder, page, sheet)
    _references(builder, page, sheet)
    _set_up(builder, page, sheet)
    return page


def _headers(builder: WorkbookBuilder, page: Any, sheet: SheetSpec) -> None:
    page.set_row(0, 30)
    for index, column in enumerate(sheet.form.columns):
        look = REQUIRED if column.required else OPTIONAL
        page.write_string(0, index, column.name, builder.format(look))
        if note := _note(builder, sheet, column):
            page.write_comment(
                0, index, note, {"author": "gacx-reports", "x_scale": 2, "font_size": 9}
            )
    if sheet.progress:
        at = len(sheet.form.columns) + len(sheet.references) + 1
        page.write_formula(
            0, at, sheet.progress, builder.format({**REFERENCE, "valign": "vcenter"}), ""
        )
        page.set_column(at - 1, at - 1, None, builder.style(INPUT)(""))
        page.set_column(at, at, 24, builder.style(INPUT)(""))


def _note(builder: WorkbookBuilder, sheet: SheetSpec, column: Column) -> str:
    """Comment on a header: purpose of the column, whether it may stay blank, accepted values."""
    rule = rule_for(builder, sheet, column)
    need = N_("Must be filled in.") if column.required else N_("May stay blank.")
    said = [builder.t.gettext(column.note) if column.note else "", builder.t.gettext(need)]
    if rule.words:
        said.append(builder.say(N_("Expected: {words}."), words=rule.words))
    return "\n".join(part for part in said if part)


def _width(builder: WorkbookBuilder, sheet: SheetSpec, column: Column) -> float:
    least = 3 * _ROOM if column.limit > 200 else 10
    return max(column_width(column, sheet.rows, builder.shown), least)


def _reference_width(reference: Reference) -> float:
    widest = max((text_width(str(v)) for v in reference.values if v is not None), default=0)
    return min(max(text_width(reference.header) / 2 + 4, widest + 2), 40)


def _columns(builder: WorkbookBuilder, page: Any, sheet: SheetSpec) -> None:
    style = builder.style(INPUT)
    for index, column in enumerate(sheet.form.columns):
        page.set_column(index, index, _width(builder, sheet, column), style(number_format(column)))
    if not sheet.locked and not sheet.fixed:
        # A row can only be deleted if none of its cells is locked, right out to the last column.
        first = len(sheet.form.columns) + len(sheet.references) + (2 if sheet.progress else 0)
        page.set_rest(first, style(""))


def _rows(builder: WorkbookBuilder, page: Any, sheet: SheetSpec) -> None:
    free, issued = builder.style(INPUT), builder.style(ISSUED)
    widths = {c.name: _width(builder, sheet, c) for c in sheet.form.columns}
    for number, row in enumerate(sheet.rows, start=1):
        if (lines := _lines(builder, sheet, number - 1, widths)) > 1:
            page.set_row(number, height_of(lines))
        for index, column in enumerate(sheet.form.columns):
            style = issued if column.name in sheet.locked else free
            accepts = sheet.by_row.get(column.name)
            shape = number_format(accepts[number - 1]) if accepts else ""
            value = row.get(column.name)
            if value is None and shape:
                page.write_blank(number, index, None, style(shape))
            elif isinstance(value, Decimal) and shape.endswith("%"):
                write_cell(
                    page, (number, index), Shown(value, percent_format(value)), column, style
                )
            else:
                write_cell(page, (number, index), value, column, style)


def _lines(
    builder: WorkbookBuilder, sheet: SheetSpec, index: int, widths: Mapping[str, float]
) -> int:
    """Height of a row in lines of text: that of its longest text, at least `sheet.lines`."""
    row = sheet.rows[index]
    own = (lines_of(builder.shown(text_of(row.get(n))), w - _INDENT) for n, w in widths.items())
    beside = (
        lines_of(text_of(r.values[index]), _reference_width(r) - _INDENT) for r in sheet.references
    )
    return max(sheet.lines, *own, *beside)


def _grid(builder: WorkbookBuilder, page: Any, sheet: SheetSpec) -> None:
    """Thin borders around filled and prepared rows, by conditional format, because blank cells would be stored."""
    last = column_letters(len(sheet.form.columns) - 1)
    look = {"border": 1, "border_color": LINE}
    paint(builder, page, f"A2:{last}{sheet.last_row}", "=TRUE", look)


def _references(builder: WorkbookBuilder, page: Any, sheet: SheetSpec) -> None:
    style = builder.style(REFERENCE)
    for index, column in enumerate(sheet.references, start=len(sheet.form.columns)):
        page.write_string(0, index, column.header, builder.format(ASIDE))
        page.set_column(index, index, _reference_width(column))
        plain = Column(column.header)
        for number, value in enumerate(column.values, start=1):
            write_cell(page, (number, index), value, plain, style)


def _set_up(builder: WorkbookBuilder, page: Any, sheet: SheetSpec) -> None:
    page.freeze_panes(1, 2 if sheet.form.person else 0)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    total = sum(_width(builder, sheet, c) for c in sheet.form.columns)
    across = ceil(total / _ACROSS)
    page.fit_to_pages(across, 0)
    page.repeat_rows(0)
    if across > 1:
        page.repeat_columns(0, 1)
    page.set_footer(builder.say(N_("&L&A&RPage &P of &N")))
    if not sheet.fixed:
        page.autofilter(0, 0, sheet.last_row - 1, len(sheet.form.columns) - 1)
    page.protect("", _FIXED if sheet.locked or sheet.fixed else _OPEN)
