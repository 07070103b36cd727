"""校准 moves the levels of a kind of rater to the mean of all before they are weighted; never a total."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gacx_reports.core.explain.explain import explain
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issuing.preview.behaviour_sheet import only_supervisor
from gacx_reports.core.records.quarter_record import canonical, employee_record
from gacx_reports.core.scheme.behaviour_set import Calibration, Rater
from gacx_reports.core.scheme.diff.diff import diff
from gacx_reports.core.scheme.markdown.document import print_scheme
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.opinions.calibrated import Calibrations
from gacx_reports.core.scoring.outcomes import QuarterOutcome, Status
from gacx_reports.core.submissions.submissions import SubmittedValue
from gacx_reports.core.views.behaviour import behaviour_of
from gacx_reports.i18n import translator
from tests.core.scoring.test_behaviour import rated
from tests.fixtures.markdown_company import PEOPLE, World, record_kpi, score
from tests.test_docs import GUIDES, Row, examples, number

FREE = record_kpi("计数", "", 计分="按次扣分", 每次分值="0.05", 无记录时="满分")
"""Full marks without any record, so that ratings are all that has to be handed in."""
HEADER = PEOPLE.strip().splitlines()[0]


def table() -> list[Row]:
    """Departments with their levels, of the guide."""
    return examples(GUIDES[0], "部门", "等级", "部门均值", "公司均值", "校准后得分")


def world(rows: list[tuple[str, str]], how: str, raters: str = "") -> World:
    """(department, levels) of people P00, P01 … whom a customer rates: K0 all, or another in each department."""
    people, peers, given = [], [], dict[str, list[str]]()
    for d, (department, levels) in enumerate(rows):
        for n, level in enumerate(levels):
            who, by = f"P{d}{n}", f"K{d}" if how == "按评价人" else "K0"
            people.append(
                f"| {who} | 员工{who} | {department} | 工程师 | | | 2020-01-01 | | 在职 | 3000 |"
            )
            peers.append(f"| {by} | {who} | 客户 | 周先生 |")
            given.setdefault(by, []).append(rated(who, level))
    departments = "".join(f"| {d} | | P{n}0 |\n" for n, (d, _) in enumerate(rows))
    return World(
        quarter="2024Q4",
        kpis=(FREE,),
        people=HEADER + "\n" + "\n".join(people),
        sheets={"部门": "| 名称 | 上级部门 | 负责人工号 |\n" + departments},
        raters=raters or f"| 通用 | 客户 | 1 | | {how} |",
        peers="\n".join(peers),
        opinions={by: "\n".join(rows) for by, rows in given.items()},
        more_settings="| 同事评价最少人数 | 1 |\n",
    )  # fmt: skip


def scores(quarter: QuarterOutcome) -> dict[str, Fraction]:
    """Employee ID → behaviour score."""
    return {p: e.behaviour.score for p, e in quarter.employees.items() if e.behaviour}


@pytest.mark.parametrize("how", ["按部门", "按评价人"])
def test_the_example_of_the_guide(how: str) -> None:
    """Alike by department, and by rater where each department has one of its own."""
    rows = table()
    quarter = score(world([(r["部门"], r["等级"].replace("、", "")) for r in rows], how))
    expected = {
        f"P{d}{n}": number(cell)
        for d, r in enumerate(rows)
        for n, cell in enumerate(r["校准后得分"].split("、"))
    }
    assert scores(quarter) == expected
    assert examples(GUIDES[1], *rows[0]) == rows


def test_without_it_levels_stay_as_given() -> None:
    """A blank cell is no calibration."""
    quarter = score(world([("甲部", "554"), ("乙部", "333")], ""))
    assert scores(quarter)["P00"] == 1
    assert scores(quarter)["P10"] == Fraction(6, 10)


@pytest.mark.parametrize("how", ["按部门", "按评价人"])
def test_a_department_of_two_stays_as_it_is(how: str) -> None:
    """Their levels count in the company's mean, (3 × .6 + 1.6)/5 = .68, to which only the others move."""
    quarter = score(world([("甲部", "333"), ("乙部", "44")], how))
    assert scores(quarter)["P00"] == Fraction(68, 100)
    assert scores(quarter)["P10"] == Fraction(8, 10)


def test_a_rater_with_two_workbooks_is_one_rater() -> None:
    """Such as who heads two departments; a workbook of which nobody is named is a rater of its own."""
    quarter = score(world([("甲部", "554")], "按评价人"))
    kind = Rater.SUPERVISOR, Calibration.RATER
    who = {"甲部.xlsx": "首长", "乙部.xlsx": "首长"}
    means = {(kind, "首长"): Fraction(9, 10), (kind, "丙部.xlsx"): Fraction(7, 10)}
    books = ("甲部.xlsx", "乙部.xlsx", "丙部.xlsx", "丁部.xlsx")
    given = [SubmittedValue("4", CellRef(book, "行为评价", "C2")) for book in books]
    made = Calibrations(quarter.scheme, who, {kind: Fraction(8, 10)}, means)
    assert made.moved(kind, quarter.roster.people["P00"], given) == [
        Fraction(n, 10) for n in (7, 7, 9, 8)
    ]


