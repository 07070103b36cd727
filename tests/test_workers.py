"""No job is lost and none waits for ever, whatever happens to the processes that do them."""

import os
import signal
import tempfile
import time
from collections.abc import Generator
from functools import partial
from multiprocessing import forkserver
from pathlib import Path

import pytest

from gacx_reports import nursery, workers
from gacx_reports.workers import (
    JobLostError,
    JobResult,
    Lost,
    Mishap,
    WorkerNotStartedError,
    each,
    in_order,
)

JOBS = range(4)
UNLUCKY = 1
"""The job during which something happens."""
LIMIT = 0.7
"""Seconds for a job that takes none."""


def done(
    results: Generator[tuple[int, JobResult | Lost]],
) -> dict[int, JobResult | Lost]:
    """Index → result."""
    return dict(results)


def struck(number: int, always: bool, folder: Path, job: int) -> int:
    """A job in which the process is sent a signal, the first time or always; its process ID is noted."""
    (folder / f"pid-{os.getpid()}").touch()
    if job == UNLUCKY and first_time(folder, always):
        os.kill(os.getpid(), number)
        time.sleep(30)
    return job * job


def first_time(folder: Path, always: bool = False) -> bool:
    """Whether nobody asked before; true in any case with `always`."""
    try:
        (folder / "struck").touch(exist_ok=always)
    except FileExistsError:
        return False
    return True


def running(folder: Path) -> list[int]:
    """The noted processes that still exist."""
    return [pid for p in folder.glob("pid-*") if exists(pid := int(p.name.removeprefix("pid-")))]


def exists(pid: int) -> bool:
    """Whether there is such a process, not counting one that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
@pytest.mark.parametrize("processes", [1, 2])
def test_a_job_whose_process_is_killed_or_stopped_is_done_again(
    number: int, processes: int, tmp_path: Path
) -> None:
    """Every result is there, once; no process is left, not even the stopped one."""
    work = partial(struck, number, False, tmp_path)
    assert done(each(work, JOBS, processes, seconds=LIMIT)) == {job: job * job for job in JOBS}
    assert len(list(tmp_path.glob("pid-*"))) >= 2
    assert not running(tmp_path)


@pytest.mark.parametrize(
    ("number", "mishap"), [(signal.SIGKILL, Mishap.DIED), (signal.SIGSTOP, Mishap.LATE)]
)
def test_a_job_that_costs_two_processes_is_given_up(
    number: int, mishap: Mishap, tmp_path: Path
) -> None:
    """It is named with what happened; the others are done."""
    work = partial(struck, number, True, tmp_path)
    found = done(each(work, JOBS, 2, seconds=LIMIT))
    assert found.pop(UNLUCKY) == Lost((mishap, mishap))
    assert found == {job: job * job for job in JOBS if job != UNLUCKY}
    assert not running(tmp_path)


def test_the_only_job_is_supervised_too(tmp_path: Path) -> None:
    """One that hung is alone in the next run, which has the others already: that must end as well."""
    work = partial(struck, signal.SIGSTOP, True, tmp_path)
    assert done(each(work, [UNLUCKY], 2, seconds=LIMIT)) == {0: Lost((Mishap.LATE, Mishap.LATE))}
    assert not running(tmp_path)


def test_where_every_result_is_needed_a_lost_one_is_an_error(tmp_path: Path) -> None:
    """No list with a gap."""
    with pytest.raises(JobLostError):
        in_order(each(partial(struck, signal.SIGKILL, True, tmp_path), JOBS, 2))
    assert in_order(each(abs, [-1, -2, -3], 2)) == [1, 2, 3]


def stopped_while_sending(folder: Path, job: int) -> bytes:
    """A result that takes longer to send than the process runs on."""
    if job == UNLUCKY and first_time(folder):
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGSTOP))
        signal.setitimer(signal.ITIMER_REAL, 0.01)
    return bytes(40_000_000 * (job == UNLUCKY))


def test_half_a_result_is_none(tmp_path: Path) -> None:
    """A process that stops while it sends its result harms neither that nor the results of others."""
    found = done(each(partial(stopped_while_sending, tmp_path), JOBS, 2, seconds=2))
    sizes = {job: len(result) for job, result in found.items() if isinstance(result, bytes)}
    assert sizes == {job: 40_000_000 * (job == UNLUCKY) for job in JOBS}


def slow_to_start() -> None:
    """Imports and fonts may take longer than a document."""
    time.sleep(0.8)


def test_getting_ready_does_not_count_as_the_first_job() -> None:
    """A job's time begins when the process begins it."""
    assert done(each(abs, [-1, -2], 2, slow_to_start, seconds=0.5)) == {0: 1, 1: 2}


