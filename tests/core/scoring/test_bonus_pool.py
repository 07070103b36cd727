"""Bonus pools: shares to the cent whose sum is the pool, and a pool that waits for who is held back."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.explain.explain import explain
from gacx_reports.core.records.compare import compare
from gacx_reports.core.records.current import currents
from gacx_reports.core.records.quarter_record import quarter_record
from gacx_reports.core.records.report_paths import report_files
from gacx_reports.core.records.revisions import (
    Current,
    Opened,
    Published,
    Revised,
    Stands,
    Subject,
    SubjectKind,
)
from gacx_reports.core.scheme.markdown.document import print_scheme
from gacx_reports.core.scoring.bonus_pool import shared_out
from gacx_reports.core.scoring.comparison.compare_schemes import compare as whatif
from gacx_reports.core.scoring.outcomes import QuarterOutcome, Status
from gacx_reports.core.scoring.pay import performance_pay, pooled_together
from gacx_reports.core.views.employee.employee import employee_view
from gacx_reports.core.views.units.summary import summary_view
from gacx_reports.excel.results.pay_sheets import pay_sheet
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, score

ZH = translator("zh")
SHARING = "| 奖金包分配 | {how} |\n"
DEPARTMENTS = "| 名称 | 上级部门 | 负责人工号 | 系数 | 奖金包 |\n| 甲部 | | G0 | | {pool} |"
BASES = {"G0": "9000", "G1": "3000", "G2": "3000", "G3": "3000"}
TYPED = {"G1": "0.9", "G2": "0.7", "G3": "0.85"}


def world(
    how: str = "系数×基数", pool: str = "1000", bases: dict[str, str] = BASES, **changes: Any
) -> World:
    """A head with total 0.8167 (A), and engineers with A, B and A."""
    head = World().people.split("| G0 |", maxsplit=1)[0]
    people = "".join(
        f"| {i} | 员工{i} | 甲部 | {'工程师' if i != 'G0' else '主管'} | {'G0' if i != 'G0' else ''} | | 2020-01-01 | "
        f"| 在职 | {base} |\n"
        for i, base in bases.items()
    )
    given = World(
        people=head + people,
        typed="\n".join(f"| {i} | 产出 | {v} |" for i, v in TYPED.items()),
        more_settings=SHARING.format(how=how),
        sheets={"部门": DEPARTMENTS.format(pool=pool)},
    )
    return replace(given, **changes)


def paid(outcome: QuarterOutcome) -> dict[str, str]:
    """ID → yuan."""
    return {i: f"{performance_pay(e)}" for i, e in outcome.employees.items()}


def said(outcome: QuarterOutcome) -> list[tuple[str, str]]:
    """Errors and warnings."""
    return [(i.code, i.place.cell) for i in outcome.issues if i.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        # Weights 9000, 3000, 1500, 3000 of 16500.
        ("系数×基数", {"G0": "545.45", "G1": "181.82", "G2": "90.91", "G3": "181.82"}),
        # 0.8167 × 9000 = 7350.3, 2700, 2100, 2550 of 14700.3.
        ("得分×基数", {"G0": "500.01", "G1": "183.67", "G2": "142.85", "G3": "173.47"}),
        # 0.8167, 0.9, 0.7, 0.85 of 3.2667.
        ("得分", {"G0": "250.01", "G1": "275.51", "G2": "214.28", "G3": "260.20"}),
        # Base × factor, as ever.
        ("不用", {"G0": "9000.00", "G1": "3000.00", "G2": "1500.00", "G3": "3000.00"}),
    ],
)
def test_a_pool_is_shared_in_proportion(how: str, expected: dict[str, str]) -> None:
    """To the cent; the sum is the pool."""
    outcome = score(world(how))
    assert paid(outcome) == expected
    if how != "不用":
        assert sum(Decimal(p) for p in paid(outcome).values()) == 1000
        assert not said(outcome)


@given(
    st.decimals("0", "1000000", places=2),
    st.lists(st.fractions(0, 5, max_denominator=97), min_size=1, max_size=12),
)
def test_the_shares_total_the_pool_and_are_within_a_cent(
    pool: Decimal, weights: list[Fraction]
) -> None:
    """Whatever the weights, and whatever the order of the people."""
    given = {f"G{n:02}": w for n, w in enumerate(weights)}
    shares = shared_out(pool, given)
    total = sum(weights)
    assert sum(shares.values()) == (pool if total else 0)
    for i, share in shares.items():
        exact = Fraction(pool) * given[i] / total if total else Fraction(0)
        assert abs(Fraction(share) - exact) < Fraction(1, 100)
        assert share == share.quantize(Decimal("0.01"))
    assert shared_out(pool, dict(reversed(given.items()))) == shares


def test_the_cents_that_are_left_go_to_the_largest_remainders() -> None:
    """Of equal ones to the larger weight, then the lower ID."""
    third = dict.fromkeys(("G3", "G1", "G2"), Fraction(1))
    assert shared_out(Decimal(1000), third) == {
        "G1": Decimal("333.34"),
        "G2": Decimal("333.33"),
        "G3": Decimal("333.33"),
    }
    # Exactly 0.005 and 0.015: both remainders are half a cent.
    assert shared_out(Decimal("0.02"), {"G1": Fraction(1), "G2": Fraction(3)}) == {
        "G1": Decimal("0.00"),
        "G2": Decimal("0.02"),
    }


LACKING = world(typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.7 |")


def test_a_pool_waits_for_who_is_held_back() -> None:
    """Nobody's share shrinks or grows; all keep total, grade and factor, and it is said everywhere."""
    outcome = score(LACKING)
    status = {i: e.status for i, e in outcome.employees.items()}
    assert (status["G1"], status["G3"]) == (Status.SCORED, Status.HELD_BACK)
    assert paid(outcome) == dict.fromkeys(BASES, "None")
    assert outcome.employees["G1"].grade == "A"
    waits = "奖金包尚未分配：G0、G3 暂缓"
    rows = {str(r[0]): r for r in pay_sheet(outcome, ZH).rows}
    assert rows["G1"][-1] == waits
    told = [line for p in explain(outcome.employees["G1"], outcome, ZH) for line in p.lines]
    assert told[-1] == waits
    (pool,) = summary_view(outcome, {}, ZH).pools
    assert pool.waits_for == "G0、G3"
    printed = replace(LACKING, more_settings=LACKING.more_settings + "| 报告显示金额 | 是 |\n")
    view = employee_view(score(printed).employees["G1"], score(printed), {}, ZH)
    assert (view.pay, view.pay_note) == ("", "绩效薪资待部门奖金包分配后确定。")


