"""The calls of a survey as they were made: attempts, last outcome, answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.survey.outcomes import MOST_ATTEMPTS, CallOutcome


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to reach a customer."""

    day: date
    hour: int
    """0 to 23."""
    outcome: CallOutcome

    @property
    def moment(self) -> tuple[date, int]:
        """Day and hour, by which attempts are ordered."""
        return self.day, self.hour


@dataclass(frozen=True, slots=True)
class CallIdentity:
    """Which call of a draw is meant: a first choice or a reserve."""

    person: str
    """Employee ID."""
    post: str
    slot: int
    """1, 2, … within the employee and post, as recorded."""
    rank: int
    """0: first choice; 1, 2, …: its reserves, in the order in which they open."""
    number: str
    """单号."""
    customer: str


@dataclass(frozen=True, slots=True)
class Call(CallIdentity):
    """One drawn call, called or not."""

    caller: str
    kind: str
    """Stratum of the job; "" if the scheme names none."""
    month: str
    """Month of the job, as in the frame's strata: `2024-07`; "" if the sheet lacks the day."""
    attempts: tuple[Attempt, ...]
    """In the order of time; only whole ones."""
    answers: Mapping[str, str]
    """Question → level, or 不适用; without questions left blank."""
    place: CellRef
    """The sheet's cell with the call's number."""

    @property
    def outcome(self) -> CallOutcome | None:
        """The last outcome; None if nobody has called."""
        return self.attempts[-1].outcome if self.attempts else None

    @property
    def answered(self) -> bool:
        """Whether the customer answered, at least in part."""
        return self.outcome is not None and self.outcome.answered

    @property
    def final(self) -> bool:
        """Whether the call has ended: by its outcome, or after the most attempts."""
        last = self.outcome
        return last is not None and (last.final or len(self.attempts) >= MOST_ATTEMPTS)

    @property
    def opens_reserve(self) -> bool:
        """Whether the call has ended without an answer, so that its reserve may be called."""
        return self.final and not self.answered
