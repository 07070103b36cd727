"""Jobs done by the workers of a cluster, with the same results as by processes of this machine."""

import pickle
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import closing, suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, Generic

from gacx_reports.cluster import tasks
from gacx_reports.cluster.crew import Crew, Hand
from gacx_reports.cluster.faults import ALL_GONE, LOST, ClusterError
from gacx_reports.cluster.tasks import Parcel
from gacx_reports.workers import START_SECONDS, TRIES, Job, Lost, Mishap

AHEAD = 2
"""Jobs that a worker has for each of its threads: one is done, the other waits. So memory stays flat."""
GRACE_SECONDS = 15.0
"""For a result to arrive, beyond the time that the job may take: a worker that is silent for longer stands still."""
LOOK_SECONDS = 1.0
"""Between two looks at who is there."""
ALONE_SECONDS = 60.0
"""How long a run waits without any worker."""
Pack = Callable[[Job], Any]
"""A job → the Parcel to send, made when its turn comes; or its result, where no worker is needed."""


def each(
    crew: Crew, jobs: Sequence[Job], pack: Pack[Job], seconds: float
) -> Generator[tuple[int, Any]]:
    """(index of the job, result) in order of completion; Lost for a job that cost two workers or processes.

    `seconds` count from the start of a job. An exception in a job ends the rest and is raised. Raises ClusterError
    where the cluster is lost. Close the generator where it is not used up: it calls back what is being done.
    """
    with closing(_Shift(crew, jobs, pack, seconds)) as shift:
        for _ in jobs:
            yield shift.next()


class _Shift(Generic[Job]):
    """Hands out the jobs of one call of `each`."""

    def __init__(self, crew: Crew, jobs: Sequence[Job], pack: Pack[Job], seconds: float) -> None:
        self._crew = crew
        self._jobs = jobs
        self._pack = pack
        self._seconds = seconds
        self._todo = deque(range(len(jobs)))
        self._mishaps: dict[int, tuple[Mishap, ...]] = {}
        self._done: deque[tuple[int, Any]] = deque()
        self._arrived: SimpleQueue[tuple[Hand, int, Future[Any]]] = SimpleQueue()
        self._looked = self._alone = time.monotonic()

    def next(self) -> tuple[int, Any]:
        """The next result; waits for it."""
        while not self._done:
            self._hand_out()
            with suppress(Empty):
                self._take(*self._arrived.get(timeout=LOOK_SECONDS))
            # What a worker has finished counts, however long the run was busy with something else.
            if self._arrived.empty() and time.monotonic() - self._looked >= LOOK_SECONDS:
                self._look()
        return self._done.popleft()

    def close(self) -> None:
        """Call back what is being done."""
        for hand in self._crew.hands.values():
            for fetching in hand.doing.values():
                fetching.cancel()
            hand.doing.clear()

    def _hand_out(self) -> None:
        while self._todo and (hand := self._freest()):
            index = self._todo.popleft()
            parcel = self._pack(self._jobs[index])
            if isinstance(parcel, Parcel):
                self._send(hand, index, parcel)
            else:
                self._done.append((index, parcel))

    def _freest(self) -> Hand | None:
        """The worker with the most room for jobs."""
        rooms = {h: AHEAD * h.threads - len(h.doing) for h in self._crew.hands.values()}
        hand = max(rooms, key=lambda h: rooms[h] / h.threads, default=None)
        return hand if hand and rooms[hand] > 0 else None

    def _send(self, hand: Hand, index: int, parcel: Parcel) -> None:
        if not hand.doing:
            hand.sign = time.monotonic()
        fetching = self._crew.fetched(hand, parcel, self._seconds)
        hand.doing[index] = fetching
        fetching.add_done_callback(partial(self._arrive, hand, index))

    def _arrive(self, hand: Hand, index: int, fetched: "Future[Any]") -> None:
        """Called by Dask's thread."""
        hand.sign = time.monotonic()
        self._arrived.put((hand, index, fetched))

    def _take(self, hand: Hand, index: int, fetched: "Future[Any]") -> None:
        if index not in hand.doing or hand.doing[index] is not fetched:  # called back
            return
        if error := CancelledError() if fetched.cancelled() else fetched.exception():
            self._lose(hand, None)
            self._crew.dismiss(hand, type(error).__name__)
            return
        del hand.doing[index]
        match fetched.result():
            case Parcel(content):
                hand.proven = True
                self._open(index, content)
            case Mishap() as mishap:
                self._again(index, mishap)
            case tasks.Unfit(reason):
                self._again(index, None)
                self._lose(hand, None)
                self._crew.dismiss(hand, reason)

    def _open(self, index: int, content: bytes) -> None:
        answer = pickle.loads(content)  # noqa: S301 - of a worker, which is trusted as this machine is
        if isinstance(answer, Exception):
            raise answer
        self._done.append((index, answer))

    def _look(self) -> None:
        """Who is gone, who stands still, who has come?"""
        self._looked = time.monotonic()
        if self._crew.hands:
            self._alone = self._looked
        for hand in self._crew.refresh():
            self._lose(hand, Mishap.DIED)
        for hand in list(self._crew.hands.values()):
            if hand.doing and time.monotonic() - hand.sign > self._patience(hand):
                self._lose(hand, Mishap.LATE)
                self._crew.give_up(hand)
        if not self._crew.hands and time.monotonic() - self._alone > ALONE_SECONDS:
            reason = ", ".join(sorted(self._crew.unfit)) or ALL_GONE
            raise ClusterError(LOST, address=self._crew.address, reason=reason)

    def _patience(self, hand: Hand) -> float:
        return self._seconds + GRACE_SECONDS + (0 if hand.proven else START_SECONDS)

    def _lose(self, hand: Hand, mishap: Mishap | None) -> None:
        """Have the worker's jobs done elsewhere; only those that it had begun can be the reason."""
        # From the last one, for each goes to the head of the queue.
        for number, (index, fetching) in reversed([*enumerate(hand.doing.items())]):
            fetching.cancel()
            self._again(index, mishap if number < hand.threads else None)
        hand.doing.clear()

    def _again(self, index: int, mishap: Mishap | None) -> None:
        if mishap is None:
            self._todo.appendleft(index)
            return
        mishaps = (*self._mishaps.get(index, ()), mishap)
        self._mishaps[index] = mishaps
        if len(mishaps) < TRIES:
            # Last, for what cost one worker may cost another.
            self._todo.append(index)
        else:
            self._done.append((index, Lost(mishaps)))
