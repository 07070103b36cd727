"""A row of the table: what is done to a run, and how often."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from torture.judge import Fault
from torture.office import Scene


@dataclass(frozen=True)
class Case:
    """One trial."""

    scenes: Mapping[str, Scene]
    """Command → the company in which it is about to run."""
    rng: random.Random
    number: int
    """Of the trial, from 0."""

    def scene(self) -> Scene:
        """The companies take turns; put back as before the command."""
        scene = list(self.scenes.values())[self.number % len(self.scenes)]
        scene.reset()
        return scene


def sooner(delay: float) -> Iterator[float]:
    """The delay, and shorter ones for when the run had ended by then."""
    yield from (delay / 2**n for n in range(5))


@dataclass(frozen=True)
class Row:
    """A kind of trial."""

    name: str
    """For `--only`."""
    words: str
    """For the table."""
    trials: int
    """0: one for each change to a file that the commands make."""
    act: Callable[[Case], list[Fault]]
    """Do it to a run, and judge."""
    note: Callable[[], str] = lambda: ""
    """For the table, behind `words`: what this machine lets us do."""
