"""One person's total in words: every number of the way, and for who has none why, where and the cure."""

from pathlib import Path

from click.testing import CliRunner

from gacx_reports.cli import main
from gacx_reports.core.exact import exact
from gacx_reports.core.explain.context import Paragraph
from gacx_reports.core.explain.explain import cells_read, explain
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import PEOPLE, World, record_kpi, replace, score, typed_kpi

EN = translator("en")
CHECKS = """| G1 | 2024-07-01 | 是 | | |
| G2 | 2024-07-02 | 是 | | |
| G1 | 2024-07-03 | 否 | | |
| G1 | 2024-07-04 | 是 | | |
| G2 | 2024-07-05 | 是 | | |"""


def told(world: World, person: str = "G1", *, cells: bool = True) -> tuple[Paragraph, ...]:
    """The explanation of one person's result."""
    quarter = score(world)
    outcome = quarter.employees[person]
    read = cells_read(outcome, quarter, world.department()) if cells else {}
    return explain(outcome, quarter, EN, read)


def text(world: World, person: str = "G1") -> str:
    """The same as one text."""
    return "\n".join(line for p in told(world, person) for line in (p.title, *p.lines))


def test_no_blank_stands_between_chinese_sentences() -> None:
    """Two sentences in one line follow each other at once."""
    world = World(
        kpis=(typed_kpi("产出", "0.6", "达成率", "10"), typed_kpi("质量", "0.4")),
        typed="| G1 | 产出 | 8 |\n| G1 | 质量 | 不适用 |\n| G2 | 产出 | 8 |\n| G2 | 质量 | 0.5 |",
    )
    quarter = score(world)
    found = explain(quarter.employees["G1"], quarter, translator("zh"))
    lines = [line for paragraph in found for line in paragraph.lines]
    assert "填报为不适用。其权重由其余指标分担。" in lines
    assert not [line for line in lines if "。 " in line]


def test_a_share_is_told_record_by_record() -> None:
    """n, hits, each record's cell with its content, the rule in numbers, the contribution."""
    world = World(
        kpis=(record_kpi("是占比", 计分="线性", 零分值="0.5", 满分值="1", 单位="%", 封顶="1"),),
        checks=CHECKS,
    )
    found = text(world)
    assert "2 of 3 records in 抽查 say yes in 合格: 66.666666666667%…" in found.replace("…%", "%…")
    assert "甲部.xlsx › 抽查 › C2, C4:C5" in found
    assert "C2 是, C4 否, C5 是" in found
    assert "÷ (100% − 50%) = 0.333333333333…" in found
    assert "0.333333333333…, rounded half up to 4 decimals: 0.3333" in found


def test_cap_and_shared_out_weight_are_said() -> None:
    """The text names a cap that was reached, and where the weight of an inapplicable KPI went."""
    world = World(
        kpis=(
            typed_kpi("产出", "0.6", "达成率", "10"),
            typed_kpi("质量", "0.4"),
        ),
        typed="| G1 | 产出 | 8 |\n| G1 | 质量 | 不适用 |\n| G2 | 产出 | 8 |\n| G2 | 质量 | 0.5 |",
    )
    found = text(world)
    assert "8 ÷ 10 = 0.8" in found
    assert "Filled in as not applicable. Its weight is shared out among the others." in found
    assert "Effective weight, with what others left: 100%" in found
    assert "0.8 × 60% = 0.48" in text(world, "G2")


def test_the_exact_value_is_shown_before_the_rounding() -> None:
    """Exactly 0.8 is 0.8000 and an A; nothing is rounded on the way."""
    weights = (("一", "0.1"), ("二", "0.2"), ("三", "0.3"), ("四", "0.4"))
    world = World(
        kpis=tuple(typed_kpi(name, weight) for name, weight in weights),
        typed="\n".join(
            f"| {who} | {name} | {'0.95' if name == '四' else '0.7'} |"
            for who in ("G1", "G2")
            for name, _ in weights
        ),
    )
    found = text(world)
    assert "0.07 + 0.14 + 0.21 + 0.38 = 0.8" in found
    assert "0.8, rounded half up to 4 decimals: 0.8000" in found
    assert "0.8 ≤ 0.8000: A" in found
    assert "Performance pay: 3,000.00 × 100% = 3,000.00" in found


