"""A low score limits the grade: of a KPI or behaviour item, beside vetoes and before an override."""

from fractions import Fraction

import pytest

from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.views.employee.employee import employee_view
from gacx_reports.core.views.units.remark import remark
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, engineer, kpi, score, typed_kpi

ZH = translator("zh")
SAFETY = {"指标": "安全", "取值": "填报", "权重": "0.1", "低于此分": "0.6"}


def world(safety: str, ceiling: str = "C", **more: str) -> World:
    """90 % output, which is 1, and 10 % safety."""
    kpis = (typed_kpi("产出", "0.9"), kpi(**(SAFETY | {"等级至多": ceiling} | more)))
    return World(kpis=kpis, typed=f"| G1 | 产出 | 1 |\n| G1 | 安全 | {safety} |")


@pytest.mark.parametrize(
    ("safety", "ceiling", "grade"),
    [("0.6", "C", "A"), ("0.5999", "C", "C"), ("0.1", "B", "B"), ("不适用", "C", "A")],
)
def test_a_score_below_the_bound_limits_the_grade(safety: str, ceiling: str, grade: str) -> None:
    """Exactly the bound does not, and what does not apply limits nothing; the total stays."""
    e = engineer(world(safety, ceiling))
    assert (e.computed_grade, e.grade) == ("A", grade)
    assert [x.name for x in e.limits] == ([] if grade == "A" else ["安全"])


def test_a_limit_raises_no_grade() -> None:
    """C stays C where the limit is B."""
    low = World(**{**vars(world("0.1", "B")), "typed": "| G1 | 产出 | 0.5 |\n| G1 | 安全 | 0.1 |"})
    assert (engineer(low).computed_grade, engineer(low).grade) == ("C", "C")


def test_a_behaviour_item_limits_the_grade_too() -> None:
    """In a quarter that rates them: level 3 is 0.6."""
    items = """
    | 行为组 | 类别 | 行为项 | 权重 | 低于此分 | 等级至多 |
    | 通用 | 能力 | 准确性 | | | |
    | 通用 | 能力 | 效率 | | 0.7 | B |
    | 通用 | 态度 | 认真 | | | |
    """
    ratings = "\n".join(
        f"| {who} | {item} | {level} |"
        for who in ("G1", "G2")
        for item, level in (("准确性", "5"), ("效率", "3"), ("认真", "5"))
    )
    typed = "| G1 | 产出 | 1 |\n| G2 | 产出 | 1 |"
    given = World(quarter="2024Q4", items_rated=items, ratings=ratings, typed=typed)
    e = engineer(given)
    assert [(x.name, x.score) for x in e.limits] == [("效率", Fraction(3, 5))]
    assert (e.computed_grade, e.grade) == ("A", "B")


def test_report_and_department_say_why() -> None:
    """With a score that shows on which side of the bound it is."""
    quarter = score(world("0.59999"))
    e = quarter.employees["G1"]
    steps = {s.label: (s.formula, s.result) for s in employee_view(e, quarter, {}, ZH).steps}
    assert steps["等级受限"] == ("安全 0.59999，低于 0.6：至多 C", "C")
    assert remark(e, ZH) == "等级受限，计算等级 A"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"等级至多": ""}, "C40"),
        ({"低于此分": "", "等级至多": "C"}, "C40"),
        ({"等级至多": "D"}, "C03"),
    ],
)
def test_a_limit_that_is_not_whole(change: dict[str, str], code: str) -> None:
    """Both cells or neither; a grade of the scheme."""
    given = World(kpis=(kpi(**(SAFETY | {"权重": "1", "等级至多": "C"} | change)),))
    assert [i.code for i in read_scheme(given.scheme())[1]] == [code]
