"""Quotas are checked and move nobody; equal totals share a rank."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.records.quarter_record import quarter_record
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.distribution import extremes, missed, ranks, violations
from gacx_reports.core.scoring.outcomes import EmployeeOutcome
from gacx_reports.core.scoring.quota_groups import department
from gacx_reports.core.views.headcount import violation_words
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, score


def members(grades: str) -> list[EmployeeOutcome]:
    """People with these grades, out of a scored world."""
    values = {"A": "0.9", "B": "0.7", "C": "0.1"}
    rows = [
        f"| N{i} | 员工{i} | 甲部 | 工程师 | G0 | | 2020-01-01 | | 在职 | |"
        for i in range(len(grades))
    ]
    people = World().people + "\n".join(rows)
    typed = "\n".join(f"| N{i} | 产出 | {values[g]} |" for i, g in enumerate(grades))
    found = score(World(people=people, typed=typed + "\n| G1 | 产出 | 1 |\n| G2 | 产出 | 1 |"))
    return [e for e in found.employees.values() if e.person.id.startswith("N")]


@pytest.mark.parametrize(
    ("grades", "found"),
    [
        ("AAABBBBBBBC", []),
        ("AAAABBBBBBC", [("A", 4, 3)]),
        ("AAABBBBBBBB", [("C", 0, 1)]),
        ("AAAAAAAAAA", []),
        ("AAAAAAAAAAA", [("A", 11, 3), ("C", 0, 1)]),
    ],
)
def test_two_seven_one(grades: str, found: list[tuple[str, int, int]]) -> None:
    """At most 20 % A, at least 10 % C, in units above ten people."""
    world = World(quotas="| A | | 0.2 |\n| C | 0.1 | |")
    scheme, issues = read_scheme(world.scheme())
    assert not issues
    told = violations(members(grades), scheme.quotas, scheme)
    assert [(v.quota.grade, v.count, v.allowed) for v in told] == found


@given(st.lists(st.decimals("0", "1", places=1), min_size=1, max_size=12))
def test_ranks_share_and_skip(totals: list[Decimal]) -> None:
    """1, 1, 3: a rank is one more than the number of better ones; order of rows never matters."""
    found = ranks(totals)
    for total, rank in zip(totals, found, strict=True):
        assert rank == 1 + sum(t > total for t in totals)
    assert ranks(list(reversed(totals))) == tuple(reversed(found))


def test_the_top_and_bottom_include_ties() -> None:
    """Nobody is left out of a list who has the same total as somebody on it."""
    best, worst = extremes(members("AABBBC"), 1)
    assert [e.grade for e in best] == ["A", "A"]
    assert [e.grade for e in worst] == ["C"]


def test_nobody_is_among_the_best_and_the_worst() -> None:
    """Of seven people three are named at each end, the fourth at neither; of equals all at one end."""
    best, worst = extremes(members("AABBBCC"), 5)
    assert [e.grade for e in best] == ["A", "A", "B", "B", "B"]
    assert [e.grade for e in worst] == ["C", "C"]
    best, worst = extremes(members("ABC"), 5)
    assert [[e.grade for e in some] for some in (best, worst)] == [["A"], ["C"]]
    best, worst = extremes(members("BBB"), 5)
    assert (len(best), worst) == (3, ())
    best, worst = extremes(members("B"), 5)
    assert (len(best), worst) == (1, ())


REASON = "系统切换期间全组加班，同意本季度超出。"


def crowded(accepted: str) -> World:
    """Thirteen people with A, of whom the quota takes three, less the head."""
    rows = [f"| N{i} | 员工{i} | 甲部 | 工程师 | G0 | | 2020-01-01 | | 在职 | |" for i in range(11)]
    typed = "\n".join(
        f"| {who} | 产出 | 1 |" for who in ("G1", "G2", *(f"N{i}" for i in range(11)))
    )
    return World(
        people=World().people + "\n".join(rows),
        typed=typed,
        quotas="| A | | 0.2 |",
        accepted=accepted,
    )


def test_a_missed_quota_may_stand_with_a_reason() -> None:
    """Everybody keeps the grade either way; who accepted it, and why, is on record."""
    outcome = score(crowded(f"| 甲部 | A | {REASON} | 总经理 |"))
    (found,) = missed(department("甲部"), outcome)
    assert found.accepted
    assert (found.accepted.reason, found.accepted.by) == (REASON, "总经理")
    record = quarter_record(outcome, {})["departments"][0]
    assert record["quotas_missed"] == [
        {
            "grade": "A",
            "count": 13,
            "scored": 13,
            "at_most": 3,
            "accepted": {"reason": REASON, "by": "总经理"},
        }
    ]
    (words,) = violation_words(department("甲部"), outcome, translator("en"))
    assert words.endswith(f"Accepted by 总经理: {REASON}")
    assert not [i for i in outcome.issues if i.severity is not Severity.NOTE]


def test_a_quota_let_go_without_need_is_said() -> None:
    """P31, a warning: results have changed since HR wrote the row."""
    world = replace(World(typed="| G1 | 产出 | 1 |\n| G2 | 产出 | 1 |"), quotas="| A | | 0.2 |")
    outcome = score(replace(world, accepted=f"| 甲部 | A | {REASON} | 总经理 |"))
    told = [i for i in outcome.issues if i.severity is not Severity.NOTE]
    assert [(i.code, i.severity, i.place.sheet) for i in told] == [
        ("P31", Severity.WARNING, "分布例外")
    ]


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (f"| 乙部 | A | {REASON} | 总经理 |", "P08", "A2"),
        (f"| 甲部 | B | {REASON} | 总经理 |", "P25", "B2"),
        ("| 甲部 | A | 大家都好 | 总经理 |", "P26", "C2"),
        (f"| 甲部 | A | {REASON} | |", "V01", "D2"),
    ],
)
def test_letting_a_quota_go_is_checked_at_the_cell(row: str, code: str, cell: str) -> None:
    """Unknown department, grade without a quota, short reason, nobody who decided."""
    found = score(crowded(row)).issues
    assert (code, cell) in [(i.code, i.place.cell) for i in found if i.place.sheet == "分布例外"]
