"""Pay factors: of the total, the band, the department and the days at work; each exact, rounded once."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.grades.grade_band import FactorKind, GradeBand
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.outcomes import EmployeeOutcome
from gacx_reports.core.scoring.pay import Correction, balance, of_grade, performance_pay
from gacx_reports.excel.results.pay_sheets import pay_sheet
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, engineer, score, typed_kpi

RISING = GradeBand(
    "B",
    Decimal("0.6"),
    Decimal("0.8"),
    Decimal("0.5"),
    "",
    CellRef(""),
    FactorKind.LINEAR,
    Decimal("1.1"),
)
GRADES = """
| 等级 | 下限 | 上限 | 绩效系数 | 含义 | 系数算法 | 上限系数 |
| A | 0.8 | | 1.2 | 全额 | | |
| B | 0.6 | 0.8 | 0.5 | 半额 | 区间线性 | 1.1 |
| C | 0 | 0.6 | 0.5 | 无 | 总分 | |
"""
DEPARTMENTS = "| 名称 | 上级部门 | 负责人工号 | 系数 |\n| 甲部 | | G0 | 0.9 |"


def world(typed: str, settings: str = "", *, factor: bool = False, leave: str = "") -> World:
    """The engineer's total is what is typed; with the department's factor in the roster."""
    sheets = {"部门": DEPARTMENTS} if factor else {}
    return World(
        kpis=(typed_kpi("产出", "1"),),
        typed=f"| G1 | 产出 | {typed} |\n| G2 | 产出 | 0.7 |",
        scheme_sheets={"等级": GRADES},
        more_settings=settings,
        sheets=sheets,
        leave=leave,
    )


def faults(given: World) -> list[str]:
    """Codes of the roster's issues, notes left out."""
    scheme, _ = read_scheme(given.scheme())
    _, issues = read_roster(given.roster(), scheme, Period(2024, 3))
    return [str(i.code) for i in issues if i.severity != "note"]


def told(e: EmployeeOutcome) -> tuple[str | None, dict[str, str]]:
    """The factor that is paid, and what it is the product of."""
    return str(e.pay_factor), {part.value: str(value) for part, value in e.factor_parts}


@pytest.mark.parametrize(
    ("total", "factor", "own"),
    [
        ("0.95", "1.2000", "6/5"),
        ("0.7", "0.8000", "4/5"),
        ("0.6", "0.5000", "1/2"),
        ("0.65", "0.6500", "13/20"),
        ("0.5", "0.2500", "1/4"),
    ],
)
def test_the_factor_of_a_grade(total: str, factor: str, own: str) -> None:
    """1.2 for the best, rising within B, half the total for C."""
    found, parts = told(engineer(world(total, "| 缺勤扣减 | 是 |\n")))
    assert (found, parts) == (factor, {"individual": own, "attendance": "1"})


def test_a_fixed_factor_alone_is_as_it_was_typed() -> None:
    """No step is shown, and no decimal added."""
    assert told(engineer(world("0.9"))) == ("1.2", {})


@given(st.fractions(0, 2))
def test_a_rising_factor_stays_within_its_ends(total: Fraction) -> None:
    """Also for a total that a veto or override put into the band; and a higher one never pays less."""
    typed = Decimal(round(float(total), 4)).quantize(Decimal("0.0001"))
    assert Fraction(1, 2) <= of_grade(RISING, typed) <= Fraction(11, 10)
    assert of_grade(RISING, typed) <= of_grade(RISING, typed + Decimal("0.01"))


def test_all_factors_are_multiplied_and_rounded_once() -> None:
    """0.8 × 0.9 × 82/92: ten days of leave, of which none is free."""
    settings = "| 部门系数 | 花名册 |\n| 缺勤扣减 | 是 |\n"
    leave = "| G1 | 2024-08-01 | 2024-08-10 | 病假 |"
    e = engineer(world("0.7", settings, factor=True, leave=leave))
    assert told(e) == ("0.6417", {"individual": "4/5", "department": "9/10", "attendance": "41/46"})
    assert performance_pay(e) == Decimal("1925.10")
    few = settings + "| 缺勤起扣天数 | 10 |\n| 系数小数位 | 2 |\n"
    assert told(engineer(world("0.7", few, factor=True, leave=leave)))[0] == "0.72"


