"""The tables of a department's report: parts of the total, shades of scores."""

from gacx_reports.core.views.units.department import DepartmentView, department_view
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, replace, score, typed_kpi
from tests.fixtures.published_year import MIXED as YEARLY
from tests.fixtures.published_year import YEAR

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


def test_in_a_year_all_weights_are_shares_of_the_total() -> None:
    """Of 30 % by the own KPIs, which are 60 % and 40 % of them, and four quarters of together 70 %."""
    kpis = (typed_kpi("产出", "0.6"), typed_kpi("协作", "0.4"))
    typed = "| G1 | 产出 | 1 |\n| G1 | 协作 | 1 |"
    world = replace(YEAR, posts=YEARLY, kpis=kpis, typed=typed)
    table = next(t for t in seen(world).tables if t.post == "工程师")
    assert table.kpis == ("产出", "协作", "Q1", "Q2", "Q3", "Q4")
    assert table.weights == ("18.0%", "12.0%", *("17.5%",) * 4)
    assert table.in_total
    mixed = replace(
        world, posts=YEARLY.replace("| 0.3 | 0 |", "| 0.1 | 0.2 |"), units="| 甲部 | 1 |"
    )
    table = next(t for t in seen(mixed).tables if t.post == "工程师")
    assert table.weights == ("6.0%", "4.0%", *("17.5%",) * 4)
    assert table.mix_weights == ("10.0%", "20.0%")
    assert not seen(WORLD).tables[0].in_total


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
