"""并入均值: somebody with too few records is filled up with the mean of the others in the post, exactly."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.sheets import S
from gacx_reports.core.forms.covered import covered
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.markdown.document import print_scheme
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.words.kpis import when_missing
from gacx_reports.core.scoring.kpis.kpi_outcome import BelowMinimum, KpiOutcome, Pooled
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.scoring.pooling import Pools
from gacx_reports.core.views.kpi_row import result_row
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import PEOPLE, POSTS, World, engineer, kpi, record_kpi, score

POOLED = {"最少样本": "5", "样本不足时": "并入均值", "单位": "%", "小数位": "1"}
THREE = PEOPLE + "| G3 | 王五 | 甲部 | 工程师 | G0 | | 2020-01-01 | | 在职 | |\n"
WORLD = World(kpis=(record_kpi("是占比", **POOLED),), people=THREE)


def checks(**answers: str) -> str:
    """Rows of 抽查: `G1="是是否"` is three records of G1."""
    return "\n".join(
        f"| {person} | 2024-07-0{n} | {answer} | | |"
        for person, given in answers.items()
        for n, answer in enumerate(given, start=1)
    )


def kpi_of(world: World, person: str = "G1") -> KpiOutcome:
    """The person's only KPI."""
    outcome = engineer(world, person)
    assert outcome.status is Status.SCORED, outcome.issues
    return outcome.kpis[0]


def test_missing_records_are_the_mean_of_the_others() -> None:
    """2 of 2 where five are asked for, the others 3 of 5: (2 × 1 + 3 × 3/5) / 5."""
    world = replace(WORLD, checks=checks(G1="是是", G2="是是是否否"))
    k = kpi_of(world)
    assert (k.raw, k.n, k.hits) == (Fraction(19, 25), 2, 2)
    assert k.few is BelowMinimum.POOLED
    assert k.pooled is not None
    assert k.pooled == Pooled(Fraction(1), Fraction(3, 5), 5)
    assert [str(c) for c in k.cells] == ["甲部.xlsx › 抽查 › C2:C3"]
    whole = kpi_of(world, "G2")
    assert (whole.raw, whole.pooled, whole.few) == (Fraction(3, 5), None, BelowMinimum.NO)


def test_every_record_of_the_others_weighs_the_same() -> None:
    """1 of 1 and 1 of 4 are 2 of 5, not the mean of two means; one's own are not among them."""
    world = replace(WORLD, checks=checks(G1="否", G2="是", G3="是否否否"))
    assert kpi_of(world).raw == Fraction(4 * 2, 5 * 5)
    assert kpi_of(world, "G2").raw == (1 + 4 * Fraction(1, 5)) / 5
    assert kpi_of(world, "G3").raw == (4 * Fraction(1, 4) + Fraction(1, 2)) / 5


def test_means_are_filled_up_too() -> None:
    """Of numbers as of levels; 不适用 is no record."""
    kpis = (
        record_kpi("均值", "分值", 最少样本="3", 样本不足时="并入均值", 计分="达成率", 目标="90"),
    )
    rows = """
| G1 | 2024-07-01 | 是 | | 100 |
| G1 | 2024-07-02 | 是 | | 不适用 |
| G2 | 2024-07-01 | 是 | | 70 |
| G2 | 2024-07-02 | 是 | | 75 |
| G2 | 2024-07-03 | 是 | | 80 |
"""
    k = kpi_of(World(kpis=kpis, checks=rows))
    assert (k.raw, k.n) == (Fraction(100 + 2 * 75, 3), 1)


@pytest.mark.parametrize(
    ("answers", "code"),
    [({"G2": "是是是是是"}, "P12"), ({"G1": "是是"}, "P13")],
    ids=["nothing of one's own", "nothing of others"],
)
def test_nobody_is_scored_on_others_alone_or_on_too_little(
    answers: dict[str, str], code: str
) -> None:
    """Without a record of one's own (P12) as where nobody else has one (P13)."""
    outcome = engineer(replace(WORLD, checks=checks(**answers)))
    assert [i.code for i in outcome.issues] == [code]


def test_an_error_among_the_others_records_is_waited_for() -> None:
    """G1's value would change when G2's row is mended; whoever has enough does not wait."""
    rows = checks(G1="是是", G3="是是是是否") + "\n| G2 | 2024-07-01 | 也许 | | |"
    people = score(replace(WORLD, checks=rows)).employees
    assert (people["G1"].status, people["G1"].held_by) == (Status.HELD_BACK, ("G2",))
    assert people["G3"].status is Status.SCORED


def test_nobody_waits_for_his_own_records_twice() -> None:
    """An error of one's own is an issue; only others' are waited for."""
    rows = checks(G1="是是", G2="是是是是否") + "\n| G1 | 2024-07-03 | 也许 | | |"
    outcome = engineer(replace(WORLD, checks=rows))
    assert ([i.code for i in outcome.issues], outcome.held_by) == (["V06"], ())


def test_those_who_are_not_scored_still_count_as_others() -> None:
    """A leaver's jobs were the post's as well."""
    left = THREE.replace(
        "2020-01-01 | | 在职 | |\n| G3", "2020-01-01 | 2024-08-30 | 离职 | |\n| G3"
    )
    assert left != THREE
    world = replace(WORLD, people=left, checks=checks(G1="是是", G2="否否"))
    assert kpi_of(world).raw == Fraction(2, 5)


