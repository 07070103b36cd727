"""Quotas of a department, a level of posts or the company, also by the department's own grade."""

from dataclasses import replace

import pytest

from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.records.quarter_record import quarter_record
from gacx_reports.core.scheme.diff.diff import diff
from gacx_reports.core.scheme.markdown.document import print_scheme
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.distribution import missed
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.scoring.quota_groups import groups
from gacx_reports.core.translation import outcome_in
from gacx_reports.core.views.headcount import group_name
from gacx_reports.core.views.units.summary import summary_view
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import POSTS, World, score

ZH, EN = translator("zh"), translator("en")
HEADER = "| 等级 | 最低比例 | 最高比例 | 范围 | 对象 | 部门等级 |\n"
REASON = "系统切换期间全组加班，同意本季度超出。"


def world(quotas: str, *values: str, units: str = "", accepted: str = "") -> World:
    """Engineers N1, N2 … with these totals; quotas are checked from two people."""
    people = "".join(
        f"| N{i} | 员工{i} | 甲部 | 工程师 | G0 | | 2020-01-01 | | 在职 | |\n"
        for i in range(1, len(values) + 1)
    )
    head = World().people.split("| G1 |", maxsplit=1)[0]
    posts = POSTS.splitlines()
    levels = {"岗位": "层级", "主管": "主管", "工程师": "员工"}
    lines = (
        f"{line}{'---' if line.startswith('| ---') else levels.get(line.split('|')[1].strip(), '员工')} |"
        for line in posts
        if line.strip()
    )
    return World(
        people=head + people,
        posts="\n".join(lines),
        typed="\n".join(f"| N{n} | 产出 | {v} |" for n, v in enumerate(values, 1)),
        units=units,
        accepted=accepted,
        more_settings="| 强制分布人数 | 1 |\n",
        scheme_sheets={"强制分布": HEADER + quotas},
    )


def found(outcome: QuarterOutcome) -> list[tuple[str, str, int, int]]:
    """Group, grade, people, allowed."""
    return [
        (group_name(g, ZH), v.quota.grade, v.count, v.allowed)
        for g in groups(outcome)
        for v in missed(g, outcome)
    ]


def said(outcome: QuarterOutcome) -> list[Issue]:
    """Errors and warnings."""
    return [i for i in outcome.issues if i.severity is not Severity.NOTE]


FIVE_A = ("0.9",) * 5


@pytest.mark.parametrize(
    ("quotas", "expected"),
    [
        ("| A | | 0.2 | | | |", [("甲部", "A", 5, 1)]),
        ("| A | | 0.2 | 部门 | | |", [("甲部", "A", 5, 1)]),
        ("| A | | 0.2 | 公司 | | |", [("全公司", "A", 6, 2)]),
        ("| A | | 0.2 | 层级 | | |", [("员工层级", "A", 5, 1)]),
        ("| A | | 0.2 | 层级 | 主管 | |", []),
        ("| C | 0.4 | | 层级 | 员工 | |", [("员工层级", "C", 0, 2)]),
    ],
)
def test_a_quota_is_a_share_of_a_department_a_level_or_everybody(
    quotas: str, expected: list[tuple[str, str, int, int]]
) -> None:
    """Six people: the head, who is led by nobody, and five engineers."""
    assert found(score(world(quotas, *FIVE_A))) == expected


BY_GRADE = "| A | | 0.2 | | | |\n| A | | 0.4 | | | B |\n| A | | 0.6 | | | A |"


@pytest.mark.parametrize(
    ("result", "allowed"), [("0.85", 3), ("0.8", 3), ("0.79995", 3), ("0.7999", 2), ("0.1", 1)]
)
def test_the_departments_own_grade_decides_which_row_holds(result: str, allowed: int) -> None:
    """Its result is rounded as totals are; C has no row of its own, so the one for all holds."""
    outcome = score(world(BY_GRADE, *FIVE_A, units=f"| 甲部 | {result} |"))
    assert found(outcome) == [("甲部", "A", 5, allowed)]
    assert not said(outcome)


def test_a_row_for_the_department_goes_before_one_for_its_grade() -> None:
    """What names the group says most, in whatever order the rows stand."""
    named = "| A | | 1 | | 甲部 | |\n"
    for quotas in (named + BY_GRADE, BY_GRADE + "\n" + named):
        assert not found(score(world(quotas, *FIVE_A, units="| 甲部 | 0.9 |")))


