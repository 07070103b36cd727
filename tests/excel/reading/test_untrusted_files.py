"""Whatever lies in the quarter's folder: one code, within the limits, and we live on without a word on stderr."""

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

import pytest

from fuzz.quiet import child_errors
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.excel.reading import sandbox
from gacx_reports.excel.reading.sandbox import read_in_child
from gacx_reports.excel.reading.workbook import Read, read_file
from tests.excel.reading.raw_packages import workbook
from tests.excel.reading.untrusted_files import CASES, READ, Case
from tests.excel.reading.untrusted_table import outcome


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IO[bytes]]:
    """Output of the child processes on stderr."""
    with (tmp_path_factory.mktemp("log") / "stderr").open("w+b") as log, child_errors(log):
        yield log


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A quarter's folder, with something beside it."""
    (tmp_path / "2024Q3").mkdir()
    return tmp_path / "2024Q3"


def _silent(log: IO[bytes]) -> bool:
    return os.fstat(log.fileno()).st_size == 0


@pytest.mark.parametrize(
    "case",
    [pytest.param(c, id=c.name, marks=[pytest.mark.system] if c.slow else []) for c in CASES],
)
def test_a_hostile_file_is_one_code_or_its_values(
    case: Case, folder: Path, said: IO[bytes]
) -> None:
    """Exactly that code, or the values that are read in spite of it."""
    path = folder / "技术服务组.xlsx"
    case.build(path)
    start = time.monotonic()
    book, issues = read_in_child(path, folder)
    assert outcome((book, issues)) == case.code
    assert {i.place.workbook for i in issues} <= {path.name}
    if book is not None and case.rows is not None:
        assert book.sheets[0].rows == case.rows
    assert time.monotonic() - start < sandbox.SECONDS
    assert _silent(said)


def test_every_case_has_a_name_of_its_own() -> None:
    """The table would be hard to read otherwise."""
    names = [case.name for case in CASES]
    assert sorted(set(names)) == sorted(names)


def test_a_workbook_cut_off_anywhere_is_damaged_or_empty(folder: Path, said: IO[bytes]) -> None:
    """Half a download, wherever it broke off."""
    whole = workbook()
    path = folder / "a.xlsx"
    for end in (0, 1, 2, 3, 30, *range(100, len(whole) - 1, len(whole) // 16), len(whole) - 1):
        path.write_bytes(whole[:end])
        expected = {0: "F03", 1: "F04"}.get(end, "F02")
        assert outcome(read_in_child(path, folder)) == expected
    assert _silent(said)


def test_a_file_that_somebody_is_writing_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F16, whether it grows, shrinks or is replaced between our look and our reading."""
    path = folder / "a.xlsx"
    opened = Path.open

    def meddling(change: bytes) -> None:
        def meddle(self: Path, mode: str) -> IO[bytes]:
            before = self.stat()
            changed = self.with_suffix(".tmp")
            with opened(changed, "wb") as file:
                file.write(change)
            os.utime(changed, ns=(0, before.st_mtime_ns))
            changed.replace(self)
            return opened(self, "rb")

        path.write_bytes(workbook())
        monkeypatch.setattr(Path, "open", meddle)
        assert outcome(read_file(path, folder)) == "F16"
        monkeypatch.undo()

    meddling(workbook() + b"more")
    meddling(workbook()[:50])
    meddling(workbook())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_we_may_not_read_is_an_issue(folder: Path) -> None:
    """F02, with the system's own words."""
    path = folder / "a.xlsx"
    path.write_bytes(workbook())
    path.chmod(0)
    _, (issue,) = read_in_child(path, folder)
    assert (issue.code, issue.found) == ("F02", "Permission denied")


def test_a_file_name_that_is_no_utf8_is_read(folder: Path) -> None:
    """Old archives unpack to file names in GBK."""
    path = folder / os.fsdecode("技术.xlsx".encode("gbk"))
    path.write_bytes(workbook())
    assert outcome(read_in_child(path, folder)) == READ


def test_a_child_that_takes_too_long_is_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F19, and no child is left."""
    path = folder / "a.xlsx"
    path.write_bytes(workbook())
    monkeypatch.setattr(sandbox, "SECONDS", 0)
    assert outcome(read_in_child(path, folder)) == "F19"
    assert multiprocessing.active_children() == []


def test_a_child_that_dies_while_answering_is_an_issue() -> None:
    """F15: of an answer that breaks off nothing is believed."""
    ours, theirs = multiprocessing.Pipe(duplex=False)

    def break_off() -> None:
        theirs.send_bytes(b"started")
        os.write(theirs.fileno(), b"\0\0\1\0half")
        theirs.close()

    writer = threading.Thread(target=break_off)
    writer.start()
    assert outcome(sandbox._as_read(sandbox._await(ours), CellRef("a.xlsx"))) == "F15"
    writer.join()
    ours.close()


def test_a_fault_of_ours_is_the_workbooks_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception that nobody foresaw becomes F02 in the child, which then ends quietly."""
    answers: list[Read] = []

    class Answer:
        def send_bytes(self, word: bytes) -> None:
            assert word == b"started"

        def send(self, answer: Read) -> None:
            answers.append(answer)

    def fail(path: Path, folder: Path) -> None:
        raise KeyError(path)

    for harmless in ("resource.setrlimit", "gc.disable", "os.dup2"):
        monkeypatch.setattr(harmless, lambda *_: None)
    monkeypatch.setattr(sandbox, "read_file", fail)
    work = partial(sandbox._read, folder / "a.xlsx", folder)
    sandbox._work(Answer(), work)  # type: ignore[arg-type]
    ((book, (issue,)),) = answers
    assert (book, issue.code, issue.details) == (None, "F02", {"unexpected": "KeyError"})