@pytest.mark.parametrize(
    "kpi",
    [
        record_kpi("计数", "", 最少样本="5", 样本不足时="并入均值"),
        record_kpi("合计", "分值", 最少样本="5", 样本不足时="并入均值"),
        record_kpi("是占比", 最少样本="1", 样本不足时="并入均值"),
        record_kpi("是占比", 样本不足时="并入均值"),
    ],
)
def test_only_a_share_or_mean_can_be_filled_up(kpi: str) -> None:
    """C35: an amount has no mean to fill it up, and one record is never too few."""
    found = errors(read_scheme(World(kpis=(kpi,)).scheme())[1])
    assert [(i.code, i.place.cell) for i in found] == [("C35", "S2")]


def test_a_units_share_is_not_filled_up() -> None:
    """C35: a department has no post whose others could stand in."""
    unit = record_kpi("是占比", 岗位="部门", 最少样本="5", 样本不足时="并入均值")
    world = World(kpis=(record_kpi("是占比"), unit))
    assert [i.code for i in errors(read_scheme(world.scheme())[1])] == ["C35"]


def test_the_report_says_that_it_was_filled_up() -> None:
    """Own value and number; no interval, for others' records are no sample of one's own."""
    outcome = score(replace(WORLD, checks=checks(G1="是是", G2="是是是否否")))
    k = outcome.employees["G1"].kpis[0]
    row = result_row(k, "100%", "100%", Fraction(1), outcome.scheme, translator("en"))
    assert (row.raw, row.n, row.interval) == ("76.0%", "2", "")
    assert row.remark == (
        "own value 100.0% of 2 records, filled up to 5 with the mean of the others in this post"
    )
    chinese = result_row(k, "100%", "100%", Fraction(1), outcome.scheme, translator("zh"))
    assert chinese.remark == "本人 2 条记录为 100.0%，不足 5 条的部分以同岗位其他人的均值补足"


def test_letters_and_the_scheme_in_print_say_it_beforehand() -> None:
    """In the words of the guide, and as the policy is called."""
    scheme, _ = read_scheme(WORLD.scheme())
    words = when_missing(scheme.kpis[0], translator("zh"))
    assert words.startswith("不足 5 条记录：缺少的以同岗位其他人的均值补足")
    assert "5（并入均值）" in print_scheme(scheme, translator("zh"))
    assert "5 (pool with the mean)" in print_scheme(scheme, translator("en"))


def test_a_mean_of_levels_is_filled_up_with_their_scores() -> None:
    """One level of one's own, worth 1, and two of another's, worth 0.6 each."""
    mean = record_kpi("均值", "水平", 最少样本="2", 样本不足时="并入均值")
    world = World(
        kpis=(mean,),
        columns="| 抽查 | 水平 | 等级 | 五级 | 否 | 是 | | | |",
        headers=" 水平 |",
        checks="""
| G1 | 2024-07-01 | 是 | | | '5 |
| G2 | 2024-07-01 | 是 | | | '3 |
| G2 | 2024-07-02 | 是 | | | 称职 |
""",
    )
    assert kpi_of(world).raw == Fraction(8, 10)


def test_each_kpi_is_filled_up_from_its_own_records() -> None:
    """Two KPIs of one post over two columns of one table."""
    mean = record_kpi("均值", "分值", 指标="分", 权重="0.5", 最少样本="2", 样本不足时="并入均值")
    share = record_kpi("是占比", 权重="0.5", **POOLED)
    rows = """
| G1 | 2024-07-01 | 是 | | 0.9 |
| G2 | 2024-07-01 | 否 | | 0.7 |
| G2 | 2024-07-02 | 否 | | 0.7 |
"""
    kpis = engineer(World(kpis=(share, mean), checks=rows)).kpis
    assert [k.raw for k in kpis] == [Fraction(1, 5), Fraction(8, 10)]


def test_whoever_held_the_post_twice_counts_with_both_times() -> None:
    """G2 was an assistant for August; his records of July and September are two of the post's."""
    world = replace(
        WORLD,
        posts=POSTS + "| 助理 | 甲部 | | | 1 | 0 | 0 |\n",
        kpis=(*WORLD.kpis, kpi(岗位="助理", 指标="资料", 取值="填报")),
        transfers="| G2 | 2024-08-01 | 工程师 | 助理 | 甲部 | 甲部 |\n"
        "| G2 | 2024-09-01 | 助理 | 工程师 | 甲部 | 甲部 |",
        typed="| G2 | 资料 | 1 |",
        checks=checks(G1="是") + "\n| G2 | 2024-07-01 | 是 | | |\n| G2 | 2024-09-02 | 否 | | |",
    )
    assert kpi_of(world).pooled == Pooled(Fraction(1), Fraction(1, 2), 2)


@pytest.mark.parametrize(
    ("sheet", "waits"), [("", True), ("封面", True), ("抽查", True), ("填报值", False)]
)
def test_a_workbook_that_cannot_be_used_leaves_out_its_records(sheet: str, waits: bool) -> None:
    """An error of the whole file, its cover or the table concerns the others' records; another sheet does not."""
    scheme, _ = read_scheme(WORLD.scheme())
    quarter = Period(2024, 3)
    roster, _ = read_roster(WORLD.roster(), scheme, quarter)
    errors_found = [Issue(S.SHEET_LOST, CellRef("甲部.xlsx", sheet))]
    held = covered(forms(scheme, roster, quarter))
    pools = Pools(quarter, scheme, roster, {}, errors_found, held)
    found = pools.incomplete(scheme.kpis[0], "G1")
    assert found == (("G2", "G3") if waits else ())
