"""What became of published reports: mailed, acknowledged, appealed. Values as the ledger gives them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class SendingKind(StrEnum):
    """What a message is about."""

    EMPLOYEE = "employee"
    """Somebody's own report."""
    DEPARTMENT = "department"
    """A department's report, to its head."""
    REMINDER = "reminder"
    WORKBOOK = "workbook"
    """A blank workbook, to one who fills it in."""


class SendingState(StrEnum):
    """How far a message got; each state is on record before the next step."""

    PLANNED = "planned"
    STARTED = "started"
    DATA_SENT = "data_sent"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """The connection dropped before the server answered: it may or may not have the message."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A message and its last state."""

    kind: SendingKind
    name: str
    """Employee ID, department, or file name of a workbook."""
    recipient: str
    """Employee ID of the addressee."""
    revision: int
    """Of the report that it carries."""
    state: SendingState
    at: str
    """ISO date or time of that state, "" where there is none."""
    draft: bool = False
    """It went into a file for somebody else to send, and nobody has said yet whether it was sent."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A report acknowledged, or refused to be."""

    person: str
    revision: int
    day: date
    refused: bool


@dataclass(frozen=True, slots=True)
class Issued:
    """A person's record as it stands published."""

    revision: int
    status: str
    total: str
    """"" where there is none."""
    grade: str
    has_report: bool


@dataclass(frozen=True, slots=True, order=True)
class Printed:
    """The days that published reports of one revision print."""

    revision: int
    published_on: date
    appeals_until: date
    reports: int
    """How many stand published that print them."""


@dataclass(frozen=True, slots=True)
class Signatories:
    """Who stands for a publication."""

    publication: int
    """Its number."""
    day: date
    """Of publication."""
    by: str
    """Who published; "" where nobody was named."""
    approved_by: str
    """"" where no second person was asked for."""
    approved_on: date | None


@dataclass(frozen=True, slots=True)
class WaitingPlan:
    """A plan that nobody has approved yet."""

    hash: str
    kind: str
    """`publish` or `mail`."""
    by: str
    """Who made it."""
    day: date


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Everything that happened to a quarter's results after they were computed."""

    published_on: date | None = None
    """Of the last publication; None: not published."""
    complete: bool = False
    """Nobody was held back in it."""
    reopened: str = ""
    """Why the quarter is open again."""
    issued: Mapping[str, Issued] = field(default_factory=dict)
    """By employee ID."""
    printed: tuple[Printed, ...] = ()
    """By revision, then by day; over people's, departments' and the summary's reports."""
    sendings: tuple[Sending, ...] = ()
    """Oldest first; the last one about a report counts. Of workbooks also before anything is published."""
    signed: tuple[Signed, ...] = ()
    """Oldest first; the last one about a revision counts."""
    appeals: Mapping[str, str] = field(default_factory=dict)
    """Employee ID → `granted`, `rejected`, or "" while undecided; of the last appeal."""
    signatories: tuple[Signatories, ...] = ()
    """By number of the publication."""
    waiting: tuple[WaitingPlan, ...] = ()
    """Also of a quarter that is not published."""
