"""Two runs at once."""

import time

from torture.judge import Fault, Harm, ended, final
from torture.office import command_line, environment
from torture.program import running
from torture.rows import Case, Row


def two_runs(case: Case) -> list[Fault]:
    """One succeeds; the other is told to wait, or comes late enough to succeed, too."""
    scene = case.scene()
    given = command_line(scene.root, scene.command), environment(scene.root)
    delay = case.rng.uniform(0, scene.seconds)
    with running(*given) as first:
        time.sleep(delay)
        with running(*given) as second:
            faults = ended(first, (0, 11)) + ended(second, (0, 11))
            if 0 not in (first.process.returncode, second.process.returncode):
                faults.append(Fault(Harm.STUCK, f"nobody succeeds: {first.said} {second.said}"))
    return faults + final(scene)


ROWS = (Row("rivals", "two runs at once", 200, two_runs),)
