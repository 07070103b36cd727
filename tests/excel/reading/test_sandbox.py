"""A child process that takes too long, takes too much memory or dies costs one workbook, not the run."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO

import pytest

from fuzz.quiet import child_errors
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.sheets.packed_read import from_bytes
from gacx_reports.excel.reading import sandbox
from gacx_reports.excel.reading import workbook as reader
from gacx_reports.excel.reading.limits import LIMITS, MIB, Limits
from gacx_reports.excel.reading.sandbox import read_in_child
from gacx_reports.i18n import translator
from tests.excel.reading.raw_packages import workbook
from tests.excel.reading.untrusted_case import SEVEN, outcome


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IO[bytes]]:
    """Output of the child processes on stderr."""
    with (tmp_path_factory.mktemp("log") / "stderr").open("w+b") as log, child_errors(log):
        yield log


def _silent(log: IO[bytes]) -> bool:
    return os.fstat(log.fileno()).st_size == 0


def test_a_child_reads_a_workbook_or_says_what_it_is(tmp_path: Path, said: IO[bytes]) -> None:
    """The limits, the values and the issues cross over to the child and back."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook())
    book, issues = read_in_child(path, tmp_path).read
    assert book
    assert (book.sheets[0].rows, issues) == (SEVEN, ())
    assert outcome(read_in_child(path, tmp_path, Limits(parts=5)).read) == "F15"
    assert _silent(said)


def test_a_child_that_takes_too_long_is_stopped(tmp_path: Path, said: IO[bytes]) -> None:
    """F19, and no child is left."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook())
    (issue,) = read_in_child(path, tmp_path, Limits(seconds=0)).issues
    assert (issue.code, issue.details["limit"]) == ("F19", "0")
    assert multiprocessing.active_children() == []
    assert _silent(said)


def test_work_is_stopped_when_its_time_is_up(said: IO[bytes]) -> None:
    """A child that would sleep for a minute is gone after a fifth of a second."""
    start = time.monotonic()
    answer = sandbox.in_child(partial(time.sleep, 60), Limits(seconds=0.2))
    assert isinstance(answer, sandbox.Late)
    assert time.monotonic() - start < 10
    assert multiprocessing.active_children() == []
    assert _silent(said)


@pytest.mark.parametrize(
    "work",
    [
        pytest.param(partial(bytearray, 600 * MIB), id="takes too much memory"),
        pytest.param(partial(sys.exit, 1), id="raises what is no Exception"),
        pytest.param(partial(os._exit, 1), id="ends"),
        pytest.param(partial(signal.raise_signal, signal.SIGKILL), id="is killed"),
    ],
)
def test_work_without_an_answer_is_an_issue(work: Callable[[], object], said: IO[bytes]) -> None:
    """F15, with the limit of memory."""
    limits = Limits(memory=512 * MIB)
    answer = sandbox.in_child(work, limits)
    assert isinstance(answer, sandbox.Dead)
    (issue,) = sandbox._as_read(answer, CellRef("a.xlsx"), limits).issues
    assert describe(issue, translator("zh")).expected == "最多 512 MiB 内存"
    assert _silent(said)


def test_work_within_its_limits_is_answered() -> None:
    """The same memory under a limit that allows it."""
    answer = sandbox.in_child(partial(bytes, 20 * MIB), Limits(memory=512 * MIB))
    assert isinstance(answer, bytes)
    assert len(answer) == 20 * MIB


def test_a_child_that_dies_while_answering_is_an_issue() -> None:
    """F15: of an answer that breaks off nothing is believed."""
    ours, theirs = multiprocessing.Pipe(duplex=False)

    def break_off() -> None:
        theirs.send_bytes(b"started")
        os.write(theirs.fileno(), b"\0\0\1\0half")
        theirs.close()

    writer = threading.Thread(target=break_off)
    writer.start()
    answer = sandbox._await(ours, LIMITS.seconds)
    assert outcome(sandbox._as_read(answer, CellRef("a.xlsx"), LIMITS).read) == "F15"
    writer.join()
    ours.close()


def test_a_fault_of_ours_is_the_workbooks_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception that nobody foresaw becomes F02 in the child."""

    def fail(path: Path, folder: Path, limits: Limits) -> None:
        raise KeyError(path)

    monkeypatch.setattr(reader, "read_file", fail)
    book, (issue,) = from_bytes(sandbox._read(tmp_path / "a.xlsx", tmp_path, LIMITS)).read
    assert (book, issue.code, issue.details) == (None, "F02", {"unexpected": "KeyError"})
