"""The server from which all other processes are forked: it has imported what they need."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import forkserver, resource_tracker
from multiprocessing.process import BaseProcess
from threading import Timer
from typing import Any

from gacx_reports.endings import held_back

CONTEXT = multiprocessing.get_context("forkserver")
REAP_SECONDS = 5
"""For the server to say that a killed process has ended."""
# First, before there is anything that could be left: none of them outlives this program.
_modules = ["gacx_reports.fork_server"]
CONTEXT.set_forkserver_preload(_modules)


class NotStartedError(Exception):
    """A process was not there in time, or ended before it could say so."""


def expect(*modules: str) -> None:
    """Have the server import these modules when it starts; one that runs already leaves that to its children."""
    _modules.extend(module for module in modules if module not in _modules)
    CONTEXT.set_forkserver_preload(_modules)


def start_server() -> None:
    """Start the server, if it does not run; called by the main thread, as the server ends with its thread.

    Ctrl-C and its like, which reach all processes of a terminal, are for the parent alone.
    """
    # Apart from the server, because starting it lets signals through.
    resource_tracker.ensure_running()
    with held_back():
        forkserver.ensure_running()


def forked(target: Callable[..., object], args: tuple[Any, ...], seconds: float) -> BaseProcess:
    """A process that runs `target`. A server that does not fork in time is replaced, with all that it has forked.

    Raises NotStartedError.
    """
    child = CONTEXT.Process(target=target, args=args, daemon=True)
    late = Timer(seconds, _kill_server)
    with held_back():  # a signal is for the main thread, which it wakes
        late.start()
    try:
        child.start()
    except (EOFError, OSError) as error:
        raise NotStartedError from error
    finally:
        late.cancel()
    return child


def ended(child: BaseProcess) -> None:
    """Kill the process and wait until it is gone."""
    child.kill()
    child.join(REAP_SECONDS)
    if child.is_alive():  # as far as a server knows that stands still
        _kill_server()
        child.join(REAP_SECONDS)


def _kill_server() -> None:
    """The next process is forked from a new one."""
    # The library has no other name for its process.
    pid = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
