"""Quotas are checked and move nobody; equal totals share a rank."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacx_reports.core.distribution import extremes, ranks, violations
from gacx_reports.core.outcomes import EmployeeOutcome
from gacx_reports.core.scheme_reading import read_scheme
from tests.worlds import World, score


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
    told = violations(members(grades), scheme)
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
