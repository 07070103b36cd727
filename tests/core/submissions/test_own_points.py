"""Points of a line (折线) of which one person has values of their own, in column 点 of sheet 个人目标."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from gacx_reports.core.explain.explain import explain
from gacx_reports.core.forms.form import Form
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issuing.prefill import FormInputs, prefilled
from gacx_reports.core.issuing.previous_values import references
from gacx_reports.core.records.kpi_record import kpi_record
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome, Status
from gacx_reports.core.scoring.score_quarter import score_quarter
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.core.views.employee.employee import employee_view
from gacx_reports.core.views.letters.targets import LetterContext, record_mark, targets_view
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, kpi, score

ZH = translator("zh")

LINE = """
| 折线表 | 点 | 值 | 得分 | 以外 |
| 产量 | 门槛值 | 80 | 0.6 | |
| 产量 | 目标值 | 100 | 1 | |
| 产量 | 挑战值 | 150 | 1.5 | |
"""
TYPED = "| G1 | 数量 | 90 |\n| G2 | 数量 | 90 |"
ON_THE_LINE = {
    "指标": "数量",
    "取值": "填报",
    "计分": "折线",
    "折线表": "产量",
    "个人目标": "是",
    "小数位": "0",
}


def world(rows: str, line: str = LINE, **cells: str) -> World:
    """One KPI, 数量, of which G1 and G2 reach 90: 0.8 on the scheme's line."""
    sheets = {"个人目标": f"| 工号 | 指标 | 目标 | 说明 | 点 |\n{rows}"}
    own = kpi(**(ON_THE_LINE | cells))
    return World(kpis=(own,), typed=TYPED, own_sheets=sheets, scheme_sheets={"折线": line})


def engineers(rows: str, line: str = LINE, **cells: str) -> tuple[EmployeeOutcome, EmployeeOutcome]:
    """G1, about whom the rows are, and G2."""
    people = score(world(rows, line, **cells)).employees
    return people["G1"], people["G2"]


def test_a_point_has_the_persons_value_and_the_others_the_schemes() -> None:
    """With a target of 90 a value of 90 is fully reached; the other person keeps 80 → 100."""
    one, other = engineers("| G1 | 数量 | 90 | | 目标值 |")
    assert (str(one.total), str(other.total)) == ("1.0000", "0.8000")
    (found,) = one.kpis
    assert [(p.name, str(p.value), str(p.usual)) for p in found.kpi.personal_points] == [
        ("目标值", "90", "100")
    ]
    assert kpi_record(found)["own_points"] == {"目标值": "90"}
    assert "own_points" not in kpi_record(other.kpis[0])


def test_all_points_may_be_the_persons_own() -> None:
    """60 → 110 → 120: 90 is 0.6 + 30 ÷ 50 × 0.4 = 0.84."""
    rows = "| G1 | 数量 | 60 | | 门槛值 |\n| G1 | 数量 | 110 | | 目标值 |\n| G1 | 数量 | 120 | | 挑战值 |"
    one, _ = engineers(rows)
    assert one.kpis[0].score == Fraction(84, 100)


@pytest.mark.parametrize(
    ("rows", "cell", "found", "points"),
    [
        ("| G1 | 数量 | 160 | | 目标值 |", "C2", "160", "80 → 160 → 150"),
        ("| G1 | 数量 | 150 | | 目标值 |", "C2", "150", "80 → 150 → 150"),
        (
            "| G1 | 数量 | 90 | | 目标值 |\n| G1 | 数量 | 95 | | 门槛值 |",
            "C3",
            "95",
            "95 → 90 → 150",
        ),
    ],
)
def test_points_that_leave_their_order_hold_the_person_back(
    rows: str, cell: str, found: str, points: str
) -> None:
    """P69 at the value, with the line that it makes; the other is scored."""
    one, other = engineers(rows)
    (issue,) = one.issues
    assert (issue.code, issue.found, issue.details) == ("P69", found, {"points": points})
    assert str(issue.place) == f"甲部.xlsx › 个人目标 › {cell}"
    assert (one.status, other.status) == (Status.HELD_BACK, Status.SCORED)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("| G1 | 数量 | 90 | | 最高值 |", "P71", "E"),
        ("| G1 | 数量 | 很多 | | 目标值 |", "V02", "C"),
        ("| G1 | 手速 | 90 | | 目标值 |", "P11", "B"),
        ("| G1 | 数量 | 90 | | 目标值 |\n| G1 | 数量 | 95 | | 目标值 |", "P06", "E"),
    ],
)
def test_a_faulty_row_is_said_and_holds_back(row: str, code: str, column: str) -> None:
    """A point that the line doesn't have, words, a KPI that the post doesn't have, two rows for one point."""
    one, _ = engineers(row)
    (issue,) = one.issues
    assert (issue.code, issue.place.cell[0]) == (code, column)
    assert one.status is Status.HELD_BACK


