"""Strangers' workbooks, each read in a child process with limits: whatever happens there becomes one issue."""

import gc
import multiprocessing
import os
import resource
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from gacx_reports.core.issues import Issue
from gacx_reports.core.places import Place
from gacx_reports.excel.package import name_in
from gacx_reports.excel.reading import Read, read_file

MEMORY = 2**30
"""Bytes of address space."""
SECONDS = 30

_context = multiprocessing.get_context("forkserver")
# The server imports the reader once; each child is then forked from it in milliseconds.
_context.set_forkserver_preload(["gacx_reports.excel.reading"])


class ChildNotStartedError(Exception):
    """The reading process ended before it could open the workbook."""


def read_files(paths: Sequence[Path], folder: Path, children: int) -> list[Read]:
    """Every file's workbook and issues, in the order of `paths`; at most `children` at a time."""
    with ThreadPoolExecutor(max(children, 1)) as pool:
        return list(pool.map(partial(read_in_child, folder=folder), paths))


def read_in_child(path: Path, folder: Path) -> Read:
    """One file in a child of its own. F19 it took too long, F15 it took too much memory or died."""
    ours, theirs = _context.Pipe(duplex=False)
    child = _context.Process(target=_work, args=(theirs, path, folder), daemon=True)
    child.start()
    theirs.close()
    try:
        return _await(ours, name_in(folder, path))
    finally:
        child.kill()
        child.join()
        ours.close()


def _await(answer: Connection, name: str) -> Read:
    try:
        answer.recv_bytes()
    except EOFError as error:
        # Not the workbook's fault: it was not even opened.
        raise ChildNotStartedError from error
    if not answer.poll(SECONDS):
        return None, (Issue("F19", Place(name), details={"limit": str(SECONDS)}),)
    try:
        read: Read = answer.recv()
    except (EOFError, OSError):
        return None, (Issue("F15", Place(name), details={"limit": f"{MEMORY // 2**20} MiB"}),)
    return read


def _work(answer: Connection, path: Path, folder: Path) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # For a child whose parent is gone; while it lives, the parent's clock runs out first.
    resource.setrlimit(resource.RLIMIT_CPU, (2 * SECONDS, 2 * SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A child lives for one workbook; looking for cycles among millions of cells would take most of its time.
    gc.disable()
    # Libraries print, and an interpreter out of memory complains; what we print may be JSON that somebody parses.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    answer.send_bytes(b"started")
    try:
        answer.send(read_file(path, folder))
    except MemoryError:
        # The pipe then closes without an answer, which the parent knows how to read.
        return
    except Exception as error:  # noqa: BLE001 - one stranger's file must not hold up the others
        details = {"unexpected": type(error).__name__}
        answer.send(
            (None, (Issue("F02", Place(name_in(folder, path)), type(error).__name__, details),))
        )
