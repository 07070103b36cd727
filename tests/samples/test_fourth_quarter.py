"""2024Q4 has a case of every rule."""

import shutil
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.forms.form import SCHEME_WORKBOOK
from gacx_reports.core.roster.eligibility import NotScored
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scoring.distribution import missed, ranks
from gacx_reports.core.scoring.outcomes import MixPart, QuarterOutcome, Status
from gacx_reports.core.scoring.quota_groups import department
from gacx_reports.core.scoring.unit_members import members_of
from gacx_reports.core.submissions.return_status import ReturnState
from gacx_reports.core.views.employee.employee import employee_view
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import read_and_score
from tests.samples.quarters import COMMITTED, Q4, by_status, committed
from tools.samples.editions import Change, edition
from tools.samples.workbook_edits import edit, put


def test_who_joined_on_the_fourth_quarters_first_working_day_has_kpis_only() -> None:
    outcome = committed(Q4).employees["G0316"]
    assert outcome.status is Status.SCORED
    assert outcome.behaviour is None
    assert not outcome.half_served


def test_who_changed_posts_has_two_parts_by_calendar_days(fourth: QuarterOutcome) -> None:
    parts = fourth.employees["G0322"].parts
    assert [(p.post, p.days, p.share) for p in parts] == [
        ("技术助理", 41, Fraction(41, 92)),
        ("技术工程师", 51, Fraction(51, 92)),
    ]


def test_who_changed_departments_is_measured_in_both(fourth: QuarterOutcome) -> None:
    outcome = fourth.employees["G0215"]
    assert [(p.department, p.days) for p in outcome.parts] == [
        ("受理服务组", 20),
        ("技术服务组", 72),
    ]
    books = {place.workbook for part in outcome.parts for k in part.kpis for place in k.cells}
    assert {"受理服务组.xlsx", "技术服务组.xlsx"} <= books


def test_weights_of_a_part_without_one_kpi_are_shared_out(fourth: QuarterOutcome) -> None:
    """周报月报编写质量 (20 %) does not apply: the part's 30/30/20 become 3/8, 3/8, 2/8 of 41 days."""
    weights = [k.effective_weight for k in fourth.employees["G0322"].parts[0].kpis]
    assert weights == [Fraction(n, 8) * Fraction(41, 92) for n in (3, 3, 2, 0)]


def test_a_personal_target_for_part_of_a_quarter(fourth: QuarterOutcome) -> None:
    own = [k for k in fourth.employees["G0322"].kpis if k.personal]
    assert [(k.raw, k.target) for k in own] == [(Fraction(24), Decimal(25))]


def test_an_amount_of_who_moved_is_scored_against_its_days_share(fourth: QuarterOutcome) -> None:
    """16 documents filed in 41 days, of 40 a quarter; a personal target is not cut."""
    first, second = fourth.employees["G0322"].parts
    filed, _, taught, _ = first.kpis
    assert (filed.goal, filed.days) == (Fraction(40 * 41, 92), (41, 92))
    assert filed.raw is not None
    assert filed.score == filed.raw / Fraction(40 * 41, 92)
    assert taught.goal == Fraction(24 * 41, 92)
    assert [k.days for k in second.kpis] == [None] * 4


def test_a_veto_caps_the_grade(fourth: QuarterOutcome) -> None:
    outcome = fourth.employees["G0322"]
    assert (outcome.computed_grade, outcome.grade, outcome.pay_factor) == ("A", "B", Decimal("0.5"))
    assert [(v.item.name, v.day) for v in outcome.adjusted.vetoes] == [
        ("虚报记录", date(2024, 12, 9))
    ]


def test_all_bonuses_are_capped_together_and_a_total_passes_one(fourth: QuarterOutcome) -> None:
    adjusted = fourth.employees["G0302"].adjusted
    assert [a.applied for a in adjusted.adjustments] == [Fraction(3, 100), Fraction(2, 100)]
    assert adjusted.bonus == Fraction(4, 100)
    assert fourth.employees["G0302"].total == Decimal("1.0030")