def test_a_kpi_without_points_takes_none() -> None:
    """P71 at the cell, in words that name the rule; a second KPI has a line, so the sheet has the column."""
    two = world("| G1 | 效率 | 90 | | 目标值 |", 权重="0.5")
    plain = kpi(指标="效率", 取值="填报", 计分="达成率", 目标="100", 个人目标="是", 权重="0.5")
    typed = f"{TYPED}\n| G1 | 效率 | 90 |\n| G2 | 效率 | 90 |"
    one = score(replace(two, kpis=(*two.kpis, plain), typed=typed)).employees["G1"]
    (issue,) = one.issues
    assert (issue.code, issue.place.cell, issue.details["rule"]) == ("P71", "E2", "达成率")
    assert one.status is Status.HELD_BACK


def test_a_row_without_a_point_is_a_warning_as_before() -> None:
    """P35: the line has no single target."""
    outcome = score(world("| G1 | 数量 | 90 | | |"))
    assert "P35" in [i.code for i in outcome.issues]
    assert str(outcome.employees["G1"].total) == "0.8000"


def test_a_name_of_two_points_is_none() -> None:
    """Nobody could say which of them is meant."""
    one, _ = engineers("| G1 | 数量 | 90 | | 目标值 |", LINE.replace("挑战值", "目标值"))
    assert [(i.code, i.details["allowed"]) for i in one.issues] == [("P71", "门槛值")]


def moved_world(rows: str) -> World:
    """G1 is 41 days 助理 and 51 of 92 days 工程师, whose amount is counted and whose line is cut to the days."""
    found = world(rows, 目标按天数="是")
    posts = found.posts + "| 助理 | 甲部 | | | 1 | 0 | 0 |\n"
    before = kpi(岗位="助理", 指标="旧指标", 取值="填报")
    return replace(
        found,
        posts=posts,
        kpis=(*found.kpis, before),
        typed=f"{TYPED}\n| G1 | 旧指标 | 1 |",
        transfers="| G1 | 2024-08-11 | 助理 | 工程师 | 甲部 | 甲部 |",
    )


def moved(rows: str) -> EmployeeOutcome:
    """That person's outcome."""
    return score(moved_world(rows)).employees["G1"]


def test_a_personal_point_is_never_cut_to_days_the_others_are() -> None:
    """150 × 51/92 = 83.15… is the challenge, and 60 the person's own target: 90 lies beyond both."""
    outcome = moved("| G1 | 数量 | 60 | | 目标值 |")
    part = outcome.parts[-1]
    (found,) = part.kpis
    share = Fraction(part.days, 92)
    values = [p.value for p in found.kpi.bounds(None, found.cut).points]
    assert values == [80 * share, 60, 150 * share]
    assert found.score == Fraction(3, 2)
    assert found.days == (part.days, 92)


def test_the_order_is_that_of_the_days_in_the_post() -> None:
    """80 × 51/92 = 44.35: a target of 45 is above the threshold of these days, 44 is not."""
    assert moved("| G1 | 数量 | 45 | | 目标值 |").status is Status.SCORED
    assert [i.code for i in moved("| G1 | 数量 | 44 | | 目标值 |").issues] == ["P69"]


def test_a_line_that_is_wholly_the_persons_own_is_not_cut() -> None:
    """No days are printed, as none count."""
    rows = "| G1 | 数量 | 60 | | 门槛值 |\n| G1 | 数量 | 100 | | 目标值 |\n| G1 | 数量 | 150 | | 挑战值 |"
    (found,) = moved(rows).parts[-1].kpis
    assert (found.days, found.score) == (None, Fraction(9, 10))


