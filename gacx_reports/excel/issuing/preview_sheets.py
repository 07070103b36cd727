"""Writes the live preview (试算) into a department's workbook: formulas without stored values."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import xlsxwriter

from gacx_reports.core.issuing.preview.formula_sheet import Page, PreviewCell
from gacx_reports.excel.issuing.fast_worksheet import FastWorksheet

FONT = {"font_name": "Microsoft YaHei", "font_size": 10}
LINE = {"border": 1, "border_color": "#C9D3DC", "valign": "vcenter"}
FURTHER = 6
"""Decimals beyond the KPI's own that a personal target is shown with."""
STYLES: Mapping[str, Mapping[str, object]] = {
    "": {},
    "title": {"bold": True, "font_size": 14, "font_color": "#1F4E79"},
    "note": {"font_color": "#595959"},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E79", "text_wrap": True, "align": "center"},
    "band": {"bold": True, "bg_color": "#DCE6F1", "font_color": "#1F4E79", "text_wrap": True, "font_size": 9},
    "post": {"bold": True, "bg_color": "#DCE6F1", "font_color": "#1F4E79", "text_wrap": True},
    "text": {},
    "effective": {"num_format": "0.00%", "align": "right"},
    "count": {"num_format": "0", "align": "right", "shrink": True},
    "score": {"num_format": "0.0000", "align": "right", "shrink": True},
    "points": {"num_format": "0.00##;-0.00##;–", "align": "right"},
    "soft": {"num_format": "0.0000", "align": "right", "italic": True, "font_color": "#7F7F7F"},
    "total": {"num_format": "0.0000", "align": "right", "shrink": True, "bold": True},
    "grade": {"bold": True, "align": "center"},
    "raw": {"align": "right", "shrink": True},
    "remark": {"text_wrap": True, "font_size": 9, "font_color": "#595959"},
}  # fmt: skip


def add_preview(book: xlsxwriter.Workbook, sheets: Iterable[Page]) -> None:
    """Add the sheets that `core.issuing.preview.build.preview` returns to a workbook that is being written."""
    styles = _Styles(book)
    for sheet in sheets:
        _write(book, sheet, styles)


class _Styles:
    """Formats by name, made when they are first used."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self.made:
            line = LINE if name not in ("", "title", "note") else {}
            self.made[name] = self.book.add_format({**FONT, **line, **_shape(name)})
        return self.made[name]


def _shape(name: str) -> Mapping[str, object]:
    """Format properties of a style name: `raw:%1` is a percentage with one decimal, `total:4` a total with four.

    `raw:1+` has one decimal, and further ones where the number needs them.
    """
    kind, _, rest = name.partition(":")
    if not rest:
        return STYLES[kind]
    places = int(rest.strip("%+"))
    digits = f"0.{'0' * places}" if places else "0"
    if rest == "0+":
        digits = "General"
    elif rest.endswith("+"):
        # Not `0.##`, which shows 60 as `60.`.
        digits = f"0.{'0' * max(places, 1)}{'#' * FURTHER}"
    return {**STYLES[kind], "num_format": digits + ("%" if "%" in rest else "")}


def _write(book: Any, sheet: Page, styles: _Styles) -> None:
    page = book.add_worksheet(sheet.name, worksheet_class=FastWorksheet)
    for cell in sheet.cells:
        _write_cell(page, cell, styles)
    page.protect("", {"select_locked_cells": True, "format_columns": True, "autofilter": True})
    if sheet.hidden:
        page.hide()
        return
    for column, width in sheet.widths.items():
        page.set_column(column, column, width)
    for row, height in sheet.heights.items():
        page.set_row(row - 1, height)
    page.freeze_panes(*sheet.frozen)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, sheet.repeated - 1)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&C&P / &N")
    for word, colour in sheet.colours.items():
        _colour(book, page, sheet, word, colour)


def _write_cell(page: Any, cell: PreviewCell, styles: _Styles) -> None:
    style, at = styles[cell.style], (cell.row - 1, cell.column)
    if cell.formula:
        # An empty value in place of xlsxwriter's 0: nothing shows a score before it is computed.
        page.write_formula(*at, f"={cell.content}", style, "")
    elif isinstance(cell.content, str):
        page.write_string(*at, cell.content, style)
    else:
        page.write_number(*at, float(Decimal(cell.content)), style)


def _colour(book: Any, page: Any, sheet: Page, word: str, colour: str) -> None:
    shades = {
        "amber": ("#FFF2CC", "#7F6000"),
        "red": ("#F8CBAD", "#9C0006"),
        "grey": ("#EDEDED", "#7F7F7F"),
    }
    background, ink = shades[colour]
    look = book.add_format({"bg_color": background, "font_color": ink})
    rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
    page.conditional_format(sheet.coloured, rule)
