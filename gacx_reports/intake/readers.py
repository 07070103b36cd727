"""Who reads a quarter's workbooks, and who is told how far they are."""

from collections.abc import Callable
from dataclasses import dataclass

from gacx_reports.core.calendar.quarter import Quarter


def _unwatched(_quarter: Quarter, _done: int, _total: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class Readers:
    """The child processes that read workbooks."""

    processes: int = 1
    """At most so many at a time."""
    watch: Callable[[Quarter, int, int], None] = _unwatched
    """Called with the quarter, the number of its workbooks that are read, and of all."""


ONE = Readers()
