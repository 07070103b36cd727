"""A quarter by two processes and by a cluster of two workers: `python -m benchmarks.cluster 200 2000`.

Prints what either costs, and whether every file is equal; docs/scale.md has what it printed. Needs what
`make cluster` installs, and Linux.
"""

import ctypes
import hashlib
import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import psutil

from benchmarks.companies import QUARTER, Company, company
from benchmarks.cost import Cost, cost
from tests.system.dask_cluster import dask_cluster

_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of prctl."""
KINDS = {
    "renderer": "anyio.to_process",
    "reader": "multiprocessing.forkserver",
    "Dask worker": "spawn_main",
    "scheduler": "dask scheduler",
}
"""Kind of process → what its command line has."""


def main() -> None:
    """Print a paragraph for each number of people."""
    # What loses its parent is waited for here, so that its CPU counts.
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as folder:
        start = cluster_cpu(Path(folder))
    print(f"start and end of Dask's five processes: {start:.1f} s of CPU")
    for people in map(int, sys.argv[1:]):
        with tempfile.TemporaryDirectory() as name:
            compare(company(people), Path(name), start)


def compare(of: Company, folder: Path, start: float) -> None:
    """Run the quarter in both ways."""
    print(f"{of.people} people", flush=True)
    print(f"  check:   {told(run('check', of, folder / 'check'))}", flush=True)
    here = run("quarter", of, folder / "here", "--jobs", "2")
    print(f"  local:   {told(here)}", flush=True)
    used = cpu()
    most = dict.fromkeys(KINDS, 0.0)
    (folder / "dask").mkdir()
    with dask_cluster(folder / "dask", 2) as there, looking([p.pid for p in there.started], most):
        ours = run("quarter", of, folder / "there", "--cluster", there.address)
    reap()
    workers = cpu() - used - ours.cpu - start
    memory = ", ".join(f"{kind} {size:.0f}" for kind, size in most.items())
    print(f"  cluster: {told(ours)}; CPU of the cluster {workers:.1f} s; MiB: {memory}")
    made = contents(folder / "here")
    sizes = [size for path, (_, size) in made.items() if path.endswith(".pdf")]
    print(f"  {len(sizes)} PDFs of {sum(sizes) / 1e6:.1f} MB,", end=" ")
    print("equal" if contents(folder / "there") == made else "DIFFERENT", flush=True)


def run(command: str, of: Company, scratch: Path, *more: str) -> Cost:
    """Run the command with folders of its own."""
    scratch.mkdir()
    given = [*of.arguments(command, scratch), *more]
    return cost(given, settings={"XDG_STATE_HOME": f"{scratch / 'state'}"})


def told(spent: Cost) -> str:
    """In a line."""
    others = spent.cpu - spent.own
    return f"{spent.wall:.0f} s; CPU own {spent.own:.1f}, processes {others:.1f}; peak {spent.peak_mb:.0f} MiB"


def cluster_cpu(folder: Path) -> float:
    """CPU of a cluster that does nothing."""
    used = cpu()
    with dask_cluster(folder, 2):
        pass
    reap()
    return cpu() - used


def cpu() -> float:
    """Seconds of all processes that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def reap() -> None:
    """Wait for the processes whose parents are gone: they end by themselves, and are ours by now."""
    with suppress(ChildProcessError):
        while True:
            os.wait()


@contextmanager
def looking(pids: list[int], most: dict[str, float]) -> Iterator[None]:
    """Note the most MiB that a process of each kind has, looked at twice a second."""
    over = Event()

    def look() -> None:
        while not over.wait(0.5):
            for process in family(pids):
                with suppress(psutil.Error):
                    words, size = " ".join(process.cmdline()), process.memory_info().rss / 2**20
                    for kind, word in KINDS.items():
                        most[kind] = max(most[kind], size * (word in words))

    thread = Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def family(pids: list[int]) -> Iterator[psutil.Process]:
    """The processes and all that they started."""
    for pid in pids:
        with suppress(psutil.Error):
            process = psutil.Process(pid)
            yield process
            yield from process.children(recursive=True)


def contents(folder: Path) -> dict[str, tuple[str, int]]:
    """Path → SHA-256 and size of every file of the quarter."""
    found = sorted(p for p in (folder / "out" / QUARTER).rglob("*") if p.is_file())
    read = ((p.relative_to(folder).as_posix(), p.read_bytes()) for p in found)
    return {path: (hashlib.sha256(content).hexdigest(), len(content)) for path, content in read}


if __name__ == "__main__":
    main()
