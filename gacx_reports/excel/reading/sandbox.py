"""Reads and recalculates untrusted workbooks in child processes with limits on memory and time.

A crash, a memory bomb or an endless loop ends the child and becomes an issue; the run goes on.
"""

import gc
import math
import multiprocessing
import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from gacx_reports import nursery
from gacx_reports.core.codes.files import F
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets.packed_read import PackedRead, from_bytes, packed_read
from gacx_reports.core.sheets.recalculated import GAVE_UP, Calculated, FormulaCell, NotComputed
from gacx_reports.core.sheets.workbook import Read, Workbook
from gacx_reports.excel.reading.limits import LIMITS, MIB, Limits
from gacx_reports.excel.reading.quarter_folder import name_in
from gacx_reports.i18n import N_
from gacx_reports.nursery import start_server
from gacx_reports.orphans import never_outlive

START_SECONDS = 60
"""For a child to be forked and to say so."""
Answer = TypeVar("Answer")
"""What the work in a child gives."""
MEMORY = N_("{limit} MiB of memory")

# The server imports this file and the reader once; each child is then forked from it in milliseconds.
nursery.expect("gacx_reports.excel.reading.sandbox", "gacx_reports.excel.reading.workbook")


class ChildNotStartedError(Exception):
    """The child ended, or stood still, before it could open the workbook: a fault of the machine, not of the file."""


def read_files(
    paths: Sequence[Path],
    folder: Path,
    children: int,
    watch: Callable[[int, int], None],
) -> list[PackedRead]:
    """Workbook and issues of every file, in the order of `paths`; at most `children` processes at a time.

    `watch` is called with the number of files that are read, and of all.
    """
    start_server()
    watch(0, len(paths))
    with ThreadPoolExecutor(max(children, 1)) as pool:
        reading = [pool.submit(read_in_child, path, folder) for path in paths]
        try:
            for done, _ in enumerate(as_completed(reading), start=1):
                watch(done, len(reading))
            return [read.result() for read in reading]
        except BaseException:
            # Nobody waits for what the others find.
            pool.shutdown(wait=False, cancel_futures=True)
            while not all(read.done() for read in reading):
                for child in multiprocessing.active_children():
                    child.kill()
                time.sleep(0.05)
            raise


def read_in_child(path: Path, folder: Path, limits: Limits = LIMITS) -> PackedRead:
    """Read one file in its own child process: issues of `read_file`, F19 if its time is up, F15 if it died.

    Raises ChildNotStartedError if the child ended before it opened the file.
    """
    answer = in_child(partial(_read, path, folder, limits), limits)
    return _as_read(answer, CellRef(name_in(folder, path)), limits)


def read_content_in_child(name: str, content: bytes, limits: Limits = LIMITS) -> PackedRead:
    """As `read_in_child`, of the file's bytes; `name` is used in issues only."""
    answer = in_child(partial(_read_content, name, content, limits), limits)
    return _as_read(answer, CellRef(name), limits)


def _as_read(answer: "bytes | Late | Dead", place: CellRef, limits: Limits) -> PackedRead:
    match answer:
        case Late():
            slow = Issue(F.READING_TOO_SLOW, place, details={"limit": f"{limits.seconds:g}"})
            return PackedRead((slow,))
        case Dead():
            from gacx_reports.excel.reading.file_checks import too_large

            return PackedRead((too_large(place, limits.memory // MIB, MEMORY),))
        case _:
            return from_bytes(answer)


def recalculate_in_child(
    book: Workbook, wanted: Sequence[FormulaCell], limits: Limits = LIMITS
) -> Calculated:
    """Results of the formulas; NotComputed for all of them if the child dies or its time is up."""
    answer = in_child(partial(_recalculated, book, wanted, limits), limits)
    if isinstance(answer, Late | Dead):
        return dict.fromkeys(wanted, NotComputed(GAVE_UP))
    return answer


class Late:
    """The child was still busy when its time was up."""


class Dead:
    """The child ended without an answer."""


def in_child(work: Callable[[], Answer], limits: Limits) -> Answer | Late | Dead:
    """Run `work` in a child process with limits on memory and time: its result, or Late or Dead."""
    if threading.current_thread() is threading.main_thread():
        start_server()
    ours, theirs = nursery.CONTEXT.Pipe(duplex=False)
    try:
        child = nursery.forked(_work_as_child, (theirs, work, limits), START_SECONDS)
    except nursery.NotStartedError as error:
        raise ChildNotStartedError from error
    finally:
        theirs.close()
    try:
        given: Answer | Late | Dead = _await(
            ours, limits.seconds
        )  # the child sends what the work gave it
        return given
    finally:
        nursery.ended(child)
        ours.close()


def _await(answer: Connection, seconds: float) -> Any:
    if not answer.poll(START_SECONDS):
        raise ChildNotStartedError
    try:
        answer.recv_bytes()
    except EOFError as error:
        # Not the workbook's fault: it was not even opened.
        raise ChildNotStartedError from error
    if not answer.poll(seconds):
        return Late()
    try:
        return answer.recv()
    except (EOFError, OSError):
        return Dead()


def _read(path: Path, folder: Path, limits: Limits) -> bytes:
    # Only here: a run that reads nothing anew needs no reader.
    from gacx_reports.excel.reading.workbook import read_file

    return _survived(name_in(folder, path), lambda: read_file(path, folder, limits))


def _read_content(name: str, content: bytes, limits: Limits) -> bytes:
    from gacx_reports.excel.reading.workbook import read_handed_in

    return _survived(name, lambda: read_handed_in(name, content, limits))


def _survived(name: str, read: Callable[[], Read]) -> bytes:
    try:
        return packed_read(read()).to_bytes()
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - one stranger's file must not hold up the others
        details = {"unexpected": type(error).__name__}
        damaged = Issue(F.WORKBOOK_DAMAGED, CellRef(name), type(error).__name__, details)
        return PackedRead((damaged,)).to_bytes()


def _recalculated(book: Workbook, wanted: Sequence[FormulaCell], limits: Limits) -> Calculated:
    # Only here: most quarters have no formula worth the engine.
    from gacx_reports.excel.reading.recalculate import recalculated

    return recalculated(book, wanted, limits)


def _work_as_child(answer: Connection, work: Callable[[], object], limits: Limits) -> None:
    parent = multiprocessing.parent_process()
    never_outlive(lambda: parent is not None and parent.is_alive())
    # Python itself ends a child by SIGTERM, when it ends.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    _work(answer, work, limits)


def _work(answer: Connection, work: Callable[[], object], limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    # For a child whose parent is gone; while it lives, the parent's clock runs out first. One more, to start.
    seconds = math.ceil(2 * limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A child lives for one workbook; looking for cycles among millions of cells would take most of its time.
    gc.disable()
    # Libraries print, and an interpreter out of memory complains; what we print may be JSON that somebody parses.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    answer.send_bytes(b"started")
    try:
        answer.send(work())
    except BaseException:  # noqa: BLE001 - out of memory, or the engine's own panic, which is no Exception
        # The pipe then closes without an answer, which the parent knows how to read.
        return
