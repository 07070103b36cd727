"""What each rater of a KPI gave stands on report, record, results and explanation: kinds, not names."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gacx_reports.core.explain.explain import explain
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.records.kpi_record import kpi_record
from gacx_reports.core.records.quarter_record import canonical, employee_record
from gacx_reports.core.scheme.diff.diff import diff
from gacx_reports.core.scheme.markdown.document import print_scheme
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.views.employee.employee import employee_view
from gacx_reports.core.views.letters.targets import LetterContext, targets_view
from gacx_reports.excel.results.kpi_rater_sheet import kpi_rater_sheet
from gacx_reports.i18n import translator
from tests.core.scoring.kpis.test_kpi_raters import RATERS, WORLD, plan, with_policy, without
from tests.fixtures.markdown_company import World, engineer, score
from tests.test_docs import GUIDES, examples, number

ZH, EN = translator("zh"), translator("en")
ZERO = replace(without("G1"), kpi_raters=with_policy("计零分", "", ""))
SHARED = without("G1", "G9")


def remark(world: World) -> str:
    """What the report says beside G1's KPI."""
    quarter = score(world)
    (row,) = employee_view(quarter.employees["G1"], quarter, {}, ZH).parts[0].kpis
    return row.remark


def told(world: World) -> list[str]:
    """What `explain` says about G1's KPI."""
    quarter = score(world)
    (found,) = (
        p.lines for p in explain(quarter.employees["G1"], quarter, ZH, {}) if "计划" in p.title
    )
    return list(found)


def test_the_report_has_each_value_score_and_weight() -> None:
    """And the mean of the values, without a picture, as the score does not follow from it."""
    quarter = score(WORLD)
    (row,) = employee_view(quarter.employees["G1"], quarter, {}, ZH).parts[0].kpis
    assert row.remark == (
        "自评 130.0000 → 1.2000（20%）、上级 90.0000 → 0.9000（50%）、间接上级 80.0000 → 0.8000（30%）"
    )
    assert (row.raw, row.score, row.gauge) == ("95.0000", "0.9300", None)


def test_the_report_says_who_is_missing() -> None:
    """As a zero with its weight, or with what becomes of the weight."""
    assert remark(ZERO).startswith("自评 未评 → 0.0000（20%）、上级 ")
    assert remark(SHARED) == (
        "自评未评，权重由其余分担、上级 90.0000 → 0.9000（100%）、间接上级未评，权重由其余分担"
    )


def test_explain_scores_each_value_alone() -> None:
    """The rule in numbers for each, and the mean of the scores."""
    lines = told(WORLD)
    assert "各评价人填报值的加权平均（仅供参考）：95" in lines
    assert "自评，权重 20%：130.0000" in lines
    assert any("130 ÷ 100 = 1.3" in line for line in lines)
    assert any("1.2" in line and line.startswith("  ") for line in lines)
    assert "各评价人合计得分：0.2 × 1.2 + 0.5 × 0.9 + 0.3 × 0.8 = 0.93" in lines
    assert "自评，权重 20%：未评，计零分" in told(ZERO)
    assert "自评未评，权重由其余分担" in told(SHARED)


def test_nobody_learns_whose_workbook_it_is() -> None:
    """No ID, name or cell of the second superior; one's own cell is one's own."""
    quarter = score(WORLD)
    outcome = quarter.employees["G1"]
    (row,) = employee_view(outcome, quarter, {}, ZH).parts[0].kpis
    record = canonical(employee_record(outcome, quarter.scheme))
    for words in ("".join((record, *told(WORLD), *row.cells, row.remark)),):
        assert "G9" not in words
        assert "总监" not in words
    assert [str(c) for c in outcome.kpis[0].cells] == [
        "评价/G1.xlsx › 填报值 › C2",
        "甲部.xlsx › 填报值 › C2",
    ]


def test_the_record_has_state_value_score_and_weight() -> None:
    """By the scheme's own words; absent where the scheme names no raters."""
    assert kpi_record(plan(ZERO))["raters"] == {
        "自评": {"state": "missing", "raw": None, "score": "0", "weight": "0.2"},
        "上级": {"state": "given", "raw": "90", "score": "0.9", "weight": "0.5"},
        "间接上级": {"state": "given", "raw": "80", "score": "0.8", "weight": "0.3"},
    }
    assert "raters" not in kpi_record(engineer(replace(WORLD, kpi_raters="", scored={})).kpis[0])


def test_the_results_have_a_row_for_each_rater() -> None:
    """Sheet 指标评价人 of results.xlsx, only where there are any."""
    (sheet,) = kpi_rater_sheet(score(SHARED), ZH)
    mine = [[str(c) for c in row] for row in sheet.rows if row[0] == "G1"]
    assert [row[6:] for row in mine] == [
        ["自评", "0.000000", "None", "", "None", "未评"],
        ["上级", "1.000000", "90.000000", "", "0.9000", ""],
        ["间接上级", "0.000000", "None", "", "None", "未评"],
    ]
    assert kpi_rater_sheet(score(replace(WORLD, kpi_raters="", scored={})), ZH) == []