def test_a_department_without_a_result_is_said() -> None:
    """P64, a warning; until then the row for all departments holds."""
    outcome = score(world(BY_GRADE, *FIVE_A))
    assert [(i.code, i.place.sheet) for i in said(outcome)] == [("P64", "部门公司结果")]
    assert found(outcome) == [("甲部", "A", 5, 1)]


def test_a_department_that_the_roster_lacks_is_said() -> None:
    """P64 at the row of the scheme."""
    outcome = score(world("| A | | 0.2 | | 乙部 | |", *FIVE_A))
    assert [(i.code, i.found, i.place.cell) for i in said(outcome)] == [("P64", "乙部", "A2")]


@pytest.mark.parametrize(
    ("quotas", "codes"),
    [
        ("| A | | 0.2 | 公司 | 甲部 | |", ["C42"]),
        ("| A | | 0.2 | 层级 | | B |", ["C42"]),
        ("| A | | 0.2 | 层级 | 经理 | |", ["C03"]),
        ("| A | | 0.2 | | | D |", ["C03"]),
        ("| A | 0.3 | 0.2 | 公司 | | |", ["C06"]),
        ("| A | | 0.2 | | | |\n| A | | 0.3 | 部门 | | |", ["C08"]),
        ("| A | | 0.2 | | | |\n| A | | 0.3 | | | B |", []),
    ],
)
def test_rows_that_contradict(quotas: str, codes: list[str]) -> None:
    """At the row's grade."""
    _, issues = read_scheme(world(quotas).scheme())
    assert [i.code for i in issues] == codes
    assert {i.place.sheet for i in issues} <= {"强制分布"}


def test_a_level_needs_a_post_that_has_it() -> None:
    """C42 where no post has a level."""
    lacking = replace(world("| A | | 0.2 | 层级 | | |"), posts=POSTS)
    assert [i.code for i in read_scheme(lacking.scheme())[1]] == ["C42"]


def test_what_levels_and_company_miss_may_stand_and_is_on_record() -> None:
    """Sheet 分布例外 names the level, or 公司; each is in the summary and in results.json."""
    quotas = "| A | | 0.2 | 公司 | | |\n| A | | 0.2 | 层级 | | |"
    accepted = f"| 公司 | A | {REASON} | 总经理 |\n| 员工 | A | {REASON} | 总经理 |"
    outcome = score(world(quotas, *FIVE_A, accepted=accepted))
    assert not said(outcome)
    record = quarter_record(outcome, {})
    assert [(q["scope"], q["name"], bool(q["accepted"])) for q in record["quotas_missed"]] == [
        ("层级", "员工", True),
        ("公司", "公司", True),
    ]
    told = summary_view(outcome, {}, ZH).violations
    assert [name for name, _ in told] == ["员工层级", "全公司"]
    assert told[1][1].startswith("A：6 人")
    needless = score(world(quotas, "0.7", "0.7", accepted=accepted))
    assert [i.code for i in said(needless)] == ["P31", "P31"]


def test_the_row_is_named_in_words_and_in_english() -> None:
    """The department's grade is said beside the quota; levels have their English."""
    outcome = score(world(BY_GRADE, *FIVE_A, units="| 甲部 | 0.9 |"))
    assert summary_view(outcome, {}, ZH).violations[0][1].endswith("（部门等级 A）")
    level = replace(world("| A | | 0.2 | 层级 | 员工 | |", *FIVE_A), english="| 员工 | Staff |")
    english = outcome_in("en", score(level))
    (name, words) = summary_view(english, {}, EN).violations[0]
    assert name == "Level Staff"
    assert words.startswith("A: 5 people, at most 1 of 5")


def test_scheme_in_print_and_differences_name_the_row() -> None:
    """Columns that no row uses are not printed."""
    scheme, _ = read_scheme(world(BY_GRADE + "\n| C | | 0.5 | 层级 | 员工 | |").scheme())
    usual, _ = read_scheme(world("| A | | 0.2 | | | |").scheme())
    assert "| A | — | 40% | 部门 |  | B |" in print_scheme(scheme, ZH)
    assert "| A | — | 20% |\n" in print_scheme(usual, ZH) + "\n"
    assert "层级：员工。" in print_scheme(scheme, ZH)
    named = {c.name for c in diff(usual, scheme)}
    assert {"A › 部门等级 › B", "A › 部门等级 › A", "C › 层级 › 员工"} <= named
