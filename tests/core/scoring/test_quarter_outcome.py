"""What the scored quarter holds: everybody in the roster's order, units, and each issue once."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.people import P
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.codes.values import V
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.outcomes import Status, UnitOutcome
from gacx_reports.core.scoring.units import Unit, score_unit
from tests.fixtures.markdown_company import PEOPLE, POSTS, World, kpi, score, typed_kpi

BOTH = "| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.7 |"
MEMBERS = kpi(岗位="部门", 指标="成员均分", 取值="下属均分", 样本不足时="不适用")
ALL = kpi(岗位="公司", 指标="全员均分", 取值="下属均分")
WORLD = World(kpis=(typed_kpi("产出", "1"), MEMBERS, ALL), typed=BOTH)
TWO = {"部门": "| 名称 | 上级部门 | 负责人工号 |\n| 乙部 | 甲部 | G2 |\n| 甲部 | | G0 |"}


def test_the_outcome_is_of_the_quarter_with_its_scheme_and_roster() -> None:
    """Whoever reads it needs nothing else."""
    found = score(replace(WORLD, quarter="2024Q4", kpis=WORLD.kpis[:1], typed=""))
    assert found.quarter == Period(2024, 4)
    assert (found.scheme.settings.version, list(found.roster.people)) == (
        "测试",
        ["G0", "G1", "G2"],
    )
    assert (found.strictness, found.surveys) == ((), ())


def test_people_and_units_come_in_the_rosters_order() -> None:
    """Though those led are scored before who leads them, and the company after its departments."""
    rows = PEOPLE.strip().splitlines()
    people = "\n".join((rows[0], rows[3], rows[2], rows[1]))
    found = score(replace(WORLD, people=people, sheets=TWO))
    assert list(found.employees) == ["G2", "G1", "G0"]
    assert list(found.units) == ["乙部", "甲部", "公司"]


def test_an_issue_is_listed_once_whoever_is_touched() -> None:
    """What reading found first, then what scoring found, person by person."""
    typed = "| G1 | 产出 | 九成 |"
    found = score(World(typed=typed))
    told = [(i.code, i.person) for i in found.issues if i.severity is Severity.ERROR]
    assert told == [("V02", "G1"), ("P05", "G2")]
    assert [i.code for i in found.employees["G1"].issues] == ["V02"]


def test_only_errors_hold_back() -> None:
    """A note and a warning about somebody are listed, and change nothing."""
    place = CellRef("甲部.xlsx", "填报值", "C2")
    note = Issue(V.CONTENT_NORMALISED, place, "９０", {}, "G1")
    warning = Issue(P.TARGET_WITHOUT_EFFECT, place, "1", {}, "G1")
    assert [note.severity, warning.severity] == [Severity.NOTE, Severity.WARNING]
    found = score(World(typed=BOTH), note, warning)
    assert found.issues[:2] == (note, warning)
    assert found.employees["G1"].status is Status.SCORED


def test_a_mean_of_members_is_of_those_who_are_appraised() -> None:
    """The exempt head and whoever left are no part of it."""
    left = PEOPLE.replace(
        "| G2 | 李四 | 甲部 | 工程师 | G0 | | 2020-01-01 | | 在职 |",
        "| G2 | 李四 | 甲部 | 工程师 | G0 | | 2020-01-01 | 2024-08-30 | 离职 |",
    ).replace("| G0 | 首长 | 甲部 | 主管 | | | 2020-01-01 | | 在职 |",
              "| G0 | 首长 | 甲部 | 主管 | | | 2020-01-01 | | 免考核 |")  # fmt: skip
    units = score(replace(WORLD, people=left)).units
    assert {u: (o.result, o.kpis[0].n) for u, o in units.items()} == {
        "甲部": (Fraction(9, 10), 1),
        "公司": (Fraction(9, 10), 1),
    }


def test_the_companys_mean_counts_the_head_with_the_people() -> None:
    """.9, .7 and the head's .8: the department's is of its members alone."""
    units = score(WORLD).units
    assert (units["公司"].result, units["公司"].kpis[0].n) == (Fraction(8, 10), 3)
    assert (units["甲部"].result, units["甲部"].kpis[0].n) == (Fraction(8, 10), 2)
    assert (units["公司"].held_by, units["公司"].issues) == ((), ())


def test_a_unit_of_which_members_wait_names_them() -> None:
    """And the head among them, who waits for one of them; no half of a mean."""
    units = score(replace(WORLD, typed="| G1 | 产出 | 0.9 |")).units
    assert {u: (o.result, o.held_by) for u, o in units.items()} == {
        "甲部": (None, ("G2",)),
        "公司": (None, ("G0", "G2")),
    }


def test_results_in_a_circle_are_told_at_the_scheme() -> None:
    """C15 of each unit in it, with the way round."""
    posts = POSTS.replace("通用 | 1 | 0 | 0 |", "通用 | 0.9 | 0 | 0.1 |")
    found = score(replace(WORLD, posts=posts))
    (issue,) = found.units["公司"].issues
    assert found.units["公司"].unit == "公司"
    assert (issue.code, str(issue.place), issue.found) == ("C15", "考核方案.xlsx › 指标", "公司")
    assert set(issue.details) == {"members"}
    assert {"公司", "G0"} < set(issue.details["members"].split(" → "))
    assert (found.units["公司"].result, found.employees["G1"].status) == (None, Status.HELD_BACK)
    assert found.units["甲部"].result == Fraction(8, 10)


def test_a_units_outcome_bears_its_name() -> None:
    """Whether typed in, computed, waiting for people, or without what it needs."""
    waiting = replace(WORLD, typed="| G1 | 产出 | 0.9 |")
    without = replace(WORLD, kpis=(WORLD.kpis[0], kpi(
        岗位="公司", 指标="合格率", 取值="是占比", 记录表="抽查", 列="合格", 样本不足时="暂缓"
    )))  # fmt: skip
    inapplicable = replace(without, kpis=(WORLD.kpis[0], without.kpis[1].replace("暂缓", "不适用")))
    for world in (World(typed=BOTH), WORLD, waiting, without, inapplicable):
        units = score(world).units
        assert list(units) == ["甲部", "公司"]
        assert [u.unit for u in units.values()] == ["甲部", "公司"]


@pytest.mark.parametrize(
    ("typed", "result"), [({}, Fraction(7, 10)), ({"甲部": Decimal("0.4")}, Fraction(2, 5))]
)
def test_a_result_that_a_what_if_lends_stands_in_for_a_typed_one(
    typed: dict[str, Decimal], result: Fraction
) -> None:
    """Until HR types one in; another unit's is nobody else's."""
    world = World(typed=BOTH)
    scheme, _ = read_scheme(world.scheme())
    roster, _ = read_roster(world.roster(), scheme, Period(2024, 3))
    roster = replace(roster, unit_results=typed, lent={"甲部": Fraction(7, 10)})
    found = [
        score_unit(Unit(name, (), ()), scheme, roster, {}, lambda _: None)
        for name in ("甲部", "公司")
    ]
    assert found == [UnitOutcome("甲部", result), UnitOutcome("公司", None)]
