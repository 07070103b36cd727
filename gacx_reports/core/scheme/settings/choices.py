"""The words that a setting may be: what a second person approves, and how published periods (各期) count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.issues.cell_ref import CellRef


class FourEyes(StrEnum):
    """What a second person must approve before it is done (setting 复核)."""

    NOTHING = "否"
    PUBLISHING = "公布"
    SENDING = "发送"
    BOTH = "公布和发送"

    @property
    def publishes(self) -> bool:
        """Whether `publish` waits for a second person."""
        return self in (FourEyes.PUBLISHING, FourEyes.BOTH)

    @property
    def sends(self) -> bool:
        """Whether `mail --send` waits for a second person."""
        return self in (FourEyes.SENDING, FourEyes.BOTH)


class MissingRater(StrEnum):
    """Treatment of a missing rater: share out the rater's weight, or hold the employee back (P29)."""

    REWEIGHT = "重分权重"
    HOLD = "暂缓"


class PeriodWeighing(StrEnum):
    """How the periods weigh (setting 各期计权)."""

    EQUAL = "等权"
    DAYS = "按天"
    """By the calendar days of the period on which the person was employed."""
    GIVEN = "给定"
    """As sheet 各期 says."""


class MissingPeriod(StrEnum):
    """Treatment of a period without a published total that may still come (setting 缺期处理)."""

    HOLD = "暂缓"
    REWEIGHT = "重分权重"


class PartService(StrEnum):
    """Treatment of who joined or left within the appraisal (setting 不满期处理; rule book, 1)."""

    NOT_SCORED = "不考核"
    BY_PERIODS = "按各期"
    """Scored by the published periods alone."""


def within(period: Period, counted: PeriodKind) -> tuple[Period, ...]:
    """Returns the shorter periods of that kind in the period, in order; () if it has none."""
    shorter = counted.months < period.kind.months
    return period.parts(counted) if shorter else ()


def name_in_year(period: Period) -> str:
    """Returns the name of a period as sheet 各期 writes it, without the year: `Q1`, `M07`, `H2`."""
    return str(period)[4:]


@dataclass(frozen=True, slots=True)
class GivenWeight:
    """A row of sheet 各期: what a period weighs, 0 to 1."""

    weight: Fraction
    place: CellRef = field(compare=False)


GivenWeights = Mapping[str, GivenWeight]
"""Name of a period within the year, such as `Q1`, → its weight; they total 1."""
