"""A real cluster on this machine: a scheduler and workers, each a process of its own with a folder for its files."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT

DASK = str(Path(sys.executable).with_name("dask"))
PRIVATE = ("--memory-limit", "0")
"""A worker with a limit would put results onto its disk before it reaches it."""


@dataclass
class DaskCluster:
    """A scheduler and its workers."""

    address: str
    folder: Path
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        """A process of Dask, with its own folder for temporary files."""
        number = len(self.started)
        place = self.folder / f"tmp{number}"
        place.mkdir()
        own = {"PYTHONPATH": str(ROOT), "TMPDIR": str(place), **environment}
        with (self.folder / f"log{number}").open("wb") as log:
            process = subprocess.Popen(
                [DASK, *command], cwd=ROOT, env=os.environ | own, stdout=log, stderr=log
            )
        self.started.append(process)
        return process

    def worker(self, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        """One more worker."""
        place = str(self.folder / f"dask{len(self.started)}")
        always = ("--nthreads", "1", "--no-dashboard", "--local-directory", place)
        return self.start("worker", self.address, *always, *options, **environment)

    def logs(self) -> str:
        """What all processes have said."""
        return "".join(p.read_text("utf-8") for p in sorted(self.folder.glob("log*")))

    def left(self) -> list[str]:
        """Files of workers and their children, other than Dask's own locks and empty folders."""
        places = (*self.folder.glob("tmp*"), *self.folder.glob("dask*"))
        found = (p for place in places for p in place.rglob("*") if p.is_file())
        return [str(p.relative_to(self.folder)) for p in found if not p.name.endswith("lock")]


@contextmanager
def dask_cluster(
    folder: Path, workers: int, scheme: str = "tcp", security: Sequence[str] = ()
) -> Iterator[DaskCluster]:
    """A cluster on a free port, with its workers there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    cluster = DaskCluster(f"{scheme}://127.0.0.1:{port}", folder)
    here = ("--host", f"{scheme}://127.0.0.1", "--port", str(port))
    try:
        cluster.start("scheduler", *here, "--no-dashboard", *security)
        for _ in range(workers):
            cluster.worker(*PRIVATE, *security)
        wait_for(lambda: cluster.logs().count("Registered to:") >= workers)
        yield cluster
    finally:
        for process in reversed(cluster.started):
            process.send_signal(signal.SIGTERM)
        for process in cluster.started:
            ended(process)


def ended(process: subprocess.Popen[bytes]) -> None:
    """Wait for its end, and bring it about."""
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for(true: Callable[[], bool], seconds: float = 30) -> None:
    """Until it is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def children(pid: int) -> Mapping[int, str]:
    """Process ID → command line of the process's children and all that they started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found, todo = {}, [pid]
    while todo:
        parent = todo.pop()
        for child in [c for c, p in parents.items() if p == parent]:
            todo.append(child)
            try:
                found[child] = Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
    return found
