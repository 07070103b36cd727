"""Records → a raw value: which rows count, as what number, and where they stand."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.language.comparison import comparison_of
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.roster.assignments import assignments
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.words.kpis import how_measured
from gacx_reports.core.scoring.kpis.measures import Measure, measure, records_in
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, engineer, kpi, record_kpi, typed_kpi

LEVELS = World(columns="| 抽查 | 水平 | 等级 | 五级 | 否 | 是 | | | |", headers=" 水平 |")
"""Table 抽查 has a column of levels, too."""
ROWS = """\
| G1 | 2024-07-01 | 是 | 装 | 10 | '5 |
| G1 | 2024-07-02 | 否 | | '10.0 | 良好 |
| G1 | 2024-07-03 | 不适用 | 修 | 20 | |
| G1 | 2024-07-04 | 否 | 修 | 不适用 | 不适用 |
| G2 | 2024-07-01 | 是 | 装 | 10 | '3 |
"""


def measured(kpi: str, rows: str = ROWS) -> tuple[Fraction | None, int | None, int | None, str]:
    """G1's raw value, records, hits, and the cells that count."""
    k = engineer(replace(LEVELS, kpis=(kpi,), checks=rows)).kpis[0]
    return k.raw, k.n, k.hits, "; ".join(c.cell for c in k.cells)


@pytest.mark.parametrize(
    ("kpi", "expected"),
    [
        (record_kpi("是占比"), (Fraction(1, 3), 3, 1, "C2:C3, C5")),
        (record_kpi("均值", "分值"), (Fraction(40, 3), 3, None, "E2:E4")),
        (record_kpi("合计", "分值"), (Fraction(40), 3, None, "E2:E4")),
        (record_kpi("均值", "水平"), (Fraction(9, 10), 2, None, "F2:F3")),
        (record_kpi("计数", ""), (Fraction(4), 4, None, "A2:A5")),
    ],
    ids=["share", "mean", "sum", "mean of levels", "count"],
)
def test_blanks_and_na_do_not_count(kpi: str, expected: tuple[Fraction, int, int, str]) -> None:
    """是 is 1, a level its score by name or meaning; a count needs no value and shows the IDs."""
    assert measured(kpi) == expected


PLANNED = World(columns="| 抽查 | 计划 | 数值 | | 否 | 是 | | | |", headers=" 计划 |")
"""Table 抽查 has a second column of numbers."""
PLANS = """\
| G1 | 2024-07-01 | 是 | 装 | 30 | 20 |
| G1 | 2024-07-02 | 否 | 修 | 10 | 60 |
| G1 | 2024-07-03 | 是 | 装 | 20 | 0 |
| G1 | 2024-07-04 | 是 | | 90 | |
| G1 | 2024-07-05 | 不适用 | 修 | 不适用 | 5 |
"""


