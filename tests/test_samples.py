"""The sample quarters: regenerated, valid, and with every special case that they promise."""

import shutil
import zipfile
from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from gacx_reports.core.distribution import missed, ranks, violations
from gacx_reports.core.eligibility import NotScored
from gacx_reports.core.forms import SCHEME_WORKBOOK, forms
from gacx_reports.core.issues import Issue, Severity
from gacx_reports.core.outcomes import (
    BelowMinimum,
    EmployeeOutcome,
    MixPart,
    QuarterOutcome,
    Status,
)
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.returns import State
from gacx_reports.core.roster import ROSTER_WORKBOOK
from gacx_reports.core.roster_reading import read_roster
from gacx_reports.core.scheme import FewPolicy, NaPolicy, Rater, Rule, Scheme, Source
from gacx_reports.core.scheme_reading import read_scheme
from gacx_reports.core.scoring import score_quarter
from gacx_reports.core.submission_reading import read_submissions
from gacx_reports.core.tables import Workbook
from gacx_reports.core.views.department import members_of
from gacx_reports.core.views.employee import employee_view
from gacx_reports.excel.reading import read_workbook
from gacx_reports.i18n import translator
from gacx_reports.intake import take_in
from gacx_reports.locations import default_templates
from gacx_reports.samples.__main__ import SAMPLES, SEED, main, write_sample
from gacx_reports.samples.editions import Change, edition

pytestmark = pytest.mark.usefixtures("read_once_each")

COMMITTED = Path(__file__).parent.parent / "input_samples"
Q3, Q4 = Quarter(2024, 3), Quarter(2024, 4)


def _workbook(folder: Path, name: str) -> Workbook:
    book = read_workbook(folder / name, folder)
    assert not isinstance(book, Issue), book
    return book


def _scored(folder: Path, quarter: Quarter) -> QuarterOutcome:
    scheme, scheme_issues = read_scheme(_workbook(folder, SCHEME_WORKBOOK))
    assert scheme is not None, scheme_issues
    roster, roster_issues = read_roster(_workbook(folder, ROSTER_WORKBOOK), scheme, quarter)
    assert roster is not None, roster_issues
    expected = forms(scheme, roster, quarter)
    books = {form.workbook: _workbook(folder, form.workbook) for form in expected}
    submissions, issues = read_submissions(books, expected, scheme, roster, quarter)
    found = (*scheme_issues, *roster_issues, *issues)
    return score_quarter(quarter, scheme, roster, submissions, expected, found)


@cache
def committed(quarter: Quarter) -> QuarterOutcome:
    """Scored once for the module, and only the quarters that a test asks for."""
    return _scored(COMMITTED / str(quarter), quarter)


@pytest.fixture(scope="module")
def third() -> QuarterOutcome:
    return committed(Q3)


@pytest.fixture(scope="module")
def fourth() -> QuarterOutcome:
    """The quarter that has a case of every rule."""
    return committed(Q4)


@pytest.fixture(scope="module")
def scheme(third: QuarterOutcome) -> Scheme:
    return third.scheme


