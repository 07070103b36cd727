"""按项目: KPIs that are scored for each project of a person, weighed by the roster's sheet 项目分工."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from gacx_reports.core.explain.explain import explain
from gacx_reports.core.scheme.diff.diff import diff
from gacx_reports.core.scheme.markdown.kpis import kpi_cells
from gacx_reports.core.scheme.one_person import by_project
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.sampling_rule import SamplingRule
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, Status
from gacx_reports.core.views.employee.employee import employee_view
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, kpi, record_kpi, score

SHARES = "| G1 | 引擎 | 60% |\n| G1 | 离线地图 | 40% |"
TYPED = """
| G1 | 进度 | 1 | 引擎 |
| G1 | 进度 | 0.5 | 离线地图 |
| G1 | 分享 | 0.7 | |
| G2 | 进度 | 0.9 | |
| G2 | 分享 | 0.5 | |
"""
CHECKS = """
| G1 | 2024-07-01 | 是 | | | 引擎 |
| G1 | 2024-07-02 | 是 | | | 引擎 |
| G1 | 2024-07-03 | 是 | | | 离线地图 |
| G1 | 2024-07-04 | 否 | | | 离线地图 |
| G2 | 2024-07-05 | 是 | | | |
"""


def world(shares: str = SHARES, typed: str = TYPED) -> World:
    """进度 60 % by project, 分享 40 %; G1 has two projects, G2 none."""
    kpis = (
        kpi(指标="进度", 权重="0.6", 取值="填报", 按项目="是"),
        kpi(指标="分享", 权重="0.4", 取值="填报"),
    )
    return World(
        kpis=kpis,
        sheets={"项目分工": f"| 工号 | 所属项目 | 权重 |\n{shares}"},
        own_sheets={"填报值": f"| 工号 | 指标 | 实际值 | 所属项目 |\n{typed}"},
    )


def by_records(shares: str = SHARES, checks: str = CHECKS, **more: str) -> World:
    """合格率 of records is the only KPI, by project."""
    return World(
        kpis=(record_kpi("是占比", 按项目="是", **more),),
        sheets={"项目分工": f"| 工号 | 所属项目 | 权重 |\n{shares}"},
        headers=" 所属项目 |",
        checks=checks,
    )


def both(of: World) -> tuple[EmployeeOutcome, EmployeeOutcome]:
    """G1, who has projects, and G2."""
    people = score(of).employees
    return people["G1"], people["G2"]


def found(of: World) -> list[tuple[str, str, str]]:
    """Code, cell and content of every issue."""
    return [(i.code, i.place.cell, i.found) for i in score(of).issues]


def reasons(e: EmployeeOutcome) -> list[tuple[str, str]]:
    """Code, and the KPI with its project, of what holds somebody back."""
    return [(i.code, i.details.get("kpi", "")) for i in e.issues]


def test_each_project_is_scored_by_itself_and_weighed() -> None:
    """60 % × (60 % × 1 + 40 % × 0.5) + 40 % × 0.7 = 0.76; who has no projects is scored as a whole: 0.74."""
    one, other = both(world())
    assert (str(one.total), str(other.total)) == ("0.7600", "0.7400")
    assert [(p.project, p.project_weight, p.share, p.kpi_score) for p in one.parts] == [
        ("引擎", Fraction(3, 5), Fraction(9, 25), Fraction(1)),
        ("离线地图", Fraction(2, 5), Fraction(6, 25), Fraction(1, 2)),
        ("", None, Fraction(2, 5), Fraction(7, 10)),
    ]
    assert sum((k.effective_weight for k in one.kpis), Fraction(0)) == 1
    assert (one.in_parts, one.by_projects, one.moved) == (True, True, False)
    assert (other.in_parts, other.by_projects) == (False, False)


def test_records_count_for_the_project_that_they_name() -> None:
    """60 % × 2/2 + 40 % × 1/2 = 0.8; blanks, width and case of the name are ignored."""
    for written in ("离线地图", " 离线 地图 "):
        one, other = both(by_records(checks=CHECKS.replace("| 离线地图 |", f"| {written} |")))
        assert (str(one.total), str(other.total)) == ("0.8000", "1.0000")


def test_a_project_has_one_name_for_everybody() -> None:
    """The preview and lists of choices tell projects apart by their names, as Excel does: App is APP."""
    written = world(
        "| G1 | App | 60% |\n| G1 | 离线地图 | 40% |\n| G2 | APP | 0.5 |\n| G2 | 离线 地图 | |",
        TYPED.replace("引擎", "app").replace(
            "| G2 | 进度 | 0.9 | |", "| G2 | 进度 | 0.9 | aPP |\n| G2 | 进度 | 0.9 | 离线地图 |"
        ),
    )
    assert [[p.project for p in e.parts] for e in both(written)] == [["App", "离线地图", ""]] * 2
    assert [str(e.total) for e in both(written)] == ["0.7600", "0.7400"]


@pytest.mark.parametrize(
    "blank",
    ["| G1 | 引擎 | |\n| G1 | 离线地图 | 均分 |", "| G1 | 引擎 | 50% |\n| G1 | 离线地图 | |"],
)
def test_a_blank_weight_is_an_equal_part_of_the_rest(blank: str) -> None:
    assert [p.project_weight for p in both(by_records(blank))[0].parts] == [Fraction(1, 2)] * 2


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ("| G1 | 引擎 | 60% |\n| G1 | 离线地图 | 50% |", ("P81", "C2:C3", "110%")),
        ("| G1 | 引擎 | 100% |\n| G1 | 离线地图 | |", ("P81", "C2:C3", "100% + 均分")),
        ("| G1 | 引擎 | |\n| G1 | 引擎 | |", ("P02", "B3", "引擎")),
        ("| G1 | 引擎 | 100% |\n| G1 | 离线地图 | 0 |", ("V03", "C3", "0")),
        ("| G9 | 引擎 | |", ("P01", "A2", "G9")),
        ("| G0 | 引擎 | |", ("P82", "B2", "引擎")),
    ],
)
def test_faults_of_the_roster_are_named_at_their_cells(
    shares: str, expected: tuple[str, str, str]
) -> None:
    assert expected in found(by_records(shares))


def test_a_weight_that_cannot_be_read_is_said_once() -> None:
    """V02 at the cell, and no total of what is left."""
    codes = [
        code for code, cell, _ in found(by_records("| G1 | 引擎 | 多 |\n| G1 | 离线地图 | 40% |"))
    ]
    assert "V02" in codes
    assert "P81" not in codes


def test_an_english_workbook_names_projects_too() -> None:
    """Headers in English, and the roster's sheet; names of projects as on the roster."""
    english = replace(
        world(),
        own_sheets={
            "填报值": f"| Employee ID | KPI | Actual value | Project |\n{TYPED}",
        },
    )
    one, other = both(english)
    assert (str(one.total), str(other.total)) == ("0.7600", "0.7400")
    shares = {"Project shares": f"| Employee ID | Project | Weight |\n{SHARES}"}
    assert str(both(replace(world(), sheets=shares))[0].total) == "0.7600"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("| G1 | 2024-07-04 | 否 | | | 离线地图 |", "| G1 | 2024-07-04 | 否 | | | |", ""),
        (
            "| G1 | 2024-07-04 | 否 | | | 离线地图 |",
            "| G1 | 2024-07-04 | 否 | | | 离线地因 |",
            "离线地因",
        ),
        ("| G2 | 2024-07-05 | 是 | | | |", "| G2 | 2024-07-05 | 是 | | | 离线地图 |", "离线地图"),
    ],
)
def test_a_record_of_no_project_holds_its_person_back(old: str, new: str, said: str) -> None:
    """P80: it names none, an unknown one, or one of somebody who has none."""
    one, other = both(by_records(checks=CHECKS.replace(old, new)))
    wrong, right = (one, other) if "G1" in old else (other, one)
    (issue,) = wrong.issues
    assert (issue.code, issue.found, right.status) == ("P80", said, Status.SCORED)
    assert issue.details["nearest"] == ("离线地图" if said == "离线地因" else "")


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("| G1 | 进度 | 0.5 | 离线地图 |", "| G1 | 进度 | 0.5 | |", ["P80"]),
        ("| G1 | 进度 | 0.5 | 离线地图 |", "| G1 | 进度 | 0.5 | 引擎 |", ["P06"]),
        ("| G1 | 分享 | 0.7 | |", "| G1 | 分享 | 0.7 | 引擎 |", ["P80"]),
        ("| G1 | 进度 | 0.5 | 离线地图 |", "| G1 | 进度 | 半 | 离线地图 |", ["V02"]),
    ],
)
def test_a_typed_value_names_its_project(old: str, new: str, codes: list[str]) -> None:
    one, other = both(world(typed=TYPED.replace(old, new)))
    assert [i.code for i in one.issues][:1] == codes
    assert other.status is Status.SCORED


