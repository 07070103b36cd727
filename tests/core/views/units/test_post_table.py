"""The tables of a department's report: parts of the total, shades of scores."""

from gacx_reports.core.views.units.department import DepartmentView, department_view
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, replace, score

ZH, EN = translator("zh"), translator("en")
WORLD = World(typed="| G1 | 产出 | 1 |\n| G2 | 产出 | 0.5 |")
MIXED = replace(
    WORLD,
    posts=WORLD.posts.replace("| 通用 | 1 | 0 | 0 |", "| 通用 | 0.4 | 0.6 | 0 |"),
    units="| 甲部 | 0.7 |",
)
GRADES = """
| 等级 | 下限 | 上限 | 绩效系数 | 含义 |
| S | 1.2 | | 1 | 超额 |
| A | 0.8 | 1.2 | 1 | 全额 |
| B | 0.6 | 0.8 | 0.5 | 半额 |
| C | 0 | 0.6 | 0 | 无 |
"""


def seen(world: World) -> DepartmentView:
    """The report of 甲部."""
    return department_view("甲部", score(world), {}, ZH)


def test_a_mixed_total_can_be_computed_from_its_row() -> None:
    """40 % of one's own result and 60 % of the department's 0.7: both stand in the row, with their shares."""
    (table,) = seen(MIXED).tables
    assert table.columns == 3
    assert list(zip(table.mix, table.mix_weights, table.mix_means, strict=True)) == [
        ("个人", "40%", "0.7500"),
        ("部门", "60%", "0.7000"),
    ]
    assert [(m.mix, m.total) for m in table.members] == [
        (("1.0000", "0.7000"), "0.8200"),
        (("0.5000", "0.7000"), "0.6200"),
    ]
    english = department_view("甲部", score(MIXED), {}, EN).tables[0]
    assert english.mix == ("individual", "department")


def test_where_the_own_result_is_all_nothing_is_added() -> None:
    """The KPIs say it already."""
    (table,) = seen(WORLD).tables
    assert (table.mix, table.mix_weights, table.mix_means) == ((), (), ())
    assert [m.mix for m in table.members] == [(), ()]


def test_full_marks_are_not_shaded() -> None:
    """Where the best grade starts at 1.2, a full score is below it and yet nothing to look at."""
    view = seen(replace(WORLD, scheme_sheets={"等级": GRADES}))
    assert view.bounds == ("0.8", "0.6", "0")
    assert [m.tones for m in view.tables[0].members] == [(0,), (2,)]
