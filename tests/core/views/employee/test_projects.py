"""Projects on paper: report, explanation, letter, guide, record and issued rows name each with its weight."""

from dataclasses import replace

import pytest

from gacx_reports.core.explain.explain import explain
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issuing.instructions import guide
from gacx_reports.core.issuing.prefill import FormInputs, prefilled, remembered
from gacx_reports.core.issuing.previous_values import references
from gacx_reports.core.issuing.required_rows import lines
from gacx_reports.core.records.quarter_record import employee_record
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.scoring.unit_members import kpis_of
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.core.views.employee.employee import EmployeeView, employee_view
from gacx_reports.core.views.letters.targets import LetterContext, record_mark, targets_view
from gacx_reports.core.views.units.department import department_view, lowest
from gacx_reports.excel.results.rule_sheets import rule_sheets
from gacx_reports.i18n import translator
from tests.core.scoring.test_projects import by_records, world
from tests.fixtures.markdown_company import score

ZH, EN = translator("zh"), translator("en")


@pytest.fixture(scope="module")
def quarter() -> QuarterOutcome:
    """进度 60 % by project, 分享 40 %; G1 works on 引擎 (60 %) and 离线地图 (40 %): 0.76; G2 on none: 0.74."""
    return score(world())


def view_of(quarter: QuarterOutcome, person: str = "G1") -> EmployeeView:
    return employee_view(quarter.employees[person], quarter, {}, ZH)


def test_the_report_has_each_project_with_weight_and_score(quarter: QuarterOutcome) -> None:
    view = view_of(quarter)
    assert [(p.title, p.weighs, p.score, p.contribution) for p in view.parts] == [
        ("项目：引擎", "项目权重 60%，占指标得分的 36.0%", "1.0000", "0.3600"),
        ("项目：离线地图", "项目权重 40%，占指标得分的 24.0%", "0.5000", "0.1200"),
        ("不分项目的指标", "占指标得分的 40.0%", "0.7000", "0.2800"),
    ]
    assert (view.by_projects, view.in_parts, view.moved, view.reweighted) == (
        True,
        True,
        False,
        False,
    )
    said = [(s.label, s.formula, s.result) for s in view.steps]
    assert said[0] == ("项目：引擎", "1.0000 × 100%", "1.0000")
    assert said[3] == ("各部分指标得分合计", "1.0000 × 36% + 0.5000 × 24% + 0.7000 × 40%", "0.7600")
    assert any("离线地图 进度" in words for words in view.findings)
    plain = view_of(quarter, "G2")
    assert (plain.by_projects, plain.in_parts) == (False, False)


def test_the_explanation_says_what_a_project_counts_for(quarter: QuarterOutcome) -> None:
    found = explain(quarter.employees["G1"], quarter, EN)
    told = "\n".join(line for p in found for line in (p.title, *p.lines))
    weight = "The weight of project 引擎, 60%, × the weights of the KPIs by project, 60%: it counts for 36%"
    assert f"Project 引擎\n{weight}" in told
    assert "KPI 离线地图 进度, weight 100%" in told
    assert "their weights total 40%; they count for 40%" in told
    assert "KPI score of all parts" in told
    assert "with what others left" not in told


def test_record_and_results_name_the_project(quarter: QuarterOutcome) -> None:
    parts = employee_record(quarter.employees["G1"], quarter.scheme)["parts"]
    assert [(p["project"], p["project_weight"], p["share"]) for p in parts] == [
        ("引擎", "0.6", "0.36"),
        ("离线地图", "0.4", "0.24"),
        (None, None, "0.4"),
    ]
    assert employee_record(quarter.employees["G2"], quarter.scheme)["parts"] == []
    sheet = rule_sheets(quarter, ZH)[0]
    assert [row[-2] for row in sheet.rows] == ["引擎", "离线地图", ""]


def test_the_department_says_by_projects_and_has_their_mean(quarter: QuarterOutcome) -> None:
    """进度: 60 % × 1 + 40 % × 0.5 = 0.8."""
    (table,) = department_view("甲部", quarter, {}, ZH).tables
    rows = {row.id: row for row in table.members}
    assert rows["G1"].scores[:2] == ("0.8000", "0.7000")
    assert rows["G1"].remark == "按项目"


