"""Sheet 填写说明 (instructions) of an issued workbook, laid out for screen and print."""

from dataclasses import dataclass, field
from typing import Any

from gacx_reports.core.issuing.instruction_block import InstructionBlock
from gacx_reports.core.issuing.instructions import Guide
from gacx_reports.core.sheets.text_width import height_of, lines_of
from gacx_reports.excel.issuing.workbook_builder import GREY, LINE, WorkbookBuilder
from gacx_reports.excel.styles import FONT, HEADER

GUIDE = "填写说明"
_WIDTHS = (24, 9, 15, 36, 40, 22)
"""Widths of the columns in digits; in a table with fewer columns, one column covers the rest."""
_SCALE = 75
"""Print scale in percent, at which the columns fill the width of A4.

Spreadsheet programs ignore manual page breaks with "fit to page", so a fixed scale is used.
"""
_PAGE = 660.0
"""Points of rows on a printed page at that scale."""


@dataclass
class _Paper:
    """Position while the sheet's rows are written, and the manual page breaks."""

    page: Any
    row: int = 0
    used: float = 0.0
    """Points on the printed page so far."""
    breaks: list[int] = field(default_factory=list)

    def ends(self, points: float) -> bool:
        """Whether the next `points` of height do not fit on the current printed page."""
        return bool(self.used) and self.used + points > _PAGE

    def keep(self, points: float) -> None:
        """Start a new printed page if the next `points` do not fit on this one but fit on an empty page."""
        if self.ends(points) and points <= _PAGE:
            self.breaks.append(self.row)
            self.used = 0.0

    def take(self, points: float) -> int:
        """Add a row of `points` height; returns its 0-based number."""
        self.keep(points)
        self.page.set_row(self.row, points)
        self.used += points
        self.row += 1
        return self.row - 1


def put_guide(builder: WorkbookBuilder, guide: Guide, progress: str) -> None:
    """Write the guide as the workbook's next sheet; `progress` is the formula of the progress line, "" for none."""
    page = builder.book.add_worksheet(GUIDE)
    for index, width in enumerate(_WIDTHS):
        page.set_column(index, index, width)
    page.hide_gridlines(2)
    paper = _Paper(page)
    title = {**FONT, "bold": True, "font_size": 16, "font_color": "#1F4E79"}
    page.write_string(paper.take(30), 0, guide.title, builder.format(title))
    if progress:
        large = {**FONT, "bold": True, "font_size": 13, "font_color": "#C55A11"}
        page.write_formula(paper.take(22), 0, progress, builder.format(large), "")
    label = builder.format({**FONT, "font_color": GREY})
    for name, value in guide.facts:
        row = paper.take(height_of(1))
        page.write_string(row, 0, name, label)
        page.write_string(row, 1, value, builder.format({**FONT, "bold": True}))
    for block in guide.blocks:
        paper.take(height_of(1))
        _put_block(builder, paper, block)
    _set_up(builder, page, paper.breaks)


def _put_block(builder: WorkbookBuilder, paper: _Paper, block: InstructionBlock) -> None:
    """Write a heading, sentences and table; the heading, sentences and first table row are kept on one page."""
    heights = [_height(cells, block.wide, builder) for cells in (block.headers, *block.rows)]
    lines = len(block.lines) * height_of(1)
    paper.keep(20 + lines + sum(heights[:2]))
    look = {**FONT, "bold": True, "font_size": 12, "font_color": "#1F4E79", "bottom": 2}
    heading = builder.format({**look, "bottom_color": "#1F4E79"})
    row = paper.take(20)
    for column in range(len(_WIDTHS)):
        paper.page.write_blank(row, column, None, heading)
    paper.page.write_string(row, 0, block.heading, heading)
    plain = builder.format({**FONT, "valign": "vcenter"})
    for number, line in enumerate(block.lines, start=1):
        text = f"{number}. {line}" if len(block.lines) > 1 else line
        paper.page.write_string(paper.take(height_of(1)), 0, text, plain)
    if block.rows:
        head = builder.format({**FONT, **HEADER})
        cell = {**FONT, "border": 1, "border_color": LINE, "valign": "top", "text_wrap": True}
        looks = (head, *[builder.format(cell)] * len(block.rows))
        for cells, own, points in zip((block.headers, *block.rows), looks, heights, strict=True):
            if paper.ends(points):
                paper.keep(points + heights[0])
                _put_row(paper.page, paper.take(heights[0]), block.headers, head, block.wide)
            _put_row(paper.page, paper.take(points), cells, own, block.wide)


def _spread(columns: int, wide: int) -> list[tuple[int, int]]:
    """First and last sheet column of each column of a table; the column `wide` takes all spare sheet columns."""
    spare = len(_WIDTHS) - columns
    starts = [i if i <= wide else i + spare for i in range(columns)]
    return [(start, start + (spare if i == wide else 0)) for i, start in enumerate(starts)]


def _height(cells: tuple[str, ...], wide: int, builder: WorkbookBuilder) -> float:
    """Height of a table row in points, so that its longest text fits."""
    spans = _spread(len(cells), wide)
    widths = (sum(_WIDTHS[first : last + 1]) for first, last in spans)
    texts = (builder.shown(text) for text in cells)
    return height_of(max(map(lines_of, texts, widths), default=1))


def _put_row(page: Any, row: int, cells: tuple[str, ...], look: Any, wide: int) -> None:
    """Write a table row; a cell that covers several sheet columns is merged."""
    for text, (first, last) in zip(cells, _spread(len(cells), wide), strict=True):
        if first == last:
            page.write_string(row, first, text, look)
        else:
            page.merge_range(row, first, row, last, text, look)


def _set_up(builder: WorkbookBuilder, page: Any, breaks: list[int]) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_print_scale(_SCALE)
    page.set_h_pagebreaks(breaks)
    page.set_footer(builder.say("&L&A&RPage &P of &N"))
    page.protect("", {"format_columns": True, "format_rows": True})
