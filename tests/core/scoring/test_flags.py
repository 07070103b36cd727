"""Grades that recur: which quarters count, what is said where, and that nothing else changes."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.explain.explain import explain
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issuing.instructions import guide
from gacx_reports.core.records.current import published_record
from gacx_reports.core.records.quarter_record import quarter_record
from gacx_reports.core.scheme.diff.diff import diff
from gacx_reports.core.scheme.grades.flag_rule import GradeFlag
from gacx_reports.core.scheme.markdown.document import print_scheme
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.flags import with_flags
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.translation import outcome_in
from gacx_reports.core.views.employee.employee import employee_view
from gacx_reports.core.views.units.remark import remark
from gacx_reports.core.views.units.summary import summary_view
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import GRADES, POSTS, World, score

ZH, EN = translator("zh"), translator("en")
HEADER = "| 等级 | 及以下 | 期数 | 几期内 | 后果 |\n"
TWO_C = "| C | | 2 | | 调岗或培训 |"
TOTALS = {"A": "0.9", "B": "0.7", "C": "0.5"}


def world(rules: str = TWO_C, **changes: Any) -> World:
    """G1 with a grade of choice, under these rules; nobody is rated, so that every quarter is alike."""
    given = World(
        posts=POSTS.replace("| 通用 |", "| |"), scheme_sheets={"等级提醒": HEADER + rules}
    )
    return replace(given, **changes)


def quarter(name: str, grade: str, given: World) -> QuarterOutcome:
    """A quarter in which G1 has the grade; with `-` G1 is not scored, being on leave."""
    others = "| G2 | 产出 | 0.9 |"
    if grade == "-":
        began = Period.parse(name)
        assert began
        leave = f"| G1 | {began.first_day} | {began.last_day} | 病假 |"
        return score(replace(given, quarter=name, typed=others, leave=leave))
    return score(replace(given, quarter=name, typed=f"| G1 | 产出 | {TOTALS[grade]} |\n{others}"))


def seen(grades: str, given: World) -> QuarterOutcome:
    """The last of these quarters, which end with 2024Q3; a blank is one without a folder."""
    now = Period(2024, 3)
    names = [now]
    for _ in grades[1:]:
        names.insert(0, names[0].previous)
    found = {
        q: quarter(str(q), grade, given)
        for q, grade in zip(names, grades, strict=True)
        if grade != " "
    }
    return with_flags(found.pop(now), found)


def flags(grades: str, rules: str = TWO_C) -> tuple[GradeFlag, ...]:
    """Of G1."""
    return seen(grades, world(rules)).employees["G1"].flags


@pytest.mark.parametrize(
    ("rule", "grades", "quarters"),
    [
        (TWO_C, "CC", ("2024Q2", "2024Q3")),
        (TWO_C, "CCC", ("2024Q2", "2024Q3")),
        (TWO_C, "C", None),
        (TWO_C, "CBC", None),
        (TWO_C, "CCB", None),
        (TWO_C, "C-C", None),
        (TWO_C, "C C", None),
        ("| C | | 2 | 3 | 培训 |", "CBC", ("2024Q1", "2024Q3")),
        ("| C | | 2 | 3 | 培训 |", "C-C", ("2024Q1", "2024Q3")),
        ("| C | | 2 | 3 | 培训 |", "CCB", None),
        ("| C | | 2 | 3 | 培训 |", "CBBC", None),
        ("| C | | 1 | | 面谈 |", "C", ("2024Q3",)),
        ("| B | 是 | 2 | | 培训 |", "CB", ("2024Q2", "2024Q3")),
        ("| B | | 2 | | 培训 |", "CB", None),
        ("| A | | 3 | | 优先晋升 |", "AAA", ("2024Q1", "2024Q2", "2024Q3")),
    ],
)
def test_which_quarters_meet_a_rule(
    rule: str, grades: str, quarters: tuple[str, ...] | None
) -> None:
    """The present one must have the grade; what is not known is held against nobody."""
    assert [f.periods for f in flags(grades, rule)] == ([quarters] if quarters else [])


@settings(max_examples=25)
@given(st.text("ABC", min_size=1, max_size=5), st.integers(1, 3), st.integers(0, 2))
def test_another_way_to_count_agrees(grades: str, count: int, more: int) -> None:
    """Read as a text from its end: enough of the letter among the last ones, and the very last one of them."""
    within = count + more
    expected = grades.endswith("C") and grades[-within:].count("C") >= count
    assert bool(flags(grades, f"| C | | {count} | {within} | 培训 |")) == expected


def test_an_id_that_belonged_to_another_name_is_somebody_else() -> None:
    """As in the trend."""
    before = quarter("2024Q2", "C", world())
    other = replace(before.employees["G1"].person, name="王五")
    people = {**before.employees, "G1": replace(before.employees["G1"], person=other)}
    now = quarter("2024Q3", "C", world())
    found = with_flags(now, {Period(2024, 2): replace(before, employees=people)})
    assert not found.employees["G1"].flags


def test_an_earlier_quarter_counts_by_its_own_grades() -> None:
    """A grade that the earlier scheme didn't have was not given; one that is worse there counts."""
    earlier = world(scheme_sheets={"等级": GRADES.replace("| C |", "| D |")})
    before = {Period(2024, 2): quarter("2024Q2", "C", earlier)}
    for rule, met in (("| C | 是 | 2 | | 培训 |", False), ("| B | 是 | 2 | | 培训 |", True)):
        now = with_flags(quarter("2024Q3", "C", world(rule)), before)
        assert bool(now.employees["G1"].flags) == met


