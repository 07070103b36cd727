"""Grades by place: shares of places, ties, small units, rounding, and what follows a grade."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gacx_reports.core.explain.explain import explain
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issuing.instructions import guide
from gacx_reports.core.records.quarter_record import employee_record
from gacx_reports.core.scheme.diff.diff import diff
from gacx_reports.core.scheme.grades.grade_band import RankUnit
from gacx_reports.core.scheme.markdown.document import print_scheme
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.comparison.compare_schemes import compare
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.scoring.rank_grades import last_places, ranked_together
from gacx_reports.core.scoring.ranking import Ranking
from gacx_reports.core.views.employee.employee import employee_view
from gacx_reports.core.views.units.department import department_view
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, kpi, replace, score

ZH = translator("zh")
BY_PLACE = "| 等级方式 | 名次 |\n"
GRADES = """
| 等级 | 下限 | 上限 | 绩效系数 | 含义 | 名次比例 |
| A | 0.8 | | 1 | 全额 | 0.2 |
| B | 0.6 | 0.8 | 0.5 | 半额 | 0.7 |
| C | 0 | 0.6 | 0 | 无 | 0.1 |
"""


def world(*values: str, more: str = "", shares: str = GRADES) -> World:
    """Engineers G1, G2 … whose totals are what is typed."""
    people = "".join(
        f"| G{n} | 员工{n} | 甲部 | 工程师 | G0 | | 2020-01-01 | | 在职 | |\n"
        for n in range(1, len(values) + 1)
    )
    head = World().people.split("| G1 |", maxsplit=1)[0]
    return World(
        people=head + people,
        typed="\n".join(f"| G{n} | 产出 | {v} |" for n, v in enumerate(values, 1)),
        more_settings=BY_PLACE + more,
        scheme_sheets={"等级": shares},
    )


FIVE = world("0.9", "0.8", "0.7", "0.6", "0.5")


def engineers(found: QuarterOutcome) -> dict[str, EmployeeOutcome]:
    """Without their head."""
    return {i: e for i, e in found.employees.items() if i != "G0"}


def grades(found: QuarterOutcome) -> str:
    """One letter per engineer."""
    return "".join(e.grade or "-" for e in engineers(found).values())


TWELVE = tuple(f"0.{n}" for n in range(41, 53))


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("四舍五入", "CBBBBBBBBBAA"),
        ("进一", "CBBBBBBBBAAA"),
        ("舍去", "CCBBBBBBBBAA"),
    ],
)
def test_the_running_share_is_rounded_to_places(how: str, expected: str) -> None:
    """Of twelve, A ends at 2.4 and B at 10.8; all totals are in the band of C."""
    assert grades(score(world(*TWELVE, more=f"| 名次取整 | {how} |\n"))) == expected


def test_a_grade_without_a_place_is_nobodys() -> None:
    """A tenth of five people is half a person, rounded down."""
    few = GRADES.replace("0.2 |", "0.1 |").replace("0.7 |", "0.8 |")
    five = ("0.9", "0.8", "0.7", "0.6", "0.5")
    assert grades(score(world(*five, more="| 名次取整 | 舍去 |\n", shares=few))) == "BBBBC"


@settings(max_examples=60)
@given(st.integers(2, 300))
def test_the_places_of_all_grades_are_all_places(people: int) -> None:
    """Whatever the rounding: never fewer than before, and the worst grade ends with the last place."""
    for how in ("四舍五入", "进一", "舍去"):
        scheme, _ = read_scheme(world("1", more=f"| 名次取整 | {how} |\n").scheme())
        last = [place for _, place in last_places(scheme, people)]
        assert last == sorted(last)
        assert last[-1] == people


def test_equal_totals_share_the_better_place() -> None:
    """Three on place 2 of six have its grade, although A has one place; the next has place 5."""
    found = score(
        world(
            "0.9",
            "0.8",
            "0.8",
            "0.8",
            "0.5",
            "0.4",
            shares=GRADES.replace("0.2 |", "0.3 |").replace("0.7 |", "0.6 |"),
        )
    )
    places = [e.ranking.place for e in engineers(found).values() if e.ranking]
    assert places == [1, 2, 2, 2, 5, 6]
    assert grades(found) == "AAAABC"


def test_a_small_unit_is_graded_by_totals() -> None:
    """Four of five people: bands, and no place; the head is alone above all departments."""
    four = score(world("0.9", "0.85", "0.7", "0.65"))
    assert grades(four) == "AABB"
    assert not any(e.ranking for e in four.employees.values())
    five = score(world("0.9", "0.85", "0.7", "0.65", "0.6"))
    assert grades(five) == "ABBBB"
    assert five.employees["G0"].ranking is None
    fewer = score(world("0.9", "0.85", "0.7", "0.65", more="| 名次最少人数 | 4 |\n"))
    assert grades(fewer) == "ABBB"


@pytest.mark.parametrize(("unit", "people"), [("部门", 5), ("岗位", 5), ("公司", 6)])
def test_places_are_given_within_the_unit(unit: str, people: int) -> None:
    """In the company the head has a place too."""
    found = score(world("0.9", "0.8", "0.7", "0.6", "0.5", more=f"| 名次范围 | {unit} |\n"))
    ranking = found.employees["G5"].ranking
    assert ranking
    assert (ranking.unit, ranking.place, ranking.people) == (RankUnit(unit), people, people)
    assert (found.employees["G0"].ranking is not None) == (unit == "公司")


@pytest.mark.parametrize("unit", ["部门", "岗位"])
def test_who_is_ranked_together_is_of_one_unit(unit: str) -> None:
    """Whose change revises whom. The head, who is ranked nowhere, is left out."""
    five = ("0.9", "0.8", "0.7", "0.6", "0.5")
    found = score(world(*five, more=f"| 名次范围 | {unit} |\n"))
    g3 = found.employees["G3"]
    elsewhere = replace(g3, person=replace(g3.person, department="乙部", post="代表"))
    together = ranked_together(replace(found, employees={**found.employees, "G3": elsewhere}))
    here = ["G1", "G2", "G4", "G5"]
    assert together == {**dict.fromkeys(here, here), "G3": ["G3"]}


def test_one_who_is_held_back_holds_back_all_of_the_unit() -> None:
    """Their places depend on the missing total; the head's grade by totals waits for the mean as ever."""
    lacking = replace(FIVE, typed=FIVE.typed.replace("| G5 | 产出 | 0.5 |", ""))
    found = engineers(score(lacking))
    assert {e.status for e in found.values()} == {Status.HELD_BACK}
    assert [found[i].held_by for i in ("G1", "G4")] == [("G5",), ("G5",)]
    assert [i.code for i in found["G5"].issues] == ["P05"]


