"""The plan of calls: the chance of another grade is the share of all samples that scoring would grade otherwise."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.sampling_rule import SamplingRule
from gacx_reports.core.scoring.planning.survey_plan import SurveyPlan, survey_plan
from gacx_reports.core.scoring.score_quarter import score_quarter
from gacx_reports.core.submissions.parse import read_submissions
from tests.fixtures.markdown_company import World, engineer, record_kpi, replace, typed_kpi

RULE = SamplingRule(
    table="抽查",
    post="工程师",
    frame="抽查",
    stratum_column="",
    share=Decimal("0.5"),
    least=2,
    most=4,
    reserves=0,
    show_employee=False,
    place=CellRef(""),
)
"""The records of checks are their own frame here, so that everybody has answered."""
HITS = {"G1": "是是是是否否", "G2": "是是是是是是"}
MOVED = "| G2 | 2024-08-01 | 主管 | 工程师 | 甲部 | 甲部 |"


def checks(hits: dict[str, str]) -> str:
    """Rows of 抽查, one per answer."""
    return "\n".join(
        f"| {person} | 2024-09-{n + 1:02} | {hit} | | |"
        for person, answers in hits.items()
        for n, hit in enumerate(answers)
    )


WORLD = World(
    kpis=(typed_kpi("产出", "0.5"), record_kpi("是占比", 权重="0.5")),
    typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.9 |",
    checks=checks(HITS),
)


def planned(world: World) -> SurveyPlan:
    """The plan for the quarter after the world's."""
    quarter = Period(2024, 3)
    scheme, faults = read_scheme(world.scheme())
    assert not faults
    roster, _ = read_roster(world.roster(), scheme, quarter)
    expected = forms(scheme, roster, quarter)
    submissions, issues = read_submissions(world.department(), expected, scheme, roster, quarter)
    outcome = score_quarter(quarter, scheme, roster, submissions, expected, issues)
    return survey_plan(quarter.next, scheme, (RULE,), outcome, submissions)


def test_chances_are_those_of_all_samples() -> None:
    """G1's are graded by scoring one by one; of G2's none is another, so that the mean over both is half of G1's."""
    (group,) = planned(WORLD).groups
    frame = HITS["G1"]
    truth = engineer(WORLD).grade
    for calls in range(1, 7):
        samples = ["".join(s) for s in combinations(frame, calls)]
        others = sum(
            engineer(replace(WORLD, checks=checks(HITS | {"G1": s}))).grade != truth
            for s in samples
        )
        assert group.rows[calls - 1].flips == Fraction(others, len(samples)) / 2
    assert (group.people, group.rows[1].total, group.rows[29].total) == (2, 4, 12)


def test_who_was_moved_is_left_out_and_named() -> None:
    """Whose answers are of two posts says nothing about one."""
    plan = planned(replace(WORLD, transfers=MOVED))
    assert plan.left_out == ("G2",)
    assert plan.everybody.people == 1


def test_nobody_surveyed_is_no_plan() -> None:
    """No group, no rows."""
    plan = planned(replace(WORLD, kpis=(typed_kpi("产出", "1"),)))
    assert (plan.groups, plan.everybody.rows) == ((), ())