def test_the_departments_result_may_be_its_factor() -> None:
    """HR types it in, though no total uses it; without it P19."""
    given = world("0.7", "| 部门系数 | 部门结果 |\n")
    assert faults(given) == ["P19", "P19", "P19"]
    e = engineer(World(**{**vars(given), "units": "| 甲部 | 1.1 |"}))
    assert told(e) == ("0.8800", {"individual": "4/5", "department": "11/10"})


@pytest.mark.parametrize(
    ("settings", "factor", "codes"),
    [("| 部门系数 | 花名册 |\n", False, ["P62"]), ("", True, ["P63"])],
)
def test_a_departments_factor_that_is_missing_or_unused(
    settings: str, factor: bool, codes: list[str]
) -> None:
    """Nobody is paid without it; one without effect is a warning."""
    assert faults(world("0.7", settings, factor=factor)) == codes


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("| A | 0.8 | | 1 | 全额 | 区间线性 | 1.5 |", "A"),
        ("| A | 0.8 | | 1 | 全额 | | 1.5 |", "A"),
    ],
)
def test_a_factor_without_end(row: str, found: str) -> None:
    """C39 where nothing says how far it rises, or what does."""
    grades = GRADES.replace("| A | 0.8 | | 1.2 | 全额 | | |", row)
    _, issues = read_scheme(World(scheme_sheets={"等级": grades}).scheme())
    assert [(i.code, i.found) for i in issues] == [("C39", found)]


def test_the_pay_list_shows_each_step() -> None:
    """A column per factor that anybody has; sums below the amounts."""
    given = world("0.7", "| 部门系数 | 花名册 |\n", factor=True)
    sheet = pay_sheet(score(given), translator("zh"))
    row = next(r for r in sheet.rows if r[0] == "G1")
    shown = dict(zip((c.header for c in sheet.columns), row, strict=True))
    assert shown["individual factor"] == Decimal("0.8")
    assert shown["department's factor"] == Decimal("0.9")
    assert shown["Pay factor"] == Decimal("0.7200")
    assert shown["Payable"] == Decimal("2160.00")
    assert "factor of days at work" not in shown


def test_a_total_of_marks_pays_its_share_of_the_full_mark() -> None:
    """90 of 100 pays 90 % of the factor, 108 of 120 too; a factor that rises in its band needs no full mark."""
    total = replace(RISING, factor_kind=FactorKind.TOTAL, low=Decimal(80), high=None)
    assert of_grade(total, Decimal(90), Fraction(100)) == Fraction(9, 10) * Fraction(1, 2)
    assert of_grade(total, Decimal(108), Fraction(120)) == Fraction(9, 10) * Fraction(1, 2)
    hundred = GRADES.replace("0.8 ", "80 ").replace("0.6 ", "60 ").replace("0.5 | 无", "1 | 无")
    marks = replace(
        world("0.5"),
        scheme_sheets={"等级": hundred},
        more_settings="| 满分 | 100 |\n",
        typed="| G1 | 产出 | 50 |\n| G2 | 产出 | 70 |",
    )
    assert engineer(marks).pay_factor == Decimal("0.5")
    whole = replace(
        marks, units="| 甲部 | 90 |", more_settings="| 满分 | 100 |\n| 部门系数 | 部门结果 |\n"
    )
    assert told(engineer(whole)) == ("0.4500", {"individual": "1/2", "department": "9/10"})
    rising = replace(RISING, low=Decimal(60), high=Decimal(80))
    assert of_grade(rising, Decimal(70), Fraction(100)) == of_grade(RISING, Decimal("0.7"))


def test_what_finance_corrects_is_the_sum_of_rounded_differences() -> None:
    """Paid in addition, recovered, for the first time, and nothing at all."""
    pay = ((None, "80.25"), ("100.00", "40.00"), ("50.10", None), (None, None), ("3.00", "3.00"))
    yuan = [tuple(None if p is None else Decimal(p) for p in pair) for pair in pay]
    made = [Correction("G1", "张三", None, None, before, after) for before, after in yuan]
    assert [c.difference for c in made] == [
        Decimal("80.25"), Decimal("-60.00"), Decimal("-50.10"), None, Decimal("0.00"),
    ]  # fmt: skip
    assert balance(made) == Decimal("-29.85")
    assert str(balance([])) == "0"
