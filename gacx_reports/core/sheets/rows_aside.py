"""Rows that are no entries: totals that somebody added, and notes or signatures below a table."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gacx_reports.core.codes.code import Code
from gacx_reports.core.codes.values import V
from gacx_reports.core.issues.cell_ref import CellRef, ranges
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import clean, match_key
from gacx_reports.core.sheets import raw_values
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.raw_values import Raw
from gacx_reports.core.sheets.workbook import Sheet

_TOTALS = re.compile(
    r".{0,20}(合计|总计|小计|共计|总和|汇总|平均值?|均值|平均分)(数|人数|[(（].*[)）])?[:：]?"
    r"|(grand|sub)?-?totals?:?|sum:?|average:?|mean:?"
)
_LABELS = re.compile(
    r"(注|备注|说明|附注|声明|填表|填报|制表|编制|审核|审批|复核|核准|批准|签字|签名|签章|盖章|经办|负责人|部门负责人|主管|日期"
    r"|notes?|remarks?|signed|signature|preparedby|checkedby|approvedby|reviewedby|date)"
    r"[^:：]{0,12}[:：].*",
    re.DOTALL,
)
_SENTENCE = re.compile(r"[。；！？…]|[，,].+|.{25,}", re.DOTALL)
LONGEST = 60
"""Characters of a note that an issue quotes."""


def without_rows_aside(
    sheet: Sheet, form: SheetForm, header_row: int, positions: Mapping[str, int]
) -> tuple[Sheet, list[Issue]]:
    """Returns the sheet without rows of totals and without notes below its table, and an issue for either.

    V31 (warning) and V32 (warning), each once with all its rows. Only rows that could not be entries are taken
    out: something required is blank in them. Merged cells and formulas in them go, too.
    """
    required = [positions[c.name] for c in form.columns if c.required and c.name in positions]
    incomplete: list[tuple[int, list[str]]] = []
    last = header_row
    for n, cells in sheet.rows:
        if n > header_row and _holds(cells, required):
            last = max(last, n)
        elif n > header_row and (given := _given(cells, positions)):
            incomplete.append((n, given))
    totals = [n for n, given in incomplete if _TOTALS.fullmatch(match_key(given[0]))]
    notes = [n for n, given in incomplete if n > last and n not in totals and _is_note(given)]
    first = min(positions.values())
    issues = [
        _issue(code, sheet, rows, first)
        for code, rows in ((V.ROW_OF_TOTALS, totals), (V.NOTES_BELOW_TABLE, notes))
        if rows
    ]
    return (_without(sheet, {*totals, *notes}), issues) if issues else (sheet, [])


def _given(cells: Sequence[Raw], positions: Mapping[str, int]) -> list[str]:
    """The texts of a row's cells in the table's columns, left to right, without blank ones."""
    own = [cells[i] for i in sorted(positions.values()) if i < len(cells)]
    return [clean(raw_values.shown(cell)) for cell in own if not raw_values.is_blank(cell)]


def _holds(cells: Sequence[Raw], required: Sequence[int]) -> bool:
    """Whether no required cell is blank; where less than two are required, also whether there is more than one."""
    if any(i >= len(cells) or raw_values.is_blank(cells[i]) for i in required):
        return False
    return len(required) > 1 or sum(not raw_values.is_blank(cell) for cell in cells) > 1


def _is_note(given: Sequence[str]) -> bool:
    """Whether a row begins with a label such as 审核：, or is one cell with a sentence."""
    labelled = _LABELS.fullmatch(match_key(given[0])) is not None
    return labelled or (len(given) == 1 and _SENTENCE.search(given[0]) is not None)


def _issue(code: Code, sheet: Sheet, rows: list[int], column: int) -> Issue:
    place = CellRef(sheet.workbook, sheet.name, ranges(rows, column))
    cells = dict(sheet.rows)[rows[0]]
    found = next(clean(raw_values.shown(c)) for c in cells if not raw_values.is_blank(c))
    return Issue(code, place, found[:LONGEST], {"count": str(len(rows))})


def _without(sheet: Sheet, gone: set[int]) -> Sheet:
    return replace(
        sheet,
        rows=tuple((n, cells) for n, cells in sheet.rows if n not in gone),
        merges=tuple(m for m in sheet.merges if not {m.top, m.bottom} <= gone),
        formulas={at: f for at, f in sheet.formulas.items() if at[0] not in gone},
        struck=frozenset(at for at in sheet.struck if at[0] not in gone),
    )