@pytest.mark.parametrize(
    ("kpi", "expected"),
    [
        (record_kpi("合计比", "分值", 参照列="计划"), (Fraction(60, 80), 3, None, "E2:E4; F2:F4")),
        (
            record_kpi("加权均值", "分值", 参照列="计划"),
            (Fraction(1200, 80), 3, None, "E2:E4; F2:F4"),
        ),
        (record_kpi("最小值", "分值"), (Fraction(10), 4, None, "E2:E5")),
        (record_kpi("最大值", "分值"), (Fraction(90), 4, None, "E2:E5")),
        (record_kpi("中位数", "分值"), (Fraction(25), 4, None, "E2:E5")),
        (record_kpi("中位数", "计划"), (Fraction(25, 2), 4, None, "F2:F4, F6")),
        (record_kpi("值占比", "类别", 占比值="装"), (Fraction(1, 2), 4, 2, "D2:D4, D6")),
        (record_kpi("值占比", "合格", 占比值="否"), (Fraction(1, 4), 4, 1, "C2:C5")),
        (
            record_kpi(
                "计数", "", 条件列="合格", 条件值="是", 条件列2="类别", 条件值2="修", 条件关系="或"
            ),
            (Fraction(5), 5, None, "A2:A6"),
        ),
        (record_kpi("计数", "", 条件列="分值", 条件值="≥20"), (Fraction(3), 3, None, "A2, A4:A5")),
        (record_kpi("计数", "", 条件列="分值", 条件值="< 20"), (Fraction(1), 1, None, "A3")),
        (
            record_kpi("合计", "计划", 条件列="分值", 条件值="<=30"),
            (Fraction(80), 3, None, "F2:F4"),
        ),
        (record_kpi("值占比", "计划", 占比值="＞５"), (Fraction(1, 2), 4, 2, "F2:F4, F6")),
        (
            record_kpi("计数", "", 条件列="分值", 条件值=">10", 条件列2="计划", 条件值2="≤ 5"),
            (Fraction(1), 1, None, "A4"),
        ),
        (
            record_kpi(
                "最大值",
                "分值",
                条件列="合格",
                条件值="是",
                条件列2="类别",
                条件值2="装",
                条件关系="且",
            ),
            (Fraction(30), 2, None, "E2, E4"),
        ),
    ],
)
def test_measures_beyond_sum_and_mean(
    kpi: str, expected: tuple[Fraction, int, int | None, str]
) -> None:
    """A record counts if all cells that are needed hold a number; conditions are joined by 且 or 或."""
    k = engineer(replace(PLANNED, kpis=(kpi,), checks=PLANS)).kpis[0]
    assert (k.raw, k.n, k.hits, "; ".join(c.cell for c in k.cells)) == expected


def test_divisors_that_total_nothing_are_as_no_record() -> None:
    """Nothing is divided by 0."""
    rows = "| G1 | 2024-07-01 | 是 | 装 | 30 | 0 |"
    for source in ("合计比", "加权均值"):
        given = record_kpi(source, "分值", 参照列="计划", 无记录时="满分")
        k = engineer(replace(PLANNED, kpis=(given,), checks=rows)).kpis[0]
        assert (k.raw, k.n, k.score) == (None, 0, Fraction(1))


@pytest.mark.parametrize(
    ("column", "value", "n"),
    [
        ("类别", "装", 1),
        ("类别", "修", 2),
        ("合格", "是", 1),
        ("合格", "否", 2),
        ("分值", "10", 2),
        ("水平", "4", 1),
    ],
)
def test_rows_of_a_condition(column: str, value: str, n: int) -> None:
    """A blank meets none, a number may be written as 10 or 10.0, and 不适用 is neither 是 nor 否."""
    assert measured(record_kpi("计数", "", 条件列=column, 条件值=value))[1] == n


def test_a_row_without_the_value_does_not_count_though_the_condition_is_met() -> None:
    """Of two rows of 修 one is 不适用."""
    given = {"条件列": "类别", "条件值": "修"}
    assert measured(record_kpi("合计", "分值", **given)) == (Fraction(20), 1, None, "E4")


@pytest.mark.parametrize("source", ["计数", "合计", "均值", "是占比"])
def test_without_records_there_is_no_value(source: str) -> None:
    """Not even 0, whatever is measured, and no cell."""
    column = {"计数": "", "是占比": "合格"}.get(source, "分值")
    world = World(kpis=(record_kpi(source, column),))
    scheme, _ = read_scheme(world.scheme())
    assert measure(scheme.kpis[0], [], scheme) == Measure(None, 0, None, ())
    both = replace(
        world,
        kpis=(
            record_kpi(source, column, 权重="0.5", 样本不足时="不适用"),
            typed_kpi("产出", "0.5"),
        ),
        typed="| G1 | 产出 | 1 |\n| G2 | 产出 | 1 |",
    )
    k = engineer(both).kpis[0]
    assert [k.raw, k.n, k.cells, k.effective_weight] == [None, 0, (), 0]


