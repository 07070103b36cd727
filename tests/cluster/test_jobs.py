"""Jobs are handed out a few at a time, and what a worker loses is done by another: with workers that are played."""

import pickle
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from gacx_reports.cluster import jobs
from gacx_reports.cluster.crew import Crew, Hand
from gacx_reports.cluster.faults import ClusterError
from gacx_reports.cluster.jobs import AHEAD, each
from gacx_reports.cluster.tasks import Parcel, Unfit
from gacx_reports.workers import Lost, Mishap

JOBS = range(40)


@dataclass
class PlayedCrew:
    """Workers that answer at once with the job, unless they are said to do otherwise."""

    hands: dict[str, Hand]
    address: str = "tcp://127.0.0.1:1"
    unfit: list[str] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)
    """Workers that never answer."""
    leaving: set[str] = field(default_factory=set)
    """Workers that are gone at the next look."""
    coming: list[Hand] = field(default_factory=list)
    """Workers of which one comes whenever none is there."""
    answer: Any = None
    """What a worker answers in place of the job."""

    def fetched(self, hand: Hand, parcel: Parcel, _seconds: float) -> "Future[Any]":
        """The answer."""
        future: Future[Any] = Future()
        if hand.address not in self.silent:
            future.set_result(self.answer or parcel)
        return future

    def refresh(self) -> list[Hand]:
        """Who is gone; somebody may come."""
        if self.coming and not self.hands:
            hand = self.coming.pop(0)
            self.hands[hand.address] = hand
        return [self.hands.pop(a) for a in self.leaving & self.hands.keys()]

    def dismiss(self, hand: Hand, why: str = "") -> None:
        """The worker is unfit."""
        self.unfit += [why] if why else []
        self.hands.pop(hand.address, None)

    def give_up(self, hand: Hand) -> None:
        """The worker is silent."""
        self.dismiss(hand)


def crew(*names: str, threads: int = 1, **more: Any) -> PlayedCrew:
    """Workers of these names."""
    return PlayedCrew({n: Hand(n, threads, None, proven=True) for n in names}, **more)


def packed(job: int) -> Parcel:
    """A job whose result is itself."""
    return Parcel(pickle.dumps(job))


def results(played: PlayedCrew) -> Iterator[tuple[int, Any]]:
    """As they come."""
    return each(cast("Crew", played), JOBS, packed, 0.05)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing takes long here."""
    monkeypatch.setattr(jobs, "ALONE_SECONDS", 0.5)
    for name in ("LOOK_SECONDS", "GRACE_SECONDS"):
        monkeypatch.setattr(jobs, name, 0.05)


@pytest.mark.parametrize("threads", [1, 3])
def test_jobs_are_made_as_they_are_needed(threads: int) -> None:
    """However slowly results are taken: so memory stays flat."""
    made = []

    def counted(job: int) -> Parcel:
        made.append(job)
        return packed(job)

    played = crew("a", "b", threads=threads)
    for taken, _ in enumerate(each(cast("Crew", played), JOBS, counted, 1), start=1):
        assert len(made) <= taken + 2 * threads * AHEAD
    assert made == list(JOBS)


def test_a_worker_that_leaves() -> None:
    """Its jobs are done by the other."""
    played = crew("a", "b", silent={"a"}, leaving={"a"})
    assert dict(results(played)) == {job: job for job in JOBS}


def test_a_worker_that_is_silent() -> None:
    """It is given up, and its jobs are done by the other."""
    played = crew("a", "b", silent={"a"})
    assert dict(results(played)) == {job: job for job in JOBS}
    assert set(played.hands) == {"b"}


@pytest.mark.parametrize(("threads", "lost"), [(1, {0}), (2, {0, 1})])
def test_jobs_that_two_workers_lost(threads: int, lost: set[int]) -> None:
    """They are named with what happened."""
    hands = [Hand(name, threads, None, proven=True) for name in "abc"]
    played = PlayedCrew({"a": hands[0]}, silent={"a", "b"}, coming=hands[1:])
    few = range(threads)
    found = dict(each(cast("Crew", played), few, packed, 0.05))
    assert found == {job: Lost((Mishap.LATE, Mishap.LATE)) for job in lost}


def test_a_job_that_waited_is_not_to_blame() -> None:
    """Four at a time were sent, two of which were begun; after two workers all are done."""
    hands = [Hand(name, 2, None, proven=True) for name in "abc"]
    played = PlayedCrew({"a": hands[0]}, silent={"a", "b"}, coming=hands[1:])
    assert dict(results(played)) == {job: job for job in JOBS}


def test_a_job_that_costs_two_processes() -> None:
    """Every one, as the worker says."""
    lost = Lost((Mishap.DIED, Mishap.DIED))
    assert set(dict(results(crew("a", answer=Mishap.DIED))).values()) == {lost}


def test_workers_that_cannot_work() -> None:
    """Where none is left the run ends, and says why."""
    with pytest.raises(ClusterError) as error:
        list(results(crew("a", "b", answer=Unfit("PermissionError"))))
    assert error.value.details["reason"] == "PermissionError, PermissionError"


def test_a_result_that_is_known_at_once() -> None:
    """It is not sent: this worker would never answer."""
    assert dict(each(cast("Crew", crew("a", silent={"a"})), JOBS, str, 1)) == {
        j: str(j) for j in JOBS
    }
