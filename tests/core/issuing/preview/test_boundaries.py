"""Totals that lie on a bound or on half of the last printed place: what a float gets wrong is somebody's pay."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from tests.core.issuing.preview.compare import Parity, compare
from tests.core.issuing.preview.engines import by_ironcalc
from tests.core.issuing.preview.filled import Rules, with_preview
from tests.fixtures.markdown_company import World, score, typed_kpi

WEIGHTS = (
    ("0.1", "0.2", "0.3", "0.4"),
    ("0.25", "0.25", "0.5"),
    ("0.15", "0.35", "0.5"),
    ("0.7", "0.3"),
)
"""Weights of one post's KPIs."""
TOTALS = (
    "0.6", "0.8", "0.59995", "0.60005", "0.79995", "0.80005", "0.80015", "0.599949", "0.799949999", "0.79999",
    "0.00005", "1.00005",
)  # fmt: skip
FIRST = ("0.7", "0.95", "1", "0.123")
"""Value of all KPIs but the last, whose value makes up the total."""
GIVEN = (
    ("0.7", "0.7", "0.7", "0.95"),
    ("0.1", "0.2", "0.3", "1.65"),
    ("0.83", "0.83", "0.83", "0.755"),
)
"""With .1/.2/.3/.4: the first is exactly 0.8, which binary floats make 0.7999…"""


def people(rows: list[tuple[str, ...]]) -> str:
    """The roster's lines of so many engineers."""
    head = "| 工号 | 姓名 | 部门 | 岗位 | 直接上级工号 | 邮箱 | 入职日期 | 离职日期 | 状态 | 绩效薪资基数 |"
    lines = [
        f"| E{n} | 员工{n} | 甲部 | 工程师 | G0 | | 2020-01-01 | | 在职 | |"
        for n in range(len(rows))
    ]
    return "\n".join((head, "| G0 | 首长 | 甲部 | 主管 | | | 2020-01-01 | | 在职 | |", *lines))


def values(weights: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Rows of typed values whose weighted sums are exactly the totals, where a cell can hold them."""
    found: list[tuple[str, ...]] = list(GIVEN) if len(weights) == 4 else []
    for total in TOTALS:
        for first in FIRST:
            rest = Fraction(total) - sum(Fraction(w) for w in weights[:-1]) * Fraction(first)
            last = rest / Fraction(weights[-1])
            if last >= 0 and (exact := Decimal(last.numerator) / Decimal(last.denominator)) == last:
                found.append((*[first] * (len(weights) - 1), f"{exact:f}"))
    return found


@pytest.mark.parametrize("weights", WEIGHTS, ids="/".join)
def test_a_total_on_a_bound_has_the_programs_grade(
    weights: tuple[str, ...], tmp_path: Path
) -> None:
    """Exactly 0.6000 and 0.8000, and halves of the last place: rounded up, and graded as printed."""
    rows = values(weights)
    assert len(rows) >= 8
    kpis = tuple(typed_kpi(f"指标{n}", w) for n, w in enumerate(weights))
    typed = "\n".join(
        f"| E{who} | 指标{n} | {value} |"
        for who, row in enumerate(rows)
        for n, value in enumerate(row)
    )
    world = replace(World(kpis=kpis, typed=typed), people=people(rows))
    quarter = Period(2024, 3)
    scheme, _ = read_scheme(world.scheme())
    roster, _ = read_roster(world.roster(), scheme, quarter)
    form = next(f for f in forms(scheme, roster, quarter) if f.workbook == "甲部.xlsx")
    path = tmp_path / form.workbook
    path.write_bytes(
        with_preview(world.department()[form.workbook], form, Rules(scheme, roster, quarter))
    )
    outcome, parity = score(world), Parity()
    compare(by_ironcalc(path), outcome, form, parity, "甲部")
    assert parity.differences == []
    assert parity.totals == len(rows)