def killed_at_start(folder: Path) -> None:
    """The first process does not get as far as a job."""
    if first_time(folder):
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_dies_before_its_first_job_is_replaced(tmp_path: Path) -> None:
    """No job is blamed for it."""
    assert done(each(abs, [-1, -2], 2, partial(killed_at_start, tmp_path))) == {0: 1, 1: 2}


def never_ready() -> None:
    """As on a machine without memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_where_no_process_gets_ready_the_run_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not try for ever."""
    monkeypatch.setattr(workers, "STARTS", 2)
    with pytest.raises(WorkerNotStartedError):
        done(each(abs, [-1, -2], 1, never_ready))


def test_the_clock_of_the_wall_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the machine had slept for an hour between any two looks at the clock."""
    real, looks = time.time, iter(range(10**9))
    monkeypatch.setattr(time, "time", lambda: real() + 3600 * next(looks))
    assert done(each(abs, [-1, -2, -3], 2, seconds=5)) == {0: 1, 1: 2, 2: 3}


def faulty(folder: Path, job: int) -> int:
    """One job fails; the others take long."""
    (folder / f"pid-{os.getpid()}").touch()
    if job == UNLUCKY:
        raise ZeroDivisionError
    time.sleep(30)
    return job


def test_an_exception_in_a_job_ends_the_rest(tmp_path: Path) -> None:
    """It is raised at once; nobody waits for what is still being done."""
    began = time.monotonic()
    with pytest.raises(ZeroDivisionError):
        done(each(partial(faulty, tmp_path), JOBS, 2))
    assert time.monotonic() - began < 15
    assert not running(tmp_path)


def named(_job: object) -> tuple[str, str]:
    """What `ps` shows of the process, and where it puts temporary files."""
    return Path("/proc/self/cmdline").read_text(), tempfile.gettempdir()


def test_neither_arguments_nor_temporary_names_tell_whose_report_is_made() -> None:
    """Jobs travel through pipes. The folder is gone with the process."""
    for shown, folder in in_order(each(named, ["张三 G0101", "李四 G0102"], 2)):
        assert "G01" not in shown + folder
        assert "张三" not in shown + folder
        assert not Path(folder).exists()


def server() -> int:
    """The server from which workers are forked."""
    return int(forkserver._forkserver._forkserver_pid)  # type: ignore[attr-defined]


def server_struck(number: int, folder: Path, job: int) -> int:
    """A job in which the server is sent a signal, once."""
    if job == UNLUCKY and first_time(folder):
        os.kill(os.getppid(), number)
    return job * job


def test_a_killed_server_is_replaced(tmp_path: Path) -> None:
    """Its workers end with it; their jobs are done by those of another one, and nobody is left."""
    assert done(each(partial(server_struck, signal.SIGKILL, tmp_path), JOBS, 2)) == {
        job: job * job for job in JOBS
    }


def test_a_server_that_stands_still_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a process is wanted of it: it doesn't fork in time."""
    monkeypatch.setattr(workers, "START_SECONDS", 3)
    nursery.start_server()
    os.kill(server(), signal.SIGSTOP)
    assert done(each(abs, [-1, -2, -3], 2)) == {0: 1, 1: 2, 2: 3}


class StubbornError(Exception):
    """One that can't be sent."""

    def __reduce__(self) -> str:
        raise TypeError


def stubborn(_job: int) -> int:
    """A job that fails."""
    raise StubbornError


def test_an_exception_that_cannot_be_sent_ends_the_run_all_the_same() -> None:
    """It is no mishap of the process: nothing is gained by another one."""
    with pytest.raises(TypeError):
        done(each(stubborn, JOBS, 2))
