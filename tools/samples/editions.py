"""The scheme's editions of 2023Q4 and 2024Q4: the template's workbook with what was other then."""

import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl

from gacx_reports.core.scheme.sheets import SCHEME_SHEETS
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.excel.issuing.scheme_workbook import scheme_book
from gacx_reports.excel.styles import Cell, FilledSheet, Row, Shown, workbook_bytes
from gacx_reports.i18n import translator


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that was another: the row is found by the cells that name it."""

    sheet: str
    row: Mapping[str, str]
    column: str
    value: Decimal | str


@dataclass(frozen=True, slots=True)
class Addition:
    """A row more, at the end of its sheet."""

    sheet: str
    cells: Mapping[str, Decimal | str]


Edition = tuple[Change | Addition, ...]

EDITION_2023: Edition = (
    Change("设置", {"项目": "方案版本"}, "值", "2023.2"),
    Change("指标", {"岗位": "受理服务代表", "指标": "客户满意度"}, "目标", Decimal("0.85")),
    Change("指标", {"岗位": "物控助理", "指标": "返修产品合格率"}, "权重", Decimal("0.4")),
    Change("指标", {"岗位": "物控助理", "指标": "库存账实相符率"}, "权重", Decimal("0.1")),
)
EDITION_2024_2: Edition = (
    Change("设置", {"项目": "方案版本"}, "值", "2024.2"),
    Change("设置", {"项目": "报告显示金额"}, "值", "是"),
    Change("设置", {"项目": "加分上限"}, "值", Decimal("0.04")),
    Change("强制分布", {"等级": "A"}, "最高比例", Decimal("0.7")),
    Change("指标", {"岗位": "技术助理", "指标": "周报月报编写质量"}, "不适用时", "重分权重"),
    Change("指标", {"岗位": "经理", "指标": "下属绩效均分"}, "取值", "两级下属均分"),
    Addition(
        "指标",
        {
            "岗位": "部门:客户服务部",
            "指标": "成员绩效均分",
            "权重": Decimal(1),
            "性质": "定量",
            "取值": "下属均分",
            "计分": "原值",
            "封顶": Decimal(1),
            "不适用时": "不允许",
            "个人目标": "否",
            "小数位": Decimal(4),
            "信息来源": "本季度考核结果",
            "监控岗位": "人事部",
            "示例": "是",
        },
    ),
    Addition("评价人", {"行为组": "技术类", "评价人": "上级", "权重": Decimal("0.7")}),
    Addition("评价人", {"行为组": "技术类", "评价人": "自评", "权重": Decimal("0.1")}),
    Addition("评价人", {"行为组": "技术类", "评价人": "同事", "权重": Decimal("0.2")}),
)
"""Of 2024Q4: engineers are rated by three, the top department's result is computed, amounts are printed."""


def edition(scheme: bytes, changes: Edition, without: Collection[str] = ()) -> bytes:
    """The scheme workbook with those cells changed and those rows added; `without` some sheets it is a plain one."""
    book = openpyxl.load_workbook(io.BytesIO(scheme))
    sheets = [
        FilledSheet(form, list(_rows(book[form.name], form, changes)))
        for form in SCHEME_SHEETS
        if form.name not in without
    ]
    if without:
        return workbook_bytes(sheets, "考核方案")
    return scheme_book(sheets, translator("zh"))


def _rows(page: Any, form: SheetForm, changes: Edition) -> Iterator[Row]:
    mine = [c for c in changes if c.sheet == form.name]
    lines = page.iter_rows()
    names = [cell.value for cell in next(lines)]
    for line in lines:
        cells = {name: cell for name, cell in zip(names, line, strict=True) if name}
        row = {c.name: _as_written(cells[c.name], c) for c in form.columns if c.name in cells}
        for change in mine:
            match change:
                case Change(row=key) if all(row[k] == v for k, v in key.items()):
                    row[change.column] = _changed(row[change.column], change.value)
                case _:
                    pass
        yield row
    yield from (dict(c.cells) for c in mine if isinstance(c, Addition))


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