OWN = "| G1 | 数量 | 90 | | 目标值 |"


def read(given: World) -> tuple[QuarterOutcome, tuple[Form, ...], Submissions]:
    """The quarter's outcome, its workbooks and what they say."""
    quarter = score(given)
    expected = forms(quarter.scheme, quarter.roster, quarter.quarter)
    basis = (quarter.scheme, quarter.roster, quarter.quarter)
    return quarter, expected, read_submissions(given.department(), expected, *basis)[0]


def test_report_letter_and_explanation_name_the_points() -> None:
    """What is the person's own, and what the scheme says; nothing of it for somebody else."""
    quarter, _, found = read(world(OWN))
    basis = (quarter.scheme, quarter.roster, quarter.quarter)
    letters = LetterContext(*basis, found.targets, found.weights, found.points)
    words = "个人值：目标值 90（方案 100）"
    for who, remark in (("G1", words), ("G2", "")):
        outcome, person = quarter.employees[who], quarter.roster.people[who]
        (row,) = employee_view(outcome, quarter, {}, ZH).parts[0].kpis
        assert (row.remark, row.personal) == (remark, bool(remark))
        (row,) = targets_view(person, letters, "", ZH).parts[0].kpis
        assert (row.remark, row.personal, row.agreed) == (remark, bool(remark), not remark)
        told = [line for p in explain(outcome, quarter, ZH, {}) for line in p.lines]
        assert (words in told) == bool(remark)
    others = LetterContext(*basis, found.targets)
    marks = [record_mark(quarter.roster.people["G1"], c) for c in (letters, others)]
    assert marks[0] != marks[1]
    assert (
        "80 → 90 → 150"
        in targets_view(quarter.roster.people["G1"], letters, "", ZH).parts[0].kpis[0].target
    )


def test_the_next_quarter_is_prefilled_with_them() -> None:
    """A row with its point, to be kept or changed."""
    quarter, (form, *_), found = read(world(OWN))
    past = references(("2024Q2", found), None)
    inputs = FormInputs(form, quarter.scheme, quarter.roster, quarter.quarter, past)
    (row,) = prefilled(inputs)["个人目标"]
    assert row == {"工号": "G1", "姓名": "张三", "指标": "数量", "目标": 90, "点": "目标值"}


def test_the_column_is_asked_for_only_where_a_kpi_has_points() -> None:
    """Points need names, and the KPI must allow personal targets."""
    sheets = {
        "named": read(world(""))[1][0].sheets,
        "nameless": read(world("", re.sub("门槛值|目标值|挑战值", "", LINE)))[1][0].sheets,
    }
    columns = {k: next(s.names for s in v if s.name == "个人目标") for k, v in sheets.items()}
    assert ("点" in columns["named"], "点" in columns["nameless"]) == (True, False)
    assert "个人目标" not in [s.name for s in read(world("", 个人目标="否"))[1][0].sheets]


def test_under_another_scheme_points_out_of_order_hold_the_person_back() -> None:
    """A challenge of 85 there lies below the own target of 90; whatif says so in place of a score."""
    quarter, expected, found = read(world(OWN))
    other = score(world("", LINE.replace("| 150 |", "| 105 |").replace("| 100 |", "| 82 |"))).scheme
    lower = score(world("", LINE.replace("| 150 |", "| 85 |").replace("| 100 |", "| 82 |"))).scheme
    for scheme, codes in ((other, []), (lower, ["P69"])):
        outcome = score_quarter(quarter.quarter, scheme, quarter.roster, found, expected, ())
        assert [i.code for i in outcome.employees["G1"].issues] == codes


def test_a_point_is_read_by_its_english_name() -> None:
    """`Aim` of `Amount`, as the scheme's sheet 英文名 has them."""
    given = replace(world(OWN), english="| 数量 | Amount |\n| 目标值 | Aim |")
    quarter, expected, found = read(given)
    english = world("| G1 | Amount | 90 | | Aim |").department()
    books = {name: b.in_words(quarter.scheme.words) for name, b in english.items()}
    basis = (quarter.scheme, quarter.roster, quarter.quarter)
    again, _ = read_submissions(books, expected, *basis)
    assert {k: v.value for k, v in again.points.items()} == {
        k: v.value for k, v in found.points.items()
    }
    assert len(again.points) == 1
