"""What a trial did wrong: compares what is there with the complete states before and after the command."""

from dataclasses import dataclass
from enum import StrEnum

from torture.office import OWN, Scene, command_line, environment
from torture.program import PATIENCE, Run, running
from torture.state import State, paths


class Harm(StrEnum):
    """The columns of the table."""

    MIXED = "mixed"
    """Results that are neither those of before nor those of after, or that the ledger does not know."""
    LOST = "lost"
    """A workbook of people or an event of the ledger is gone."""
    STUCK = "stuck"
    """A run that does not end, or after which the next one does not succeed."""
    LEFT_OVER = "left over"
    """Processes or files that no undisturbed run leaves, after the next run."""
    WRONG_EXIT = "wrong exit"
    """An exit code that does not tell what happened."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong."""

    harm: Harm
    words: str


def states(scene: Scene) -> list[Fault]:
    """Whether folder and ledger are, each as a whole, before or after; the ledger is never behind the folder."""
    found = scene.now()
    faults = lost(scene, found)
    sound = (
        (scene.before.files, scene.before.ledger),
        (scene.before.files, scene.after.ledger),
        (scene.after.files, scene.after.ledger),
    )
    if (found.files, found.ledger) not in sound:
        faults.append(Fault(Harm.MIXED, difference(found, scene)))
    return faults


def lost(scene: Scene, found: State) -> list[Fault]:
    """Workbooks and events that were there before and are not now."""
    gone = [f"own file {p}" for p in OWN if found.files.get(p) != scene.before.files[p]]
    gone += [f"event {e}" for e in scene.before.events if e not in found.events]
    return [Fault(Harm.LOST, words) for words in gone]


def difference(found: State, scene: Scene) -> str:
    """In which files and tables the state differs from before and from after."""
    said = []
    for name, known in (("before", scene.before), ("after", scene.after)):
        files = sorted({p for p, _ in found.files.items() ^ known.files.items()})
        tables = [
            t
            for t in found.ledger.keys() | known.ledger
            if found.ledger.get(t) != known.ledger.get(t)
        ]
        said.append(f"not {name}: {files[:8]} {tables}")
    return "; ".join(said)


def ended(run: Run, sound: tuple[int, ...], seconds: float = PATIENCE) -> list[Fault]:
    """Wait for the end of the run and of all its processes; `sound` are the exit codes that tell the truth."""
    code = run.code(seconds)
    faults = [] if code is not None else [Fault(Harm.STUCK, f"does not end: {run.said}")]
    if code is not None and code not in sound:
        faults.append(Fault(Harm.WRONG_EXIT, f"ends with {code}: {run.said}"))
    if left := run.outlives():
        faults.append(Fault(Harm.STUCK, f"processes stay: {left}"))
    return faults


def next_run(scene: Scene) -> list[Fault]:
    """Run the command once more: it succeeds, what it leaves is what an undisturbed run leaves, and nothing else."""
    with running(command_line(scene.root, scene.command), environment(scene.root)) as run:
        code = run.code()
        faults = [Fault(Harm.STUCK, f"next run ends with {code}: {run.said}")] if code != 0 else []
        if left := run.outlives():
            faults.append(Fault(Harm.LEFT_OVER, f"processes of the next run: {left}"))
    return faults + final(scene)


def final(scene: Scene) -> list[Fault]:
    """Whether everything is as an undisturbed run leaves it."""
    found = scene.now()
    faults = lost(scene, found)
    if found != scene.after:
        faults.append(Fault(Harm.MIXED, f"at the end: {difference(found, scene)}"))
    new = paths(scene.root) - scene.paths
    more = sorted(p for p in new if "/.store/" not in f"/{p}" or p.endswith(".part"))
    return faults + [Fault(Harm.LEFT_OVER, path) for path in more]
