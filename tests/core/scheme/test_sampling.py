"""Sheet 抽样: every row is a sampling rule, every contradiction is reported at its cell."""

from dataclasses import replace
from decimal import Decimal

import pytest

from gacx_reports.core.issues.issue import errors
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.scheme.diff.diff import diff
from gacx_reports.core.scheme.diff.labels import DiffSection
from gacx_reports.core.scheme.markdown.document import print_scheme
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.translation import in_english, issues_in
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, kpi

TABLES = """
| 回访 | 调查组 | |
| 作业 | 部门 | |
"""
COLUMNS = """
| 回访 | 客户 | 文本 | | 是 | 否 | | | |
| 回访 | 满意度 | 等级 | 五级 | 是 | 是 | | | 您对这次服务满意吗？ |
| 作业 | 单号 | 文本 | | 是 | 否 | | | |
| 作业 | 客户 | 文本 | | 是 | 否 | | | |
| 作业 | 联系电话 | 文本 | | 是 | 否 | | | |
| 作业 | 不回访 | 是否 | | 否 | 否 | | | |
| 作业 | 作业类型 | 文本 | | 是 | 否 | | | |
"""
ROW = "| 回访 | 工程师 | 作业 | 作业类型 | 0.2 | 3 | 8 | 2 | 否 |"
SURVEYED = World(
    kpis=(kpi(指标="满意度", 取值="均值", 记录表="回访", 列="满意度"),),
    tables=TABLES,
    columns=COLUMNS,
    sampling=ROW,
)
"""A company whose engineers' satisfaction is drawn from their jobs."""


def read(world: World) -> Scheme:
    """The world's scheme, without errors."""
    scheme, issues = read_scheme(world.scheme())
    assert not errors(issues)
    return scheme


def faults(world: World) -> list[tuple[str, str, str]]:
    """Errors as (code, cell of sheet 抽样, found)."""
    found = errors(read_scheme(world.scheme())[1])
    assert {i.place.sheet for i in found} <= {"抽样"}
    for issue in found:
        for lang in ("zh", "en"):
            (shown,) = issues_in("en", (issue,), None) if lang == "en" else (issue,)
            words = describe(shown, translator("en" if lang == "en" else "zh"))
            assert "{" not in words.title + words.expected + words.mend
    return [(i.code, i.place.cell, i.found) for i in found]


def test_a_row_is_a_rule_per_record_table_and_post() -> None:
    """Everything that the draw needs, with the address of each cell."""
    (rule,) = read(SURVEYED).sampling
    assert (rule.table, rule.post, rule.frame) == ("回访", "工程师", "作业")
    assert (rule.stratum_column, rule.share) == ("作业类型", Decimal("0.2"))
    assert (rule.least, rule.most, rule.reserves, rule.show_employee) == (3, 8, 2, False)
    assert (rule.place.sheet, rule.place.cell, rule.at("最多").cell) == ("抽样", "A2", "G2")
    assert read(SURVEYED).sampling_of("回访") == (rule,)
    assert read(SURVEYED).sampling_of("作业") == ()


def test_months_alone_may_be_the_strata_and_reserves_may_be_none() -> None:
    """分层列 and 备用 may be blank."""
    (rule,) = read(
        replace(SURVEYED, sampling="| 回访 | 工程师 | 作业 | | 0.2 | 3 | 8 | | 是 |")
    ).sampling
    assert (rule.stratum_column, rule.reserves, rule.show_employee) == ("", 0, True)