def test_the_consequence_is_printed_and_changes_nothing() -> None:
    """Report, department, summary, explain and results.json; total, grade, factor and published record stay."""
    now = seen("CC", world())
    e = now.employees["G1"]
    words = "连续 2 期 C 级：调岗或培训"
    assert employee_view(e, now, {}, ZH).flags == (f"{words}（2024Q2、2024Q3）",)
    assert remark(e, ZH) == words
    assert summary_view(now, {}, ZH).flags == (
        ("甲部", "张三", "G1", f"{words}（2024Q2、2024Q3）"),
    )
    told = [line for p in explain(e, now, ZH) for line in p.lines]
    assert told[-1] == f"{words}（2024Q2、2024Q3）"
    assert quarter_record(now, {})["flags"] == [
        {
            "id": "G1",
            "grade": "C",
            "or_worse": False,
            "periods": ["2024Q2", "2024Q3"],
            "consequence": "调岗或培训",
        }
    ]
    plain = quarter("2024Q3", "C", world(scheme_sheets={}))
    same = plain.employees["G1"]
    assert (e.total, e.grade, e.pay_factor) == (same.total, same.grade, same.pay_factor)
    result = published_record(e, now)["result"]
    assert {**result, "scheme": None} == {**published_record(same, plain)["result"], "scheme": None}
    assert "flags" not in quarter_record(plain, {})


def test_the_rule_is_said_before_anybody_meets_it() -> None:
    """In the guide of the department's workbook, the scheme in print and the differences; in English, too."""
    given = replace(world(), english="| 调岗或培训 | another post or training |")
    scheme, issues = read_scheme(given.scheme())
    assert not issues
    now = quarter("2024Q3", "C", given)
    form = forms(scheme, now.roster, now.quarter)[0]
    (rule,) = guide(form, scheme, None, None, ZH).blocks[-1].lines
    assert rule == "等级提醒：连续 2 期 C 级：调岗或培训。不改变等级和薪资。"
    assert "| C |  | 2 |  | 调岗或培训 |" in print_scheme(scheme, ZH)
    usual, _ = read_scheme(World().scheme())
    assert "C › 2/2" in {c.name for c in diff(usual, scheme)}
    english = outcome_in("en", seen("CC", given))
    (words,) = employee_view(english.employees["G1"], english, {}, EN).flags
    assert words == "Grade C in 2 periods in a row: another post or training (2024Q2, 2024Q3)"


@pytest.mark.parametrize(
    ("rules", "codes"),
    [
        ("| C | | 3 | 2 | 培训 |", ["C43"]),
        ("| D | | 2 | | 培训 |", ["C03"]),
        ("| C | | 2 | | 培训 |\n| C | | 2 | 2 | 调岗 |", ["C08"]),
        ("| C | | 2 | | 培训 |\n| C | | 3 | | 调岗 |", []),
        ("| C | | 9 | | 培训 |", ["V03"]),
        ("| C | | 2 | | |", ["V01"]),
    ],
)
def test_rules_that_make_no_sense(rules: str, codes: list[str]) -> None:
    """Each at its row."""
    _, issues = read_scheme(world(rules).scheme())
    assert [i.code for i in issues] == codes