def test_a_deduction_is_capped_by_its_item(fourth: QuarterOutcome) -> None:
    (late,) = fourth.employees["G0307"].adjusted.adjustments
    assert (sum(line.points for line in late.lines), late.applied) == (
        Decimal("0.04"),
        Fraction(-3, 100),
    )


def test_a_deduction_below_its_cap(fourth: QuarterOutcome) -> None:
    assert fourth.employees["G0208"].adjusted.change == Fraction(-2, 100)


def test_a_bonus_lifts_a_total_to_the_very_bound_of_a_grade(fourth: QuarterOutcome) -> None:
    outcome = fourth.employees["G0202"]
    assert (outcome.adjusted.bonus, outcome.total) == (Fraction(2, 100), Decimal("0.8000"))
    assert outcome.grade == "A"


def test_the_general_manager_changes_a_grade(fourth: QuarterOutcome) -> None:
    outcome = fourth.employees["G0308"]
    assert outcome.override
    assert (outcome.computed_grade, outcome.grade, outcome.override.by) == ("B", "A", "总经理")


@pytest.mark.parametrize(
    ("reason", "people"),
    [
        (NotScored.PROBATION, ["G0218"]),
        (NotScored.LONG_LEAVE, ["G0204"]),
        (NotScored.JOINED_LATE, ["G0219"]),
        (NotScored.LEFT, ["G0213"]),
    ],
)
def test_every_reason_for_no_score_is_there(
    fourth: QuarterOutcome, reason: NotScored, people: list[str]
) -> None:
    assert [e.person.id for e in by_status(fourth, reason)] == people


def test_somebody_is_exempt_in_the_fourth_quarter(fourth: QuarterOutcome) -> None:
    everybody = fourth.employees.values()
    assert [e.person.id for e in everybody if e.status is Status.EXEMPT] == ["G0122"]


def test_not_applicable_may_count_as_zero(fourth: QuarterOutcome) -> None:
    zero = [k for k in fourth.employees["G0301"].kpis if k.raw is None]
    assert [(k.kpi.name, k.score) for k in zero] == [("疑难问题总结报送", Fraction(0))]


def test_the_worst_grade_gets_an_interview(fourth: QuarterOutcome) -> None:
    lowest = [e.person.id for e in fourth.employees.values() if e.grade == "C"]
    views = [employee_view(fourth.employees[i], fourth, {}, translator("zh")) for i in lowest]
    assert (lowest, [v.interview for v in views]) == (["G0214", "G0313"], [True, True])


def test_engineers_are_rated_by_three_kinds_of_raters(fourth: QuarterOutcome) -> None:
    behaviour = fourth.employees["G0303"].behaviour
    assert behaviour
    assert {tuple((r.rater, r.n, r.weight) for r in i.raters) for i in behaviour.items} == {
        (
            (Rater.SUPERVISOR, 1, Fraction(7, 10)),
            (Rater.SELF, 1, Fraction(1, 10)),
            (Rater.PEERS, 3, Fraction(2, 10)),
        )
    }


def test_two_peers_stay_silent_and_their_weight_is_shared_out(fourth: QuarterOutcome) -> None:
    behaviour = fourth.employees["G0314"].behaviour
    assert behaviour
    assert {tuple((r.rater, r.weight) for r in i.raters) for i in behaviour.items} == {
        ((Rater.SUPERVISOR, Fraction(7, 8)), (Rater.SELF, Fraction(1, 8)))
    }


def test_raters_are_compared_for_hr(fourth: QuarterOutcome) -> None:
    supervisors = {"HR", "梁文博（经理）", "沈静宜（受理服务组主管）", "郭建平（技术服务组主管）"}
    assert supervisors < {s.rater for s in fourth.strictness}


def test_the_top_departments_result_is_the_mean_of_its_members(fourth: QuarterOutcome) -> None:
    unit = fourth.units["客户服务部"]
    assert [(k.kpi.name, k.n) for k in unit.kpis] == [("成员绩效均分", 7)]
    assert fourth.employees["G0101"].mix
    assert fourth.employees["G0101"].mix[MixPart.DEPARTMENT] == (Fraction(3, 10), unit.result)


