"""The preview where published periods count: no workbook has them, so a word stands for the total."""

from dataclasses import replace
from pathlib import Path

from gacx_reports.core.issuing.preview.summary_sheet import PREVIEW
from tests.core.issuing.preview.engines import by_ironcalc
from tests.core.issuing.preview.small import WORLD, built, totals

HEADER = "| 岗位 | 单位 | 别名 | 行为组 | 个人权重 | 部门权重 | 公司权重 | 各期权重 |\n"
MONTHS = "| 各期单位 | 月度 |\n"
WORD = "待各期结果"


def test_the_total_waits_for_the_periods(tmp_path: Path) -> None:
    """Everything else is computed: G1's KPIs are 0.5 × 0.5 + 0.5 × 0.9."""
    posts = f"{HEADER}| 工程师 | 甲部 | | | 0.5 | 0 | 0 | 0.5 |\n| 主管 | 甲部 | | | 1 | 0 | 0 | |"
    computed = by_ironcalc(built(replace(WORLD, posts=posts, more_settings=MONTHS), tmp_path))
    assert totals(computed) == {"G1": WORD, "G2": WORD}
    cells = computed[PREVIEW]
    heads = {cells[3, c]: c for r, c in cells if r == 3}
    row = next(r for (r, c), value in cells.items() if c == 1 and value == "G1")
    assert cells[row, heads["指标得分"]] == 0.7


def test_without_a_kpi_there_is_nothing_to_preview(tmp_path: Path) -> None:
    """The remark says what is awaited."""
    posts = f"{HEADER}| 工程师 | 甲部 | | | 0 | 0 | 0 | 1 |\n| 主管 | 甲部 | | | 0 | 0 | 0 | 1 |"
    world = replace(WORLD, posts=posts, more_settings=MONTHS, kpis=(), led="", checks="", typed="")
    cells = by_ironcalc(built(world, tmp_path))[PREVIEW]
    row = next(r for (r, c), value in cells.items() if c == 1 and value == "G1")
    assert WORD in {value for (r, _), value in cells.items() if r == row}
