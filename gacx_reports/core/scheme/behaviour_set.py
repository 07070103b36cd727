"""What posts are evaluated on every half-year: behaviour items, their raters, scales of levels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from gacx_reports.core.issues.cell_ref import CellRef


class MissingRater(StrEnum):
    """What happens when a rater with a weight did not rate."""

    REWEIGHT = "重分权重"
    HOLD = "暂缓"


class Rater(StrEnum):
    """Who rates behaviour items; the values are the scheme's own words."""

    SELF = "自评"
    SUPERVISOR = "上级"
    PEERS = "同事"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a rating scale."""

    name: str
    meaning: str
    score: Decimal
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A rating scale (评分等级): 5 优秀, 4 良好, …"""

    name: str
    levels: tuple[Level, ...]

    def level(self, name: str) -> Level | None:
        """The level called `name`."""
        return next((level for level in self.levels if level.name == name), None)

    @property
    def words(self) -> dict[str, str]:
        """What may be written for a level: its name or its meaning → its name."""
        return {level.meaning.casefold(): level.name for level in self.levels} | {
            level.name.casefold(): level.name for level in self.levels
        }


@dataclass(frozen=True, slots=True)
class BehaviourItem:
    """One item (行为项) of the half-yearly evaluation."""

    category: str
    name: str
    weight: Decimal | None
    """Within its category, where they total 1; None for all: equal weights."""
    place: CellRef


@dataclass(frozen=True, slots=True)
class BehaviourSet:
    """What a group of posts is evaluated on every half-year."""

    name: str
    categories: Mapping[str, Decimal]
    """Category → weight; they total 1."""
    items: tuple[BehaviourItem, ...]
    raters: Mapping[Rater, Decimal] = field(default_factory=lambda: {Rater.SUPERVISOR: Decimal(1)})
    """Weights of the raters; they total 1."""
    cells: Mapping[tuple[str, str], CellRef] = field(default_factory=dict, compare=False)
    """(sheet, category or rater) → where the weight stands."""
