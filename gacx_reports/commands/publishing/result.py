"""Options of publishing, and the result of a run about a published quarter."""

from dataclasses import dataclass
from datetime import date, datetime

from gacx_reports.commands.request import RunResult
from gacx_reports.core.records.publication_plan import PlannedPublication
from gacx_reports.core.records.revisions import DayCorrection, Differs, Revised
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.ledger.approvals import Approval
from gacx_reports.ledger.publications import Publication


@dataclass(frozen=True, slots=True)
class PublishResult:
    """Result of `quarter` or `publish`."""

    done: RunResult
    publication: Publication | None = None
    """The last publication; None if the quarter is not published."""
    verified: int = 0
    """Number of published reports that were reproduced from the quarter's folder."""
    restored: int = 0
    """Number of published files that were missing or damaged and have been restored."""
    unread: bool = False
    """Whether nothing was computed because the quarter's folder is missing."""
    other_program: bool = False
    """Whether bytes were not compared because program or fonts are not those of the publication."""
    differing: tuple[Differs, ...] = ()
    """Published records that would change; the run was refused if there are any."""
    undecided: tuple[str, ...] = ()
    """IDs of employees in `differing` with an undecided appeal, of which the change may be the outcome."""
    revised: tuple[Revised, ...] = ()
    unchanged: tuple[str, ...] = ()
    """IDs of employees whose appeal was granted but whose result has not changed."""
    partial: bool = False
    """Whether the run was to publish even if somebody is held back."""
    frozen: int = 0
    """Number of records that this run published."""
    closed: bool = False
    """Whether this run closed a reopened quarter without any change."""
    corrected: DayCorrection | None = None
    """The right day that this run gave a publication."""
    waits: PlannedPublication | None = None
    """The plan that a second person has to approve before anything is published."""
    approval: Approval | None = None
    """That of the plan which this run carried out."""

    @property
    def incomplete(self) -> bool:
        """Whether somebody is held back, or a report could not be made; `publish` then asks for --partial."""
        return bool(self.done.count(Status.HELD_BACK) or self.done.not_made)

    @property
    def failed(self) -> bool:
        """Whether the run was refused, there are errors, or somebody is held back; the exit code is then 1."""
        return bool(self.differing or self.waits) or self.done.failed


@dataclass(frozen=True, slots=True)
class WantedCorrection:
    """Options of correcting a publication's day."""

    day: date
    reason: str
    publication: int = 0
    """Number of the publication; 0 for the last one."""


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """Options of `publish`."""

    now: datetime
    day: date | None = None
    """Day of publication; None for 公布日 of the quarter's sheet 本期."""
    partial: bool = False
    """Publish even if somebody is held back; those employees follow in a supplement."""
    force: str = ""
    """Why a day is meant that is late, or later than today; "" where none is forced."""
    by: str = ""
    """Who publishes; must be named where the scheme asks for a second person."""
    correct: WantedCorrection | None = None
    """Publish the same results again, under the right day, and nothing else."""