def test_those_led_are_named_with_their_totals() -> None:
    """The explanation is for HR, so it names the employees of a mean with their totals."""
    world = World(typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.7 |")
    found = text(world, "G0")
    assert "Mean of the printed totals of 2 people led directly: 0.8" in found
    assert "张三 (G1) 0.9000" in found
    assert "李四 (G2) 0.7000" in found


def test_behaviours_item_by_item() -> None:
    """Levels, weights within the category, categories, and the share of the individual result."""
    ratings = "\n".join(
        f"| {who} | {item} | '{level} |"
        for who in ("G1", "G2")
        for item, level in (("准确性", 5), ("效率", 4), ("认真", 3))
    )
    world = World(
        quarter="2024Q2", typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.9 |", ratings=ratings
    )
    found = text(world)
    assert "准确性: 5 优秀 = 1, weight 50%; 甲部.xlsx › 行为评价 › C2" in found
    assert "Category 能力, effective weight 70%: 0.9" in found
    assert "0.9 × 70% + 0.6 × 30% = 0.81" in found
    assert "0.9 × 80% + 0.81 × 20% = 0.882" in found


def test_bonus_veto_and_changed_grade() -> None:
    """Each line with its cell, the caps, what the veto left and who changed what."""
    world = World(
        typed="| G1 | 产出 | 0.85 |\n| G2 | 产出 | 0.7 |",
        items="| 创新 | 加分 | 0.05 | | |\n| 泄密 | 否决 | | C | |",
        lines="| G1 | 创新 | 0.08 | 2024-08-01 | 改进流程 |\n| G1 | 泄密 | | 2024-08-02 | 外传资料 |",
        overrides="| G1 | A | B | 经复核属误传，改为乙等 | 总经理 |",
    )
    found = text(world)
    assert "bonus +0.08 on 1 Aug 2024, 创新: 改进流程; 甲部.xlsx › 加减分 › B2" in found
    assert "创新, at most 0.05: 0.05" in found
    assert "0.85 + 0.05 = 0.9" in found
    assert "Veto 泄密 leaves C at best" in found
    assert "≤ 0.9000: A" in found
    assert "Changed from C to B by 总经理: 经复核属误传，改为乙等" in found
    assert "Grade B" in found


def test_who_is_held_back_is_told_where_and_what_to_do() -> None:
    """Place, expected value and remedy; a supervisor who waits sees the name of the employee and the cause."""
    world = World(typed="| G1 | 产出 | 0.9 |")
    found = text(world, "G2")
    assert "Held back" in found
    assert "P05 甲部.xlsx › 填报值" in found
    assert "Add a row with ID, KPI and value" in found
    above = text(world, "G0")
    assert "Waits for 李四 (G2), who is held back:" in above
    assert "P05 甲部.xlsx › 填报值" in above


def test_who_is_not_scored_is_told_why() -> None:
    """The dates that decide, and the row to correct if they are wrong."""
    late = PEOPLE.replace(
        "| G2 | 李四 | 甲部 | 工程师 | G0 | | 2020-01-01 |",
        "| G2 | 李四 | 甲部 | 工程师 | G0 | | 2024-08-01 |",
    )
    world = World(people=late, typed="| G1 | 产出 | 0.9 |")
    found = text(world, "G2")
    assert "Not scored" in found
    assert "Joined 1 Aug 2024" in found
    assert "花名册.xlsx › 花名册 › A4" in found
    exempt = replace(
        world, people=late.replace("| 2024-08-01 | | 在职 |", "| 2020-01-01 | | 免考核 |")
    )
    assert "Exempt from appraisal" in text(exempt, "G2")


def test_long_numbers_end_where_they_go_on() -> None:
    """Twelve decimals, and a sign that there are more; an exact one is left as it is."""
    from fractions import Fraction

    assert exact(Fraction(17, 32)) == "0.53125"
    assert exact(Fraction(1, 3)) == "0.333333333333…"


def test_missing_records_are_told_with_what_fills_them_up() -> None:
    """Own value first, then the others' mean, the sum, and the score of what came out."""
    world = World(
        kpis=(record_kpi("是占比", 最少样本="5", 样本不足时="并入均值", 单位="%"),),
        checks=CHECKS.replace("| G1 | 2024-07-04 | 是 | | |\n", ""),
    )
    found = text(world)
    assert "1 of 2 records in 抽查 say yes in 合格: 50%" in found
    assert (
        "Fewer records than the minimum of 5; the mean of the others in this post, 100% over 2 records, stands in"
        " for the missing ones: (2 × 50% + 3 × 100%) ÷ 5 = 80%"
    ) in found
    assert "Wilson" not in found


def test_many_records_are_only_named_by_range() -> None:
    """With more than twenty records only their ranges are listed."""
    rows = "\n".join(f"| G1 | 2024-07-{day:02} | 是 | | |" for day in range(1, 31))
    world = World(
        kpis=(record_kpi("是占比", 不适用时="重分权重", 样本不足时="不适用"),), checks=rows
    )
    assert "抽查 › C2:C31" in text(world)
    assert "C2 是" not in text(world)


def test_ranges_are_read_cell_by_cell() -> None:
    """`C2, C4:C5` is three cells."""
    world = World(kpis=(record_kpi("是占比"),), checks=CHECKS)
    quarter = score(world)
    outcome = quarter.employees["G1"]
    assert cells_read(outcome, quarter, world.department()) == {
        CellRef("甲部.xlsx", "抽查", "C2"): "是",
        CellRef("甲部.xlsx", "抽查", "C4"): "否",
        CellRef("甲部.xlsx", "抽查", "C5"): "是",
    }
    assert cells_read(outcome, quarter, {}) == {}


def test_everybody_of_the_sample_quarter_can_be_explained(samples: Path) -> None:
    """The last number of every derivation is the total of the results."""
    from gacx_reports.core.calendar.period import Period
    from gacx_reports.intake.quarter import read_and_score

    for quarter in (Period(2024, 2), Period(2024, 3)):
        outcome = read_and_score(samples / str(quarter), quarter, lambda _: []).outcome
        assert outcome
        for e in outcome.employees.values():
            lines = [line for p in explain(e, outcome, EN) for line in p.lines]
            if e.total is not None:
                assert any(line.endswith(f"decimals: {e.total}") for line in lines)


def test_on_the_command_line(tmp_path: Path) -> None:
    """`explain 2024Q3 工号`; somebody unknown is exit 2."""
    run = CliRunner().invoke
    output = ["--output", str(tmp_path), "--jobs", "1"]
    found = run(main, ["explain", "2024Q3", "G0302", *output, "--lang", "en"])
    assert found.exit_code == 0, found.output
    assert "rounded half up to 4 decimals" in found.output
    assert run(main, ["explain", "2024Q3", "G9999", *output]).exit_code == 2