def test_the_manager_is_measured_by_two_levels(fourth: QuarterOutcome) -> None:
    led = fourth.employees["G0101"].kpis[0]
    scored = sum(e.status is Status.SCORED for e in fourth.employees.values())
    assert (led.kpi.source, led.n) == (Source.LED_DEEP, scored - 1)


def test_one_department_misses_its_quota(fourth: QuarterOutcome) -> None:
    found = {
        name: [(v.quota.grade, v.count, v.allowed) for v in told]
        for name in fourth.roster.departments
        if (told := missed(department(name), fourth))
    }
    assert found == {"受理服务组": [("A", 10, 9)]}


def test_the_missed_quota_stands_by_decision(fourth: QuarterOutcome) -> None:
    (found,) = missed(department("受理服务组"), fourth)
    assert found.accepted
    assert found.accepted.by == "总经理"


def test_equal_totals_of_different_values_share_a_rank(fourth: QuarterOutcome) -> None:
    members = [e for e in members_of("客户服务部", fourth) if e.total is not None]
    ranked = zip(ranks([e.total for e in members if e.total]), members, strict=True)
    best = sorted((rank, e.person.id) for rank, e in ranked)[:3]
    assert best == [(1, "G0111"), (1, "G0114"), (3, "G0121")]
    assert fourth.employees["G0111"].kpis[0].raw != fourth.employees["G0114"].kpis[0].raw


def test_amounts_are_printed_from_the_fourth_quarter_on(
    third: QuarterOutcome, fourth: QuarterOutcome
) -> None:
    assert (third.scheme.settings.show_pay, fourth.scheme.settings.show_pay) == (False, True)


@pytest.mark.parametrize(
    ("policy", "severity"), [("重分权重", Severity.WARNING), ("暂缓", Severity.ERROR)]
)
def test_a_missing_raters_workbook(policy: str, severity: Severity, tmp_path: Path) -> None:
    """It holds back those whom it would rate only where the scheme waits for missing raters."""
    folder = tmp_path / str(Q4)
    shutil.copytree(COMMITTED / str(Q4), folder)
    change = Change("设置", {"项目": "缺评处理"}, "值", policy)
    book = folder / SCHEME_WORKBOOK
    book.write_bytes(edition(book.read_bytes(), (change,)))
    (folder / "评价" / "G0303.xlsx").unlink()
    intake = read_and_score(folder, Q4, lambda _: [])
    found = [i for i in intake.issues if i.code == "F01"]
    assert [(i.place.workbook, i.severity) for i in found] == [("评价/G0303.xlsx", severity)]
    assert {r.workbook for r in intake.returns if r.state is ReturnState.MISSING} == {
        "评价/G0303.xlsx"
    }
    assert intake.outcome
    held = {p for p, e in intake.outcome.employees.items() if any(i in found for i in e.issues)}
    rated = {"G0303", "G0304", "G0305", "G0306"}
    assert held == (rated if severity is Severity.ERROR else set())


def test_a_move_dated_a_year_early_is_said_at_its_cell(samples: Path, tmp_path: Path) -> None:
    """G0215 then has one post for the whole quarter, and jobs of the other are gone from the survey's frame.

    So she is held back with whom her total counts for; rows that don't fit the one post are not said besides.
    """
    folder = Path(shutil.copytree(samples / str(Q4), tmp_path / str(Q4)))
    files = {ROSTER_WORKBOOK: (folder / ROSTER_WORKBOOK).read_bytes()}
    edit(ROSTER_WORKBOOK, put("调岗", "B2", date(2023, 10, 21)))(files)
    (folder / ROSTER_WORKBOOK).write_bytes(files[ROSTER_WORKBOOK])
    intake = read_and_score(folder, Q4)
    assert [(i.code, str(i.place), i.severity) for i in intake.issues] == [
        ("P61", "满意度调查-周敏.xlsx › 调查回访", Severity.ERROR),
        ("P37", "花名册.xlsx › 调岗 › B2", Severity.WARNING),
    ]
    assert intake.outcome
    held = [e.person.id for e in intake.outcome.employees.values() if e.status is Status.HELD_BACK]
    assert held == ["G0101", "G0215", "G0301"]
