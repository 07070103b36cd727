"""Draws the sample: for each employee the first choices and their reserves, in the order of tickets.

`docs/survey.md` describes the same steps in words, and a test repeats them in another language.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.scheme.sampling_rule import SamplingRule
from gacx_reports.core.survey.allocation import largest_remainder, sample_size
from gacx_reports.core.survey.frame import FrameJob
from gacx_reports.core.survey.tickets import ticket


@dataclass(frozen=True, slots=True)
class DrawnStratum:
    """A stratum of an employee's jobs: how many there are, and how many calls fell to it."""

    kind: str
    month: str
    jobs: int
    calls: int
    """First choices drawn from it."""


@dataclass(frozen=True, slots=True)
class DrawnCall:
    """A drawn job: a first choice or a reserve."""

    slot: int
    """1, 2, … within the employee."""
    rank: int
    """0: first choice; 1, 2, …: its reserves, in the order in which they open."""
    job: FrameJob
    ticket: str


@dataclass(frozen=True, slots=True)
class PersonDraw:
    """The sample of one employee in one post."""

    person: str
    post: str
    frame: str
    """Record table that the jobs come from."""
    jobs: int
    """Jobs that may be called."""
    do_not_call: int
    """Jobs left out because the customer does not want to be called."""
    strata: tuple[DrawnStratum, ...]
    calls: tuple[DrawnCall, ...]
    """By slot and rank."""


def draw_person(
    jobs: Sequence[FrameJob],
    rule: SamplingRule,
    quarter: Period,
    salt: str,
    called_last_quarter: Collection[str] = (),
    taken: Collection[str] = (),
) -> PersonDraw:
    """Returns the sample of one employee from all their jobs in one post (at least one job).

    `called_last_quarter` holds keys of customers; such a customer is drawn only where no other is left. `taken` holds
    those of customers who are called about the same employee in another post, and are not drawn.
    """
    eligible = [job for job in jobs if not job.do_not_call]
    tickets = {job.number: ticket(quarter, salt, job.number) for job in eligible}
    pool = _Pool(sorted(eligible, key=lambda j: tickets[j.number]), called_last_quarter, taken)
    customers = len({job.customer_key for job in eligible}.difference(taken))
    size = sample_size(len(eligible), customers, rule.share, rule.least, rule.most)
    chosen = _first_choices(pool, size, tickets)
    calls = [(slot, 0, job) for slot, job in enumerate(chosen, 1)]
    calls += _reserves(pool, chosen, rule.reserves)
    counts = Counter(job.stratum for job in eligible)
    first = Counter(job.stratum for job in chosen)
    return PersonDraw(
        person=jobs[0].person,
        post=jobs[0].post,
        frame=jobs[0].table,
        jobs=len(eligible),
        do_not_call=len(jobs) - len(eligible),
        strata=tuple(DrawnStratum(*s, n, first[s]) for s, n in sorted(counts.items())),
        calls=tuple(
            DrawnCall(s, r, job, tickets[job.number]) for s, r, job in sorted(calls, key=_rank)
        ),
    )


def _rank(call: tuple[int, int, FrameJob]) -> tuple[int, int]:
    return call[:2]


class _Pool:
    """An employee's eligible jobs by ticket, of which each customer is taken once."""

    def __init__(
        self, jobs: Iterable[FrameJob], called: Collection[str], taken: Collection[str]
    ) -> None:
        self.jobs = tuple(jobs)
        self._called = frozenset(called)
        self._taken = set(taken)

    def take(self, preferred: Callable[[FrameJob], bool]) -> Iterator[FrameJob]:
        """Yields and takes jobs by ticket in four passes.

        Fresh customers with a preferred job, then with any; then likewise those who were called last quarter.
        `preferred` is asked when a job's turn comes.
        """
        for called, any_job in ((False, False), (False, True), (True, False), (True, True)):
            for job in self.jobs:
                key = job.customer_key
                if key in self._taken or (key in self._called) != called:
                    continue
                if any_job or preferred(job):
                    self._taken.add(key)
                    yield job


def _first_choices(pool: _Pool, size: int, tickets: Mapping[str, str]) -> list[FrameJob]:
    """The jobs within the quotas of their strata, and others where a stratum has too few customers; by ticket."""
    jobs = Counter(job.stratum for job in pool.jobs)
    lowest = {job.stratum: tickets[job.number] for job in reversed(pool.jobs)}
    left = largest_remainder(size, jobs, lowest)
    chosen = []
    for job in islice(pool.take(lambda j: left[j.stratum] > 0), size):
        left[job.stratum] -= 1
        chosen.append(job)
    return sorted(chosen, key=lambda j: tickets[j.number])


def _reserves(
    pool: _Pool, chosen: Sequence[FrameJob], ranks: int
) -> Iterator[tuple[int, int, FrameJob]]:
    """For each rank, and each first choice in turn: the next job of its stratum, else of any."""
    for rank in range(1, ranks + 1):
        for slot, first in enumerate(chosen, 1):
            own = first.stratum
            job = next(pool.take(lambda j, own=own: j.stratum == own), None)  # type: ignore[misc]
            if job is not None:
                yield slot, rank, job


def draw_sample(
    jobs: Sequence[FrameJob],
    rules: Mapping[str, SamplingRule],
    quarter: Period,
    salt: str,
    called_last_quarter: Collection[str] = (),
) -> tuple[PersonDraw, ...]:
    """Returns the samples of all employees by ID; who held two posts has one for each, the earlier post first.

    `rules` is post → rule; jobs of other posts are not drawn. No customer is called twice for one employee.
    """
    return tuple(samples(jobs, rules, quarter, salt, called_last_quarter))


def samples(
    jobs: Sequence[FrameJob],
    rules: Mapping[str, SamplingRule],
    quarter: Period,
    salt: str,
    called_last_quarter: Collection[str] = (),
) -> Iterator[PersonDraw]:
    """Yields what `draw_sample` returns."""
    groups: dict[tuple[str, str], list[FrameJob]] = {}
    for job in sorted(jobs, key=lambda j: (j.person, j.day, j.number)):
        if job.post in rules:
            groups.setdefault((job.person, job.post), []).append(job)
    taken: dict[str, set[str]] = {}
    for (person, post), own in groups.items():
        used = taken.setdefault(person, set())
        found = draw_person(own, rules[post], quarter, salt, called_last_quarter, used)
        used |= {call.job.customer_key for call in found.calls}
        yield found
