"""Formulas on the hidden sheet `_rows` that read the input sheets: employee, values and faults of each row.

Every input row has a row on `_rows`, which finds it by its number within the input range: sorting,
pasting and deleting rows change the result, never the formulas.
"""

from collections.abc import Sequence

from gacx_reports.core.forms.input_sheets import COMMENT_LIMIT
from gacx_reports.core.issuing.layout import SheetLayout
from gacx_reports.core.issuing.preview.cell_formulas import condition, text_faults, value_of
from gacx_reports.core.issuing.preview.formula_sheet import plain
from gacx_reports.core.issuing.preview.rows_sheet import (
    BAD,
    FACTOR,
    Checked,
    RowsPage,
    guarded,
    own_cell,
)
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.record_table import RecordTable
from gacx_reports.core.sheets.columns import Kind


def records(
    page: RowsPage,
    sheet: SheetLayout,
    table: RecordTable,
    kpis: Sequence[Kpi],
    stays: Sequence[tuple[int, int, int]],
) -> Checked:
    """Writes the formulas of a record table and returns their ranges.

    `stays` has person number, first and last day (serial numbers) of each assignment whose KPIs use the table.
    """
    who = page.who(sheet)
    k = page.here(who)
    cell = own_cell(sheet, "日期")
    day = page.column(sheet, "日期", f'IF({k}="","",IF(ISNUMBER({cell}),INT({cell}),{BAD}))')
    people, firsts, lasts = page.constants.block(f"{table.name} 日期", tuple(stays), 3)
    values = {
        c.name: page.column(sheet, c.name, value_of(page, sheet, c, k))
        for c in table.columns
        if c.kind is not Kind.TEXT
    }
    d = page.here(day)
    inside = f'COUNTIFS({people},{k},{firsts},"<="&{d},{lasts},">="&{d})'
    faults = [
        page.stranger(sheet, who),
        f"NOT(ISNUMBER({d}))",
        f"AND(COUNTIF({people},{k})>0,{inside}=0)",
    ]
    faults += [f"{page.here(v)}={BAD}" for v in values.values()]
    faults += [f for c in table.columns if c.kind is Kind.TEXT for f in text_faults(sheet, c)]
    conditions = {
        (kpi.where_column, kpi.where_value): condition(page, sheet, table, kpi, values)
        for kpi in kpis
        if kpi.where_column
    }
    bad = page.column(sheet, "bad", guarded(page, who, faults))
    return Checked(
        who, bad, values=values, conditions=conditions, day=day, outside=page.outside(sheet, who)
    )


def entries(
    page: RowsPage,
    sheet: SheetLayout,
    what: str,
    names: str,
    allowed: Sequence[int],
    value: str = "",
) -> Checked:
    """Writes the formulas of a sheet with one row per person and name: typed values, targets or ratings.

    `names` is the range of names that column `what` may hold, `allowed` the keys that this workbook accepts,
    `value` a formula of the row's value; "" if the value is read elsewhere.
    """
    who = page.who(sheet)
    k = page.here(who)
    position = f"IFERROR(MATCH({plain(own_cell(sheet, what))},{names},0),0)"
    key = page.column(sheet, "key", f'IF({k}="","",{k}*{FACTOR}+{position})')
    keys, *_ = page.constants.block(f"{sheet.name} keys", [(a,) for a in sorted(allowed)], 1)
    own = page.here(key)
    faults = [page.stranger(sheet, who), f"COUNTIF({keys},{own})=0", f"COUNTIF({key},{own})>1"]
    values = {}
    if value:
        values[what] = page.column(sheet, "value", f'IF({k}="","",{value})')
        faults.append(f"{page.here(values[what])}={BAD}")
    bad = page.column(sheet, "bad", guarded(page, who, faults))
    return Checked(who, bad, key=key, values=values, outside=page.outside(sheet, who))


def comments(page: RowsPage, sheet: SheetLayout) -> Checked:
    """Writes the formulas of the comments: no figure uses them, but a second row of a person is a fault (P06)."""
    who = page.who(sheet)
    k = page.here(who)
    faults = [page.stranger(sheet, who), f"COUNTIF({who},{k})>1"]
    faults += [
        f"LEN({own_cell(sheet, h)})>{COMMENT_LIMIT}"
        for h in sheet.columns
        if h not in ("工号", "姓名")
    ]
    bad = page.column(sheet, "bad", guarded(page, who, faults))
    return Checked(who, bad, outside=page.outside(sheet, who))
