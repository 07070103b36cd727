"""The sample quarters: regenerated, valid, and with every special case that they promise."""

import zipfile
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from gacx_reports.core.forms import SCHEME_WORKBOOK, forms
from gacx_reports.core.issues import Issue
from gacx_reports.core.outcomes import (
    BelowMinimum,
    EmployeeOutcome,
    NotScored,
    QuarterOutcome,
    Status,
)
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.roster import ROSTER_WORKBOOK, read_roster
from gacx_reports.core.scheme import FewPolicy, NaPolicy, Rule, Scheme, Source
from gacx_reports.core.scheme_reading import read_scheme
from gacx_reports.core.scoring import score_quarter
from gacx_reports.core.submissions import read_submissions
from gacx_reports.core.tables import Workbook
from gacx_reports.excel.reading import read_workbook
from gacx_reports.locations import default_templates
from gacx_reports.samples.__main__ import SAMPLES, SEED, main, write_sample

COMMITTED = Path(__file__).parent.parent / "input_samples"
Q3 = Quarter(2024, 3)


def _workbook(path: Path) -> Workbook:
    book = read_workbook(path)
    assert not isinstance(book, Issue), book
    return book


def _scored(folder: Path, quarter: Quarter) -> QuarterOutcome:
    scheme, scheme_issues = read_scheme(_workbook(folder / SCHEME_WORKBOOK))
    assert scheme is not None, scheme_issues
    roster, roster_issues = read_roster(_workbook(folder / ROSTER_WORKBOOK), scheme, quarter)
    assert roster is not None, roster_issues
    expected = forms(scheme, roster, quarter)
    books = {form.workbook: _workbook(folder / form.workbook) for form in expected}
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
    assert {p.name for p in ours.iterdir()} == {p.name for p in theirs.glob("*.xlsx")}
    differing = [p.name for p in ours.iterdir() if _members(p) != _members(theirs / p.name)]
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
    outcome = _scored(tmp_path / "2024Q4", Quarter(2024, 4))
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
    assert [e.person.id for e in late] == ["G0216"]
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
    outcome = committed(Quarter(2024, 4)).employees["G0316"]
    assert outcome.status is Status.SCORED
    assert outcome.behaviour is None
    assert not outcome.half_served


def test_the_scheme_uses_every_source_rule_and_policy(scheme: Scheme) -> None:
    assert {k.source for k in scheme.kpis} == set(Source)
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
