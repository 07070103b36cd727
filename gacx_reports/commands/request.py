"""What the user asked for, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.language.formats import Detail
from gacx_reports.core.scoring.outcomes import QuarterOutcome, Status
from gacx_reports.core.submissions.return_status import Return
from gacx_reports.i18n import Language

Progress = Callable[[int, int], None]
"""Told how many reports are done, of how many."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the user asked for."""

    quarter: Quarter
    input: Path
    output: Path
    templates: Path
    lang: Language = "zh"
    jobs: int = 1
    strict: bool = False
    only: str = ""
    """An employee ID or a department; "" for everybody."""
    ledger: Path = Path("ledger.sqlite")
    """What was published; it need not exist."""

    @property
    def source(self) -> Path:
        """The quarter's folder of workbooks."""
        return self.input / str(self.quarter)

    @property
    def target(self) -> Path:
        """The quarter's folder of results."""
        return self.output / str(self.quarter)


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a command found and did."""

    issues: tuple[Issue, ...]
    outcome: QuarterOutcome | None = None
    rendered: int = 0
    removed: tuple[Path, ...] = ()
    """Reports of an earlier run that no longer stand."""
    returns: tuple[Return, ...] = ()
    """Who has handed in what."""
    returned: int = 0
    """Workbooks given back with their faults marked."""
    kept: tuple[Path, ...] = ()
    """Issued workbooks that somebody fills in, where they are set aside."""
    unchecked: tuple[Path, ...] = ()
    """Drafts that somebody must look through: the scheme that a new quarter starts with, its roster."""

    @property
    def failed(self) -> bool:
        """Whether anything has errors, so that somebody is held back."""
        held = self.outcome and any(
            e.status is Status.HELD_BACK for e in self.outcome.employees.values()
        )
        return bool(errors(self.issues)) or bool(held)

    def count(self, *statuses: Status) -> int:
        """How many people have one of these states."""
        people = self.outcome.employees.values() if self.outcome else ()
        return sum(e.status in statuses for e in people)


class UnknownScopeError(Exception):
    """`--only` names nobody of the quarter."""


class RefusedError(Exception):
    """Nothing was done, and the user can see to it: a message id and its details."""

    def __init__(self, words: str, **details: Detail) -> None:
        super().__init__(words, details)
        self.words = words
        self.details = details
