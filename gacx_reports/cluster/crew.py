"""The workers of a cluster that a run may use: compared with this machine, each with what it needs in its memory."""

import asyncio
import contextlib
import time
import uuid
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from gacx_reports.cluster import tasks
from gacx_reports.cluster.bundle import Bundle
from gacx_reports.cluster.comparison import Deviation, differences, differing
from gacx_reports.cluster.faults import (
    DIFFERENT,
    LOST,
    NO_WORKERS,
    SCHEDULER,
    SILENT,
    ClusterError,
)
from gacx_reports.cluster.machine import Machine, program_versions, this_machine

TELL_SECONDS = 60
"""For a worker to say what it is; its first imports may take long."""
JOIN_SECONDS = 10
"""For the first worker to be there."""

ANSWER_SECONDS = 30
"""For the scheduler to answer."""
RESTART_SECONDS = 10
"""For a nanny to start another worker in place of one that stands still."""


@dataclass(eq=False)
class Hand:
    """A worker that does jobs."""

    address: str
    threads: int
    kit: Any
    """Dask's future of the Kit in the worker's memory."""
    doing: "dict[int, Future[Any]]" = field(default_factory=dict)
    """Number of a job → what fetches its result, in the order in which they were sent."""
    sign: float = 0.0
    """When it was last heard of, by the monotonic clock."""
    proven: bool = False
    """Whether it has finished a job."""


class Crew:
    """Workers come and go; whoever comes is compared before it gets a job."""

    def __init__(self, client: Any, address: str, font: str) -> None:
        self.client = client
        self.address = address
        self.hands: dict[str, Hand] = {}
        self.unfit: list[str] = []
        """Why workers could not work."""
        self._font = font
        self._here = this_machine()
        self._bundle: Bundle | None = None
        self._asked: dict[str, Any] = {}
        """Address of a newcomer → Dask's future of what it says of itself."""
        self._refused: set[str] = set()
        self._restarts: list[Thread] = []

    def gather(self) -> None:
        """Compare the scheduler and all workers. Raises ClusterError."""
        self._compare_scheduler()
        with contextlib.suppress(TimeoutError):
            self.client.wait_for_workers(1, timeout=JOIN_SECONDS)
        there = self._there()
        if not there:
            raise ClusterError(NO_WORKERS, address=self.address)
        told = self._told(there)
        if silent := there.keys() - told.keys():
            raise ClusterError(SILENT, workers=", ".join(sorted(silent)))
        found = [d for address, said in sorted(told.items()) for d in self._judged(address, said)]
        if found:
            raise ClusterError(DIFFERENT, tuple(found))
        for address in told:
            self._recruit(address, there[address])

    def equip(self, bundle: Bundle | None) -> None:
        """From now on, jobs are done with this bundle; what was there is cleared away."""
        if bundle != self._bundle:
            self._bundle = bundle
            before = dict(self.hands)
            self.hands.clear()
            for address, hand in before.items():
                hand.kit.release()
                self._recruit(address, hand.threads)

    def refresh(self) -> list[Hand]:
        """Take in who has come; those that are gone. Raises ClusterError where the scheduler is gone."""
        there = self._there()
        for address in there.keys() - self.hands.keys() - self._refused - self._asked.keys():
            self._asked[address] = self.submit(address, tasks.tell)
        for address in [a for a, answer in self._asked.items() if answer.done() or a not in there]:
            said = _said(self._asked.pop(address), 0)
            if address in there and said and not self._judged(address, said):
                self._recruit(address, there[address])
            else:
                self._refused.add(address)
        return [self.hands.pop(a) for a in self.hands.keys() - there.keys()]

    def dismiss(self, hand: Hand, why: str = "") -> None:
        """Give the worker no job any more; `why` it is unfit, if it is."""
        if why:
            self.unfit.append(f"{hand.address}: {why}")
        self._refused.add(hand.address)
        self.hands.pop(hand.address, None)
        hand.kit.release()

    def give_up(self, hand: Hand) -> None:
        """Dismiss a worker that stands still, and have its nanny start another in its place."""
        self.dismiss(hand)
        # Nobody waits for it until the end: the nanny may stand still, too.
        self._restarts.append(Thread(target=self._restart, args=(hand.address,), daemon=True))
        self._restarts[-1].start()

    def _restart(self, address: str) -> None:
        with contextlib.suppress(Exception):  # without a nanny, or when the run is at its end
            self.client.restart_workers([address], timeout=RESTART_SECONDS, raise_for_error=False)

    def clear(self) -> None:
        """Let go of everything in the workers' memory."""
        for hand in self.hands.values():
            hand.kit.release()
        self.hands.clear()
        for restart in self._restarts:
            restart.join(timeout=RESTART_SECONDS)

    def submit(self, address: str, work: Any, *given: object) -> Any:
        """Dask's future of a task for this worker and no other; its name says nothing."""
        key = f"gacx-{uuid.uuid4().hex}"
        return self.client.submit(
            work, *given, key=key, pure=False, workers=[address], allow_other_workers=False
        )

    def fetched(self, hand: Hand, parcel: tasks.Parcel, seconds: float) -> "Future[Any]":
        """What the worker makes of the parcel, when it has been fetched; nothing of it stays there."""
        loop = self.client.loop.asyncio_loop
        return asyncio.run_coroutine_threadsafe(self._fetch(hand, parcel, seconds), loop)

    async def _fetch(self, hand: Hand, parcel: tasks.Parcel, seconds: float) -> Any:
        task = self.submit(hand.address, tasks.do, hand.kit, parcel, seconds)
        try:
            return await task
        finally:
            task.release()

    def _there(self) -> Mapping[str, int]:
        """Address → threads of every worker."""
        try:
            found: Mapping[str, int] = self.client.nthreads(callback_timeout=ANSWER_SECONDS)
        except (OSError, TimeoutError, RuntimeError) as error:
            raise ClusterError(LOST, address=self.address, reason=type(error).__name__) from error
        return found

    def _compare_scheduler(self) -> None:
        try:
            there = self.client.run_on_scheduler(
                tasks.tell_scheduler, callback_timeout=TELL_SECONDS
            )
        except Exception:  # noqa: BLE001 - whatever it says, our program isn't there
            there = {}
        if found := tuple(differing("scheduler", program_versions(), there)):
            raise ClusterError(SCHEDULER, found, address=self.address)

    def _told(self, addresses: Iterable[str]) -> dict[str, Machine]:
        """What the workers say of themselves; those that don't within the time are left out."""
        asked = {a: self.submit(a, tasks.tell) for a in addresses}
        end = time.monotonic() + TELL_SECONDS
        told = {a: _said(answer, max(end - time.monotonic(), 0)) for a, answer in asked.items()}
        return {address: said for address, said in told.items() if said}

    def _judged(self, address: str, said: Machine) -> tuple[Deviation, ...]:
        return differences(address, self._here, said, self._font)

    def _recruit(self, address: str, threads: int) -> None:
        """Lay into the worker's memory what it needs; one that is gone meanwhile is left out."""
        kit = tasks.Kit(self._bundle)
        with contextlib.suppress(Exception):
            laid = self.client.scatter(kit, workers=[address], hash=False, timeout=JOIN_SECONDS)
            self.hands[address] = Hand(address, max(threads, 1), laid)


def _said(answer: Any, seconds: float) -> Machine | None:
    """What a worker says of itself; None if it doesn't within the time."""
    try:
        said: Machine = answer.result(timeout=seconds)
    except TimeoutError:
        return None
    except Exception:  # noqa: BLE001 - it has none of our programs, which is a difference in everything
        return Machine({})
    finally:
        answer.release()
    return said
