"""Who types the value of a KPI that several people score, in which workbook, and what its guide says."""

from dataclasses import replace

import pytest

from gacx_reports.core.codes.files import F
from gacx_reports.core.forms.blank_forms import blank_forms
from gacx_reports.core.forms.covered import covered
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.issuing.instructions import guide
from gacx_reports.core.issuing.prefill import FormInputs, prefilled, remembered
from gacx_reports.core.issuing.previous_values import references
from gacx_reports.core.issuing.required_rows import lines
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.roster.assignments import assignments
from gacx_reports.core.scoring.held_back import Errors, errors_affecting
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.i18n import translator
from gacx_reports.intake.folder_checks import missing_files
from tests.core.scoring.kpis.test_kpi_raters import PLAN, WORLD, with_policy, without
from tests.core.scoring.test_behaviour import rated
from tests.fixtures.markdown_company import World, engineer, kpi, score

ZH = translator("zh")
OTHER = kpi(指标="另外", 取值="填报", 权重="0.5", 计分="原值")
TWO = replace(
    WORLD,
    kpis=(PLAN.replace("| 1 |", "| 0.5 |", 1), OTHER),
    typed=WORLD.typed + "\n| G1 | 另外 | 0.7 |\n| G2 | 另外 | 0.7 |",
)
"""Of both KPIs 计划 has raters, 另外 is the supervisor's."""


def read(given: World) -> tuple[QuarterOutcome, dict[str, Form], Submissions]:
    """The quarter's outcome, its workbooks by name and what they say."""
    quarter = score(given)
    expected = forms(quarter.scheme, quarter.roster, quarter.quarter)
    basis = (quarter.scheme, quarter.roster, quarter.quarter)
    found = read_submissions(given.department(), expected, *basis)[0]
    return quarter, {f.workbook: f for f in expected}, found


def asked(given: World) -> dict[str, list[tuple[str, str]]]:
    """Workbook → person and KPI of each prefilled row of 填报值."""
    quarter, found, _ = read(given)
    inputs = (
        FormInputs(f, quarter.scheme, quarter.roster, quarter.quarter) for f in found.values()
    )
    return {
        x.form.workbook: [(str(r["工号"]), str(r["指标"])) for r in prefilled(x)["填报值"]]
        for x in inputs
        if "填报值" in prefilled(x)
    }


def test_each_rater_has_the_cells_of_the_people_that_are_theirs() -> None:
    """The department's workbook both KPIs, everybody their own of one, the second superior that of both people."""
    assert asked(TWO) == {
        "甲部.xlsx": [("G1", "计划"), ("G1", "另外"), ("G2", "计划"), ("G2", "另外")],
        "评价/G1.xlsx": [("G1", "计划")],
        "评价/G2.xlsx": [("G2", "计划")],
        "评价/G9.xlsx": [("G1", "计划"), ("G2", "计划")],
    }


def test_a_supervisor_without_a_weight_is_not_asked() -> None:
    """A value of the supervisor is then P11, and with no other KPI the department's workbook has no such sheet."""
    rows = "| 工程师 | 计划 | 自评 | 0.2 | |\n| 工程师 | 计划 | 间接上级 | 0.8 | |"
    world = replace(TWO, kpi_raters=rows)
    assert asked(world)["甲部.xlsx"] == [("G1", "另外"), ("G2", "另外")]
    assert [i.code for i in engineer(world).issues] == ["P11"]
    assert "甲部.xlsx" not in asked(replace(WORLD, kpi_raters=rows, typed=""))


def test_only_who_fills_it_in_gets_the_workbook() -> None:
    """By ID, as mail asks for it; the workbook is called by the rater's name."""
    _, found, _ = read(WORLD)
    raters = {f.fillers: (f.owner, f.kind) for f in found.values() if f.scored}
    assert raters == {
        ("G1",): ("张三（工程师）", FormKind.RATER),
        ("G2",): ("李四（工程师）", FormKind.RATER),
        ("G9",): ("总监（主管）", FormKind.RATER),
    }


def test_the_same_workbook_has_behaviours_of_those_who_are_rated() -> None:
    """G1 rates G2 as a peer and scores themselves: a row of each, and nobody's behaviours besides."""
    world = replace(
        WORLD,
        quarter="2024Q4",
        raters="| 通用 | 上级 | 0.8 |\n| 通用 | 同事 | 0.2 |",
        peers="| G1 | G2 | | |",
        ratings=rated("G1", "4") + "\n" + rated("G2", "4"),
    )
    quarter, found, _ = read(world)
    form = found["评价/G1.xlsx"]
    rows = prefilled(FormInputs(form, quarter.scheme, quarter.roster, quarter.quarter))
    assert {r["工号"] for r in rows["填报值"]} == {"G1"}
    assert {r["工号"] for r in rows["行为评价"]} == {"G2"}
    assert [s.name for s in found["评价/G9.xlsx"].sheets] == ["封面", "填报值"]


