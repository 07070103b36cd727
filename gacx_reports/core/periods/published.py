"""What the ledger has of a period that counts in a longer one: everybody's result as it was published last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from gacx_reports.core.calendar.period import Period


class PeriodState(StrEnum):
    """What a period has for somebody; the first four are those of a published record or of its absence."""

    SCORED = "scored"
    NOT_SCORED = "not_scored"
    """未参与考核 in that period, for the reason that was published."""
    EXEMPT = "exempt"
    NOT_THERE = "not_there"
    """Not on that period's roster."""
    HELD_BACK = "held_back"
    """Published for others; the person waited for a supplement."""
    UNPUBLISHED = "unpublished"
    OTHER_NAME = "other_name"
    """Published with a total for the ID, under another name: of the same person, or of whoever had the ID then."""

    @property
    def open(self) -> bool:
        """Whether a total may still be published, also by correcting a name."""
        return self in (PeriodState.HELD_BACK, PeriodState.UNPUBLISHED, PeriodState.OTHER_NAME)


@dataclass(frozen=True, slots=True)
class PublishedKpi:
    """A KPI of a published result."""

    name: str
    score: Fraction


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """A person's result of a period, as it was published last."""

    name: str
    """The person's name then; IDs may be given again."""
    state: PeriodState
    reason: str
    """Why there is no score, as in the record; "" for none."""
    post: str
    department: str
    total: Decimal | None
    """As printed."""
    grade: str
    revision: int
    """The first that says so."""
    kpis: tuple[PublishedKpi, ...] = ()
    """Those that applied."""
    full_mark: Decimal = Decimal(1)
    """What a fully reached score counted then."""


@dataclass(frozen=True, slots=True)
class PublishedPeriod:
    """A published period."""

    complete: bool
    """Whether nobody was held back any more."""
    people: Mapping[str, PublishedResult] = field(default_factory=dict)
    """Employee ID → result."""


PublishedPeriods = Mapping[Period, PublishedPeriod]
"""The published periods; one that is not among them is not published."""