def test_a_scheme_without_the_sheet_draws_nothing() -> None:
    """As before there was one."""
    assert read(World()).sampling == ()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| 回仿 | 工程师 | 作业 | 作业类型 | 0.2 | 3 | 8 | 2 | 否 |", ("C03", "A2", "回仿")),
        ("| 回访 | 工程狮 | 作业 | 作业类型 | 0.2 | 3 | 8 | 2 | 否 |", ("C03", "B2", "工程狮")),
        ("| 回访 | 工程师 | 作夜 | 作业类型 | 0.2 | 3 | 8 | 2 | 否 |", ("C03", "C2", "作夜")),
        ("| 回访 | 工程师 | 作业 | 作业种类 | 20% | 3 | 8 | 2 | 否 |", ("C03", "D2", "作业种类")),
        ("| 回访 | 工程师 | 作业 | 作业类型 | 0.2 | 8 | 3 | 2 | 否 |", ("C35", "G2", "3")),
        ("| 回访 | 主管 | 作业 | 作业类型 | 0.2 | 3 | 8 | 2 | 否 |", ("C35", "B2", "主管")),
        ("| 回访 | 工程师 | 抽查 | 类别 | 20% | 3 | 8 | 2 | 否 |", ("C34", "C2", "抽查")),
        ("| 回访 | 工程师 | 作业 | 作业类型 | 0.2 | 0 | 8 | 2 | 否 |", ("V03", "F2", "0")),
        ("| 回访 | 工程师 | 作业 | 作业类型 | 1200% | 3 | 8 | 2 | 否 |", ("V03", "E2", "1200%")),
        ("| 回访 | 工程师 | 作业 | 作业类型 | 0.2 | 3 | 8 | 6 | 否 |", ("V03", "H2", "6")),
        (f"{ROW}\n{ROW}", ("C08", "B3", "工程师")),
    ],
)
def test_a_contradiction_is_named_at_its_cell(row: str, expected: tuple[str, str, str]) -> None:
    """Names that nothing has, more than the most, a post that is not measured, a frame without numbers."""
    assert faults(replace(SURVEYED, sampling=row)) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "cell"),
    [
        ("| 作业 | 单号 | 文本 | | 是 | 否 | | | |\n", "", "C2"),
        ("| 作业 | 联系电话 | 文本 | | 是 |", "| 作业 | 联系电话 | 数值 | | 是 |", "C2"),
        ("| 作业 | 客户 | 文本 | | 是 |", "| 作业 | 客户 | 文本 | | 否 |", "C2"),
        ("| 作业 | 不回访 | 是否 | | 否 |", "| 作业 | 不回访 | 文本 | | 否 |", "C2"),
        ("| 回访 | 客户 | 文本 | | 是 |", "| 回访 | 单位 | 文本 | | 是 |", "A2"),
    ],
)
def test_frame_and_drawn_table_need_their_columns(old: str, new: str, cell: str) -> None:
    """C34: number, customer and telephone as text that is never blank; 不回访 only as 是否."""
    assert old in COLUMNS
    world = replace(SURVEYED, columns=COLUMNS.replace(old, new))
    assert [(code, at) for code, at, _ in faults(world)] == [("C34", cell)]


def test_calls_need_a_question_and_visits_do_not() -> None:
    """C34 where 调查组 would have nothing to ask; a department's spot check has no levels."""
    world = replace(
        SURVEYED,
        kpis=(kpi(指标="量", 取值="计数", 记录表="回访"),),
        columns=COLUMNS.replace(
            "| 回访 | 满意度 | 等级 | 五级 | 是 | 是 |", "| 回访 | 满意 | 是否 | | 是 | 是 |"
        ),
    )
    assert faults(world) == [("C34", "A2", "回访")]
    visits = replace(world, tables=TABLES.replace("| 回访 | 调查组 |", "| 回访 | 部门 |"))
    assert faults(visits) == []


def test_the_survey_team_does_not_draw_from_its_own_records() -> None:
    """C34: the frame is what the departments record."""
    world = replace(SURVEYED, tables=TABLES.replace("| 作业 | 部门 |", "| 作业 | 调查组 |"))
    assert faults(world) == [("C34", "C2", "作业")]


def test_a_changed_rule_is_named_by_the_comparison() -> None:
    """Each field by its name, for the post that it is about."""
    more = replace(SURVEYED, sampling=ROW.replace("0.2", "0.3").replace("| 否 |", "| 是 |"))
    found = diff(read(SURVEYED), read(more))
    assert [(c.area, c.name, c.what, c.before, c.after, c.posts) for c in found] == [
        (DiffSection.SAMPLING, "回访 › 工程师", "Share of the jobs", "20%", "30%", ("工程师",)),
        (
            DiffSection.SAMPLING,
            "回访 › 工程师",
            "Caller sees the employee",
            "否",
            "是",
            ("工程师",),
        ),
    ]


def test_the_rules_are_in_print() -> None:
    """A table of its own, in both languages."""
    scheme = read(SURVEYED)
    zh = print_scheme(scheme, translator("zh"))
    assert "| 回访 | 工程师 | 作业 | 作业类型 | 20% | 3 | 8 | 2 | 否 |" in zh
    en = print_scheme(in_english(scheme, {"回访": "Calls", "作业": "Jobs"}), translator("en"))
    assert "| Calls | 工程师 | Jobs | 作业类型 | 20% | 3 | 8 | 2 | No |" in en
