"""Writes the sheet of calls: head with progress, locked calls, cells for attempts and answers, and column 提示."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Any

from gacx_reports.core.forms.call_sheet import FIRST, HINT, LOCKED_HEADERS
from gacx_reports.core.issues.cell_ref import column_letters
from gacx_reports.core.issuing.call_states import (
    CLOSED,
    MISSING,
    WRONG,
    CallColumns,
    CallState,
    hint,
    progress,
    response,
)
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.core.sheets.text_width import height_of, lines_of, text_width, widest
from gacx_reports.excel.issuing.form_checks import paint, put_check
from gacx_reports.excel.issuing.sheet_spec import SheetSpec
from gacx_reports.excel.issuing.workbook_builder import (
    AMBER,
    ASIDE,
    GREY,
    INPUT,
    ISSUED,
    LINE,
    OPTIONAL,
    RED,
    REFERENCE,
    REQUIRED,
    WorkbookBuilder,
)
from gacx_reports.excel.styles import FONT, SheetRow, number_format, text_of, write_cell

HEADER_ROW = 4
"""Row of the headers, from 1; above it stand title, progress and response rate."""
FROZEN = 3
"""Columns that stay in sight: number, job and customer."""
_ACROSS = 190
"""Column widths, in digits, that fit side by side on a printed page and stay readable."""
_EDGE: Mapping[str, object] = {"valign": "vcenter", "border": 1, "border_color": LINE}
_SHUT: Mapping[str, object] = {"bg_color": "#D9D9D9", "font_color": "#8C8C8C"}
_DONE: Mapping[str, object] = {"bg_color": "#E2EFDA", "font_color": "#375623"}
_WIDTHS: Mapping[Kind, float] = {Kind.DATE: 12, Kind.NUMBER: 8, Kind.CHOICE: 12}
_WIDEST_HINT, _WIDEST_DRAWN, _WORDS = 26.0, 36.0, 42.0
_PROTECTED = {"autofilter": True, "format_columns": True, "format_rows": True}


@dataclass(frozen=True)
class CallPage:
    """The sheet to be written."""

    called: SheetForm
    """The form with names in the workbook's language."""
    keys: tuple[str, ...]
    """Its headers in Chinese, in the same order."""
    rows: Sequence[SheetRow]
    """By Chinese header: what was drawn, and what is filled in already."""
    needed: tuple[str, ...]
    """Headers, in Chinese, that a completed call must have."""
    title: str

    @cached_property
    def order(self) -> tuple[tuple[str, Column], ...]:
        """Chinese header and column of all that is shown: no blank optional columns, 提示 after the drawn ones."""
        filled = {name for row in self.rows for name in row}
        pairs = [
            (key, column)
            for key, column in zip(self.keys, self.called.columns, strict=True)
            if not column.optional_column or key in filled
        ]
        drawn = sum(key in LOCKED_HEADERS for key, _ in pairs)
        return (*pairs[:drawn], (HINT, Column(HINT, required=False)), *pairs[drawn:])

    @cached_property
    def columns(self) -> CallColumns:
        """Where everything stands."""
        order = self.order
        levels = [key for key, c in order if c.kind is Kind.CHOICE and not key.startswith("结果")]
        return CallColumns(
            letters={key: column_letters(i) for i, (key, _) in enumerate(order)},
            questions=levels,
            needed=self.needed,
            first=HEADER_ROW + 1,
            last=HEADER_ROW + len(self.rows),
        )


def put_calls(builder: WorkbookBuilder, sheet: CallPage) -> None:
    """Write the calls as the workbook's next sheet; there is at least one."""
    page = builder.book.add_worksheet(sheet.called.name)
    widths = {key: _width(builder, sheet, key, column) for key, column in sheet.order}
    _head(builder, page, sheet)
    _headers(builder, page, sheet, widths)
    _rows(builder, page, sheet, widths)
    _checks(builder, page, sheet)
    _colours(builder, page, sheet)
    _set_up(builder, page, sheet, sum(widths.values()))


def _width(builder: WorkbookBuilder, sheet: CallPage, key: str, column: Column) -> float:
    least = text_width(builder.shown(column.name)) + 4
    if key == HINT:
        texts = [builder.t.gettext(state.value) for state in CallState]
        return widest(texts, least, _WIDEST_HINT)
    if key in LOCKED_HEADERS:
        texts = [builder.shown(text_of(row.get(key))) for row in sheet.rows]
        return min(max(least, *(text_width(text) + 3 for text in texts)), _WIDEST_DRAWN)
    return max(least, _WIDTHS.get(column.kind, _WORDS))


