"""The scheme's edition that scored 2023Q4: today's workbook with what has been changed since."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl

from gacx_reports.core.columns import Column, Kind, SheetForm
from gacx_reports.core.scheme_sheets import SCHEME_SHEETS
from gacx_reports.excel.writing import Cell, FilledSheet, Row, Shown, workbook_bytes


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that was another: the row is found by the cells that name it."""

    sheet: str
    row: Mapping[str, str]
    column: str
    value: Decimal | str


EDITION_2023 = (
    Change("设置", {"项目": "方案版本"}, "值", "2023.2"),
    Change("指标", {"岗位": "受理服务代表", "指标": "客户满意度"}, "目标", Decimal("0.85")),
    Change("指标", {"岗位": "物控助理", "指标": "返修产品合格率"}, "权重", Decimal("0.4")),
    Change("指标", {"岗位": "物控助理", "指标": "库存账实相符率"}, "权重", Decimal("0.1")),
)


def edition(scheme: bytes, changes: tuple[Change, ...]) -> bytes:
    """The scheme workbook with those cells changed."""
    book = openpyxl.load_workbook(io.BytesIO(scheme))
    sheets = [
        FilledSheet(form, list(_rows(book[form.name], form, changes))) for form in SCHEME_SHEETS
    ]
    return workbook_bytes(sheets, "考核方案")


def _rows(page: Any, form: SheetForm, changes: tuple[Change, ...]) -> Iterator[Row]:
    lines = page.iter_rows()
    names = [cell.value for cell in next(lines)]
    for line in lines:
        cells = dict(zip(names, line, strict=True))
        row = {c.name: _as_written(cells[c.name], c) for c in form.columns if c.name in cells}
        for change in changes:
            if change.sheet == form.name and all(row[k] == v for k, v in change.row.items()):
                row[change.column] = _changed(row[change.column], change.value)
        yield row


def _as_written(cell: Any, column: Column) -> Cell | Shown:
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(f"{value:.15g}")
        mixed = cell.number_format.endswith("%") and column.kind is not Kind.RATIO
        return Shown(number, cell.number_format) if mixed else number
    return value if isinstance(value, str | date | None) else str(value)


def _changed(old: Cell | Shown, value: Decimal | str) -> Cell | Shown:
    """The new value, formatted as the old one is."""
    if isinstance(old, Shown) and isinstance(value, Decimal):
        return Shown(value, old.format)
    return value
