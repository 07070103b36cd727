"""Whoever signs a letter of targets reads there what the pay factor is multiplied by."""

import pytest

from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.language.period_words import translator_for
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.words.factors import rule_of_factors
from gacx_reports.core.views.letters.targets import LetterContext, targets_view
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World

ZH, EN = translator("zh"), translator("en")
LEAVE = "| 缺勤扣减 | 是 |\n| 缺勤起扣天数 | 3 |\n"
DEPARTMENTS = "| 名称 | 上级部门 | 负责人工号 | 系数 |\n| 甲部 | | G0 | 1.1 |"


@pytest.mark.parametrize(
    ("settings", "chinese"),
    [
        ("", ""),
        ("| 部门系数 | 部门结果 |\n", "等级的绩效系数还要乘以：部门结果。"),
        (
            "| 缺勤扣减 | 是 |\n",
            "等级的绩效系数还要乘以：出勤系数（未请假天数 ÷ 全季度日历天数）。",
        ),
        (
            "| 部门系数 | 花名册 |\n" + LEAVE,
            "等级的绩效系数还要乘以：部门系数 × 出勤系数（未请假天数 ÷ 全季度日历天数，请假超过 3 天才扣）。",
        ),
    ],
)
def test_what_multiplies_pay(settings: str, chinese: str) -> None:
    """Nothing where the grade's factor is paid as it is."""
    scheme, _ = read_scheme(World(more_settings=settings).scheme())
    assert rule_of_factors(scheme, ZH) == chinese
    assert bool(rule_of_factors(scheme, EN)) == bool(chinese)


def test_a_month_is_no_quarter() -> None:
    """The days are those of the period."""
    scheme, _ = read_scheme(World(more_settings="| 缺勤扣减 | 是 |\n").scheme())
    words = rule_of_factors(scheme, translator_for("zh", PeriodKind.MONTH))
    assert words == "等级的绩效系数还要乘以：出勤系数（未请假天数 ÷ 全月日历天数）。"


def test_the_letter_says_so() -> None:
    """Below the table of grades and pay factors."""
    world = World(more_settings="| 部门系数 | 花名册 |\n", sheets={"部门": DEPARTMENTS})
    scheme, issues = read_scheme(world.scheme())
    assert not issues
    quarter = Period(2024, 3)
    roster, _ = read_roster(world.roster(), scheme, quarter)
    context = LetterContext(scheme, roster, quarter, {})
    letter = targets_view(roster.people["G1"], context, "0", ZH)
    assert letter.grade_rules == ("等级的绩效系数还要乘以：部门系数。",)