def test_a_project_without_values_holds_back_and_is_named() -> None:
    one, _ = both(world(typed=TYPED.replace("| G1 | 进度 | 0.5 | 离线地图 |\n", "")))
    assert reasons(one) == [("P05", "离线地图 进度")]
    none = CHECKS.replace("| G1 | 2024-07-03 | 是 | | | 离线地图 |\n", "").replace(
        "| G1 | 2024-07-04 | 否 | | | 离线地图 |\n", ""
    )
    one, _ = both(by_records(checks=none))
    assert reasons(one) == [("P12", "离线地图 抽查指标")]
    one, _ = both(by_records(checks=none, 无记录时="不适用"))
    assert (str(one.total), len(one.parts)) == ("1.0000", 1)


def test_after_a_transfer_each_assignment_has_its_projects() -> None:
    """31 days as 主管, of which no KPI is by project; 61 days with two projects."""
    moved = replace(
        by_records(checks=CHECKS.replace("2024-07", "2024-08")),
        transfers="| G1 | 2024-08-01 | 主管 | 工程师 | 甲部 | 甲部 |",
        led=kpi(岗位="主管", 指标="管理", 取值="填报"),
        typed="| G0 | 管理 | 1 |\n| G1 | 管理 | 0.5 |",
    )
    moved = replace(moved, own_sheets={})
    one, _ = both(moved)
    assert [i.code for i in one.issues] == []
    days = Fraction(31, 92)
    assert [p.share for p in one.parts] == [
        days,
        (1 - days) * Fraction(3, 5),
        (1 - days) * Fraction(2, 5),
    ]
    assert one.moved
    assert one.kpi_score == days / 2 + (1 - days) * Fraction(4, 5)


