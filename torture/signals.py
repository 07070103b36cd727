"""Ctrl-C, a request to end, a terminal that is closed: to the program, and to `make … | tee`."""

import shlex
import signal
import time

from torture.judge import Fault, ended, next_run, states
from torture.office import QUARTER, Scene, command_line, environment
from torture.program import running
from torture.rows import Case, Row

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def to_program(case: Case) -> list[Fault]:
    """Ctrl-C goes to the group, a request to end often to the first process alone."""
    scene = case.scene()
    number, group = case.rng.choice(SIGNALS), case.rng.random() < 0.5
    delay = case.rng.uniform(0, scene.seconds)
    with running(command_line(scene.root, scene.command, 2), environment(scene.root)) as run:
        time.sleep(delay)
        run.send(number, group=group)
        # The negative ones are those of a Python that has not yet begun with our code.
        faults = ended(run, (0, 128 + number, -number))
    return faults + states(scene) + next_run(scene)


def to_make(case: Case) -> list[Fault]:
    """The terminal's signal reaches make, the program, and tee, which ends at once and so closes the pipe."""
    scene = case.scenes["quarter"]
    scene.reset()
    number, delay = case.rng.choice(SIGNALS), case.rng.uniform(0, 1.2 * scene.seconds)
    with running(["bash", "-o", "pipefail", "-c", _piped(scene)], environment(scene.root)) as run:
        time.sleep(delay)
        run.send(number, group=True)
        # bash dies of the signal, or says what make says.
        faults = ended(run, (0, 2, 128 + number, -number))
    return faults + states(scene) + next_run(scene)


def _piped(scene: Scene) -> str:
    root = scene.root
    folders = {"INPUT": root / "in", "OUTPUT": root / "out", "TEMPLATES": root / "templates"}
    given = [f"{name}={path}" for name, path in folders.items()]
    ledger = f"ARGS=--ledger {root / 'ledger.sqlite'}"
    make = ["make", "quarter", f"Q={QUARTER}", "JOBS=2", *given, ledger]
    return f"{shlex.join(make)} 2>&1 | tee {shlex.quote(f'{root}.log')}"


ROWS = (
    Row("signal", "SIGINT, SIGTERM, SIGHUP", 70, to_program),
    Row("signal-make", "the same to `make … \\| tee`", 30, to_make),
)
