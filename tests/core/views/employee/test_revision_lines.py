"""Lines of a revision about the one before: its result, and what changed it."""

from dataclasses import replace
from typing import Any, cast

import pytest

from gacx_reports.core.records.current import published_record
from gacx_reports.core.records.record_types import PersonPublication
from gacx_reports.core.scheme.settings.settings import Settings
from gacx_reports.core.views.employee.revision_lines import revision_lines
from gacx_reports.i18n import translator
from tests.core.scoring.test_projects import SHARES, TYPED, world
from tests.fixtures.markdown_company import World, score

BEFORE = World(typed="| G1 | 产出 | 0.7 |\n| G2 | 产出 | 0.7 |")


def publication(world: World, person: str = "G1") -> PersonPublication:
    """What the ledger keeps of somebody."""
    outcome = score(world)
    return published_record(outcome.employees[person], outcome)


def lines(
    before: PersonPublication, after: PersonPublication, pay: bool = False, **names: str
) -> tuple[str, ...]:
    """Lines of revision 2, in Chinese."""
    settings = replace(Settings(), show_pay=pay)
    return revision_lines(2, before, after, settings, names, translator("zh"))


def changed(of: PersonPublication, **result: Any) -> PersonPublication:
    """With other fields of the record."""
    return cast("PersonPublication", {**of, "result": {**of["result"], **result}})


def test_a_line_for_the_result_and_one_for_the_cause() -> None:
    """The KPI with both scores; the amount only where reports print amounts."""
    before = publication(BEFORE)
    after = publication(replace(BEFORE, typed="| G1 | 产出 | 0.85 |\n| G2 | 产出 | 0.7 |"))
    first, second = lines(before, after)
    assert first == "第 1 版：总分 0.7000；等级 B；绩效系数 50%"
    assert second == "此后的变动：产出 0.7000 → 0.8500"
    assert lines(before, after, pay=True)[0].endswith("；绩效薪资 1,500.00 元")
    assert lines(before, after, 产出="Output")[1] == "此后的变动：Output 0.7000 → 0.8500"


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("| G1 | 进度 | 1 | 引擎 |", "| G1 | 进度 | 0.9 | 引擎 |", "引擎 进度 1.0000 → 0.9000"),
        ("| G1 | 进度 | 0.5 |", "| G1 | 进度 | 0.6 |", "离线地图 进度 0.5000 → 0.6000"),
        ("| G1 | 分享 | 0.7 |", "| G1 | 分享 | 0.8 |", "分享 0.7000 → 0.8000"),
    ],
)
def test_of_a_kpi_by_project_the_project_is_named(old: str, new: str, cause: str) -> None:
    """Whichever of the projects it is."""
    before, after = publication(world()), publication(world(typed=TYPED.replace(old, new)))
    assert lines(before, after)[1] == f"此后的变动：{cause}"


def test_other_weights_of_projects_are_a_cause() -> None:
    after = publication(world(SHARES.replace("60%", "50%").replace("40%", "50%")))
    assert lines(publication(world()), after)[1] == "此后的变动：项目权重"


def test_a_corrected_day_changes_nothing() -> None:
    """Nor does a row that was inserted above."""
    before = publication(BEFORE)
    moved = publication(replace(BEFORE, typed="| G2 | 产出 | 0.7 |\n| G1 | 产出 | 0.7 |"))
    assert lines(before, moved) == ()


def test_every_kind_of_cause_is_named() -> None:
    """Behaviours, units, lines, vetoes, decisions, posts and texts; of more than four the rest is counted."""
    before = publication(BEFORE)
    behaviour = {"score": "0.9", "half": "2024H2", "share": "0.2", "categories": {}, "items": []}
    mix = {**before["result"]["mix"], "department": {"share": "0.2", "result": "0.8"}}
    adjustment = [{"item": "表扬", "kind": "加分", "applied": "0.05", "lines": []}]
    after = changed(before, behaviour=behaviour, mix=mix, adjustments=adjustment, post="主管")
    assert lines(before, after)[1] == (
        "此后的变动：行为评价 — → 0.9000；部门 — → 0.8000；加减分 — → 0.0500；岗位"
    )
    more = changed(after, override={"computed": "B", "grade": "A", "reason": "x", "by": "x"})
    more["comment"] = "更好"
    assert lines(before, more)[1].endswith("；岗位；另有 2 项")


def test_who_had_no_total_had_a_status() -> None:
    """Held back people have no record, those who are not scored do."""
    after = publication(BEFORE)
    before = changed(after, total=None, grade=None, pay_factor=None, status="not_scored", kpis=[])
    first, second = lines(before, after)
    assert first == "第 1 版：未参与考核"
    assert "产出 — → 0.7000" in second
