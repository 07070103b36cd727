"""Names that spreadsheet programs take for patterns or comparisons, in lists of words and sums of weights."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import ironcalc
import xlsxwriter

from gacx_reports.excel.issuing.cell_validation import chosen_from
from gacx_reports.excel.issuing.scheme_workbook import scheme_edition
from gacx_reports.excel.issuing.workbook_builder import WorkbookBuilder
from gacx_reports.i18n import translator
from tests.core.issuing.preview.engines import cells_of
from tests.fixtures.markdown_company import World, kpi

TILDES = ("~", "~a", "~*")
"""IronCalc's COUNTIF takes `~~` for two signs; Excel, WPS and LibreOffice for one: see tests/system."""
NAMES = ("*", "?", "a*", "<5", "<>", "=x", ">=1", "5", "001", "ab")


def listed(names: Sequence[str], path: Path) -> Path:
    """A workbook with a list of the names but the last, and beside each name whether the list has it."""
    content = BytesIO()
    book: Any = xlsxwriter.Workbook(content)
    page = book.add_worksheet("校验")
    source = f"'校验'!$A$1:$A${len(names) - 1}"
    rule = chosen_from(source, WorkbookBuilder(book, translator("zh")))
    for row, name in enumerate(names, start=1):
        page.write_string(row - 1, 0, name)
        page.write_formula(row - 1, 1, "=" + rule.valid.format(cell=f"$A{row}"), None, "")
    book.close()
    path.write_bytes(content.getvalue())
    return path


def weighed(names: Sequence[str], path: Path) -> Path:
    """A scheme whose posts, dimensions, KPIs and behaviour sets have such names; every sum is 100 %."""
    parts = (("a*", "<a*", "1"), ("ab*", "<ab*", "0.25"), ("ab*", "<abc*", "0.75"))
    kpis = [
        kpi(岗位=post, 指标=name, 权重=weight, 取值="填报", 维度=dimension)
        for post in names
        for dimension, name, weight in parts
    ]
    sets = ("a*", "ab", "<5")
    rows = {
        "维度": [f"| {post} | {d} | 0.5 |" for post in names for d in ("a*", "ab*")],
        "行为类别": [f"| {s} | {s} | 1 |" for s in sets],
        "行为项": [f"| {s} | {s} | 第{n} | 0.5 |" for s in sets for n in (1, 2)],
        "岗位": [f"| {post} | 甲部 | 1 | 0 | 0 |" for post in names],
    }
    heads = {
        "维度": "| 岗位 | 维度 | 权重 |",
        "行为类别": "| 行为组 | 类别 | 权重 |",
        "行为项": "| 行为组 | 类别 | 行为项 | 权重 |",
        "岗位": "| 岗位 | 单位 | 个人权重 | 部门权重 | 公司权重 |",
    }
    world = World(
        kpis=tuple(kpis),
        kpi_raters="\n".join(f"| {p} | {k} | 上级 | 100% | |" for p in names for _, k, _ in parts),
        scheme_sheets={name: "\n".join((heads[name], *rows[name])) for name in heads},
        led="",
    )
    path.write_bytes(scheme_edition(world.scheme(), translator("zh")))
    return path


def checks(path: Path) -> dict[tuple[int, int], Any]:
    """The cells of sheet 校验 as IronCalc computes them."""
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    model.evaluate()
    return cells_of(model, "校验")


def test_a_word_of_the_list_is_valid(tmp_path: Path) -> None:
    """Every name is, and nothing else: not the last one, which two of them would match as patterns."""
    cells = checks(listed(NAMES, tmp_path / "list.xlsx"))
    assert [cells[row, 2] for row, _ in enumerate(NAMES, start=1)] == [True] * 9 + [False]


def test_weights_are_summed_by_whole_names(tmp_path: Path) -> None:
    """Each sum is 100 %, whatever else a name would match as a pattern or a comparison."""
    cells = checks(weighed(NAMES, tmp_path / "考核方案.xlsx"))
    verdicts = [cells[row, 4] for row, column in cells if column == 4 and row > 3]
    assert {v for v in verdicts if v} == {"✓"}
    assert len([v for v in verdicts if v]) > 7 * len(NAMES)
