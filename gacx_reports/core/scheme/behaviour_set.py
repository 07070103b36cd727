"""The half-yearly evaluation as defined by the scheme: behaviour items, raters and rating scales."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.language import formats


class Rater(StrEnum):
    """Kind of rater of behaviour items; the values are the scheme's own words."""

    SELF = "自评"
    SUPERVISOR = "上级"
    SECOND_SUPERIOR = "间接上级"
    """The supervisor's supervisor, by the roster."""
    PEERS = "同事"
    SUBORDINATES = "下级"
    OTHER_DEPARTMENTS = "其他部门"
    CUSTOMERS = "客户"
    COMMITTEE = "委员会"

    @property
    def several(self) -> bool:
        """Whether several people rate as this kind; sheet 互评 lists them, and they stay anonymous."""
        return self not in (Rater.SELF, Rater.SUPERVISOR, Rater.SECOND_SUPERIOR)


LISTED = tuple(kind for kind in Rater if kind.several)
"""Kinds that sheet 互评 of the roster lists."""
OUTSIDE = (Rater.CUSTOMERS, Rater.COMMITTEE)
"""Kinds as which somebody may rate who is not on the roster."""


class Pooling(StrEnum):
    """How the levels that several raters of a kind gave become one score (汇总)."""

    MEAN = "均值"
    MEDIAN = "中位数"
    """Of an even number the mean of the two in the middle."""
    TRIMMED = "去极值均值"
    """Without one of the highest and one of the lowest; of fewer than three the mean of all."""


class Calibration(StrEnum):
    """What the levels of a kind of rater are aligned by before they are weighted (校准)."""

    DEPARTMENT = "按部门"
    RATER = "按评价人"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a rating scale."""

    name: str
    meaning: str
    score: Decimal
    """0 to the scheme's full mark."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A rating scale (评分等级): 5 优秀, 4 良好, …"""

    name: str
    levels: tuple[Level, ...]
    full: Decimal = Decimal(1)
    """The scheme's full mark."""

    def share(self, level: Level) -> Fraction:
        """Returns the level's score as a share of the full mark, 0 to 1."""
        return Fraction(level.score) / Fraction(self.full)

    def printed(self, level: Level, full_value: Fraction) -> str:
        """Returns what the level is worth where full marks are worth `full_value`: `0.8`, `80`; `80%` for a ratio."""
        marks = self.full in (1, full_value)
        return formats.plain(level.score) if marks else formats.whole_percent(self.share(level))

    def level(self, name: str) -> Level | None:
        """Returns the level of that name; None for an unknown one."""
        return next((level for level in self.levels if level.name == name), None)

    @property
    def words(self) -> dict[str, str]:
        """Case-folded name or meaning of a level → its name: both may be written in a cell."""
        return {level.meaning.casefold(): level.name for level in self.levels} | {
            level.name.casefold(): level.name for level in self.levels
        }


@dataclass(frozen=True, slots=True)
class BehaviourItem:
    """One item (行为项) of the half-yearly evaluation."""

    category: str
    name: str
    weight: Fraction | None
    """Weight within its category, where they total 1; None for every item of a category: equal weights."""
    place: CellRef
    below: Decimal | None = None
    """低于此分: a score below it limits the grade to `ceiling`; None: never."""
    ceiling: str = ""


@dataclass(frozen=True, slots=True)
class BehaviourSet:
    """The items on which a group of posts is evaluated every half-year, with weights and raters."""

    name: str
    categories: Mapping[str, Fraction]
    """Category → weight; they total 1."""
    items: tuple[BehaviourItem, ...]
    raters: Mapping[Rater, Fraction] = field(
        default_factory=lambda: {Rater.SUPERVISOR: Fraction(1)}
    )
    """Weights of the raters; they total 1."""
    pooling: Mapping[Rater, Pooling] = field(default_factory=dict)
    """How several become one; a kind that is absent is averaged."""
    calibration: Mapping[Rater, Calibration] = field(default_factory=dict)
    """Kinds whose levels are moved to the mean of all."""
    cells: Mapping[tuple[str, str], CellRef] = field(default_factory=dict, compare=False)
    """(sheet, category or rater) → address of its weight; (汇总 or 校准, rater) → address of that."""

    def pooled_by(self, rater: Rater) -> Pooling:
        """Returns how the levels of that kind of rater become one score."""
        return self.pooling.get(rater, Pooling.MEAN)