def test_the_step_is_stated_and_nobody_is_named() -> None:
    """Report, record and explain: both means, the score before and after."""
    quarter = score(world([("甲部", "5544"), ("乙部", "5333"), ("丙部", "5443")], "按部门"))
    outcome = quarter.employees["P00"]
    shown = behaviour_of(outcome, quarter, {}, translator("zh"))
    assert shown
    assert shown.treated == "客户：按部门校准"
    assert shown.categories[0].items[0].score == "0.90"
    record = canonical(employee_record(outcome, quarter.scheme))
    told = [line.strip() for p in explain(outcome, quarter, translator("zh")) for line in p.lines]
    step = "各等级得分加上（公司均值 − 部门均值）= 0.8 − 0.9，不超出量表：1 校准为 0.9"
    assert step in told
    assert (
        '"calibration":{"before":"1","by":"按部门","department":"0.9","everybody":"0.8"}' in record
    )
    assert "K0" not in record + "".join(told)
    assert "周先生" not in record + "".join(told)


def test_by_rater_no_means_of_one_rater_are_shown() -> None:
    """Only that of all."""
    quarter = score(world([("甲部", "5544"), ("乙部", "5333"), ("丙部", "5443")], "按评价人"))
    outcome = quarter.employees["P00"]
    told = [line.strip() for p in explain(outcome, quarter, translator("zh")) for line in p.lines]
    step = "评价 3 人及以上的评价人，所给各等级平移到全体均值 0.8：1 校准为 0.9"
    assert step in told
    assert '"department":null' in canonical(employee_record(outcome, quarter.scheme))


def test_who_is_calibrated_waits_for_ratings_that_are_missing() -> None:
    """A faulty level of somebody else would move the mean: nobody is decided before it is mended (P14)."""
    sound = world([("甲部", "554"), ("乙部", "333")], "按部门")
    wrong = sound.opinions["K0"].replace("| P10 | 准确性 | '3 |", "| P10 | 准确性 | '9 |")
    assert wrong != sound.opinions["K0"]
    quarter = score(replace(sound, opinions={"K0": wrong}))
    outcome = quarter.employees["P00"]
    assert outcome.status is Status.HELD_BACK
    assert (outcome.issues, outcome.held_by) == ((), ("P10",))


def test_a_rating_by_rater_of_oneself_makes_no_sense() -> None:
    """C47 at the cell; by department it does."""
    for how, expected in (("按评价人", [("C47", "E2")]), ("按部门", [])):
        raters = f"| 通用 | 自评 | 0.5 | | {how} |\n| 通用 | 上级 | 0.5 | | 按评价人 |"
        _, issues = read_scheme(world([("甲部", "554")], how, raters).scheme())
        assert [(i.code, i.place.cell) for i in issues] == expected


def test_the_preview_says_a_word_where_others_move_the_score() -> None:
    """Even if only the supervisor rates: other departments' workbooks are not in this one."""
    for how, alone in (("", True), ("按评价人", False)):
        scheme, _ = read_scheme(
            world([("甲部", "554")], how, f"| 通用 | 上级 | 1 | | {how} |").scheme()
        )
        assert only_supervisor(scheme.behaviours["通用"]) is alone


def test_print_and_comparison_of_schemes_say_how_raters_are_treated() -> None:
    """Two more columns in print, only where they are used; a change of either is one."""
    plain = "| 通用 | 上级 | 0.6 |\n| 通用 | 客户 | 0.4 |"
    treated = "| 通用 | 上级 | 0.6 | | 按部门 |\n| 通用 | 客户 | 0.4 | 中位数 | |"
    old, new = (read_scheme(world([("甲部", "554")], "", r).scheme())[0] for r in (plain, treated))
    zh = translator("zh")
    assert "| 通用 | 客户 | 40% |\n" in print_scheme(old, zh)
    assert "| 行为组 | 评价人 | 权重 | 汇总 | 校准 |" in print_scheme(new, zh)
    assert "| 通用 | 上级 | 60% | 均值 | 按部门 |" in print_scheme(new, zh)
    found = [(c.name, zh.gettext(c.what), c.before, c.after) for c in diff(old, new)]
    assert found == [
        ("通用 › 上级", "校准", "—", "按部门"),
        ("通用 › 客户", "多人评价的汇总", "—", "中位数"),
    ]
