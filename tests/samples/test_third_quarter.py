"""Special cases of 2024Q3."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.roster.eligibility import NotScored
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.kpis.kpi_outcome import BelowMinimum
from gacx_reports.core.scoring.outcomes import QuarterOutcome, Status
from tests.samples.quarters import by_status


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
    late = by_status(third, NotScored.JOINED_LATE)
    assert [e.person.id for e in late] == ["G0216", "G0218"]
    assert late[0].person.joined > third.roster.period.first_day


def test_long_leave_is_not_scored(third: QuarterOutcome) -> None:
    assert [e.person.id for e in by_status(third, NotScored.LONG_LEAVE)] == ["G0309"]


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
