"""Sheet 填写说明 of an issued workbook, ready to be read and printed."""

from typing import Any

from gacx_reports.core.guide import Block, Guide
from gacx_reports.excel.studio import GREY, LINE, Studio
from gacx_reports.excel.writing import FONT, HEADER, text_width

GUIDE = "填写说明"
_WIDTHS = (26, 12, 18, 44, 48, 26)
"""Of the columns, in character cells; a table of fewer columns spreads over those to its right."""
_POINTS = 15
"""Height of a line."""


def put_guide(studio: Studio, guide: Guide, progress: str) -> None:
    """As the workbook's next sheet; `progress` is a formula, "" for none."""
    page = studio.book.add_worksheet(GUIDE)
    for index, width in enumerate(_WIDTHS):
        page.set_column(index, index, width)
    page.hide_gridlines(2)
    title = {**FONT, "bold": True, "font_size": 16, "font_color": "#1F4E79"}
    page.write_string(0, 0, guide.title, studio.format(title))
    page.set_row(0, 30)
    row = 1
    if progress:
        large = {**FONT, "bold": True, "font_size": 13, "font_color": "#C55A11"}
        page.write_formula(1, 0, progress, studio.format(large), "")
        page.set_row(1, 22)
        row = 2
    label = studio.format({**FONT, "font_color": GREY})
    for name, value in guide.facts:
        page.write_string(row, 0, name, label)
        page.write_string(row, 1, value, studio.format({**FONT, "bold": True}))
        row += 1
    for block in guide.blocks:
        row = _put_block(studio, page, block, row + 1)
    _set_up(studio, page)


def _put_block(studio: Studio, page: Any, block: Block, row: int) -> int:
    heading = {**FONT, "bold": True, "font_size": 12, "font_color": "#1F4E79", "bottom": 2}
    for column in range(len(_WIDTHS)):
        page.write_blank(row, column, None, studio.format({**heading, "bottom_color": "#1F4E79"}))
    page.write_string(row, 0, block.heading, studio.format({**heading, "bottom_color": "#1F4E79"}))
    page.set_row(row, 20)
    row += 1
    plain = studio.format({**FONT, "valign": "vcenter"})
    for number, line in enumerate(block.lines, start=1):
        text = f"{number}. {line}" if len(block.lines) > 1 else line
        page.write_string(row, 0, text, plain)
        page.set_row(row, _POINTS + 2)
        row += 1
    if block.rows:
        head = studio.format({**FONT, **HEADER})
        row = _put_row(page, row, block.headers, head, block.wide)
        cell = {**FONT, "border": 1, "border_color": LINE, "valign": "top", "text_wrap": True}
        for cells in block.rows:
            row = _put_row(page, row, cells, studio.format(cell), block.wide)
    return row


def _spread(columns: int, wide: int) -> list[tuple[int, int]]:
    """The sheet's columns that each of a table's columns takes; the wide one has those to spare."""
    spare = len(_WIDTHS) - columns
    starts = [i if i <= wide else i + spare for i in range(columns)]
    return [(start, start + (spare if i == wide else 0)) for i, start in enumerate(starts)]


def _put_row(page: Any, row: int, cells: tuple[str, ...], look: Any, wide: int) -> int:
    """Merged over the columns that each takes, and as high as the longest needs."""
    lines = 1
    for text, (first, last) in zip(cells, _spread(len(cells), wide), strict=True):
        width = sum(_WIDTHS[first : last + 1]) - 1
        lines = max(lines, -(-text_width(text) // width))
        if first == last:
            page.write_string(row, first, text, look)
        else:
            page.merge_range(row, first, row, last, text, look)
    page.set_row(row, _POINTS * lines + 3)
    return row + 1


def _set_up(studio: Studio, page: Any) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.set_footer(studio.say("&L&A&RPage &P of &N"))
    page.protect("", {"format_columns": True, "format_rows": True})