TWO_POSTS = """
| 岗位 | 单位 | 别名 | 行为组 | 个人权重 | 部门权重 | 公司权重 |
| 工程师 | 甲部 | | 通用 | 1 | 0 | 0 |
| 专员 | 甲部 | | 通用 | 1 | 0 | 0 |
| 主管 | 甲部 | | | 1 | 0 | 0 |
"""


@pytest.mark.parametrize("scale", ["", "五级"])
def test_a_kpi_by_project_in_one_post_and_as_a_whole_in_the_other(scale: str) -> None:
    """31 days as 专员, 0.6 for the whole; 61 days by project, 0.6 × 1 + 0.4 × 0.5. One sheet has all three rows."""
    mixed = replace(
        world(),
        posts=TWO_POSTS,
        kpis=(
            kpi(指标="进度", 取值="填报", 按项目="是"),
            kpi(岗位="专员", 指标="进度", 取值="填报", 量表=scale),
        ),
        transfers="| G1 | 2024-08-01 | 专员 | 工程师 | 甲部 | 甲部 |",
        own_sheets={
            "填报值": "| 工号 | 指标 | 实际值 | 所属项目 |\n| G1 | 进度 | 1 | 引擎 |\n"
            f"| G1 | 进度 | 0.5 | 离线地图 |\n| G1 | 进度 | {'称职' if scale else '0.6'} | |\n"
            "| G2 | 进度 | 0.9 | |"
        },
    )
    one, _ = both(mixed)
    assert [i.code for i in one.issues] == []
    assert one.kpi_score == (31 * Fraction(3, 5) + 61 * Fraction(4, 5)) / 92
    rows = mixed.own_sheets["填报值"]
    without = rows.replace("| G1 | 进度 | 称职 | |\n", "").replace("| G1 | 进度 | 0.6 | |\n", "")
    assert reasons(both(replace(mixed, own_sheets={"填报值": without}))[0]) == [("P05", "进度")]


