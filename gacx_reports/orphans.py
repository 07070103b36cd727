"""What a child process asks of the kernel: to end when its parent does, however that ended, and a name."""

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_PR_SET_NAME = 15
_LINUX = sys.platform == "linux"
_libc = ctypes.CDLL(None)


def die_with_parent() -> None:
    """Have the kernel kill this process when the thread that started it ends; only Linux can do that.

    It says nothing about a parent that is already gone.
    """
    if _LINUX:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def call_this(name: str) -> None:
    """Give this process a name by which it can be told from others; only on Linux."""
    if _LINUX:
        _libc.prctl(_PR_SET_NAME, name.encode(), 0, 0, 0)


def never_outlive(alive: Callable[[], bool]) -> None:
    """End this process with its parent, at once if that is not `alive` any more."""
    die_with_parent()
    if not _LINUX:
        threading.Thread(target=_watch, args=(alive,), daemon=True).start()
    if not alive():
        os._exit(1)


def _watch(alive: Callable[[], bool]) -> None:
    while alive():
        time.sleep(1)
    os._exit(1)