def test_a_table_that_nobody_filled_in_has_no_records() -> None:
    """Its workbook may be missing."""
    world = World()
    scheme, _ = read_scheme(world.scheme())
    roster, _ = read_roster(world.roster(), scheme, Period(2024, 3))
    (held,) = assignments(roster.people["G1"], roster, Period(2024, 3))
    assert records_in(held, "抽查", {}) == records_in(held, "抽查", {"抽查": {}}) == []


@pytest.mark.parametrize(
    ("kpi", "found"),
    [
        (record_kpi("计数", "", 条件列="分值", 条件值="≥十"), "≥十"),
        (record_kpi("计数", "", 条件列="类别", 条件值=">10"), ">10"),
        (record_kpi("计数", "", 条件列="合格", 条件值="是", 条件列2="合格", 条件值2="<1"), "<1"),
        (record_kpi("值占比", "类别", 占比值="≤3"), "≤3"),
        (record_kpi("值占比", "分值", 占比值="≥"), "≥"),
        (record_kpi("计数", "", 条件列="水平", 条件值="≥良"), ""),
        (record_kpi("值占比", "分值", 占比值="≥95%"), "≥95%"),
        (record_kpi("计数", "", 条件列="完成", 条件值="≥95"), "≥95"),
        (record_kpi("计数", "", 条件列="完成", 条件值="≥95%"), ""),
        (record_kpi("计数", "", 条件列="完成", 条件值="<1.2"), ""),
    ],
)
def test_a_comparison_needs_numbers(kpi: str, found: str) -> None:
    """C52 at the cell; a level that is called so is a level. Of numbers none is 95%, of ratios none 95."""
    head = "| 量表 | 等级 | 含义 | 得分 |\n"
    scales = head + "| 五级 | ≥良 | 很好 | 1 |\n| 五级 | 4 | 良好 | 0.8 |\n| 五级 | 3 | 中 | 0.6 |"
    ratios = LEVELS.columns.rstrip() + "\n| 抽查 | 完成 | 比率 | | 否 | 是 | | | |\n"
    world = replace(LEVELS, kpis=(kpi,), scheme_sheets={"评分等级": scales}, columns=ratios)
    _, issues = read_scheme(world.scheme())
    assert [i.found for i in issues if i.code == "C52"] == ([found] if found else [])


WAYS = """
| 抽查 | 完成 | 比率 | | 否 | 是 | 0 | 1 | |
| 抽查 | 完工 | 日期 | | 否 | 是 | | | |
"""


def various(kpi: str) -> World:
    """LEVELS, with a column of ratios and one of dates."""
    columns = LEVELS.columns.rstrip() + "\n" + WAYS.strip() + "\n"
    return replace(LEVELS, kpis=(kpi,), columns=columns, headers=" 水平 | 完成 | 完工 |")


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("分值", "高", "a number from {low} to {high}"),
        ("分值", "95%", "a number from {low} to {high}"),
        ("分值", "101", "a number from {low} to {high}"),
        ("分值", "> 100", "a number from {low} to {high}"),
        ("完成", "95", "a ratio from {low} to {high}"),
        ("完成", "≥120%", "a ratio from {low} to {high}"),
        ("完工", "七月", "a date, such as {example}"),
        ("合格", "通过了", "one of: {allowed}"),
        ("水平", "6", "one of: {allowed}"),
        ("类别", "不适用", None),
        ("合格", "合格", None),
        ("水平", "良好", None),
    ],
)
def test_a_value_that_no_cell_can_hold_is_refused(
    column: str, value: str, expected: str | None
) -> None:
    """C51 at the cell, in both conditions and 占比值."""
    first = record_kpi("计数", "", 条件列=column, 条件值=value)
    second = record_kpi("计数", "", 条件列="合格", 条件值="是", 条件列2=column, 条件值2=value)
    share = record_kpi("值占比", column, 占比值=value)
    for row, cell in ((first, "I2"), (second, "AI2"), (share, "AG2")):
        _, issues = read_scheme(various(row).scheme())
        found = [(i.place.cell, i.details["reason"]) for i in issues if i.code == "C51"]
        assert found == ([(cell, expected)] if expected else [])