def _members(path: Path) -> dict[str, bytes]:
    """A workbook's parts: their compression depends on the machine's zlib, their content must not."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def _by_status(outcome: QuarterOutcome, reason: NotScored) -> list[EmployeeOutcome]:
    return [e for e in outcome.employees.values() if e.reason is reason]


@pytest.mark.parametrize("quarter", SAMPLES, ids=str)
def test_regenerating_gives_the_committed_files(quarter: Quarter, tmp_path: Path) -> None:
    write_sample(tmp_path, quarter, SEED)
    ours, theirs = tmp_path / str(quarter), COMMITTED / str(quarter)
    names = {p.relative_to(ours) for p in ours.rglob("*.xlsx")}
    assert names == {p.relative_to(theirs) for p in theirs.rglob("*.xlsx")}
    differing = [str(n) for n in names if _members(ours / n) != _members(theirs / n)]
    assert not differing, "run `make samples` and look at the difference"


def test_equal_seeds_give_equal_bytes_and_others_do_not(tmp_path: Path) -> None:
    contents = []
    for folder, seed in (("a", 7), ("b", 7), ("c", 8)):
        args = ["--output", str(tmp_path / folder), "--people", "9", "--departments", "3"]
        result = CliRunner().invoke(main, [*args, "--seed", str(seed)])
        assert result.exit_code == 0, result.output
        files = sorted((tmp_path / folder / "2024Q3").iterdir())
        contents.append([p.read_bytes() for p in files])
    assert contents[0] == contents[1]
    assert contents[0] != contents[2]


def test_a_crowd_is_valid_and_as_large_as_asked_for(tmp_path: Path) -> None:
    args = ["--output", str(tmp_path), "--people", "40", "--departments", "5"]
    result = CliRunner().invoke(main, [*args, "--quarter", "2024Q4"])
    assert result.exit_code == 0, result.output
    outcome = _scored(tmp_path / "2024Q4", Q4)
    assert len(outcome.employees) == 40
    assert len(outcome.roster.departments) == 5
    assert not outcome.issues


def test_a_crowd_never_overwrites_the_samples() -> None:
    assert CliRunner().invoke(main, ["--people", "5"]).exit_code == 2


@pytest.mark.parametrize("quarter", SAMPLES, ids=str)
def test_every_sample_quarter_is_without_issues_and_decides_about_everybody(
    quarter: Quarter,
) -> None:
    outcome = committed(quarter)
    assert not outcome.issues
    statuses = Counter(e.status for e in outcome.employees.values())
    assert statuses[Status.HELD_BACK] == 0
    assert statuses[Status.SCORED] >= 38


@pytest.mark.parametrize("quarter", SAMPLES, ids=str)
def test_most_are_graded_a_some_b_and_few_c(quarter: Quarter) -> None:
    grades = Counter(e.grade for e in committed(quarter).employees.values() if e.grade)
    assert grades["A"] > 0.6 * grades.total()
    assert grades["B"] >= 3
    assert 1 <= grades["C"] <= 3


@pytest.mark.parametrize("quarter", SAMPLES, ids=str)
def test_everybody_scored_is_told_something_that_nobody_else_is(quarter: Quarter) -> None:
    people = committed(quarter).employees.values()
    comments = [e.comment for e in people if e.status is Status.SCORED]
    assert all(c and c.comment and c.goals for c in comments)
    assert len({c.comment for c in comments if c}) == len(comments)
    assert len({c.goals for c in comments if c}) == len(comments)


@pytest.mark.parametrize("quarter", SAMPLES, ids=str)
def test_behaviours_are_rated_in_the_second_and_fourth_quarter(quarter: Quarter) -> None:
    rated = sum(e.behaviour is not None for e in committed(quarter).employees.values())
    assert (rated > 30) if quarter.number in (2, 4) else (rated == 0)


def test_every_post_is_filled(third: QuarterOutcome, scheme: Scheme) -> None:
    assert {p.post for p in third.roster.people.values()} == set(scheme.posts)


def test_an_exact_eight_tenths_is_an_a_that_floats_would_make_a_b(third: QuarterOutcome) -> None:
    """Weights .4/.3/.2/.1 with scores .95/.7/.7/.7."""
    outcome = third.employees["G0112"]
    assert (outcome.total, outcome.grade) == (Decimal("0.8000"), "A")
    pairs = [(float(k.kpi.weight), float(k.score or 0)) for k in outcome.kpis]
    assert pairs == [(0.4, 0.95), (0.3, 0.7), (0.2, 0.7), (0.1, 0.7)]
    assert sum(weight * score for weight, score in pairs) < 0.8


def test_who_joined_after_the_first_working_day_is_not_scored(third: QuarterOutcome) -> None:
    late = _by_status(third, NotScored.JOINED_LATE)
    assert [e.person.id for e in late] == ["G0216", "G0218"]
    assert late[0].person.joined > third.roster.period.first_day


def test_long_leave_is_not_scored(third: QuarterOutcome) -> None:
    assert [e.person.id for e in _by_status(third, NotScored.LONG_LEAVE)] == ["G0309"]


def test_a_kpi_does_not_apply_and_the_others_share_its_weight(third: QuarterOutcome) -> None:
    outcome = third.employees["G0113"]
    assert [k.kpi.name for k in outcome.kpis if k.score is None] == ["投诉处理及时到位"]
    assert sum(k.effective_weight for k in outcome.kpis) == 1
    assert outcome.status is Status.SCORED


def test_a_kpi_passes_its_target(third: QuarterOutcome) -> None:
    beyond = [k for k in third.employees["G0302"].kpis if k.score is not None and k.score > 1]
    assert [(k.raw, k.target) for k in beyond] == [(Fraction(51), Decimal(45))]


def test_four_records_are_scored_and_said_to_be_few(third: QuarterOutcome) -> None:
    few = [k for k in third.employees["G0307"].kpis if k.few is BelowMinimum.SCORED]
    assert [(k.kpi.table, k.n) for k in few] == [("抽查记录", 4)]


def test_too_few_call_backs_do_not_apply(third: QuarterOutcome) -> None:
    few = [k for k in third.employees["G0211"].kpis if k.few is BelowMinimum.NOT_APPLICABLE]
    assert [(k.kpi.table, k.n, k.score) for k in few] == [("调查回访", 3, None)]


def test_two_people_of_one_name_share_post_and_department(third: QuarterOutcome) -> None:
    same = Counter((p.name, p.post, p.department) for p in third.roster.people.values())
    assert [key for key, n in same.items() if n > 1] == [("张伟", "技术工程师", "技术服务组")]


def test_a_personal_target_replaces_the_posts(third: QuarterOutcome) -> None:
    own = [k for e in third.employees.values() for k in e.kpis if k.personal]
    assert [(k.kpi.name, k.target) for k in own] == [("安装实施、维修、维护数量", Decimal(32))]


def test_rare_characters_and_missing_pay_bases_are_there(third: QuarterOutcome) -> None:
    people = third.roster.people.values()
    assert {"禤嘉怡", "苏㛃"} <= {p.name for p in people}
    assert sum(p.base is None for p in people) == 2


def test_a_leaver_is_not_scored_and_then_gone() -> None:
    left = _by_status(committed(Quarter(2024, 2)), NotScored.LEFT)
    assert [e.person.id for e in left] == ["G0209"]
    assert "G0209" not in committed(Q3).employees


def test_somebody_is_exempt_in_one_quarter() -> None:
    first = committed(Quarter(2024, 1)).employees
    assert [e.person.id for e in first.values() if e.status is Status.EXEMPT] == ["G0207"]


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
    assert [e.person.id for e in _by_status(fourth, reason)] == people


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
        if (told := violations(members_of(name, fourth), fourth.scheme))
    }
    assert found == {"受理服务组": [("A", 10, 9)]}


def test_the_missed_quota_stands_by_decision(fourth: QuarterOutcome) -> None:
    (found,) = missed("受理服务组", fourth)
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
    intake = take_in(folder, Q4, lambda _: [])
    found = [i for i in intake.issues if i.code == "F01"]
    assert [(i.place.workbook, i.severity) for i in found] == [("评价/G0303.xlsx", severity)]
    assert {r.workbook for r in intake.returns if r.state is State.MISSING} == {"评价/G0303.xlsx"}
    assert intake.outcome
    held = {p for p, e in intake.outcome.employees.items() if any(i in found for i in e.issues)}
    rated = {"G0303", "G0304", "G0305", "G0306"}
    assert held == (rated if severity is Severity.ERROR else set())


def test_the_schemes_use_every_source_rule_and_policy(
    scheme: Scheme, fourth: QuarterOutcome
) -> None:
    assert {k.source for k in (*scheme.kpis, *fourth.scheme.kpis)} == set(Source)
    assert {k.rule for k in scheme.kpis} == set(Rule)
    assert {k.na for k in scheme.kpis} == set(NaPolicy)
    assert {k.few for k in scheme.kpis if k.min_n} == set(FewPolicy)
    assert any(k.where_column for k in scheme.kpis)


def test_the_engineers_kpis_are_the_customers_own(scheme: Scheme) -> None:
    assert [(k.name, k.weight, k.sample) for k in scheme.kpis_of("技术工程师")] == [
        ("安装实施、维修、维护合格率", Decimal("0.6"), False),
        ("客户针对实施情况满意度", Decimal("0.2"), False),
        ("安装实施、维修、维护数量", Decimal("0.1"), False),
        ("质量反馈卡填写质量", Decimal("0.1"), False),
    ]
    assert all(k.sample for k in scheme.kpis if k.post != "技术工程师")


def test_the_first_quarter_was_scored_by_an_older_edition(scheme: Scheme) -> None:
    older = committed(Quarter(2023, 4)).scheme
    assert (older.settings.version, scheme.settings.version) == ("2023.2", "2024.1")
    now = {(k.post, k.name): (k.weight, k.target) for k in scheme.kpis}
    then = {(k.post, k.name): (k.weight, k.target) for k in older.kpis}
    assert [name for _, name in then if then[_, name] != now[_, name]] == [
        "客户满意度",
        "返修产品合格率",
        "库存账实相符率",
    ]


def test_the_current_quarters_copy_the_template() -> None:
    template = (default_templates() / "scheme.xlsx").read_bytes()
    assert (COMMITTED / str(Q3) / SCHEME_WORKBOOK).read_bytes() == template