def test_a_report_says_that_its_amount_is_a_share() -> None:
    """Not base × factor, as the factor beside it suggests; whose sums are with HR, as they tell of colleagues."""
    printed = world(typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.7 |\n| G3 | 产出 | 0.9 |")
    printed = replace(printed, more_settings=printed.more_settings + "| 报告显示金额 | 是 |\n")
    view = employee_view(score(printed).employees["G1"], score(printed), {}, ZH)
    assert view.pay
    assert view.pay_note == "绩效薪资是本部门奖金包中的份额。"


def test_who_is_not_scored_has_no_share() -> None:
    """The others share the whole pool."""
    left = world(
        people=world().people.replace(
            "| G3 | 员工G3 | 甲部 | 工程师 | G0 | | 2020-01-01 |",
            "| G3 | 员工G3 | 甲部 | 工程师 | G0 | | 2024-08-01 |",
        ),
        typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.7 |",
    )
    outcome = score(left)
    assert outcome.employees["G3"].status is Status.NOT_SCORED
    assert paid(outcome)["G3"] == "None"
    assert sum(Decimal(p) for p in paid(outcome).values() if p != "None") == 1000


def test_another_department_is_paid_as_ever() -> None:
    """A blank cell is no pool."""
    assert paid(score(world(pool="")))["G1"] == "3000.00"


def test_who_shares_a_pool_is_of_one_department() -> None:
    """Whose change revises whom."""
    found = score(world())
    g3 = found.employees["G3"]
    employees = {**found.employees, "G3": replace(g3, person=replace(g3.person, department="乙部"))}
    here = ["G0", "G1", "G2"]
    together = pooled_together(replace(found, employees=employees))
    assert together == {**dict.fromkeys(here, here), "G3": ["G3"]}


def test_the_pay_list_shows_each_step_and_its_sum_is_the_pool() -> None:
    """Weight, sum of weights, exact share, cents; results.json has them, too."""
    outcome = score(world())
    sheet = pay_sheet(outcome, ZH)
    at = {c.header: n for n, c in enumerate(sheet.columns)}
    row = next(r for r in sheet.rows if r[0] == "G1")
    steps = ("Bonus pool of the department", "Weight in the pool", "Sum of weights", "Exact share")
    assert [str(row[at[h]]) for h in (*steps, "Payable")] == [
        "1000.00",
        "3000.000000",
        "16500.000000",
        "181.818182",
        "181.82",
    ]
    assert sheet.total[at["Payable"]] == Decimal(1000)
    assert len(sheet.total) == len(sheet.columns)
    (pool,) = quarter_record(outcome, {})["pools"]
    assert pool["shares"][1] == {"id": "G1", "weight": "3000", "amount": "181.82"}
    told = [line for p in explain(outcome.employees["G1"], outcome, ZH) for line in p.lines]
    assert told[-2:] == [
        "奖金包 1,000.00 元，按绩效系数 × 基数分配：本人 3000，部门合计 16500",
        "绩效薪资：1,000.00 × 3000 ÷ 16500 = 181.818181818182…；取到分、合计等于奖金包：181.82",
    ]
    assert "pools" not in quarter_record(score(World()), {})


def test_the_rule_is_said() -> None:
    """In the scheme in print, and where letters and guide say the rules of grades."""
    outcome = score(world())
    assert "| 奖金包分配 | 系数×基数 |" in print_scheme(outcome.scheme, ZH)
    (rule,) = summary_view(outcome, {}, ZH).grade_rules
    assert rule.startswith("部门有奖金包的，绩效薪资为奖金包中按绩效系数 × 基数所占的份额")
    assert "奖金包" not in print_scheme(score(World()).scheme, ZH)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (world(bases={**BASES, "G2": ""}), [("P65", "J4")]),
        (world("得分", bases={**BASES, "G2": ""}), []),
        (world("不用"), [("P66", "E2")]),
        (world("不用", pool=""), []),
        (world(bases=dict.fromkeys(BASES, "0")), [("P67", "A2")]),
    ],
)
def test_what_makes_no_sense_is_said_at_its_cell(
    given: World, expected: list[tuple[str, str]]
) -> None:
    """Warnings; who has no base has no performance pay, as ever, and the others share the whole pool."""
    outcome = score(given)
    assert said(outcome) == expected
    if expected and expected[0][0] == "P65":
        amounts = paid(outcome)
        assert amounts.pop("G2") == "None"
        assert sum(map(Decimal, amounts.values())) == 1000


