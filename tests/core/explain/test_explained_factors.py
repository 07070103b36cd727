"""`explain` derives each factor of the pay factor, so that an appeal can compute it again."""

import pytest

from gacx_reports.core.explain.explain import explain
from gacx_reports.i18n import translator
from tests.core.scoring.test_pay_factor import world
from tests.fixtures.markdown_company import score

ZH, EN = translator("zh"), translator("en")
LEAVE = "| 缺勤扣减 | 是 |\n"
TEN_DAYS = "| G1 | 2024-08-01 | 2024-08-10 | 病假 |"


def lines(typed: str, settings: str = "", leave: str = "") -> list[str]:
    """What is said about G1's grade and pay, in Chinese."""
    quarter = score(world(typed, settings, leave=leave))
    return list(explain(quarter.employees["G1"], quarter, ZH)[-1].lines)


@pytest.mark.parametrize(
    ("total", "formula"),
    [
        ("0.7", "个人系数：0.5 + (0.7 − 0.6) ÷ (0.8 − 0.6) × (1.1 − 0.5) = 0.8"),
        ("0.5", "个人系数：0.5 × 0.5 = 0.25"),
    ],
)
def test_a_factor_that_moves_with_the_total_is_derived(total: str, formula: str) -> None:
    """Linear within the band, or the total's."""
    assert formula in lines(total)


def test_one_that_is_written_in_the_scheme_is_not() -> None:
    """A is paid 1.2, whatever the total."""
    assert not [line for line in lines("0.95", LEAVE) if line.startswith("个人系数：")]


def test_days_at_work_are_counted() -> None:
    """Ten of 92 days on leave; none is taken off where ten are free."""
    assert "出勤系数：(92 − 10) ÷ 92 = 41/46" in lines("0.95", LEAVE, TEN_DAYS)
    free = LEAVE + "| 缺勤起扣天数 | 10 |\n"
    assert "出勤系数：请假 10 天，不超过 10 天不扣 = 1" in lines("0.95", free, TEN_DAYS)


def test_it_is_said_in_english() -> None:
    """The same formula."""
    quarter = score(world("0.7"))
    told = explain(quarter.employees["G1"], quarter, EN)[-1].lines
    assert "individual factor: 0.5 + (0.7 − 0.6) ÷ (0.8 − 0.6) × (1.1 − 0.5) = 0.8" in told
