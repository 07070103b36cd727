"""One process that does one job after the other, with a pipe of its own: what befalls it harms no other.

Half a result is the end of the process and of nothing else.
"""

import os
import tempfile
from collections.abc import Callable
from enum import Enum
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from threading import Timer
from typing import Any

from gacx_reports import nursery
from gacx_reports.orphans import call_this, never_outlive

NAME = "gacx-worker"
"""What `ps -o comm` shows of it."""


class Mishap(Enum):
    """What befell a process while it did a job."""

    DIED = "died"
    LATE = "late"


class Worker:
    """The process, as its parent sees it. All methods but `kill` are called by one thread."""

    def __init__(self, folder: str, seconds: float) -> None:
        """Start it, with a folder for its temporary files. Raises NotStartedError after so many seconds."""
        self._pipe, theirs = nursery.CONTEXT.Pipe()
        try:
            self._process = nursery.forked(_serve, (theirs, folder), seconds)
        except BaseException:
            self._pipe.close()
            raise
        finally:
            theirs.close()

    def do(self, seconds: float, work: Callable[..., object], *given: object) -> Any:
        """What `work` gives in the process, or Mishap; raises what it raises. The process is killed if it is late.

        After a Mishap it is good for nothing but `end`.
        """
        overdue: list[bool] = []

        def too_late() -> None:
            overdue.append(True)
            self.kill()

        clock = Timer(seconds, too_late)
        clock.start()
        try:
            self._pipe.send((work, given))
            answer, error = self._pipe.recv()
        except (EOFError, OSError):
            return Mishap.LATE if overdue else Mishap.DIED
        finally:
            clock.cancel()
        if error is not None:
            raise error
        return answer

    def kill(self) -> None:
        """End it in the middle of whatever it does; also for another thread."""
        self._process.kill()

    def end(self) -> None:
        """End it, and wait until it is gone."""
        nursery.ended(self._process)
        self._pipe.close()


def _serve(pipe: Connection, folder: str) -> None:
    """The process: one job after the other, until it is killed."""
    parent = parent_process()
    never_outlive(lambda: parent is not None and parent.is_alive())
    call_this(NAME)
    tempfile.tempdir = folder
    # Libraries print; what the parent prints may be JSON that somebody parses.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    while True:
        work, given = pipe.recv()
        answer: tuple[object, Exception | None]
        try:
            answer = work(*given), None
        except Exception as error:  # noqa: BLE001 - raised again by the parent
            answer = None, error
        try:
            pipe.send(answer)
        except (TypeError, AttributeError) as error:  # it can't be pickled; nothing was sent
            pipe.send((None, error))
