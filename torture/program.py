"""The installed command in a session of its own: started, waited for, and whatever is left of it."""

import contextlib
import os
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gacx_reports.worker import NAME

MARK = "TORTURE_TRIAL"
"""Variable that all processes of a run inherit, whatever their parent and group."""
PATIENCE = 120.0
"""Seconds after which a run is stuck; one takes one or two where the machine is idle."""
LINGER = 15.0
"""Seconds in which the other processes of a run end after their parent."""


@dataclass(frozen=True)
class Run:
    """A run under way, or its end."""

    process: subprocess.Popen[bytes]
    mark: str
    output: Path

    @property
    def said(self) -> str:
        """The end of what it printed."""
        return self.output.read_text("utf-8", "replace")[-1500:]

    def code(self, seconds: float = PATIENCE) -> int | None:
        """How it ended; None if it did not."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.process.wait(seconds)
        return None

    def alive(self) -> list[int]:
        """Its processes: of all groups, with and without a parent."""
        mark = f"{MARK}={self.mark}".encode()
        return [p for p in _everybody() if mark in _read(p, "environ") and not _is_dead(p)]

    def outlives(self, seconds: float = LINGER) -> list[int]:
        """Processes that are still there after a while; they are ended."""
        end = time.monotonic() + seconds
        while (left := self.alive()) and time.monotonic() < end:
            time.sleep(0.05)
        for process in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        return left

    def send(self, number: int, *, group: bool) -> None:
        """Send a signal to the first process, or to its group as a terminal does."""
        with contextlib.suppress(ProcessLookupError):
            (os.killpg if group else os.kill)(self.process.pid, number)


@contextlib.contextmanager
def running(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Run]:
    """The command, with nothing to type into it; at the end of the context all of its processes are ended."""
    run = _started(command, environment)
    try:
        yield run
    finally:
        run.outlives(0)
        run.process.wait()
        run.output.unlink()


def _started(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    mark = uuid.uuid4().hex
    handle, name = tempfile.mkstemp(prefix="torture-")
    with os.fdopen(handle, "wb") as output:
        process = subprocess.Popen(
            command,
            env={**environment, MARK: mark},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Run(process, mark, Path(name))


def finished(command: Sequence[str], environment: Mapping[str, str]) -> tuple[int | None, str]:
    """Run it to its end: exit code, None if it is stuck, and what it printed."""
    with running(command, environment) as run:
        return run.code(), run.said


def _everybody() -> list[int]:
    return [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit()]


def _is_dead(process: int) -> bool:
    """Whether it has ended and only waits for its parent to notice."""
    state = _read(process, "stat").rpartition(b") ")[2][:1]
    return state in (b"", b"Z", b"X")


def _read(process: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{process}/{name}").read_bytes()
    except OSError:
        return b""


def makers(run: Run) -> list[int]:
    """The processes that make documents, which are forked as readers are, and give themselves a name."""
    return [p for p in run.alive() if _read(p, "comm").strip() == NAME.encode()]
