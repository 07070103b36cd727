"""The only place where work runs in parallel, in processes. Jobs and results must be picklable values.

A process that dies, or is busy with one job for too long, is replaced, and its job is done again once. The clock
is the monotonic one, which on Linux and macOS stands still while the machine sleeps.
"""

import os
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from enum import Enum
from queue import SimpleQueue
from typing import Generic, TypeVar

from gacx_reports.endings import held_back
from gacx_reports.orphans import never_outlive

Job = TypeVar("Job")
JobResult = TypeVar("JobResult")
SECONDS = 60.0
"""For one job, by default."""
START_SECONDS = 120
"""For a process to import what it needs and to load fonts."""
TRIES = 2
STARTS = 5
"""So many processes in a row that never became ready are a fault of the machine."""


class Mishap(Enum):
    """What befell a process while it did a job."""

    DIED = "died"
    LATE = "late"


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
    used up: it stops the processes.
    """
    if not jobs:
        return
    todo = deque((index, job, _NOTHING_YET) for index, job in enumerate(jobs))
    with tempfile.TemporaryDirectory() as folder:
        order = _Order[Job, JobResult](work, prepare, seconds, folder, todo)
        with _crew(order, min(max(processes, 1), len(jobs))):
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
def _crew(order: _Order[Job, JobResult], size: int) -> Iterator[None]:
    """Processes that work while the context is open, each led by a thread with an event loop of its own."""
    from anyio.from_thread import start_blocking_portal

    stack = ExitStack()
    try:
        with held_back():
            for _ in range(size):
                portal = stack.enter_context(start_blocking_portal())
                # Undone before the portal is closed, which would wait for the task.
                stack.callback(portal.start_task_soon(_lead, order).cancel)
        yield
    finally:
        with held_back():
            stack.close()


async def _lead(order: _Order[Job, JobResult]) -> None:
    """Have one process after the other do the jobs, until there are none left."""
    try:
        ready = False
        while order.todo:
            if not ready:
                await _start(order)
            try:
                index, job, before = order.todo.popleft()
            except IndexError:  # another one took the last
                return
            answer = await _within(order.seconds, order.work, job)
            ready = not isinstance(answer, Mishap)
            if not isinstance(answer, Mishap):
                order.answers.put((index, answer))
            elif len(before) + 1 < TRIES:
                order.todo.append((index, job, (*before, answer)))
            else:
                order.answers.put((index, Lost((*before, answer))))
    except Exception as error:  # noqa: BLE001 - raised again where the results are awaited
        order.answers.put(error)


async def _start(order: _Order[Job, JobResult]) -> None:
    """A process that is ready to work. Raises WorkerNotStartedError, and whatever `prepare` raises."""
    from anyio import CancelScope

    for _ in range(STARTS):
        # Not cancelled while it starts: anyio would forget it without killing it.
        with CancelScope(shield=True):
            begun = await _within(START_SECONDS, _begin, os.getpid(), order.folder)
        if isinstance(begun, Mishap):
            continue
        prepared = await _within(START_SECONDS, _get_ready, order.prepare, order.work)
        if not isinstance(prepared, Mishap):
            return
    raise WorkerNotStartedError


async def _within(
    seconds: float, work: Callable[..., JobResult], *given: object
) -> JobResult | Mishap:
    """What `work` gives in this loop's process, which is killed if it takes longer; then Mishap."""
    from anyio import BrokenWorkerProcess, move_on_after
    from anyio.to_process import run_sync

    with move_on_after(seconds):
        try:
            return await run_sync(work, *given, cancellable=True)
        # The other one where a process dies while it starts, and is gone when anyio wants to kill it.
        except (BrokenWorkerProcess, ProcessLookupError):
            return Mishap.DIED
    return Mishap.LATE


def _get_ready(prepare: Callable[[], None] | None, _work: object) -> None:
    """The work is given for its modules, which are imported by this and not by the first job."""
    if prepare:
        prepare()


def _begin(parent: int, folder: str) -> None:
    never_outlive(lambda: os.getppid() == parent)
    tempfile.tempdir = folder
