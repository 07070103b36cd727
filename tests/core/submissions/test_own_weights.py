"""可改权重: one person's KPIs weigh otherwise than the post's."""

from fractions import Fraction

import pytest

from gacx_reports.core.scoring.outcomes import EmployeeOutcome, Status
from tests.fixtures.markdown_company import World, kpi, score

NAMES = ("合格率", "满意度", "数量", "质量")
TYPED = "".join(
    f"| {who} | {name} | {value} |\n"
    for who in ("G1", "G2")
    for name, value in zip(NAMES, ("1", "0.5", "0.2", "0"), strict=True)
)


def world(rows: str, allowed: str = "是") -> World:
    """Four KPIs of 60, 20, 10 and 10 %; G1 reaches 1, 0.5, 0.2 and 0, and so does G2."""
    kpis = tuple(
        kpi(指标=name, 权重=weight, 取值="填报", 可改权重=allowed)
        for name, weight in zip(NAMES, ("0.6", "0.2", "0.1", "0.1"), strict=True)
    )
    sheets = {"个人指标权重": f"| 工号 | 指标 | 权重 |\n{rows}"}
    return World(kpis=kpis, typed=TYPED, own_sheets=sheets)


def engineers(rows: str, allowed: str = "是") -> tuple[EmployeeOutcome, EmployeeOutcome]:
    """G1, about whom the rows are, and G2."""
    people = score(world(rows, allowed)).employees
    return people["G1"], people["G2"]


def test_a_person_is_scored_by_weights_of_their_own() -> None:
    """40/20/30/10 for one: 0.4 + 0.1 + 0.06 = 0.56; the other keeps 60/20/10/10: 0.72."""
    one, other = engineers("| G1 | 合格率 | 40% |\n| G1 | 数量 | 30% |")
    assert (str(one.total), str(other.total)) == ("0.5600", "0.7200")
    found = {k.kpi.name: (k.kpi.weight, k.kpi.usual_weight) for k in one.kpis}
    assert found["数量"] == (Fraction(3, 10), Fraction(1, 10))
    assert found["质量"] == (Fraction(1, 10), None)
    assert sum((k.effective_weight for k in one.kpis), Fraction(0)) == 1


@pytest.mark.parametrize(
    ("rows", "found"),
    [("| G1 | 数量 | 30% |", "120%"), ("| G1 | 合格率 | 59.9% |", "99.9%")],
)
def test_weights_that_do_not_total_100_percent_hold_the_person_back(rows: str, found: str) -> None:
    """P68 at the person's first row, with the total; the other is scored."""
    one, other = engineers(rows)
    (issue,) = one.issues
    assert (issue.code, issue.found, issue.person) == ("P68", found, "G1")
    assert str(issue.place) == "甲部.xlsx › 个人指标权重 › C2"
    assert (one.status, other.status) == (Status.HELD_BACK, Status.SCORED)


@pytest.mark.parametrize(
    ("rows", "allowed", "code"),
    [
        ("| G1 | 数量 | 130% |", "是", "V03"),
        ("| G1 | 数量 | 很多 |", "是", "V02"),
        ("| G1 | 手速 | 30% |", "是", "P11"),
        ("| G1 | 数量 | 10% |\n| G1 | 数量 | 20% |", "是", "P06"),
    ],
)
def test_a_faulty_row_is_said_and_holds_back(rows: str, allowed: str, code: str) -> None:
    """A weight above 1, words, a KPI that the post doesn't have, two rows for one."""
    one, _ = engineers(rows, allowed)
    assert code in [i.code for i in one.issues]
    assert one.status is Status.HELD_BACK


def test_where_the_scheme_allows_none_the_sheet_is_not_asked_for() -> None:
    """Then nobody's weights change, whatever such a sheet says."""
    one, other = engineers("| G1 | 合格率 | 40% |\n| G1 | 数量 | 30% |", allowed="")
    assert one.total == other.total
