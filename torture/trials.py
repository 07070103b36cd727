"""Runs the trials of rows, some side by side, each repeatable by its seed and number."""

import queue
import random
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

from torture import clocks, disk, failures, kills, ledgers, rivals, signals, workers
from torture.judge import Fault
from torture.office import COMMANDS, Scene, scene
from torture.operations import library
from torture.rows import Case, Row
from torture.table import Result


def rows() -> tuple[Row, ...]:
    """All rows of the table."""
    return (
        *kills.ROWS,
        *workers.ROWS,
        *failures.ROWS,
        *disk.ROWS,
        *signals.ROWS,
        *rivals.ROWS,
        *ledgers.ROWS,
        *clocks.ROWS,
    )


@dataclass(frozen=True)
class Grounds:
    """Places in which trials are made at the same time."""

    seed: int
    places: queue.Queue[Mapping[str, Scene]]
    pool: ThreadPoolExecutor
    operations: int

    def result(self, row: Row, numbers: Sequence[int]) -> Result:
        """Make the trials with these numbers."""
        start = time.monotonic()
        found = self.pool.map(lambda number: self._trial(row, number), numbers)
        faults = [(n, fault) for n, each in zip(numbers, found, strict=True) for fault in each]
        seconds = time.monotonic() - start
        day = date.today().isoformat()  # noqa: DTZ011 - the day at this desk
        return Result(row.words + row.note(), len(numbers), tuple(faults), seconds, self.seed, day)

    def _trial(self, row: Row, number: int) -> list[Fault]:
        rng = random.Random(f"{self.seed}/{row.name}/{number}")  # noqa: S311 - chance to be repeated
        scenes = self.places.get()
        try:
            return row.act(Case(scenes, rng, number))
        finally:
            self.places.put(scenes)

    def numbers(self, row: Row, most: int | None) -> Sequence[int]:
        """The trials of a row; of every operation some, if only so many are wanted."""
        if row.trials:
            return range(min(row.trials, most or row.trials))
        if most is None or most >= self.operations:
            return range(self.operations)
        rng = random.Random(f"{self.seed}/{row.name}")  # noqa: S311 - chance to be repeated
        return sorted(rng.sample(range(self.operations), most))


@contextmanager
def grounds(seed: int, places: int) -> Iterator[Grounds]:
    """Build companies for so many trials at once."""
    for name in ("operations", "clock"):  # built once, before threads ask for them
        library(name)
    folder = Path(mkdtemp(prefix="torture-"))
    try:
        with ThreadPoolExecutor(places) as pool:
            built = list(pool.map(_scenes, (folder / str(n) for n in range(places))))
            ready: queue.Queue[Mapping[str, Scene]] = queue.Queue()
            for scenes in built:
                ready.put(scenes)
            operations = min(sum(len(s.operations) for s in found.values()) for found in built)
            yield Grounds(seed, ready, pool, operations)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _scenes(place: Path) -> Mapping[str, Scene]:
    place.mkdir()
    return {name: scene(place, name) for name in COMMANDS}
