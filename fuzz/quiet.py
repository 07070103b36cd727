"""Captures stderr of the child processes that read workbooks; any output is a bug."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from typing import IO, Any

# What the server imports is stated there.
from gacx_reports.excel.reading import sandbox as _sandbox  # noqa: F401


@contextmanager
def child_errors(log: IO[bytes]) -> Iterator[None]:
    """Let children write their stderr to `log`, by restarting the fork server, from which they inherit it."""
    server: Any = forkserver._forkserver  # there is no public way to restart it
    server._stop()
    before = os.dup(2)
    os.dup2(log.fileno(), 2)
    try:
        server.ensure_running()
    finally:
        os.dup2(before, 2)
        os.close(before)
    try:
        yield
    finally:
        server._stop()
