"""The draw: anybody can repeat it, nobody can shape it."""

from collections import Counter
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.survey.allocation import largest_remainder, sample_size
from gacx_reports.core.survey.draw import draw_person, draw_sample
from gacx_reports.core.survey.tickets import commitment, ticket
from tests.core.survey.frames import RULE, SALT, frame_of, job, shuffled

QUARTER = Period(2024, 3)


def test_ticket_and_commitment_are_sha256_of_plain_text() -> None:
    """`printf '2024Q3|ab|JS-1' | sha256sum` gives the ticket, `printf ab | sha256sum` the commitment."""
    assert ticket(QUARTER, "ab", "JS-1") == (
        "168205146ea8c40012d69aaeb720a8f0bffe5f807e249fa5bb609d1a5c23006f"
    )
    assert commitment("ab") == "fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603"


def test_size_is_the_share_within_its_bounds_and_never_above_the_customers() -> None:
    """20 % of 45 jobs are 9 calls, at most 8; of 10 jobs 2, at least 5; with 3 customers 3."""
    assert sample_size(45, 30, Decimal("0.2"), 5, 12) == 9
    assert sample_size(45, 30, Decimal("0.2"), 5, 8) == 8
    assert sample_size(10, 10, Decimal("0.2"), 5, 8) == 5
    assert sample_size(10, 3, Decimal("0.2"), 5, 8) == 3
    assert sample_size(0, 0, Decimal("0.2"), 5, 8) == 0


def test_calls_are_shared_out_by_the_largest_remainder() -> None:
    """8 calls over 20, 15 and 10 jobs: 3.56, 2.67 and 1.78 are 3, 3 and 2."""
    jobs = {"安装": 20, "维修": 15, "维护": 10}
    assert largest_remainder(8, jobs, dict.fromkeys(jobs, "")) == {"安装": 3, "维修": 3, "维护": 2}


def test_equal_remainders_go_to_the_larger_stratum_then_to_the_lower_ticket() -> None:
    """One call over two strata of equal size goes to the one with the lower ticket."""
    assert largest_remainder(1, {"a": 2, "b": 2}, {"a": "2", "b": "1"}) == {"a": 0, "b": 1}
    assert largest_remainder(2, {"a": 1, "b": 3}, {"a": "1", "b": "2"}) == {"a": 0, "b": 2}


@given(st.dictionaries(st.integers(0, 9), st.integers(1, 40), min_size=1), st.data())
def test_every_stratum_gets_its_share_to_within_one(
    jobs: dict[int, int], data: st.DataObject
) -> None:
    """Quotas total the size, none is above its stratum, none differs from the exact share by one or more."""
    total = sum(jobs.values())
    size = data.draw(st.integers(0, total))
    quotas = largest_remainder(size, jobs, {k: str(k) for k in jobs})
    assert sum(quotas.values()) == size
    assert all(quotas[k] <= n and abs(quotas[k] - size * n / total) < 1 for k, n in jobs.items())


@given(st.integers(0, 10_000))
def test_row_order_changes_nothing(seed: int) -> None:
    """The same jobs in another order give the same sample."""
    jobs = frame_of(seed)
    rules = {"技术工程师": RULE}
    assert draw_sample(jobs, rules, QUARTER, SALT) == draw_sample(
        shuffled(jobs, seed), rules, QUARTER, SALT
    )


@given(st.integers(0, 10_000))
def test_no_customer_twice_and_none_against_their_will(seed: int) -> None:
    """For one employee, reserves included, every customer is drawn once, and none who does not want to be called."""
    for drawn in draw_sample(frame_of(seed), {"技术工程师": RULE}, QUARTER, SALT):
        customers = Counter(call.job.customer_key for call in drawn.calls)
        assert set(customers.values()) == {1}
        assert not any(call.job.do_not_call for call in drawn.calls)
        assert 5 <= sum(call.rank == 0 for call in drawn.calls) <= 8


def test_lowest_tickets_are_drawn() -> None:
    """In one stratum of customers with one job each, the first choices are the jobs with the lowest tickets."""
    jobs = [job(f"JS-{n}") for n in range(20)]
    drawn = draw_person(jobs, RULE, QUARTER, SALT)
    by_ticket = sorted((ticket(QUARTER, SALT, j.number), j.number) for j in jobs)
    assert [c.job.number for c in drawn.calls if not c.rank] == [n for _, n in by_ticket[:5]]
    assert [c.job.number for c in drawn.calls if c.rank] == [n for _, n in by_ticket[5:10]]


def test_customers_called_last_quarter_come_last() -> None:
    """With five fresh customers nobody is called again; with four, one is."""
    jobs = [job(f"JS-{n}") for n in range(8)]
    before = {j.customer_key for j in jobs[:3]}
    drawn = draw_person(jobs, RULE, QUARTER, SALT, before)
    assert before.isdisjoint(c.job.customer_key for c in drawn.calls if not c.rank)
    before.add(jobs[3].customer_key)
    drawn = draw_person(jobs, RULE, QUARTER, SALT, before)
    assert sum(c.job.customer_key in before for c in drawn.calls if not c.rank) == 1


def test_months_and_kinds_are_represented() -> None:
    """40 jobs, half of them repairs: 8 calls are 4 repairs and 4 installations, where customers suffice."""
    jobs = [job(f"JS-{n}", kind="维修" if n % 2 else "安装") for n in range(40)]
    drawn = draw_person(jobs, RULE, QUARTER, SALT)
    kinds = Counter(c.job.kind for c in drawn.calls if not c.rank)
    assert kinds == {"维修": 4, "安装": 4}
    assert all(
        first.job.kind == reserve.job.kind
        for first, reserve in zip(
            [c for c in drawn.calls if not c.rank], [c for c in drawn.calls if c.rank], strict=True
        )
    )


def test_one_employee_in_two_posts_calls_no_customer_twice() -> None:
    """Whoever moved between two surveyed posts has two samples without a customer in common."""
    jobs = [job(f"JS-{n}", f"客户{n % 9}", post="甲" if n < 12 else "乙") for n in range(24)]
    one, two = draw_sample(jobs, {"甲": RULE, "乙": RULE}, QUARTER, SALT)
    assert {c.job.customer_key for c in one.calls}.isdisjoint(c.job.customer_key for c in two.calls)
    assert (one.post, two.post) == ("甲", "乙")
