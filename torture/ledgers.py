"""The ledger is lost, cut, replaced by an older one, or locked by another program."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing

from torture.judge import Fault, Harm, difference, ended, next_run
from torture.office import QUARTER, Scene, command_line, environment
from torture.program import running
from torture.rows import Case, Row

Damage = Callable[[Scene, Case], None]


def lost(scene: Scene, _: Case) -> None:
    """Deleted, say by somebody who tidies up."""
    scene.ledger.unlink()


def cut(scene: Scene, case: Case) -> None:
    """A copy that broke off, at any byte: the empty file included."""
    size = scene.ledger.stat().st_size
    with scene.ledger.open("r+b") as file:
        file.truncate(case.rng.choice((0, case.rng.randrange(size), case.rng.randrange(size))))


def replaced(scene: Scene, _: Case) -> None:
    """Another one in its place: a back-up of the day before."""
    scene.ledger.write_bytes(scene.older.read_bytes())


def refused(case: Case, damage: Damage) -> list[Fault]:
    """Every command ends with 2, and changes nothing; with the ledger back, work goes on."""
    scene = case.scenes["publish"]
    scene.reset()
    kept = scene.ledger.read_bytes()
    damage(scene, case)
    damaged = scene.ledger.read_bytes() if scene.ledger.exists() else None
    command = case.rng.choice((scene.command, ("quarter", QUARTER)))
    with running(command_line(scene.root, command), environment(scene.root)) as run:
        faults = ended(run, (2,))
    if scene.now().files != scene.before.files:
        faults.append(Fault(Harm.MIXED, difference(scene.now(), scene)))
    if (scene.ledger.read_bytes() if scene.ledger.exists() else None) != damaged:
        faults.append(Fault(Harm.LOST, "the ledger as it was found is changed"))
    scene.ledger.write_bytes(kept)
    return faults + next_run(scene)


def locked(case: Case) -> list[Fault]:
    """Another program holds the file, for a short while or for good: the run waits, then ends with 11."""
    scene = case.scenes["publish"]
    scene.reset()
    seconds = case.rng.choice((0.0, case.rng.uniform(0, 2 * scene.seconds)))
    with closing(sqlite3.connect(scene.ledger)) as db:
        db.execute("BEGIN EXCLUSIVE")
        with running(command_line(scene.root, scene.command), environment(scene.root)) as run:
            if seconds:
                time.sleep(seconds)
                db.rollback()
            faults = ended(run, (0, 11) if seconds else (11,))
    return faults + next_run(scene)


ROWS = (
    Row("ledger-lost", "ledger lost", 13, lambda case: refused(case, lost)),
    Row("ledger-cut", "ledger cut at any byte", 13, lambda case: refused(case, cut)),
    Row(
        "ledger-replaced",
        "ledger replaced by an older one",
        13,
        lambda case: refused(case, replaced),
    ),
    Row("ledger-locked", "ledger locked by another program", 13, locked),
)
