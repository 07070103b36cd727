"""What decides is printed whole: targets, thresholds, caps, weights, grade bounds, level scores, pay factors."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from decimal import Decimal
from fractions import Fraction

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.explain.explain import explain
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issuing.instructions import guide
from gacx_reports.core.language import formats
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.markdown.document import print_scheme
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.words.kpis import threshold
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.core.views.employee.employee import employee_view
from gacx_reports.core.views.heading import factor_text
from gacx_reports.core.views.letters.targets import LetterContext, targets_view
from gacx_reports.core.views.units.department import department_view
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, kpi, score
from tests.fixtures.markdown_workbook import book

ZH = translator("zh")
QUARTER = Period(2024, 4)
PERCENT = {"取值": "填报", "单位": "%", "小数位": "0", "个人目标": "是"}
KPIS = (
    kpi(指标="达标率", 权重="0.12345", 计分="达标", 目标="0.895", **PERCENT),
    kpi(指标="封顶数", 权重="0.37655", 计分="达成率", 目标="12.25", 封顶="1.125", 取值="填报", 小数位="1"),
    kpi(指标="线性率", 权重="0.25", 计分="线性", 零分值="0.6005", 满分值="0.98015", **PERCENT | {"个人目标": "否"}),
    kpi(指标="分段率", 权重="0.25", 计分="分段", 分段表="阶梯", **PERCENT | {"小数位": "1", "个人目标": "否"}),
)  # fmt: skip
SHEETS = {
    "分段": """
| 分段表 | 起 | 止 | 得分 |
| 阶梯 | | 0.80005 | 0 |
| 阶梯 | 0.80005 | 1.0001 | 1 |
| 阶梯 | 1.0001 | | 0.875 |
""",
    "等级": """
| 等级 | 下限 | 上限 | 绩效系数 | 含义 |
| A | 0.80005 | | 0.625 | 部分 |
| B | 0 | 0.80005 | 0 | 无 |
""",
    "评分等级": """
| 量表 | 等级 | 含义 | 得分 |
| 五级 | '5 | 优秀 | 1 |
| 五级 | '4 | 良好 | 0.8125 |
""",
    "行为类别": """
