"""Clocks that are wrong, jump or stand still."""

import time
from datetime import UTC, datetime
from pathlib import Path

from torture.judge import Fault, ended, final, next_run
from torture.office import command_line, environment
from torture.operations import library
from torture.program import running
from torture.rows import Case, Row

TIMES = (
    datetime(1970, 1, 2, tzinfo=UTC),
    datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(2024, 12, 31, 15, 59, 59, tzinfo=UTC),
    datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),
    datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC),
)
"""A dead battery, turns of the year, the end of 32 bits."""
ZONES = ("UTC", "Asia/Shanghai", "America/St_Johns", "Pacific/Kiritimati")


def wrong_clock(case: Case) -> list[Fault]:
    """The run has another time, or it jumps there and back during the run, or it stands still."""
    scene = case.scene()
    place = scene.root.with_name("clock")
    when = case.rng.choice(TIMES).timestamp()
    shift = f"shift {round(when - time.time())}"
    clocks = case.rng.choice(((shift,), ("shift 0", shift, "shift 0"), (f"still {round(when)}",)))
    _set(place, clocks[0])
    odd = environment(scene.root) | _faked(place, case.rng.choice(ZONES))
    with running(command_line(scene.root, scene.command), odd) as run:
        for clock in clocks[1:]:
            time.sleep(scene.seconds / 3)
            _set(place, clock)
        faults = [Fault(f.harm, f"{clocks} {f.words}") for f in ended(run, (0,))]
    return faults + ([] if faults else final(scene)) + next_run(scene)


def _set(place: Path, words: str) -> None:
    """In one step, as it is read at any moment."""
    draft = place.with_suffix(".new")
    draft.write_text(words, "utf-8")
    draft.replace(place)


def _faked(place: Path, zone: str) -> dict[str, str]:
    return {"LD_PRELOAD": str(library("clock")), "TORTURE_CLOCK": str(place), "TZ": zone}


ROWS = (Row("clock", "clock wrong, jumping, standing still", 20, wrong_clock),)
