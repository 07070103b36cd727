"""One of the processes that make documents is killed, or stopped."""

import contextlib
import os
import signal
import time

from torture.judge import Fault, ended, final, next_run, states
from torture.office import command_line, environment
from torture.program import PATIENCE, Run, makers, running
from torture.rows import Case, Row, sooner

SECONDS = 10
"""For a document, before the process that makes it is given up."""
STARTING = 120
"""Seconds that the program waits for a process to start before it gives it up."""


def killed(case: Case) -> list[Fault]:
    """Any moment, also while it starts. Its document is made by another one: the run succeeds."""
    return _hit(case, signal.SIGKILL, PATIENCE)


def stopped(case: Case) -> list[Fault]:
    """It is given up after a while, and its document is made by another one."""
    return _hit(case, signal.SIGSTOP, PATIENCE + STARTING)


def _hit(case: Case, number: int, patience: float) -> list[Fault]:
    scene = case.scene()
    command = (*scene.command, "--seconds", str(SECONDS))
    given = command_line(scene.root, command, 2), environment(scene.root)
    faults: list[Fault] = []
    # About half of a run is theirs. They may be done by then: again, sooner.
    for delay in sooner(case.rng.uniform(0, scene.seconds / 2)):
        scene.reset()
        with running(*given) as run:
            _await_makers(run)
            time.sleep(delay)
            hit = _strike(sorted(makers(run)), case, number)
            faults = ended(run, (0,), patience)
        if hit or faults:
            break
    return faults + (states(scene) if faults else final(scene)) + next_run(scene)


def _await_makers(run: Run) -> None:
    while run.process.poll() is None and not makers(run):
        time.sleep(0.01)


def _strike(found: list[int], case: Case, number: int) -> bool:
    if found:
        with contextlib.suppress(ProcessLookupError):
            os.kill(case.rng.choice(found), number)
            return True
    return False


ROWS = (
    Row("worker", "one worker killed", 100, killed),
    Row("worker-stopped", "one worker stopped", 20, stopped),
)
