"""Options of a run, and its result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from gacx_reports.cache.readings import Readings
from gacx_reports.cache.recipe import reading_kitchen
from gacx_reports.cache.store import Store
from gacx_reports.commands.not_made import WhyNotMade
from gacx_reports.commands.published_periods import published_periods
from gacx_reports.commands.survey_salts import Commitments
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.language.formats import Detail
from gacx_reports.core.language.period_words import translator_for
from gacx_reports.core.scoring.outcomes import QuarterOutcome, Status
from gacx_reports.core.submissions.return_status import Return
from gacx_reports.excel.reading.limits import LIMITS
from gacx_reports.i18n import N_, Language
from gacx_reports.intake.readers import Readers

if TYPE_CHECKING:
    from gacx_reports.cluster.cluster import Cluster


@dataclass(frozen=True, slots=True)
class RunStep:
    """How far a run is."""

    words: str
    """A message id with `{quarter}`, `{done}` and `{total}`, as far as they apply."""
    done: int
    total: int
    quarter: str = ""


Progress = Callable[[RunStep], None]
READING = N_("reading {quarter}: {done} of {total}")
SCORING = N_("scoring {quarter}")
UNCHANGED = N_("{quarter}: nothing has changed since the last run")
REPORTS = N_("reports: {done} of {total}")


def silent(_: RunStep) -> None:
    """The progress of a command that shows none."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The command-line options of a run."""

    quarter: Period
    input: Path
    output: Path
    templates: Path
    lang: Language = "zh"
    jobs: int = 1
    seconds: float = 60
    """The time that rendering a document may take."""
    strict: bool = False
    only: str = ""
    """An employee ID or a department; "" for everybody."""
    ledger: Path = Path("ledger.sqlite")
    """The ledger of publications; the file need not exist."""
    progress: Progress = silent
    """Called at every step."""
    cluster: "Cluster | None" = None
    """The workers that read and render, in place of processes of this machine."""
    draft: Path | None = None
    """The tree that a run writes, which takes the place of the quarter's folder of results when it is whole."""
    store: Store | None = None
    """Where finished documents and readings of workbooks are kept between runs."""

    @property
    def t(self) -> NullTranslations:
        """The translations to the reader's language, with the words for the period's kind."""
        return translator_for(self.lang, self.quarter.kind)

    @property
    def source(self) -> Path:
        """The quarter's folder of workbooks."""
        return self.input / str(self.quarter)

    @property
    def target(self) -> Path:
        """The quarter's folder of results, or its draft while a run writes it."""
        return self.draft or self.output / str(self.quarter)

    @property
    def readers(self) -> Readers:
        """Who reads workbooks, shows how far they are, and knows what was read before."""

        def watch(quarter: Period, done: int, total: int) -> None:
            self.progress(RunStep(READING, done, total, str(quarter)))

        known = Readings(self.store, reading_kitchen(LIMITS)) if self.store else None
        published = partial(published_periods, self.ledger)
        return Readers(self.jobs, watch, known, self.cluster, published)


@dataclass(frozen=True, slots=True)
class RunResult:
    """Result of a command: issues, counts and written files."""

    issues: tuple[Issue, ...]
    outcome: QuarterOutcome | None = None
    rendered: int = 0
    removed: tuple[Path, ...] = ()
    """Outdated reports of an earlier run that were removed."""
    returns: tuple[Return, ...] = ()
    """Hand-in status of the quarter's workbooks."""
    returned: int = 0
    """Number of returned copies with marked issues."""
    kept: tuple[Path, ...] = ()
    """Paths to which earlier issued workbooks with changes by users were moved."""
    left_out: tuple[str, ...] = ()
    """Paths of documents that could not be made because of issues about their texts."""
    unchecked: tuple[Path, ...] = ()
    """Drafts of scheme and roster for a new quarter, which HR must check."""
    not_made: Mapping[str, WhyNotMade] = field(default_factory=dict)
    """Path → the reason, of a document that was not made."""
    repeatable: bool = False
    """Whether the same inputs give the same result at any time."""
    statuses: Mapping[Status, int] | None = None
    """In place of an outcome that was not computed again: the number of employees by status."""
    commitments: Commitments | None = None
    """Commitments to the salts of the survey; None if the scheme draws nothing."""

    @property
    def failed(self) -> bool:
        """Whether there are errors, employees who are held back, or documents not made; the exit code is then 1."""
        held = self.count(Status.HELD_BACK)
        return bool(errors(self.issues)) or bool(held) or bool(self.not_made)

    @property
    def decided(self) -> bool:
        """Whether there is an outcome; without one nobody is scored."""
        return self.outcome is not None or self.statuses is not None

    def count(self, *statuses: Status) -> int:
        """Number of employees with one of these states; 0 without an outcome."""
        if self.statuses is not None:
            return sum(self.statuses.get(status, 0) for status in statuses)
        people = self.outcome.employees.values() if self.outcome else ()
        return sum(e.status in statuses for e in people)


class UnknownScopeError(Exception):
    """The text of `--only`, `--post` or an employee ID is unknown in the quarter."""


class CodedError(Exception):
    """The command is refused; the issue says why, what would do, and what to do, under its code."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue)
        self.issue = issue


class WrongDayError(CodedError):
    """A day can't be recorded (family D)."""


class ApprovalError(CodedError):
    """A plan can't be approved, or is not approved by a second person (family A)."""


class RefusedError(Exception):
    """The command is refused for a reason that the user can remove: a message id and its details."""

    def __init__(self, words: str, **details: Detail) -> None:
        super().__init__(words, details)
        self.words = words
        self.details = details