def test_a_project_is_no_further_person_among_the_lowest_kpis(quarter: QuarterOutcome) -> None:
    """进度 of two people: 0.8 over the projects of one and 0.9, as in the table above; so for the company."""
    view = department_view("甲部", quarter, {}, ZH)
    (table,) = view.tables
    assert table.means[:2] == ("0.8500", "0.6000")
    assert [(x.kpi, x.mean, x.n) for x in view.lowest] == [
        ("分享", "0.6000", 2),
        ("进度", "0.8500", 2),
    ]
    everybody = lowest(kpis_of(quarter.employees.values()), quarter.scheme)
    assert ("0.8500", 2) in [(x.mean, x.n) for x in everybody if x.kpi == "进度"]


def test_the_letter_lists_the_projects_and_is_signed_for_them(quarter: QuarterOutcome) -> None:
    context = LetterContext(quarter.scheme, quarter.roster, quarter.quarter, {})
    people = quarter.roster.people
    assert targets_view(people["G1"], context, "", ZH).parts[0].projects == "引擎 60%、离线地图 40%"
    assert targets_view(people["G2"], context, "", ZH).parts[0].projects == ""
    less = replace(quarter.roster, projects={})
    assert record_mark(people["G1"], context) != record_mark(
        people["G1"], replace(context, roster=less)
    )
    assert record_mark(people["G2"], context) == record_mark(
        people["G2"], replace(context, roster=less)
    )


def inputs_of(quarter: QuarterOutcome) -> FormInputs:
    """The department's workbook, with what the same quarter had before."""
    of = world()
    expected = forms(quarter.scheme, quarter.roster, quarter.quarter)
    submissions, _ = read_submissions(
        of.department(), expected, quarter.scheme, quarter.roster, quarter.quarter
    )
    past = references(("2024Q2", submissions), None)
    return FormInputs(expected[0], quarter.scheme, quarter.roster, quarter.quarter, past)


def test_a_row_is_issued_for_each_project(quarter: QuarterOutcome) -> None:
    """With last quarter's value of the same project beside it."""
    inputs = inputs_of(quarter)
    rows = prefilled(inputs)["填报值"]
    assert [(r["工号"], r["指标"], r.get("所属项目")) for r in rows] == [
        ("G1", "进度", "引擎"),
        ("G1", "进度", "离线地图"),
        ("G1", "分享", None),
        ("G2", "进度", None),
        ("G2", "分享", None),
    ]
    assert [str(remembered(inputs, "填报值", r)) for r in rows] == ["1", "0.5", "0.7", "0.9", "0.5"]
    needs = {
        line.id: line.needs["填报值"].count
        for line in lines(inputs, prefilled(inputs))
        if line.needs
    }
    assert (needs["G1"], needs["G2"]) == (3, 2)


def test_records_are_needed_for_each_project() -> None:
    quarter = score(by_records())
    inputs = FormInputs(
        forms(quarter.scheme, quarter.roster, quarter.quarter)[0],
        quarter.scheme,
        quarter.roster,
        quarter.quarter,
    )
    needs = {line.id: line.needs["抽查"].count for line in lines(inputs, {}) if line.needs}
    assert needs == {"G1": 2, "G2": 1}


def test_the_guide_lists_whose_rows_name_a_project(quarter: QuarterOutcome) -> None:
    form = forms(quarter.scheme, quarter.roster, quarter.quarter)[0]
    blocks = guide(form, quarter.scheme, None, None, ZH, quarter.roster.projects).blocks
    (block,) = [b for b in blocks if b.heading == "项目"]
    assert block.rows == (("张三（G1）", "引擎", "60%"), ("张三（G1）", "离线地图", "40%"))
    assert "按项目" in str(blocks[2].rows)
    without = guide(form, quarter.scheme, None, None, ZH).blocks
    assert not [b for b in without if b.heading == "项目"]
