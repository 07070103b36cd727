"""The only place where work runs in parallel, in processes. Jobs and results must be picklable values.

A process that dies, or is busy with one job for too long, is replaced, and its job is done again once. The clock
is the monotonic one, which on Linux and macOS stands still while the machine sleeps.
"""

import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Event, Thread
from typing import Generic, TypeVar

from gacx_reports import nursery
from gacx_reports.endings import held_back
from gacx_reports.nursery import NotStartedError
from gacx_reports.worker import Mishap, Worker

__all__ = ["JobLostError", "Lost", "Mishap", "WorkerNotStartedError", "each", "here", "in_order"]

Job = TypeVar("Job")
JobResult = TypeVar("JobResult")
SECONDS = 60.0
"""For one job, by default."""
START_SECONDS = 120
"""For a process to be there, and then to import what it needs and to load fonts."""
TRIES = 2
STARTS = 5
"""So many processes in a row that never became ready are a fault of the machine."""


@dataclass(frozen=True, slots=True)
class Lost:
    """In place of a job's result: every process that tried it died or was too late."""

    mishaps: tuple[Mishap, ...]


_NOTHING_YET: tuple[Mishap, ...] = ()


class JobLostError(Exception):
    """A job without which the others are worth nothing could not be done."""


class WorkerNotStartedError(Exception):
    """No process became ready to work: a fault of the machine."""


@dataclass(frozen=True)
class _Order(Generic[Job, JobResult]):
    """What all processes do together."""

    work: Callable[[Job], JobResult]
    prepare: Callable[[], None] | None
    seconds: float
    folder: str
    """For the temporary files of the processes, which may not live to remove them."""
    todo: deque[tuple[int, Job, tuple[Mishap, ...]]]
    """Index, job, and what befell the processes that tried it."""
    answers: SimpleQueue[tuple[int, JobResult | Lost] | Exception] = field(
        default_factory=SimpleQueue
    )
    crew: list[Worker] = field(default_factory=list)
    """All processes that were ever started."""
    over: Event = field(default_factory=Event)
    """Nobody waits for answers any more."""


def each(
    work: Callable[[Job], JobResult],
    jobs: Sequence[Job],
    processes: int,
    prepare: Callable[[], None] | None = None,
    seconds: float = SECONDS,
) -> Generator[tuple[int, JobResult | Lost]]:
    """(index of the job, result) in order of completion; Lost for a job that cost two processes.

    `prepare` runs once in every process before its first job; `seconds` count from the start of a job. An
    exception in a job ends the rest and is raised. Raises WorkerNotStartedError. Close the generator where it is not
    used up: it stops the processes. Called by the main thread.
    """
    if not jobs:
        return
    todo = deque((index, job, _NOTHING_YET) for index, job in enumerate(jobs))
    with tempfile.TemporaryDirectory() as folder:
        order = _Order[Job, JobResult](work, prepare, seconds, folder, todo)
        with _working(order, min(max(processes, 1), len(jobs))):
            for _ in jobs:
                answer = order.answers.get()
                if isinstance(answer, Exception):
                    raise answer
                yield answer


def here(
    work: Callable[[Job], JobResult],
    jobs: Sequence[Job],
    _processes: int = 1,
    prepare: Callable[[], None] | None = None,
    _seconds: float = SECONDS,
) -> Generator[tuple[int, JobResult | Lost]]:
    """As `each`, in this process, without supervision."""
    if prepare:
        prepare()
    yield from enumerate(map(work, jobs))


def in_order(results: Generator[tuple[int, JobResult | Lost]]) -> list[JobResult]:
    """The results of `each` in the order of the jobs. Raises JobLostError."""
    with closing(results):
        ordered = [result for _, result in sorted(results, key=lambda pair: pair[0])]
    if lost := [result for result in ordered if isinstance(result, Lost)]:
        raise JobLostError(lost)
    return [result for result in ordered if not isinstance(result, Lost)]


@contextmanager
def _working(order: _Order[Job, JobResult], size: int) -> Iterator[None]:
    """Processes that work while the context is open, each led by a thread of its own."""
    leaders: list[Thread] = []
    try:
        nursery.start_server()
        with held_back():
            for _ in range(size):
                leaders.append(Thread(target=_lead, args=(order,)))
                leaders[-1].start()
        yield
    finally:
        with held_back():
            order.over.set()
            for worker in tuple(order.crew):
                worker.kill()
            for leader in leaders:
                leader.join()


def _lead(order: _Order[Job, JobResult]) -> None:
    """Have one process after the other do the jobs, until there are none left."""
    worker = None
    try:
        while order.todo and not order.over.is_set():
            worker = worker or _ready(order)
            try:
                index, job, before = order.todo.popleft()
            except IndexError:  # another one took the last
                break
            answer = worker.do(order.seconds, order.work, job)
            if not isinstance(answer, Mishap):
                order.answers.put((index, answer))
                continue
            worker.end()
            worker = None
            if len(before) + 1 < TRIES:
                order.todo.append((index, job, (*before, answer)))
            else:
                order.answers.put((index, Lost((*before, answer))))
    except Exception as error:  # noqa: BLE001 - raised again where the results are awaited
        order.answers.put(error)
    finally:
        if worker:
            worker.end()
        # A server that this thread had to start anew ends with it, and with the server what others do.
        order.over.wait()


def _ready(order: _Order[Job, JobResult]) -> Worker:
    """A process that is ready to work. Raises WorkerNotStartedError, and whatever `prepare` raises."""
    for _ in range(STARTS):
        try:
            worker = Worker(order.folder, START_SECONDS)
        except NotStartedError:
            continue
        order.crew.append(worker)
        if order.over.is_set():
            worker.kill()
        try:
            prepared = worker.do(START_SECONDS, _get_ready, order.prepare, order.work)
        except BaseException:
            worker.end()
            raise
        if not isinstance(prepared, Mishap):
            return worker
        worker.end()
    raise WorkerNotStartedError


def _get_ready(prepare: Callable[[], None] | None, _work: object) -> None:
    """The work is given for its modules, which are imported by this and not by the first job."""
    if prepare:
        prepare()