def test_an_error_of_a_sheet_holds_back_who_stands_on_it() -> None:
    """G2 is on sheet 行为评价 of G1's workbook and not on 填报值, G1 the reverse."""
    world = replace(
        WORLD,
        quarter="2024Q4",
        raters="| 通用 | 上级 | 0.8 |\n| 通用 | 同事 | 0.2 |",
        peers="| G1 | G2 | | |",
    )
    quarter, found, _ = read(world)
    held = {
        i: assignments(quarter.roster.people[i], quarter.roster, quarter.quarter)
        for i in ("G1", "G2")
    }

    def touched(sheet: str) -> set[str]:
        wrong = Issue(F.WORKBOOK_MISSING, CellRef("评价/G1.xlsx", sheet))
        errors = Errors.of((wrong,), covered(found.values()))
        basis = (errors, quarter.scheme, quarter.quarter)
        return {i for i, own in held.items() if errors_affecting(own, *basis)}

    assert touched("填报值") == {"G1"}
    assert touched("行为评价") == {"G2"}
    assert touched("") == {"G1", "G2"}


@pytest.mark.parametrize(
    ("words", "harmless"),
    [
        (("", "", ""), {"评价/G1.xlsx": True, "评价/G9.xlsx": True}),
        (("暂缓", "", "计零分"), {"评价/G1.xlsx": False, "评价/G9.xlsx": True}),
        (("计零分", "", "暂缓"), {"评价/G1.xlsx": True, "评价/G9.xlsx": False}),
    ],
)
def test_a_missing_workbook_is_an_error_where_it_holds_back(
    words: tuple[str, str, str], harmless: dict[str, bool]
) -> None:
    """F01 names owner and day; where the scheme goes on without, it is a warning."""
    quarter, found, _ = read(replace(WORLD, kpi_raters=with_policy(*words)))
    there = {name: book for name, book in WORLD.department().items() if name not in harmless}
    issues = missing_files(there, (), found.values(), quarter.roster, quarter.scheme)
    assert {i.place.workbook: i.harmless for i in issues} == harmless
    assert {i.details["owner"] for i in issues} == {"张三（工程师）", "总监（主管）"}
    told = [describe(i, ZH).mend for i in issues if i.harmless]
    assert all(mend.endswith("不交的，按方案的“缺评处理”“缺评时”处理。") for mend in told)


def test_the_value_of_the_quarter_before_is_each_raters_own() -> None:
    """In the grey column of G9's workbook stands what G9 typed, not the supervisor's."""
    quarter, found, past = read(WORLD)
    before = references(("2024Q2", past), None)
    shown = {}
    for book in ("甲部.xlsx", "评价/G1.xlsx", "评价/G9.xlsx"):
        inputs = FormInputs(found[book], quarter.scheme, quarter.roster, quarter.quarter, before)
        (row, *_) = prefilled(inputs)["填报值"]
        shown[book] = remembered(inputs, "填报值", row)
    assert shown == {"甲部.xlsx": 90, "评价/G1.xlsx": 130, "评价/G9.xlsx": 80}


def test_the_list_of_people_asks_for_the_rows() -> None:
    """Sheet 人员 counts what is missing, for a rater as for a head."""
    quarter, found, _ = read(WORLD)
    inputs = FormInputs(found["评价/G9.xlsx"], quarter.scheme, quarter.roster, quarter.quarter)
    rows = lines(inputs, prefilled(inputs))
    assert [(r.id, r.needs["填报值"].count) for r in rows] == [("G1", 1), ("G2", 1)]


def test_the_guide_says_who_types_what() -> None:
    """A rater reads about the KPIs of theirs only; a head who else scores."""
    quarter, found, _ = read(TWO)

    def kpis(book: str) -> dict[str, tuple[str, ...]]:
        told = guide(found[book], quarter.scheme, quarter.quarter, None, ZH)
        blocks = [
            b
            for b in told.blocks
            if b.heading.endswith("工程师的考核指标") or "工程师" in b.heading
        ]
        return {row[0]: row for b in blocks for row in b.rows}

    (own,) = kpis("评价/G9.xlsx").values()
    assert own[0] == "计划"
    assert own[3] == "由自评 20%、上级 50%、间接上级 30% 分别填报，各自计分"
    assert "上级未评：结果暂缓" in own[4]
    assert "自评、间接上级未评：权重由其余分担" in own[4]
    assert own[5] == "您，填在“填报值”表"
    told = guide(found["评价/G9.xlsx"], quarter.scheme, quarter.quarter, None, ZH)
    assert told.facts[0][1] == "您对下列指标的评分；在报告上按评价人的类别印出。"
    head = kpis("甲部.xlsx")
    assert head["计划"][5] == "您，填在“填报值”表；自评、间接上级，各填自己的工作簿"
    assert head["另外"][5] == "您，填在“填报值”表"


def test_the_blank_edition_has_the_sheet_where_a_scheme_has_raters() -> None:
    """评价.xlsx of the templates: 填报值 beside 行为评价."""
    with_raters, plain = read(WORLD)[0].scheme, read(replace(without(), kpi_raters=""))[0].scheme
    sheets = {
        name: [s.name for f in blank_forms(scheme) if f.kind is FormKind.RATER for s in f.sheets]
        for name, scheme in (("with", with_raters), ("without", plain))
    }
    assert sheets == {"with": ["封面", "填报值", "行为评价"], "without": ["封面", "行为评价"]}
