"""What children that read workbooks write to stderr: nothing, or we have a bug."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from typing import IO, Any

from gacx_reports.excel.reading import sandbox


@contextmanager
def child_errors(log: IO[bytes]) -> Iterator[None]:
    """Children write their stderr to `log`; it is the server, forked anew, that hands it down."""
    server: Any = forkserver._forkserver  # there is no public way to start it anew
    server._stop()
    before = os.dup(2)
    os.dup2(log.fileno(), 2)
    try:
        sandbox._context.set_forkserver_preload(["gacx_reports.excel.reading.workbook"])
        server.ensure_running()
    finally:
        os.dup2(before, 2)
        os.close(before)
    try:
        yield
    finally:
        server._stop()
