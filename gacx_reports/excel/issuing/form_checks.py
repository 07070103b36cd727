"""Checks of an issued sheet while it is filled in: data validations, colours, names that must match IDs."""

from collections.abc import Mapping
from typing import Any

from gacx_reports.core.issues.cell_ref import address, column_letters
from gacx_reports.core.issuing.preview.formula_sheet import criterion
from gacx_reports.core.sheets.columns import Column
from gacx_reports.excel.issuing.cell_validation import (
    PEOPLE_IDS,
    PEOPLE_NAMES,
    CellRule,
    chosen_from,
    rule_of,
    validation_of,
)
from gacx_reports.excel.issuing.sheet_spec import SheetSpec
from gacx_reports.excel.issuing.workbook_builder import AMBER, RED, WorkbookBuilder


def rule_for(builder: WorkbookBuilder, sheet: SheetSpec, column: Column) -> CellRule:
    """The accepted values of the column on that sheet: the cells of `sources`, else the column's own rule."""
    if source := sheet.sources.get(column.name):
        return chosen_from(source, builder)
    return rule_of(column, builder, sheet.form.person)


def areas(sheet: SheetSpec, column: Column) -> list[tuple[Column, list[tuple[int, int]]]]:
    """Pairs of a column with its accepted values and the runs of rows (1-based, ends inclusive) where they apply.

    Locked rows are left out; [] if there are no others.
    """
    if column.name in sheet.locked:
        below = 2 + len(sheet.rows)
        return [(column, [(below, sheet.last_row)])] if below <= sheet.last_row else []
    accepts = sheet.by_row.get(column.name)
    if not accepts:
        return [(column, [(2, sheet.last_row)])]
    found: list[tuple[Column, list[tuple[int, int]]]] = []
    for row, part in enumerate(accepts, start=2):
        known = next((runs for other, runs in found if other == part), None)
        if known is None:
            found.append((part, [(row, row)]))
        elif known[-1][1] == row - 1:
            known[-1] = (known[-1][0], row)
        else:
            known.append((row, row))
    return found


def put_check(
    builder: WorkbookBuilder,
    page: Any,
    sheet: SheetSpec,
    index: int,
    column: Column,
    runs: list[tuple[int, int]],
) -> None:
    """Add a dropdown or validation to the rows `runs`; invalid cells become red, missing required ones amber."""
    rule = rule_for(builder, sheet, column)
    first = f"${column_letters(index)}{runs[0][0]}"
    if given := validation_of(column, rule, first, builder):
        more = [[top - 1, index, bottom - 1, index] for top, bottom in runs[1:]]
        given |= {"other_cells": more} if more else {}
        page.data_validation(runs[0][0] - 1, index, runs[0][1] - 1, index, given)
    area = " ".join(f"{address(top, index)}:{address(bottom, index)}" for top, bottom in runs)
    if rule.valid:
        paint(builder, page, area, f'=AND({first}<>"",NOT({rule.valid.format(cell=first)}))', RED)
    if column.required:
        last = column_letters(len(sheet.form.columns) - 1)
        row = runs[0][0]
        paint(builder, page, area, f'=AND({first}="",COUNTA($A{row}:${last}{row})>0)', AMBER)


def paint(
    builder: WorkbookBuilder, page: Any, area: str, formula: str, look: Mapping[str, object]
) -> None:
    """Give the cells of `area` (ranges separated by blanks) a look where the formula is TRUE for their first cell."""
    page.conditional_format(
        area.split(" ", 1)[0],
        {
            "type": "formula",
            "criteria": formula,
            "format": builder.format(look),
            **({"multi_range": area} if " " in area else {}),
        },
    )


def compare_names(builder: WorkbookBuilder, page: Any, sheet: SheetSpec) -> None:
    """Colour a name red if it is not that of the row's employee ID on sheet 人员."""
    names = sheet.form.names
    if builder.people and sheet.form.person and "姓名" in names and not sheet.locked:
        who, name = (column_letters(names.index(n)) for n in (sheet.form.person, "姓名"))
        known = f"COUNTIFS({PEOPLE_IDS},${who}2,{PEOPLE_NAMES},{criterion(f'${name}2')})"
        formula = f'=AND(${who}2<>"",${name}2<>"",{known}=0)'
        paint(builder, page, f"{name}2:{name}{sheet.last_row}", formula, RED)
