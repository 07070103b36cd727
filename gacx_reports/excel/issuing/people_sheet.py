"""Sheet 人员 of an issued workbook: its employees, and how many required rows of each are filled in."""

from collections.abc import Mapping, Sequence
from typing import Any

from gacx_reports.core.issues.cell_ref import address, column_letters
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
"""Greatest width of the column of states, in digits."""
INDENT = 1.5
DONE, MISSING = N_("complete"), N_("incomplete")


def put_people(
    builder: WorkbookBuilder, lines: Sequence[RequiredRow], layouts: Mapping[str, SheetLayout]
) -> None:
    """Write sheet 人员 as the workbook's next sheet and define the names that feed the dropdowns of people."""
    page = builder.book.add_worksheet(PEOPLE)
    sheets = list(dict.fromkeys(sheet for line in lines for sheet in line.needs))
    headers = (*HEADERS, *sheets, builder.say(N_("State")))
    _put_headers(builder, page, headers, lines)
    text = builder.format({**FONT, **ISSUED, "num_format": "@", "align": "left", "indent": 1})
    for row, line in enumerate(lines, start=1):
        for column, value in enumerate((line.id, line.name, line.post, line.supervisor)):
            page.write_string(row, column, value, text)
        for column, sheet in enumerate(sheets, start=len(HEADERS)):
            _put_count(builder, page, (row, column), line, layouts[sheet])
        _put_state(builder, page, (row, len(headers) - 1), line, sheets)
    last = len(lines) + 1
    builder.book.define_name(PEOPLE_IDS, f"='{PEOPLE}'!$A$2:$A${last}")
    builder.book.define_name(PEOPLE_NAMES, f"='{PEOPLE}'!$B$2:$B${last}")
    missing = builder.say(MISSING)
    page.conditional_format(
        1,
        len(headers) - 1,
        len(lines),
        len(headers) - 1,
        {
            "type": "cell",
            "criteria": "==",
            "value": f'"{missing}"',
            "format": builder.format(AMBER),
        },
    )
    page.autofilter(0, 0, len(lines), len(headers) - 1)
    page.protect("", {"autofilter": True, "format_columns": True, "sort": True})


def progress(builder: WorkbookBuilder, lines: Sequence[RequiredRow]) -> str:
    """Formula of the text "x of y people complete"; "" if nobody has required rows."""
    sheets = list(dict.fromkeys(sheet for line in lines for sheet in line.needs))
    needed = [line for line in lines if line.needs]
    if not needed:
        return ""
    letters = column_letters(len(HEADERS) + len(sheets))
    cells = f"'{PEOPLE}'!${letters}$2:${letters}${len(lines) + 1}"
    before, after = builder.say(
        N_("{done} of {all} people complete"), done="\0", all=len(needed)
    ).split("\0")
    counted = f'COUNTIF({cells},"{builder.say(DONE)}")'
    return f'="{before}"&{counted}&"{after}"'


def _put_headers(
    builder: WorkbookBuilder, page: Any, headers: Sequence[str], lines: Sequence[RequiredRow]
) -> None:
    page.set_row(0, 30)
    for column, header in enumerate(headers):
        page.write_string(0, column, header, builder.format(REQUIRED))
        page.set_column(column, column, text_width(header) + 6)
    texts = [(line.id, line.name, line.post, line.supervisor) for line in lines]
    reasons = dict.fromkeys((NOT_ASKED, ABOVE, *(line.out for line in lines if line.out)))
    states = [builder.say(s) for s in (DONE, MISSING, *reasons)]
    room = widest(states, text_width(headers[-1]) + 6, MOST) + INDENT
    page.set_column(len(headers) - 1, len(headers) - 1, room)
    for column, cells in enumerate(zip(*texts, strict=True)):
        page.set_column(column, column, max(10, *(text_width(c) + 3 for c in cells)))
    page.freeze_panes(1, 2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer(builder.say("&L&A&RPage &P of &N"))


def _put_count(
    builder: WorkbookBuilder, page: Any, at: tuple[int, int], line: RequiredRow, layout: SheetLayout
) -> None:
    """Write the formula that counts a person's filled rows on one sheet, shown as `3 / 15`; — if none is required."""
    need = line.needs.get(layout.name)
    if need is None:
        look = {**FONT, **ISSUED, "align": "right", "font_color": GREY}
        page.write_string(*at, "—", builder.format(look))
        return
    who = f"({layout.range('工号')}=$A{at[0] + 1})"
    filled = f'*({layout.range(need.value)}<>"")' if need.value else "*1"
    shape = f'0" / {need.count}"' if need.value else "0"
    look = {**FONT, **ISSUED, "num_format": shape, "align": "right"}
    page.write_formula(*at, f"=SUMPRODUCT({who}{filled})", builder.format(look), "")


def _put_state(
    builder: WorkbookBuilder,
    page: Any,
    at: tuple[int, int],
    line: RequiredRow,
    sheets: Sequence[str],
) -> None:
    look = builder.format({**FONT, **ISSUED, "align": "left", "indent": 1})
    if not line.needs:
        page.write_string(*at, builder.say(line.out), look)
        return
    tests = [
        f"{address(at[0] + 1, len(HEADERS) + sheets.index(sheet))}>={need.count}"
        for sheet, need in line.needs.items()
    ]
    done, missing = builder.say(DONE), builder.say(MISSING)
    page.write_formula(*at, f'=IF(AND({",".join(tests)}),"{done}","{missing}")', look, "")
