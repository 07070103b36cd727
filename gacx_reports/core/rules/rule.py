"""The scoring rules that a scheme may name, in the order of the list in column 计分."""

from enum import StrEnum
from typing import Self

from gacx_reports.core.rules.as_is import AsIs
from gacx_reports.core.rules.at_least import TargetReached
from gacx_reports.core.rules.at_most import LimitKept
from gacx_reports.core.rules.bands import Bands
from gacx_reports.core.rules.linear import Linear
from gacx_reports.core.rules.lower_is_better import LowerIsBetter
from gacx_reports.core.rules.piecewise import Piecewise
from gacx_reports.core.rules.points_off import PointsOff
from gacx_reports.core.rules.points_on_top import PointsOnTop
from gacx_reports.core.rules.scoring_rule import ScoringRule
from gacx_reports.core.rules.share_of_target import ShareOfTarget


class Rule(StrEnum):
    """How a raw value becomes a score: the scheme's word, with the rule that it names."""

    scoring: ScoringRule

    def __new__(cls, scoring: ScoringRule) -> Self:
        member = str.__new__(cls, scoring.word)
        member._value_ = scoring.word
        member.scoring = scoring
        return member

    @classmethod
    def named(cls, word: str) -> Self:
        """The rule of that word of column 计分."""
        return next(rule for rule in cls if rule == word)

    SHARE_OF_TARGET = ShareOfTarget()
    LOWER_IS_BETTER = LowerIsBetter()
    BANDS = Bands()
    LINEAR = Linear()
    PIECEWISE = Piecewise()
    POINTS_OFF = PointsOff()
    POINTS_ON_TOP = PointsOnTop()
    AT_LEAST = TargetReached()
    AT_MOST = LimitKept()
    AS_IS = AsIs()
