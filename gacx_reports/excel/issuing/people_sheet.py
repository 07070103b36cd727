"""Sheet 人员 of an issued workbook: whom it is about, and what is still missing of each."""

from collections.abc import Mapping, Sequence
from typing import Any

from gacx_reports.core.issuing.layout import SheetLayout
from gacx_reports.core.issuing.required_rows import ABOVE, NOT_ASKED, RequiredRow
from gacx_reports.core.sheets.text_width import text_width, widest
from gacx_reports.excel.issuing.cell_validation import PEOPLE_IDS, PEOPLE_NAMES
from gacx_reports.excel.issuing.workbook_builder import (
    AMBER,
    GREY,
    ISSUED,
    REQUIRED,
    WorkbookBuilder,
)
from gacx_reports.excel.styles import FONT
from gacx_reports.i18n import N_

PEOPLE = "人员"
HEADERS = ("工号", "姓名", "岗位", "直接上级")
MOST = 30.0
"""Width of the column of states."""
INDENT = 1.5
DONE, MISSING = N_("complete"), N_("incomplete")


def put_people(
    studio: WorkbookBuilder, lines: Sequence[RequiredRow], layouts: Mapping[str, SheetLayout]
) -> None:
    """As the workbook's next sheet, which feeds the dropdowns of people."""
    page = studio.book.add_worksheet(PEOPLE)
    sheets = list(dict.fromkeys(sheet for line in lines for sheet in line.needs))
    headers = (*HEADERS, *sheets, studio.say(N_("State")))
    _put_headers(studio, page, headers, lines)
    text = studio.format({**FONT, **ISSUED, "num_format": "@", "align": "left", "indent": 1})
    for row, line in enumerate(lines, start=1):
        for column, value in enumerate((line.id, line.name, line.post, line.supervisor)):
            page.write_string(row, column, value, text)
        for column, sheet in enumerate(sheets, start=len(HEADERS)):
            _put_count(studio, page, (row, column), line, layouts[sheet])
        _put_state(studio, page, (row, len(headers) - 1), line, sheets)
    last = len(lines) + 1
    studio.book.define_name(PEOPLE_IDS, f"='{PEOPLE}'!$A$2:$A${last}")
    studio.book.define_name(PEOPLE_NAMES, f"='{PEOPLE}'!$B$2:$B${last}")
    missing = studio.say(MISSING)
    page.conditional_format(
        1,
        len(headers) - 1,
        len(lines),
        len(headers) - 1,
        {"type": "cell", "criteria": "==", "value": f'"{missing}"', "format": studio.format(AMBER)},
    )
    page.autofilter(0, 0, len(lines), len(headers) - 1)
    page.protect("", {"autofilter": True, "format_columns": True, "sort": True})


def progress(studio: WorkbookBuilder, lines: Sequence[RequiredRow]) -> str:
    """The formula of the line that says how many people are complete."""
    sheets = list(dict.fromkeys(sheet for line in lines for sheet in line.needs))
    needed = [line for line in lines if line.needs]
    if not needed:
        return ""
    letters = chr(ord("A") + len(HEADERS) + len(sheets))
    cells = f"'{PEOPLE}'!${letters}$2:${letters}${len(lines) + 1}"
    before, after = studio.say(
        N_("{done} of {all} people complete"), done="\0", all=len(needed)
    ).split("\0")
    counted = f'COUNTIF({cells},"{studio.say(DONE)}")'
    return f'="{before}"&{counted}&"{after}"'


def _put_headers(
    studio: WorkbookBuilder, page: Any, headers: Sequence[str], lines: Sequence[RequiredRow]
) -> None:
    page.set_row(0, 30)
    for column, header in enumerate(headers):
        page.write_string(0, column, header, studio.format(REQUIRED))
        page.set_column(column, column, text_width(header) + 6)
    texts = [(line.id, line.name, line.post, line.supervisor) for line in lines]
    states = [studio.say(s) for s in (DONE, MISSING, NOT_ASKED, ABOVE)]
    room = widest(states, text_width(headers[-1]) + 6, MOST) + INDENT
    page.set_column(len(headers) - 1, len(headers) - 1, room)
    for column, cells in enumerate(zip(*texts, strict=True)):
        page.set_column(column, column, max(10, *(text_width(c) + 3 for c in cells)))
    page.freeze_panes(1, 2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer(studio.say("&L&A&RPage &P of &N"))


def _put_count(
    studio: WorkbookBuilder, page: Any, at: tuple[int, int], line: RequiredRow, layout: SheetLayout
) -> None:
    """How many of the needed rows are there: `3 / 15`, computed."""
    need = line.needs.get(layout.name)
    if need is None:
        look = {**FONT, **ISSUED, "align": "right", "font_color": GREY}
        page.write_string(*at, "—", studio.format(look))
        return
    who = f"({layout.range('工号')}=$A{at[0] + 1})"
    filled = f'*({layout.range(need.value)}<>"")' if need.value else "*1"
    shape = f'0" / {need.count}"' if need.value else "0"
    look = {**FONT, **ISSUED, "num_format": shape, "align": "right"}
    page.write_formula(*at, f"=SUMPRODUCT({who}{filled})", studio.format(look), "")


def _put_state(
    studio: WorkbookBuilder,
    page: Any,
    at: tuple[int, int],
    line: RequiredRow,
    sheets: Sequence[str],
) -> None:
    look = studio.format({**FONT, **ISSUED, "align": "left", "indent": 1})
    if not line.needs:
        page.write_string(*at, studio.say(line.out), look)
        return
    tests = [
        f"{chr(ord('A') + len(HEADERS) + sheets.index(sheet))}{at[0] + 1}>={need.count}"
        for sheet, need in line.needs.items()
    ]
    done, missing = studio.say(DONE), studio.say(MISSING)
    page.write_formula(*at, f'=IF(AND({",".join(tests)}),"{done}","{missing}")', look, "")
