"""Outcomes of calls in AAPOR's terms, and the rates that follow from them.

The rates are those of AAPOR's Standard Definitions (9th edition, 2016); the number of each definition is its label.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Disposition(StrEnum):
    """AAPOR's groups of final dispositions."""

    COMPLETE = "I"
    PARTIAL = "P"
    REFUSAL = "R"
    NON_CONTACT = "NC"
    OTHER = "O"
    """Reached, neither answered nor refused."""
    UNKNOWN = "UO"
    """Nobody knows whether the customer can be reached at all."""
    NOT_ELIGIBLE = "NE"


class CallOutcome(StrEnum):
    """Outcome of an attempt, as the call sheet's dropdown has it."""

    COMPLETE = "完成"
    PARTIAL = "部分完成"
    REFUSED = "拒访"
    NO_ANSWER = "无人接听"
    WRONG_NUMBER = "号码错误"
    OUT_OF_SERVICE = "停机空号"
    NOT_ELIGIBLE = "不符合条件"
    CALL_BACK = "约定再拨"

    @property
    def disposition(self) -> Disposition:
        """The group that the call belongs to if this is its last outcome."""
        return _DISPOSITIONS[self]

    @property
    def answered(self) -> bool:
        """Whether the customer answered, at least in part."""
        return self in (CallOutcome.COMPLETE, CallOutcome.PARTIAL)

    @property
    def final(self) -> bool:
        """Whether the call ends with this outcome, however many attempts are left."""
        return self not in (CallOutcome.NO_ANSWER, CallOutcome.CALL_BACK)


_DISPOSITIONS = {
    CallOutcome.COMPLETE: Disposition.COMPLETE,
    CallOutcome.PARTIAL: Disposition.PARTIAL,
    CallOutcome.REFUSED: Disposition.REFUSAL,
    CallOutcome.NO_ANSWER: Disposition.NON_CONTACT,
    CallOutcome.WRONG_NUMBER: Disposition.UNKNOWN,
    CallOutcome.OUT_OF_SERVICE: Disposition.UNKNOWN,
    CallOutcome.NOT_ELIGIBLE: Disposition.NOT_ELIGIBLE,
    CallOutcome.CALL_BACK: Disposition.OTHER,
}
MOST_ATTEMPTS = 3
"""After so many attempts a call is final, whatever its last outcome."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Outcome rates, 0 to 1, exact; None where nothing is counted below the line."""

    response: Fraction | None
    """RR2: (I + P) ÷ all that may be eligible."""
    cooperation: Fraction | None
    """COOP2: (I + P) ÷ all that were reached."""
    refusal: Fraction | None
    """REF1: R ÷ all that may be eligible."""
    contact: Fraction | None
    """CON1: all that were reached ÷ all that may be eligible."""


DEFINITIONS = {"response": "RR2", "cooperation": "COOP2", "refusal": "REF1", "contact": "CON1"}
"""Field of `Rates` → AAPOR's name of the definition."""


@dataclass(frozen=True, slots=True)
class CallCounts:
    """Called customers by their last outcome. Those never called, such as reserves that did not open, are not in it."""

    outcomes: Counter[CallOutcome]

    @classmethod
    def of(cls, outcomes: Iterable[CallOutcome]) -> "CallCounts":
        """Counts the last outcome of each call."""
        return cls(Counter(outcomes))

    def __add__(self, other: "CallCounts") -> "CallCounts":
        """The calls of both."""
        return CallCounts(self.outcomes + other.outcomes)

    @property
    def calls(self) -> int:
        """All calls."""
        return self.outcomes.total()

    @property
    def answered(self) -> int:
        """Calls that were answered, at least in part."""
        return sum(n for outcome, n in self.outcomes.items() if outcome.answered)

    @property
    def rates(self) -> Rates:
        """Response, cooperation, refusal and contact rates."""
        groups: Counter[Disposition] = Counter()
        for outcome, n in self.outcomes.items():
            groups[outcome.disposition] += n
        refused = groups[Disposition.REFUSAL]
        reached = self.answered + refused + groups[Disposition.OTHER]
        eligible = reached + groups[Disposition.NON_CONTACT] + groups[Disposition.UNKNOWN]
        return Rates(
            response=_ratio(self.answered, eligible),
            cooperation=_ratio(self.answered, reached),
            refusal=_ratio(refused, eligible),
            contact=_ratio(reached, eligible),
        )


def _ratio(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None