@pytest.mark.parametrize(
    ("of", "reason"),
    [
        (
            World(
                kpis=(
                    *World().kpis,
                    kpi(
                        岗位="公司", 指标="总", 取值="是占比", 记录表="抽查", 列="合格", 按项目="是"
                    ),
                )
            ),
            "unit",
        ),
        (World(led=kpi(岗位="主管", 指标="下属", 取值="下属均分", 按项目="是")), "people"),
        (
            replace(by_records(), columns="| 抽查 | 所属项目 | 文本 | | 否 | 否 | | | |\n"),
            "of its own",
        ),
    ],
)
def test_what_cannot_be_by_project_is_refused(of: World, reason: str) -> None:
    """C50: a unit's KPI, the mean of people led, and a record table with such a column of its own."""
    _, issues = read_scheme(of.scheme())
    (issue,) = [i for i in issues if i.code == "C50"]
    assert reason in issue.details["reason"]


def test_drawn_calls_have_no_project() -> None:
    """C50: nobody fills in what the calls of a sample are about."""
    scheme, _ = read_scheme(by_records().scheme())
    rule = SamplingRule(
        "抽查", "工程师", "作业", "", Decimal(1), 1, 5, 0, False, scheme.kpis[0].place
    )
    (issue,) = by_project(replace(scheme, sampling=(rule,)))
    assert "drawn" in issue.details["reason"]


def test_the_scheme_in_print_and_its_differences_say_so() -> None:
    scheme, _ = read_scheme(world().scheme())
    before, _ = read_scheme(
        replace(
            world(),
            kpis=(
                kpi(指标="进度", 权重="0.6", 取值="填报"),
                kpi(指标="分享", 权重="0.4", 取值="填报"),
            ),
        ).scheme()
    )
    assert [kpi_cells(k, translator("zh"))[3] for k in scheme.kpis_of("工程师")] == [
        "填报（按项目）",
        "填报",
    ]
    assert [(c.name, c.what, c.before, c.after) for c in diff(before, scheme)] == [
        ("工程师 › 进度", "Scored by project", "否", "是")
    ]


@pytest.mark.parametrize(("by", "weights"), [("分享", ("1", "0")), ("进度", ("0", "1"))])
def test_a_kpi_that_weighs_nothing_limits_the_grade_all_the_same(
    by: str, weights: tuple[str, str]
) -> None:
    """With 分享 at 0 % the part beside the projects counts for nothing; with 进度 at 0 % each project does."""
    bound = {"低于此分": "0.8", "等级至多": "C"}
    progress, share = weights
    red = replace(
        world(),
        kpis=(
            kpi(指标="进度", 权重=progress, 取值="填报", 按项目="是", **(bound if by == "进度" else {})),
            kpi(指标="分享", 权重=share, 取值="填报", **(bound if by == "分享" else {})),
        ),
    )  # fmt: skip
    quarter = score(red)
    one = quarter.employees["G1"]
    assert str(one.total) == ("0.8000" if by == "分享" else "0.7000")
    names = ["分享"] if by == "分享" else ["离线地图 进度"]
    assert ([x.name for x in one.limits], one.grade) == (names, "C")
    assert sum((p.share for p in one.parts), Fraction(0)) == 1
    for language in ("zh", "en"):
        t = translator(language)
        assert explain(one, quarter, t)
        parts = employee_view(one, quarter, {}, t).parts
        assert [p.share for p in parts].count("0.0%") == (1 if by == "分享" else 2)
        assert parts[-1].title == t.gettext("KPIs not by project")
    without = replace(
        red, own_sheets={"填报值": red.own_sheets["填报值"].replace("| G1 | 分享 | 0.7 | |", "")}
    )
    assert "分享" in [k for _, k in reasons(both(without)[0])]


def test_a_bound_of_a_kpi_holds_for_each_project() -> None:
    low = replace(
        world(),
        kpis=(
            kpi(指标="进度", 权重="0.6", 取值="填报", 按项目="是", 低于此分="0.6", 等级至多="C"),
            kpi(指标="分享", 权重="0.4", 取值="填报"),
        ),
    )
    one, _ = both(low)
    assert [(x.name, x.ceiling) for x in one.limits] == [("离线地图 进度", "C")]
    assert (one.computed_grade, one.grade) == ("B", "C")