def test_a_pool_of_nothing_is_no_warning() -> None:
    """P67 names the department whose money nobody gets; another has none to give."""
    two = "| 名称 | 上级部门 | 负责人工号 | 系数 | 奖金包 |\n| 乙部 | | G0 | | 0 |\n| 甲部 | | G0 | | 1000 |"
    outcome = score(world(bases=dict.fromkeys(BASES, "0"), sheets={"部门": two}))
    (issue,) = (i for i in outcome.issues if i.code == "P67")
    assert (str(issue.place), issue.found) == ("花名册.xlsx › 部门 › A3", "甲部")
    assert issue.details == {"unit": "甲部"}


def test_whatif_says_what_each_would_get() -> None:
    """The same pool under two ways of sharing."""
    before, after = score(world("得分")), score(world("系数×基数"))
    found = whatif(before, after)
    moved = {s.person.id: s.pay for s in found.shifts}
    assert moved["G2"] == (Decimal("214.28"), Decimal("90.91"))
    assert {found.total.before, found.total.after} == {Decimal(1000)}
    unbased = {**BASES, "G2": ""}
    found = whatif(score(world(bases=unbased)), score(world("得分", bases=unbased)))
    assert {s.person.id: s.pay for s in found.shifts}["G2"] == (Decimal(0), Decimal("214.28"))
    assert {found.total.before, found.total.after} == {Decimal(1000)}


def test_whatif_has_no_amounts_of_a_pool_that_waits() -> None:
    """Not 0, which would be a loss."""
    found = whatif(score(LACKING), score(LACKING))
    assert {s.pay for s in found.shifts} == {None}


def now(outcome: QuarterOutcome) -> dict[Subject, Current]:
    """Every record of the outcome."""
    return currents(outcome, (), "summary.pdf", report_files(outcome, "zh"))


def employee(name: str) -> Subject:
    """An employee."""
    return Subject(SubjectKind.EMPLOYEE, name)


def published(outcome: QuarterOutcome) -> dict[Subject, Published]:
    """All that can be published, as it stands on record."""
    return {
        s: Published(s, 1, 1, c.record, c.path, "", rests_on=c.rests_on)
        for s, c in now(outcome).items()
    }


def test_a_pool_that_is_shared_later_revises_what_was_published() -> None:
    """Nobody appealed; only the pay was unknown. Another change besides is a difference as ever."""
    standing = published(score(LACKING))
    later = now(score(world()))
    verdicts = compare(later, standing, Opened(), (), ZH)
    one = verdicts[employee("G1")]
    assert isinstance(one, Revised)
    assert one.note == "本报告公布之后，部门奖金包才分配。"
    changed = world(typed=world().typed.replace("0.9", "0.95"))
    assert not isinstance(
        compare(now(score(changed)), standing, Opened(), (), ZH)[employee("G1")], Revised | Stands
    )


def test_an_appeal_reaches_all_who_share_the_pool() -> None:
    """What one gets more, the others get less: the pool stays as it is."""
    standing = published(score(world()))
    appealed = score(
        world(typed=world().typed.replace("| G2 | 产出 | 0.7 |", "| G2 | 产出 | 0.81 |"))
    )
    verdicts = compare(now(appealed), standing, Opened(appeals={"G2": "复核"}), (), ZH)
    assert {type(verdicts[employee(i)]) for i in BASES} == {Revised}
    assert sum(Decimal(p) for p in paid(appealed).values()) == 1000
