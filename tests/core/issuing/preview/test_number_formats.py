"""The preview shows targets and weights whole, whatever a KPI's 小数位 is."""

from fractions import Fraction
from pathlib import Path

from openpyxl import load_workbook

from gacx_reports.core.scheme.words.kpis import target_words
from tests.core.issuing.preview.engines import by_ironcalc
from tests.core.issuing.preview.small import WORLD, built
from tests.fixtures.markdown_company import PEOPLE, POSTS, World, kpi, replace, score

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


def test_a_target_that_goes_on_for_ever_is_shown_as_the_report_prints_it(tmp_path: Path) -> None:
    """10 for 51 of 92 days is 5.54 in print, not 5.54347826; the score is of the exact one, and an own target whole."""
    own = kpi(
        指标="数量", 取值="填报", 计分="达成率", 目标="10", 小数位="0", 个人目标="是", 目标按天数="是"
    )  # fmt: skip
    people = "\n".join(f"| G{n} | 人 | 甲部 | 工程师 | | | 2020-01-01 | | 在职 | |" for n in (1, 2))
    moves = "\n".join(f"| G{n} | 2024-08-11 | 助理 | 工程师 | 甲部 | 甲部 |" for n in (1, 2))
    world = World(
        kpis=(own, kpi(岗位="助理", 指标="出勤", 取值="填报")),
        posts=POSTS + "| 助理 | 甲部 | | | 1 | 0 | 0 |\n",
        people=PEOPLE.rsplit("| G1", 1)[0] + people,
        transfers=moves,
        typed="\n".join(f"| G{n} | 数量 | 3 |\n| G{n} | 出勤 | 1 |" for n in (1, 2)),
        targets="| G2 | 数量 | 4.125 |",
    )
    details = by_ironcalc(built(world, tmp_path))["试算明细"]
    rows = [r for (r, c), v in details.items() if (c, v) == (4, "数量")]
    assert [details[r, 8] for r in rows] == [5.54, 4.125]
    outcome = score(world)
    kpis = [outcome.employees[who].parts[-1].kpis[0] for who in ("G1", "G2")]
    assert kpis[0].score == Fraction(3) / (Fraction(10) * 51 / 92)
    for row, k in zip(rows, kpis, strict=True):
        assert abs(Fraction(details[row, 9]) - (k.score or 0)) < Fraction(1, 10**9)
    assert [target_words(k.kpi, k.target, k.cut) for k in kpis] == ["≥ 5.54", "≥ 4.125"]
