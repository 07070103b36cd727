"""The sample year: a scheme under which the four published quarters are the whole of the year's total."""

import io
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.scheme.sheets import SCHEME_SHEETS
from gacx_reports.excel.issuing.scheme_workbook import scheme_book
from gacx_reports.excel.styles import FilledSheet, SheetRow
from gacx_reports.i18n import translator
from tools.samples.editions import rows_of
from tools.samples.quarter_folder import write_quarter
from tools.samples.sample_company import GACX

KEPT = ("设置", "岗位", "等级", "加减分项", "强制分布", "英文名")
"""Sheets of the quarters' scheme that a year without KPIs of its own needs."""
SETTINGS: Mapping[str, str | None] = {
    "方案版本": "2024.年度",
    "行为计入季度": None,
    "行为占比": None,
    "行为量表": None,
    "考核周期": "年度",
    "长假天数": "184",
    "各期单位": "季度",
    "各期计权": "等权",
    "缺期处理": "暂缓",
    "不满期处理": "按各期",
}


def write_year(output: Path, year: Period, scheme: bytes, seed: int) -> None:
    """Write the year's folder below `output`; `scheme` is the workbook of the quarters' scheme."""
    write_quarter(output / str(year), GACX, year, year_scheme(scheme), seed)


def year_scheme(scheme: bytes) -> bytes:
    """The scheme workbook of a year, made of that of its quarters."""
    book = openpyxl.load_workbook(io.BytesIO(scheme))
    changed: dict[str, Callable[[list[SheetRow]], list[SheetRow]]] = {
        "设置": _settings,
        "岗位": _posts,
    }
    sheets = []
    for form in SCHEME_SHEETS:
        rows = list(rows_of(book[form.name], form)) if form.name in KEPT else []
        sheets.append(FilledSheet(form, changed.get(form.name, list)(rows)))
    return scheme_book(sheets, translator("zh"))


def _settings(rows: list[SheetRow]) -> list[SheetRow]:
    known = [{**row, "值": SETTINGS.get(str(row["项目"]), row["值"])} for row in rows]
    names = {row["项目"] for row in rows}
    return [*known, *({"项目": n, "值": v} for n, v in SETTINGS.items() if n not in names)]


def _posts(rows: list[SheetRow]) -> list[SheetRow]:
    none = Decimal(0)
    shares = {"个人权重": none, "部门权重": none, "公司权重": none, "各期权重": Decimal(1)}
    return [{**row, "行为组": None, **shares} for row in rows]
