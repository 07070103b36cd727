"""Signals that ask the program to end: one exception for all of them, which unwinds as Ctrl-C does."""

import errno
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
OUTPUT = (1, 2)
"""Descriptors of standard output and of messages."""
PATIENCE = 5
"""Seconds after a signal in which others are ignored, so that an impatient second Ctrl-C does not disturb the end."""


class EndedError(BaseException):
    """A signal asked this process to end. No `Exception`: nobody who goes on after a failure goes on after this."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


_last = float("-inf")
_AGAIN_SECONDS = 0.01


def listen() -> None:
    """From now on a signal raises EndedError; one that the caller had ignored, as nohup does, stays ignored."""
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)
    sys.unraisablehook = _lost


def _lost(what: "sys.UnraisableHookArgs") -> None:
    """Python drops what is raised in a destructor or in the callback of a weak reference, of which imports have many.

    An ending that was dropped is raised again a moment later.
    """
    if not isinstance(ending := what.exc_value, EndedError):
        sys.__unraisablehook__(what)
        return
    number = ending.number

    def again(_number: int, _frame: FrameType | None) -> None:
        raise EndedError(number)

    signal.signal(signal.SIGALRM, again)
    signal.setitimer(signal.ITIMER_REAL, _AGAIN_SECONDS)


def ignore() -> None:
    """The end has come: further signals change nothing."""
    for number in (*SIGNALS, signal.SIGALRM):
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def held_back() -> Iterator[None]:
    """Signals wait until the context ends. Threads and processes that are started in it never get any.

    What must not be left half-way belongs here. A child is ended by its parent, not by Ctrl-C.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (*SIGNALS, signal.SIGALRM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(number: int, _frame: FrameType | None) -> None:
    global _last  # noqa: PLW0603 - a signal's handler has no other memory
    now = time.monotonic()
    if now - _last > PATIENCE:
        _last = now
        raise EndedError(number)


def by(error: OSError) -> EndedError | None:
    """The ending that an error means: nobody reads the output any more, or its terminal is gone; else None."""
    if error.errno in (errno.EPIPE, errno.EIO) and any(map(_unread, OUTPUT)):
        return EndedError(signal.SIGPIPE if error.errno == errno.EPIPE else signal.SIGHUP)
    return None


def silence() -> None:
    """Let go of an output that nobody reads, so that nothing more is said about it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for output in filter(_unread, OUTPUT):
        os.dup2(nowhere, output)
    os.close(nowhere)


def _unread(output: int) -> bool:
    poll = select.poll()
    poll.register(output, 0)
    return any(state & (select.POLLERR | select.POLLHUP) for _, state in poll.poll(0))
