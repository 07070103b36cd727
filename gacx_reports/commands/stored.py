"""Opens the store of the output folder for a command that reads workbooks or makes documents."""

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from gacx_reports.cache import store
from gacx_reports.commands.request import RunOptions
from gacx_reports.locations import state_folder


@contextlib.contextmanager
def stored(options: RunOptions) -> Iterator[RunOptions]:
    """The options with the store; without one where the private folder can't be used: nothing depends on it."""
    with contextlib.ExitStack() as stack:
        found = None
        with contextlib.suppress(OSError, sqlite3.Error):
            found = stack.enter_context(store.opened(options.output, state_folder()))
        yield replace(options, store=found)