def _head(builder: WorkbookBuilder, page: Any, sheet: CallPage) -> None:
    large = {**FONT, "bold": True, "font_size": 14, "font_color": "#1F4E79"}
    page.write_string(0, 0, sheet.title, builder.format(large))
    page.set_row(0, 24)
    count = builder.format({**FONT, "bold": True, "font_color": "#C55A11"})
    page.write_formula(1, 0, progress(sheet.columns, builder.t), count, "")
    rate = builder.format({**FONT, "font_color": GREY})
    page.write_formula(2, 0, response(sheet.columns, builder.t), rate, "")


def _headers(
    builder: WorkbookBuilder, page: Any, sheet: CallPage, widths: Mapping[str, float]
) -> None:
    page.set_row(HEADER_ROW - 1, 32)
    for index, (key, column) in enumerate(sheet.order):
        given = key in (*LOCKED_HEADERS, HINT)
        look = ASIDE if given else REQUIRED if key in sheet.needed else OPTIONAL
        page.write_string(HEADER_ROW - 1, index, column.name, builder.format(look))
        page.set_column(index, index, widths[key])
        if column.note and not given:
            said = {"author": "gacx-reports", "x_scale": 2, "font_size": 9}
            page.write_comment(HEADER_ROW - 1, index, builder.t.gettext(column.note), said)


def _rows(
    builder: WorkbookBuilder, page: Any, sheet: CallPage, widths: Mapping[str, float]
) -> None:
    drawn, free = builder.style({**ISSUED, **_EDGE}), builder.style({**INPUT, **_EDGE})
    state = builder.format({**FONT, **REFERENCE, **_EDGE, "text_wrap": True})
    columns = sheet.columns
    for row, cells in enumerate(sheet.rows, start=HEADER_ROW):
        lines = lines_of(text_of(cells.get("客户")), widths["客户"] - 1)
        page.set_row(row, height_of(lines) + 3)
        for index, (key, column) in enumerate(sheet.order):
            if key == HINT:
                formula = hint(columns, row + 1, reserve=cells["顺序"] != FIRST, t=builder.t)
                page.write_formula(row, index, formula, state, "")
                continue
            style = drawn if key in LOCKED_HEADERS else free
            if (value := cells.get(key)) is not None:
                write_cell(page, (row, index), value, column, style)
            else:
                page.write_blank(row, index, None, style(number_format(column)))


def _checks(builder: WorkbookBuilder, page: Any, sheet: CallPage) -> None:
    """Dropdowns and validations of the cells that the caller fills in; wrong ones become red."""
    spec = SheetSpec(sheet.called, ())
    runs = [(sheet.columns.first, sheet.columns.last)]
    for index, (key, column) in enumerate(sheet.order):
        if key not in (*LOCKED_HEADERS, HINT):
            put_check(builder, page, spec, index, column, runs)


def _colours(builder: WorkbookBuilder, page: Any, sheet: CallPage) -> None:
    """Rows that are closed are grey, answered ones green; what to mend is amber or red in column 提示."""
    columns = sheet.columns
    cell = columns.at(HINT, columns.first)
    last = column_letters(len(sheet.order) - 1)
    whole = f"A{columns.first}:{last}{columns.last}"
    hints = f"{columns.letters[HINT]}{columns.first}:{columns.letters[HINT]}{columns.last}"

    def among(states: Sequence[CallState]) -> str:
        return f"=OR({','.join(f'{cell}={chr(34)}{builder.t.gettext(s.value)}{chr(34)}' for s in states)})"

    paint(builder, page, hints, among(WRONG), RED)
    paint(builder, page, hints, among(MISSING), AMBER)
    paint(builder, page, whole, among(CLOSED), _SHUT)
    paint(builder, page, whole, among((CallState.DONE,)), _DONE)


def _set_up(builder: WorkbookBuilder, page: Any, sheet: CallPage, width: float) -> None:
    page.freeze_panes(HEADER_ROW, FROZEN)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    across = ceil(width / _ACROSS)
    page.fit_to_pages(across, 0)
    page.repeat_rows(HEADER_ROW - 1)
    if across > 1:
        page.repeat_columns(0, FROZEN - 1)
    page.set_footer(builder.say("&L&A&RPage &P of &N"))
    page.autofilter(HEADER_ROW - 1, 0, sheet.columns.last - 1, len(sheet.order) - 1)
    page.protect("", _PROTECTED)
