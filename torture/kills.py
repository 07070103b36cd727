"""kill -9, at any moment and at exact operations on files."""

import signal
import time

from torture import operations
from torture.judge import Fault, Harm, next_run, states
from torture.office import Scene, command_line, environment
from torture.program import Run, running
from torture.rows import Case, Row, sooner


def any_moment(case: Case) -> list[Fault]:
    """The whole group is killed, or its first process alone: then the others end by themselves."""
    scene, group = case.scene(), case.rng.random() < 0.5
    faults: list[Fault] = []
    for delay in sooner(case.rng.uniform(0, scene.seconds)):
        scene.reset()
        with running(command_line(scene.root, scene.command, 2), environment(scene.root)) as run:
            time.sleep(delay)
            run.send(signal.SIGKILL, group=group)
            faults = _after(run, scene)
        if run.process.returncode == -signal.SIGKILL:
            break
    return faults


def exact_operation(case: Case) -> list[Fault]:
    """The group is killed before one of the changes that a run makes to files."""
    scene = case.scene()
    at = case.rng.randint(1, len(scene.operations))
    odd = operations.disturbed(environment(scene.root), scene.root, at)
    with running(command_line(scene.root, scene.command), odd) as run:
        return _after(run, scene)


def _after(run: Run, scene: Scene) -> list[Fault]:
    faults = [] if run.code() is not None else [Fault(Harm.STUCK, "does not end")]
    if left := run.outlives():
        faults.append(Fault(Harm.STUCK, f"processes stay: {left}"))
    return faults + states(scene) + next_run(scene)


ROWS = (
    Row("kill", "kill -9 at any moment, of the group or of its first process", 200, any_moment),
    Row("kill-at", "kill -9 of the group at an exact operation on files", 200, exact_operation),
)
