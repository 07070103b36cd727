"""The preview shows targets and weights whole, whatever a KPI's 小数位 is."""

from pathlib import Path

from openpyxl import load_workbook

from tests.core.issuing.preview.small import WORLD, built
from tests.fixtures.markdown_company import kpi, replace

TYPED = {"取值": "填报", "计分": "达标"}
KPIS = (
    kpi(指标="率", 权重="0.12345", 目标="0.895", 单位="%", 小数位="0", **TYPED),
    kpi(指标="数", 权重="0.37655", 目标="45", 小数位="0", **TYPED),
    kpi(指标="个人率", 权重="0.3", 目标="0.9", 单位="%", 小数位="1", 个人目标="是", **TYPED),
    kpi(指标="个人数", 权重="0.2", 目标="45", 小数位="0", 个人目标="是", **TYPED),
)
FORMATS = {
    "率": ("0.000%", "0.0%"),
    "数": ("0.000%", "0"),
    "个人率": ("0%", "0.0######%"),
    "个人数": ("0%", "General"),
}
"""KPI → formats of weight and target. Of a personal target nobody knows the decimals beforehand."""


def test_targets_and_weights_are_shown_whole(tmp_path: Path) -> None:
    """89.5 % is no 90 %, 12.345 % no 12.35 %; a whole weight is no `30.%`."""
    book = load_workbook(built(replace(WORLD, kpis=KPIS, typed="", checks=""), tmp_path))
    sheet = book["试算明细"]
    rows = {row[3].value: row for row in sheet.iter_rows(min_row=1) if row[3].value in FORMATS}
    shown = {name: (row[4].number_format, row[7].number_format) for name, row in rows.items()}
    assert shown == FORMATS
