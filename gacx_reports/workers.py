"""The only place where work runs in parallel, in a pool of processes. Jobs and results must be picklable values."""

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
    """(index of the job, result) in order of completion; `processes` 1, or a single job, runs in this process.

    `prepare` runs once in every process before its first job. An exception in a job cancels the rest and is raised.
    """
    if processes <= 1 or len(jobs) <= 1:
        if prepare:
            prepare()
        yield from enumerate(map(work, jobs))
        return
    # Spawned, not forked: a worker must have the fonts' environment variables before it loads Pango.
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
    """The results of `each` in the order of the jobs."""
    return [result for _, result in sorted(results, key=lambda pair: pair[0])]
