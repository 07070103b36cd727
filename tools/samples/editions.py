"""Editions of the scheme of earlier quarters: the template's workbook with changed cells and added rows."""

import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl

from gacx_reports.core.calendar.appraised_periods import PERIOD_WORDS
from gacx_reports.core.calendar.period import PeriodKind
from gacx_reports.core.scheme.sampling_sheet import SAMPLING
from gacx_reports.core.scheme.sheets import SCHEME_SHEETS
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.excel.issuing.scheme_workbook import scheme_book
from gacx_reports.excel.styles import CellValue, FilledSheet, SheetRow, Shown, workbook_bytes
from gacx_reports.i18n import translator
from tools.samples.data_files import data


@dataclass(frozen=True, slots=True)
class Change:
    """One changed cell; its row is found by the cells in `row` (column → content)."""

    sheet: str
    row: Mapping[str, str]
    column: str
    value: Decimal | str


@dataclass(frozen=True, slots=True)
class Addition:
    """A row that is added at the end of its sheet."""

    sheet: str
    cells: Mapping[str, Decimal | str]


Edition = tuple[Change | Addition, ...]


def read_changes(rows: Iterable[Mapping[str, Any]]) -> Edition:
    """The changed cells and added rows of a data file."""
    return tuple(Addition(**row) if "cells" in row else Change(**row) for row in rows)


def _edition(read: Mapping[str, Any]) -> Edition:
    return (
        *read_changes(read["changes"]),
        *(Addition(**row) for row in read.get("additions", ())),
    )


EDITIONS = {e["quarter"]: _edition(e) for e in data("editions")["editions"]}
"""Quarter → changes of its scheme; a quarter without changes is not listed."""


def for_kind(kind: PeriodKind) -> Edition:
    """The changes with which the scheme appraises that kind of period; none for quarters."""
    if kind is PeriodKind.QUARTER:
        return ()
    named = Addition("设置", {"项目": "考核周期", "值": PERIOD_WORDS[kind]})
    shorter = Change("设置", {"项目": "长假天数"}, "值", Decimal(15))
    return (named, shorter) if kind is PeriodKind.MONTH else (named,)


def edition(
    scheme: bytes, changes: Edition, without: Collection[str] = (), *, surveyed: bool = True
) -> bytes:
    """The scheme workbook with these changes, as .xlsx bytes; a simple one if sheets in `without` are left out.

    If it is not `surveyed`, rows about the survey team's calls are left out of sheet 抽样.
    """
    book = openpyxl.load_workbook(io.BytesIO(scheme))
    sheets = [
        FilledSheet(form, list(rows_of(book[form.name], form, changes)))
        for form in SCHEME_SHEETS
        if form.name not in without
    ]
    if not surveyed:
        sheets = [_without_survey(sheet) for sheet in sheets]
    if without:
        return workbook_bytes(sheets, "考核方案")
    return scheme_book(sheets, translator("zh"))


def _without_survey(sheet: FilledSheet) -> FilledSheet:
    """The sheet; 抽样 without the survey team's calls."""
    if sheet.form is not SAMPLING:
        return sheet
    return FilledSheet(SAMPLING, [r for r in sheet.rows if r["记录表"] != "调查回访"])


def rows_of(page: Any, form: SheetForm, changes: Edition = ()) -> Iterator[SheetRow]:
    """The rows of a sheet of the scheme as they are written again, with these changes."""
    mine = [c for c in changes if c.sheet == form.name]
    lines = page.iter_rows()
    names = [cell.value for cell in next(lines)]
    for line in lines:
        cells = {name: cell for name, cell in zip(names, line, strict=True) if name}
        row = {c.name: _as_written(cells[c.name], c) for c in form.columns if c.name in cells}
        for change in mine:
            if isinstance(change, Change) and change.row.items() <= row.items():
                row[change.column] = _changed(row[change.column], change.value)
        yield row
    yield from (dict(c.cells) for c in mine if isinstance(c, Addition))


def _as_written(cell: Any, column: Column) -> CellValue | Shown:
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(f"{value:.15g}")
        mixed = cell.number_format.endswith("%") and column.kind is not Kind.RATIO
        return Shown(number, cell.number_format) if mixed else number
    return value if isinstance(value, str | date | None) else str(value)


def _changed(old: CellValue | Shown, value: Decimal | str) -> CellValue | Shown:
    """The new value with the number format of the old one."""
    if isinstance(old, Shown) and isinstance(value, Decimal):
        return Shown(value, old.format)
    return value
