"""Bonus, deduction, veto and override: separate from the score, capped, and both grades on record."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.issues.issue import errors
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.outcomes import Status
from tests.fixtures.markdown_company import World, engineer, typed_kpi

ITEMS = """
| 表扬 | 加分 | 0.03 | | |
| 建议 | 加分 | | | |
| 迟报 | 扣分 | 0.02 | | |
| 投诉 | 扣分 | | | |
| 重大责任事故 | 否决 | | C | |
| 泄密 | 否决 | | B | |
"""
FINE = World(
    kpis=(typed_kpi("产出", "1"),),
    typed="| G1 | 产出 | 0.79 |\n| G2 | 产出 | 0.5 |",
    items=ITEMS.strip(),
    more_settings="| 加分上限 | 0.05 |\n| 扣分上限 | 0.1 |\n",
)


def line(item: str, points: str, day: str = "2024-08-01") -> str:
    """A row of 加减分 about G1."""
    return f"| G1 | {item} | {points} | {day} | 客户来信表扬 |"


@pytest.mark.parametrize(
    ("lines", "total", "grade"),
    [
        (line("表扬", "0.01"), "0.8000", "A"),
        ("\n".join([line("表扬", "0.02")] * 3), "0.8200", "A"),
        ("\n".join([line("表扬", "0.03"), line("建议", "0.04")]), "0.8400", "A"),
        (line("迟报", "0.5"), "0.7700", "B"),
        ("\n".join([line("表扬", "0.03"), line("迟报", "0.01")]), "0.8100", "A"),
        ("\n".join([line("投诉", "0.09"), line("迟报", "0.01")]), "0.6900", "B"),
        ("\n".join([line("投诉", "0.15"), line("迟报", "0.5")]), "0.6900", "B"),
    ],
)
def test_points_are_capped_per_item_and_together(lines: str, total: str, grade: str) -> None:
    """Each item has its cap, all bonuses and all deductions theirs; the total is rounded once, after them."""
    outcome = engineer(replace(FINE, lines=lines))
    assert (str(outcome.total), outcome.grade) == (total, grade)
    assert outcome.kpi_score == Fraction(79, 100)


def test_each_item_keeps_its_lines_and_what_it_changed() -> None:
    """In the order of the sheet; a deduction is negative, and vetoes stand apart."""
    rows = [line("迟报", "0.5"), line("表扬", "0.02"), line("泄密", ""), line("表扬", "0.005")]
    adjusted = engineer(replace(FINE, lines="\n".join(rows))).adjusted
    assert [(a.item.name, a.applied) for a in adjusted.adjustments] == [
        ("迟报", Fraction(-2, 100)),
        ("表扬", Fraction(25, 1000)),
    ]
    cells = [[x.place.cell for x in a.lines] for a in adjusted.adjustments]
    assert cells == [["B2"], ["B3", "B5"]]
    assert [x.item.name for x in adjusted.vetoes] == ["泄密"]
    assert (adjusted.bonus, adjusted.deduction) == (Fraction(25, 1000), Fraction(2, 100))
    assert adjusted.change == Fraction(5, 1000)


def test_a_total_is_never_below_zero() -> None:
    """A deduction of more than there is leaves 0."""
    world = replace(
        FINE, typed="| G1 | 产出 | 0.01 |\n| G2 | 产出 | 1 |", lines=line("迟报", "0.02")
    )
    assert engineer(world).total == Decimal("0.0000")


@pytest.mark.parametrize(
    ("vetoes", "grade"),
    [(("泄密",), "B"), (("重大责任事故",), "C"), (("泄密", "重大责任事故"), "C")],
)
def test_a_veto_caps_the_grade_and_leaves_the_total(vetoes: tuple[str, ...], grade: str) -> None:
    """The computed grade stays visible beside it."""
    lines = "\n".join(line(v, "") for v in vetoes)
    outcome = engineer(replace(FINE, typed="| G1 | 产出 | 0.95 |\n| G2 | 产出 | 1 |", lines=lines))
    assert (str(outcome.total), outcome.computed_grade, outcome.grade) == ("0.9500", "A", grade)


def test_a_veto_does_not_lift_a_worse_grade() -> None:
    """A ceiling of B leaves a C a C."""
    world = replace(FINE, typed="| G1 | 产出 | 0.3 |\n| G2 | 产出 | 1 |", lines=line("泄密", ""))
    assert engineer(world).grade == "C"


@pytest.mark.parametrize(
    ("lines", "code", "cell"),
    [
        (line("夸奖", "0.01"), "V06", "B2"),
        (line("表扬", ""), "V01", "C2"),
        (line("表扬", "-0.01"), "V03", "C2"),
        (line("表扬", "0.01", "2024-10-01"), "V05", "D2"),
        (line("泄密", "0.01"), "V03", "C2"),
    ],
)
def test_faulty_lines_hold_back(lines: str, code: str, cell: str) -> None:
    """Unknown items, missing or impossible points, another quarter's events."""
    outcome = engineer(replace(FINE, lines=lines))
    assert outcome.status is Status.HELD_BACK
    assert [(i.code, i.place.cell) for i in outcome.issues] == [(code, cell)]


REASON = "客户书面证明项目延期系对方原因"


def test_an_override_changes_the_grade_and_nothing_else() -> None:
    """Both grades, the reason and who decided are on record; the total is never edited."""
    outcome = engineer(replace(FINE, overrides=f"| G1 | B | A | {REASON} | 总经理 |"))
    assert (str(outcome.total), outcome.computed_grade, outcome.grade) == ("0.7900", "B", "A")
    assert outcome.pay_factor == 1
    assert outcome.override
    assert (outcome.override.reason, outcome.override.by) == (REASON, "总经理")


def test_an_override_of_another_computed_grade_must_be_looked_at_again() -> None:
    """The inputs changed since: P27 holds the person back."""
    outcome = engineer(replace(FINE, overrides=f"| G1 | C | A | {REASON} | 总经理 |"))
    assert [(i.code, i.place.sheet, i.found) for i in outcome.issues] == [("P27", "等级调整", "C")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("| G9 | B | A | 客户书面证明项目延期系对方原因 | 总经理 |", "P01"),
        ("| G1 | B | S | 客户书面证明项目延期系对方原因 | 总经理 |", "P25"),
        ("| G1 | B | A | 表现好 | 总经理 |", "P26"),
        ("| G1 | B | A | 客户书面证明项目延期系对方原因 | |", "V01"),
    ],
)
def test_a_faulty_override_is_refused(row: str, code: str) -> None:
    """A reason of ten characters, a known grade, somebody who decided."""
    world = replace(FINE, overrides=row)
    scheme, _ = read_scheme(world.scheme())
    _, issues = read_roster(world.roster(), scheme, Period(2024, 3))
    assert [i.code for i in errors(issues)] == [code]


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(["表扬", "建议", "迟报"]), st.decimals("0.001", "0.2", places=3)),
        max_size=6,
    )
)
def test_the_order_of_lines_never_matters(lines: list[tuple[str, Decimal]]) -> None:
    """Row order decides nobody's pay."""
    forward = "\n".join(line(item, str(points)) for item, points in lines)
    backward = "\n".join(line(item, str(points)) for item, points in reversed(lines))
    assert (
        engineer(replace(FINE, lines=forward)).total
        == engineer(replace(FINE, lines=backward)).total
    )