| 行为组 | 类别 | 权重 |
| 通用 | 能力 | 0.66665 |
| 通用 | 态度 | 0.33335 |
""",
}


class Precise(World):
    """A company whose numbers have more decimals than its KPIs print."""

    def scheme(self) -> Workbook:
        """The usual scheme with the sheets above."""
        usual, own = super().scheme(), book("考核方案.xlsx", **SHEETS)
        others = (sheet for sheet in usual.sheets if sheet.name not in SHEETS)
        return replace(usual, sheets=(*others, *own.sheets))


WORLD = Precise(
    kpis=KPIS,
    quarter="2024Q4",
    typed="\n".join(
        f"| {who} | {name} | {value} |"
        for who in ("G1", "G2")
        for name, value in (
            ("达标率", "0.8996"),
            ("封顶数", "20"),
            ("线性率", "0.98"),
            ("分段率", "1"),
        )
    ),
    targets="| G1 | 达标率 | 0.89965 |",
    ratings="\n".join(f"| G1 | {i} | '4 |\n| G2 | {i} | '5 |" for i in ("准确性", "效率", "认真")),
    quotas="| A | | 0.125 |",
    items="| 奖金 | 加分 | 0.01235 | | |\n| 事故 | 否决 | | B | |",
    lines="| G1 | 奖金 | 0.01235 | 2024-11-01 | 改进了测试方法的流程 |",
    more_settings="| 强制分布人数 | 1 |\n",
)


def _words(view: object) -> str:
    return json.dumps(asdict(view), ensure_ascii=False, default=str)  # type: ignore[call-overload]


def report() -> str:
    quarter = score(WORLD)
    return _words(employee_view(quarter.employees["G1"], quarter, {}, ZH))


def department() -> str:
    return _words(department_view("甲部", score(WORLD), {}, ZH))


def letter() -> str:
    quarter = score(WORLD)
    expected = forms(quarter.scheme, quarter.roster, QUARTER)
    read, _ = read_submissions(
        WORLD.department(), expected, quarter.scheme, quarter.roster, QUARTER
    )
    context = LetterContext(quarter.scheme, quarter.roster, QUARTER, read.targets)
    return _words(targets_view(quarter.roster.people["G1"], context, "", ZH))


def instructions() -> str:
    scheme, _ = read_scheme(WORLD.scheme())
    roster, _ = read_roster(WORLD.roster(), scheme, QUARTER)
    form = next(f for f in forms(scheme, roster, QUARTER) if f.workbook == "甲部.xlsx")
    return _words(guide(form, scheme, QUARTER, None, ZH))


def scheme_in_print() -> str:
    return print_scheme(read_scheme(WORLD.scheme())[0], ZH)


def explanation() -> str:
    quarter = score(WORLD)
    return "\n".join(
        line
        for p in explain(quarter.employees["G1"], quarter, ZH, {})
        for line in (p.title, *p.lines)
    )


TARGETS = ["12.25", "1.125", "12.345%"]
"""A target, a cap and a weight."""
RULES = ["60.05%", "98.015%"]
BANDS = ["80.005%", "100.01%"]
GRADES = ["0.80005", "62.5%"]
BEHAVIOUR = ["0.8125", "66.665%"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (report, ["≥ 89.965%", "60.05% → 98.015%", *TARGETS, *GRADES, *BEHAVIOUR, "+0.01235"]),
        (department, ["12.345%", "0.80005", "+0.01235", "12.5%"]),
        (letter, ["≥ 89.965%", *RULES, *BANDS, *TARGETS, *GRADES, *BEHAVIOUR]),
        (instructions, ["89.5%", *RULES, *BANDS, *TARGETS, *BEHAVIOUR]),
        (scheme_in_print, ["89.5%", *RULES, "1.0001", *TARGETS, *GRADES, *BEHAVIOUR, "12.5%"]),
        (explanation, ["89.965%", *RULES, *BANDS, *TARGETS, *GRADES, *BEHAVIOUR, "0.01235"]),
    ],
)
def test_a_number_that_decides_is_printed_whole(
    printed: Callable[[], str], expected: Iterable[str]
) -> None:
    """With all its decimals, wherever it is printed, though the KPIs print none or one."""
    text = printed()
    assert [number for number in expected if number not in text] == []


def test_the_review_page_prints_the_whole_pay_factor() -> None:
    """62.5 % is neither 62 % nor 63 %."""
    assert factor_text(score(WORLD).employees["G1"]) == "62.5%"


@pytest.mark.parametrize(
    ("raw", "shown"), [("0.8996", "89.96%"), ("0.8937", "89%"), ("0.905", "91%"), ("0.89965", "89.965%")]
)  # fmt: skip
def test_a_result_is_not_rounded_to_a_target_that_it_misses(raw: str, shown: str) -> None:
    """Target 89.965 %, no decimals: a result beside it is printed on its own side of the target."""
    world = replace(WORLD, typed=WORLD.typed.replace("0.8996 ", f"{raw} "))
    quarter = score(world)
    person = quarter.employees["G1"]
    (row, *_) = employee_view(person, quarter, {}, ZH).parts[0].kpis
    assert row.raw == shown
    assert (row.score == "1.0000") is (Fraction(raw) >= Fraction("0.89965"))


@pytest.mark.parametrize(
    ("value", "unit", "places", "least", "text"),
    [
        ("0.9", "%", 0, 0, "90%"),
        ("0.9", "%", 1, 0, "90.0%"),
        ("0.666666666666667", "%", 1, 0, "66.6666666666667%"),
        ("1.0001", "%", 1, 0, "100.01%"),
        ("45", "次", 0, 0, "45 次"),
        ("22.5", "次", 0, 2, "22.50 次"),
        ("0.125", "次", 0, 2, "0.125 次"),
    ],
)
def test_thresholds_have_the_usual_decimals_or_as_many_as_they_need(
    value: str, unit: str, places: int, least: int, text: str
) -> None:
    """What the KPI's 小数位 shows whole looks as before; a value typed with 15 digits is as exact as that."""
    assert threshold(_kpi(unit, places), Decimal(value), least) == text


def test_a_target_cut_to_days_that_goes_on_for_ever_is_rounded() -> None:
    """60 × 41/92 has no end; the letter names both factors beside it."""
    assert threshold(_kpi("次", 0), Fraction(60 * 41, 92), 2) == "26.74 次"


def _kpi(unit: str, places: int) -> Kpi:
    scheme, _ = read_scheme(WORLD.scheme())
    return replace(scheme.kpis[0], unit=unit, places=places)


def test_shares_of_one_table_have_equal_decimals() -> None:
    """Typed ones are whole; computed ones have two at most, or as many as typed ones beside them."""
    assert formats.typed_percents([Decimal("0.6"), Decimal("0.4")]) == ["60%", "40%"]
    assert formats.typed_percents([Decimal("0.33333"), Decimal("0.66667")]) == [
        "33.333%",
        "66.667%",
    ]
    assert formats.percents([Fraction(1, 3), Fraction(2, 3)]) == ["33.33%", "66.67%"]
    assert formats.percents([Fraction(35, 64)]) == ["54.69%"]
    assert formats.percents([Fraction(1, 3)], [Decimal("0.12345")]) == ["33.333%"]