def test_limits_vetoes_and_overrides_follow_the_place() -> None:
    """The computed grade is that of the place, also where an override must name it (P27)."""
    reason = "经研究同意调整本季度的等级。"
    given = replace(
        FIVE,
        items="| 事故 | 否决 | | C | |",
        lines="| G1 | 事故 | | 2024-08-01 | 事故 |",
        overrides=f"| G2 | B | A | {reason} | G0 |\n| G3 | C | A | {reason} | G0 |",
    )
    found = engineers(score(given))
    assert [(e.computed_grade, e.grade) for e in found.values()] == [
        ("A", "C"), ("B", "A"), ("", ""), ("B", "B"), ("B", "B")
    ]  # fmt: skip
    assert [i.code for i in found["G3"].issues] == ["P27"]
    assert [str(found[i].pay_factor) for i in ("G1", "G2", "G4")] == ["0", "1", "0.5"]
    assert found["G4"].ranking
    assert found["G4"].ranking.place == 4


def test_a_low_score_limits_a_grade_by_place() -> None:
    """As it limits one by total."""
    safety = kpi(指标="产出", 取值="填报", 低于此分="0.95", 等级至多="C")
    found = score(replace(FIVE, kpis=(safety,)))
    assert {e.computed_grade + e.grade for e in engineers(found).values()} == {"AC", "BC"}


NO_SHARES = """
| 等级 | 下限 | 上限 | 绩效系数 | 含义 |
| A | 0.8 | | 1 | 全额 |
| B | 0 | 0.8 | 0.5 | 半额 |
"""