def test_the_share_of_what_is_left_out_is_refused() -> None:
    """C51: 不适用 counts in no share, so that its own would always be 0; a condition may ask for it."""
    codes = []
    for row in (
        record_kpi("值占比", "分值", 占比值="不适用"),
        record_kpi("计数", "", 条件列="分值", 条件值="不适用"),
    ):
        _, issues = read_scheme(various(row).scheme())
        codes.append([i.code for i in issues])
    assert codes == [["C51"], []]


@pytest.mark.parametrize(
    ("column", "value", "count"),
    [
        ("分值", "12.50", 1),
        ("分值", "１２．５", 1),
        ("完成", "95%", 2),
        ("完成", "0.95", 2),
        ("完工", "2024年7月5日", 1),
        ("完工", "2024/7/5", 1),
        ("合格", "合格", 2),
        ("合格", "不适用", 1),
        ("水平", "良好", 2),
        ("水平", "4", 2),
        ("分值", "不适用", 1),
    ],
)
def test_a_value_counts_however_it_is_written(column: str, value: str, count: int) -> None:
    """As a cell of the column may be written; 不适用, too, where it is an answer."""
    world = replace(
        various(record_kpi("计数", "", 条件列=column, 条件值=value)),
        checks="""
| G1 | 2024-07-01 | 是 | | 12.5 | 4 | 95% | 2024-07-05 |
| G1 | 2024-07-02 | 合格 | | 不适用 | 良好 | 0.95 | 2024-07-06 |
| G1 | 2024-07-03 | 不适用 | | 0 | 3 | 1 | |
""",
    )
    assert engineer(world).kpis[0].n == count


@pytest.mark.parametrize(
    ("text", "printed", "bound"),
    [
        ("≥10", "≥ 10", "10"),
        (">= 95%", "≥ 95%", "0.95"),
        ("＜３．５", "< 3.5", "3.5"),
        ("≦-2", "≤ -2", "-2"),
        ("10", None, None),
        ("> 十", None, None),
    ],
)
def test_what_is_written_and_printed(text: str, printed: str | None, bound: str | None) -> None:
    """Any width; a percent is a hundredth."""
    found = comparison_of(text)
    assert (str(found) if found else None) == printed
    assert (found.bound if found else None) == (None if bound is None else Decimal(bound))


def test_a_comparison_is_said_as_one() -> None:
    """In rules, letters and the scheme in print."""
    kpi = record_kpi("值占比", "分值", 占比值="≤24", 条件列="计划", 条件值=">=10")
    scheme, _ = read_scheme(replace(PLANNED, kpis=(kpi,)).scheme())
    said = how_measured(scheme.kpis[0], scheme, translator("en"))
    assert said == "share of ≤ 24 in 分值 of 抽查 (only where 计划 ≥ 10)"


def test_a_name_where_none_is_defined_is_said_in_words() -> None:
    """C03 ended with a list of nothing, as of a line before there is any."""
    scheme = replace(World(), kpis=(kpi(指标="产出", 取值="填报", 计分="折线", 折线表="量"),))
    _, issues = read_scheme(scheme.scheme())
    (issue,) = [i for i in issues if i.code == "C03"]
    assert describe(issue, translator("zh")).expected == "已定义的名称；目前还没有这一类名称"


def test_the_median_of_an_odd_number_is_a_value() -> None:
    """Of 0, 1, 2, 10 and 20 the third, whatever the order of the rows."""
    rows = "".join(
        f"| G1 | 2024-07-0{n} | 是 | 装 | {v} |\n" for n, v in enumerate((20, 1, 10, 0, 2), 1)
    )
    found = engineer(World(kpis=(record_kpi("中位数", "分值"),), checks=rows))
    assert found.kpis[0].raw == 2
