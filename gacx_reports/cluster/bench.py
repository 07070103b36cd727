"""A worker's part of a run: a private folder, and processes of its own that do the jobs.

Dask's process does none itself: it may neither have children that read untrusted workbooks, nor be killed when a
job takes too long, nor change its fonts for the next run.
"""

import os
import pickle
import shutil
import tempfile
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from gacx_reports import isolation, scratch
from gacx_reports.cluster.bundle import Bundle, unpacked
from gacx_reports.endings import held_back
from gacx_reports.orphans import never_outlive
from gacx_reports.render.reports import RenderSettings, prepare_worker
from gacx_reports.workers import START_SECONDS, Mishap, WorkerNotStartedError

STARTS = 2
"""So many processes in a row that never became ready are a fault of the worker."""


class Bench:
    """Place and processes for the jobs of one run; made in a worker, and cleared away when the run lets go of it."""

    def __init__(self, bundle: Bundle | None) -> None:
        isolation.isolate()
        self._folder, self._lock = scratch.claimed()
        self._settings = unpacked(bundle, self._folder) if bundle else None
        self._processes: list[_Process] = []
        self._idle: deque[_Process] = deque()

    def do(self, parcel: bytes, seconds: float) -> bytes | Mishap:
        """What a job gives, pickled, or what befell the process that did it. Raises WorkerNotStartedError."""
        process = self._taken()
        try:
            return process.do(parcel, seconds)
        finally:
            self._idle.append(process)

    def _taken(self) -> "_Process":
        try:
            return self._idle.pop()
        except IndexError:  # as many as there are jobs at a time
            self._processes.append(_Process(self._folder, self._settings))
            return self._processes[-1]

    def clear(self) -> None:
        """End the processes, also in the middle of a job, and remove the folder."""
        for process in self._processes:
            process.end()
        shutil.rmtree(self._folder, ignore_errors=True)
        os.close(self._lock)


class _Process:
    """One process after the other, led by a thread with an event loop of its own."""

    def __init__(self, folder: Path, settings: RenderSettings | None) -> None:
        from anyio.from_thread import start_blocking_portal

        self._begin = partial(_begin, os.getpid(), str(folder), settings)
        self._do = partial(_done, settings)
        self._ready = False
        self._running: Future[Any] | None = None
        self._open = ExitStack()
        with held_back():
            self._portal = self._open.enter_context(start_blocking_portal())

    def do(self, parcel: bytes, seconds: float) -> bytes | Mishap:
        """As Bench.do."""
        starts = iter(range(STARTS))
        while not self._ready:
            if next(starts, None) is None:
                raise WorkerNotStartedError
            self._ready = not isinstance(self._within(START_SECONDS, self._begin), Mishap)
        answer: bytes | Mishap = self._within(seconds, self._do, parcel)
        self._ready = not isinstance(answer, Mishap)
        return answer

    def _within(self, seconds: float, work: Callable[..., Any], *given: object) -> Any:
        self._running = self._portal.start_task_soon(_within, seconds, work, *given)
        try:
            return self._running.result()
        except CancelledError:
            return Mishap.DIED

    def end(self) -> None:
        """Kill the process; its thread ends with it."""
        if self._running:
            self._running.cancel()
        self._open.close()


async def _within(seconds: float, work: Callable[..., Any], *given: object) -> Any:
    """What `work` gives in this loop's process, which is killed if it takes longer; then Mishap."""
    from anyio import BrokenWorkerProcess, move_on_after
    from anyio.to_process import run_sync

    with move_on_after(seconds):
        try:
            return await run_sync(work, *given, cancellable=True)
        except (BrokenWorkerProcess, ProcessLookupError):
            return Mishap.DIED
    return Mishap.LATE


def _begin(parent: int, folder: str, settings: RenderSettings | None) -> None:
    never_outlive(lambda: os.getppid() == parent)
    tempfile.tempdir = os.environ["TMPDIR"] = folder
    if settings:
        prepare_worker(settings)


def _done(settings: RenderSettings | None, parcel: bytes) -> bytes:
    work, job = pickle.loads(parcel)  # noqa: S301 - from the run, which may have anything done here anyway
    try:
        answer = work(settings, job)
    except Exception as error:  # noqa: BLE001 - raised again where the run is
        answer = error
    return pickle.dumps(answer)
