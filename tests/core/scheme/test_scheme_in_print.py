"""The scheme in print says what does not apply in words, or not at all."""

from gacx_reports.core.scheme.markdown.document import print_scheme
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import POSTS, SETTINGS, World

ZH, EN = translator("zh"), translator("en")
NEVER = World(
    posts=POSTS.replace("| 通用 |", "| |"),
    scheme_sheets={
        "设置": SETTINGS.replace("Q2,Q4", "").replace("| 0.2 |", "| |").replace("| 五级 |", "| |"),
        "评分等级": "| 量表 | 等级 | 含义 | 得分 |",
        "行为类别": "| 行为组 | 类别 | 权重 |",
        "行为项": "| 行为组 | 类别 | 行为项 | 权重 |",
        "记录表": "| 记录表 | 填报人 | 说明 |",
        "记录列": "| 记录表 | 列 | 类型 | 量表 | 必填 | 可不适用 | 最小 | 最大 | 说明 |",
    },
)


def test_behaviours_that_never_count_have_no_share() -> None:
    """No blank setting, no share of nothing, no table without rows."""
    scheme, issues = read_scheme(NEVER.scheme())
    assert not issues
    shown = print_scheme(scheme, ZH)
    assert "| 行为计入季度 | 从不 |" in shown
    for absent in ("行为占比", "行为量表", "## 评分等级", "## 记录表"):
        assert absent not in shown
    assert "never" in print_scheme(scheme, EN)


def test_those_that_do_have_all_three() -> None:
    """As in the workbook."""
    shown = print_scheme(read_scheme(World().scheme())[0], ZH)
    for row in ("| 行为计入季度 | Q2, Q4 |", "| 行为占比 | 20% |", "| 行为量表 | 五级 |"):
        assert row in shown
    assert "## 评分等级" in shown
