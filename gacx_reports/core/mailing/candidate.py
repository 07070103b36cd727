"""What may be mailed to whom: a report, or a workbook to fill in."""

from dataclasses import dataclass
from enum import StrEnum

from gacx_reports.core.mailing.hold import Hold
from gacx_reports.core.mailing.identity import Disagreement

MailSubject = tuple[str, ...]
"""Kind and name of what a message carries; of a workbook also who fills it in, as several may."""


class MailKind(StrEnum):
    """Kind of what a message carries."""

    EMPLOYEE = "employee"
    """Somebody's own report."""
    DEPARTMENT = "department"
    """A department's report, to its head."""
    WORKBOOK = "workbook"
    """A blank workbook, to who fills it in."""


def subject_of(kind: str, name: str, recipient: str) -> MailSubject:
    """Returns what later messages of the same kind replace."""
    return (kind, name, recipient) if kind == MailKind.WORKBOOK else (kind, name)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report or workbook that may be sent, with its addressee."""

    kind: MailKind
    name: str
    """Employee ID, department, or the workbook's Chinese file name."""
    recipient: str
    """Employee ID of the addressee."""
    addressee: str
    """Name of the addressee."""
    address: str
    path: str
    sha256: str
    revision: int
    disagreements: tuple[Disagreement, ...] = ()
    holds: tuple[Hold, ...] = ()
    """Reasons to wait that follow from the roster."""

    @property
    def subject(self) -> MailSubject:
        """What later messages replace."""
        return subject_of(self.kind, self.name, self.recipient)
