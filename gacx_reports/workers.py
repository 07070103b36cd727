"""The one seam for parallel work: this process, or a pool of processes. Jobs and results are plain values."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import TypeVar

Job = TypeVar("Job")
JobResult = TypeVar("JobResult")


def each(
    work: Callable[[Job], JobResult],
    jobs: Sequence[Job],
    processes: int,
    prepare: Callable[[], None] | None = None,
) -> Iterator[tuple[int, JobResult]]:
    """(index, result) of every job, in the order in which they get done; one process is this one.

    `prepare` runs once in every process before its first job.
    """
    if processes <= 1 or len(jobs) <= 1:
        if prepare:
            prepare()
        yield from enumerate(map(work, jobs))
        return
    # Spawned, not forked: a worker must see the fonts' environment before it loads Pango.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(processes, len(jobs)), context, initializer=prepare) as pool:
        futures = {pool.submit(work, job): index for index, job in enumerate(jobs)}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def in_order(results: Iterable[tuple[int, JobResult]]) -> list[JobResult]:
    """The results in the jobs' order."""
    return [result for _, result in sorted(results, key=lambda pair: pair[0])]
