"""Every change to a file fails once: write, sync, rename, and whatever else is done to files."""

import errno

from torture import operations
from torture.judge import Fault, Harm, ended, next_run, states
from torture.office import Scene, command_line, environment
from torture.program import running
from torture.rows import Case, Row


def nth_operation(case: Case) -> list[Fault]:
    """Once, or from then on, as a disk that is broken or full. A run that says that it has succeeded has."""
    scene, at = _chosen(case)
    error = case.rng.choice((errno.EIO, errno.ENOSPC))
    always = case.rng.random() < 0.5
    odd = operations.disturbed(environment(scene.root), scene.root, at, error, always=always)
    with running(command_line(scene.root, scene.command), odd) as run:
        faults = ended(run, (0, 2, 12))
        if run.process.returncode == 0 and scene.now() != scene.after:
            faults.append(Fault(Harm.WRONG_EXIT, f"says that it has succeeded: {run.said}"))
    return faults + states(scene) + next_run(scene)


def _chosen(case: Case) -> tuple[Scene, int]:
    """The trials go through the operations of one command after the other."""
    number = case.number
    for scene in case.scenes.values():
        if number < len(scene.operations):
            scene.reset()
            return scene, number + 1
        number -= len(scene.operations)
    raise IndexError(case.number)


ROWS = (Row("failure", "the Nth write, sync, rename, … fails, for every N", 0, nth_operation),)