@pytest.mark.parametrize(
    ("shares", "settings", "found"),
    [
        (GRADES.replace("0.1 |", "0.05 |"), BY_PLACE, "95%"),
        (GRADES, "", "100%"),
        (NO_SHARES, BY_PLACE, "0%"),
    ],
)
def test_shares_that_make_no_sense(shares: str, settings: str, found: str) -> None:
    """C41: not 100 %, without effect, or none."""
    _, issues = read_scheme(World(scheme_sheets={"等级": shares}, more_settings=settings).scheme())
    assert [(i.code, i.found) for i in issues] == [("C41", found)]


@settings(max_examples=60)
@given(st.lists(st.integers(0, 9), min_size=5, max_size=9), st.integers(0, 9))
def test_another_total_has_the_grade_that_it_would_get(values: list[int], other: int) -> None:
    """What the ranking says of another total is what scoring that total gives."""
    typed = [f"0.{v}" for v in values]
    ranking = score(world(*typed)).employees["G1"].ranking
    assert ranking
    changed = score(world(f"0.{other}", *typed[1:])).employees["G1"]
    assert ranking.grade(Decimal(f"0.{other}")) == changed.grade


def test_the_place_is_printed() -> None:
    """On the employee's report, without distances to bounds; in explain, record and the department's report."""
    quarter = score(FIVE)
    e = quarter.employees["G2"]
    view = employee_view(e, quarter, {}, ZH)
    steps = {s.label: (s.formula, s.result) for s in view.steps}
    assert steps["等级"] == ("部门内第 2 名，共 5 人", "B")
    assert view.findings[0] == "总分 0.8000，部门内第 2 名，共 5 人。"
    assert view.bands == ()
    told = [line for p in explain(e, quarter, ZH) for line in p.lines]
    assert "部门内第 2 名，共 5 人：B" in told
    record = employee_record(e, quarter.scheme)
    assert record["ranking"] == {"unit": "部门", "place": 2, "people": 5}
    (rule,) = department_view("甲部", quarter, {}, ZH).grade_rules
    assert rule.startswith(
        "等级按部门内的名次评定：从第 1 名起依次占名次的 A 级 20%、B 级 70%、C 级 10%"
    )
    assert "ranking" not in employee_record(
        score(World(typed="| G1 | 产出 | 1 |\n| G2 | 产出 | 1 |")).employees["G1"], quarter.scheme
    )


def test_scheme_in_print_guide_and_comparison_say_the_rule() -> None:
    """In the settings, the table of grades and a sentence; none of it where totals decide."""
    quarter = score(FIVE)
    usual, _ = read_scheme(World().scheme())
    printed = print_scheme(quarter.scheme, ZH)
    assert "| 等级方式 | 名次 |" in printed
    assert "| A | 20% | 0.8 |" in printed
    assert "名次" not in print_scheme(usual, ZH)
    form = forms(quarter.scheme, quarter.roster, quarter.quarter)[0]
    assert (
        guide(form, quarter.scheme, None, None, ZH)
        .blocks[-1]
        .lines[0]
        .startswith("等级按部门内的名次")
    )
    changed = {(c.name, c.before, c.after) for c in diff(usual, quarter.scheme)}
    assert ("等级方式", "分数", "名次") in changed


def test_whatif_tells_a_new_rule_from_a_new_total() -> None:
    """Every total stays, so what changes grades is the rule."""
    after = score(FIVE)
    before = score(replace(FIVE, more_settings="", scheme_sheets={}))
    changed = {s.person.id: s.by_rules for s in compare(before, after).shifts if s.regraded}
    assert changed == {"G2": True, "G5": True}


def test_a_ranking_has_no_grade_below_0() -> None:
    """The last bar is 0, so that every total has a grade."""
    ranking = Ranking(RankUnit.POST, 1, 2, (("A", Decimal("0.5")), ("B", Decimal(0))))
    assert [ranking.grade(Decimal(x)) for x in ("0.5", "0.4999", "0")] == ["A", "B", "B"]
