"""What publishing was asked for, and what a run found and did about what is published."""

from dataclasses import dataclass
from datetime import date, datetime

from gacx_reports.commands.request import RunResult
from gacx_reports.core.records.revisions import Differs, Revised
from gacx_reports.ledger.publications import Publication


@dataclass(frozen=True, slots=True)
class PublishResult:
    """What a run found and did about what is published."""

    done: RunResult
    publication: Publication | None = None
    """The last one; None where the quarter is not published."""
    verified: int = 0
    """Published reports that the quarter's folder gives again."""
    restored: int = 0
    """Published files that were missing or damaged, and are back."""
    unread: bool = False
    """The quarter's folder is gone, so that nothing was computed."""
    other_program: bool = False
    """Program or fonts are not those of the publication, so that bytes were not compared."""
    differing: tuple[Differs, ...] = ()
    """Why the run was refused."""
    undecided: tuple[str, ...] = ()
    """IDs of those among them whose appeal is open: the change may be its outcome."""
    revised: tuple[Revised, ...] = ()
    unchanged: tuple[str, ...] = ()
    """IDs of those whose appeal was granted and whose result is still the same."""
    partial: bool = False
    """Publishing was asked for though somebody is held back."""
    frozen: int = 0
    """Records that this run published."""
    closed: bool = False
    """The quarter had been reopened, nothing has changed, and this run closed it again."""

    @property
    def failed(self) -> bool:
        """Whether it was refused, or somebody is held back."""
        return bool(self.differing) or self.done.failed


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """How to publish."""

    now: datetime
    day: date | None = None
    """None: 公布日 of the quarter's sheet 本期."""
    partial: bool = False
    """Publish though somebody is held back; the others follow."""