def test_the_letter_of_targets_says_who_scores() -> None:
    """Before the quarter: who, with which weight, and what a missing one does."""
    quarter = score(WORLD)
    context = LetterContext(quarter.scheme, quarter.roster, quarter.quarter, {})
    (row,) = targets_view(quarter.roster.people["G1"], context, "", ZH).parts[0].kpis
    assert row.measured == "由自评 20%、上级 50%、间接上级 30% 分别填报，各自计分"
    assert "上级未评：结果暂缓" in row.missing
    (row,) = targets_view(quarter.roster.people["G1"], context, "", EN).parts[0].kpis
    assert row.measured.startswith("values filled in by self 20%, supervisor 50%")


def test_print_and_comparison_have_each_rater() -> None:
    """A changed weight and word of 缺评时 shows, with the post whose results depend on it."""
    old, _ = read_scheme(WORLD.scheme())
    rows = with_policy("计零分", "", "").replace("0.5", "0.4").replace("0.3", "0.4")
    new, _ = read_scheme(replace(WORLD, kpi_raters=rows).scheme())
    assert "| 工程师 | 计划 | 自评 | 20% | 重分权重 |" in print_scheme(old, ZH)
    assert "指标评价人" not in print_scheme(
        read_scheme(replace(WORLD, kpi_raters="").scheme())[0], ZH
    )
    changes = {(c.name, c.before, c.after, c.posts) for c in diff(old, new)}
    assert changes == {
        ("工程师 › 计划 › 自评", "重分权重", "计零分", ("工程师",)),
        ("工程师 › 计划 › 上级", "50%", "40%", ("工程师",)),
        ("工程师 › 计划 › 间接上级", "30%", "40%", ("工程师",)),
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (RATERS, []),
        (RATERS.replace("0.3", "0.2"), [("C01", "D2:D4")]),
        (RATERS.replace("0.5", "均分"), []),
        (RATERS.replace("计划", "计画", 1), [("C03", "B2"), ("C01", "D3:D4")]),
        (RATERS.replace("工程师", "工程", 1), [("C03", "A2"), ("C01", "D3:D4")]),
        (RATERS + "\n| 工程师 | 计划 | 自评 | 0 | |", [("C08", "C5")]),
        ("| 工程师 | 计划 | 自评 | 1 | |", [("C49", "D2")]),
        ("| 主管 | 下属均分 | 上级 | 1 | |", [("C48", "D2")]),
        ("| 工程师 | 计划 | 同事 | 1 | |", [("V06", "C2")]),
        ("| 工程师 | 计划 | 上级 | 1 | 不计 |", [("V06", "E2")]),
    ],
)
def test_the_sheet_is_checked_at_its_cells(rows: str, expected: list[tuple[str, str]]) -> None:
    """Sums, names, kinds that may score, and KPIs that nobody types."""
    _, issues = read_scheme(replace(WORLD, kpi_raters=rows).scheme())
    assert [(i.code, i.place.cell) for i in issues] == expected


HEADERS = ("自评 20%", "上级 50%", "间接上级 30%", "指标得分")


# Without names: `make mutation` collects twice, and pytest then finds no Chinese name again.
@pytest.mark.parametrize("row", examples(GUIDES[0], *HEADERS))
def test_the_examples_of_the_guide(row: dict[str, str]) -> None:
    """计零分 for the person, 重分权重 for the second superior, 暂缓 for the supervisor."""
    own, supervisor, second, result = row.values()
    typed = f"| G1 | 计划 | {supervisor} |\n" if supervisor else ""
    scored = {
        "G1": f"| G1 | 计划 | {own} |" if own else "",
        "G2": "| G2 | 计划 | 100 |",
        "G9": (f"| G1 | 计划 | {second} |\n" if second else "") + "| G2 | 计划 | 70 |",
    }
    world = replace(
        WORLD,
        typed=typed + "| G2 | 计划 | 80 |",
        scored=scored,
        kpi_raters=with_policy("计零分", "暂缓", "重分权重"),
    )
    outcome = engineer(world)
    if result == "暂缓":
        assert outcome.status is Status.HELD_BACK
        return
    (found,) = outcome.kpis
    assert found.score is not None
    assert abs(found.score - number(result)) < Fraction(1, 10**4)
    assert row in examples(GUIDES[1], *HEADERS)


def test_the_message_says_what_happens_until_then() -> None:
    """0 counts, the weight is shared out, or the result waits."""
    for words, reason in (
        (("计零分", "", ""), "由张三（工程师）填报的值；未评期间计零分"),
        (("重分权重", "", ""), "由张三（工程师）填报的值；未评期间权重由其余分担"),
        (("暂缓", "", ""), "由张三（工程师）填报的值；未评期间暂缓"),
    ):
        outcome = score(replace(without("G1"), kpi_raters=with_policy(*words)))
        found = [*outcome.employees["G1"].issues, *outcome.issues]
        said = {describe(i, ZH).expected for i in found if i.code == "P78"}
        assert (words, said) == (words, {reason})
