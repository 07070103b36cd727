"""KPIs (指标): what a post or a unit is measured by, and how the measure becomes a score."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.rules.rule import Rule
from gacx_reports.core.rules.scoring_rule import Bounds, Step

COMPANY = "公司"
"""The company, where a unit is named."""
EVERY_DEPARTMENT = "部门"
"""In column 岗位 of sheet 指标: a KPI of every department; `部门:名称` for one of them."""


def is_unit(post: str) -> bool:
    """Whether sheet 指标 means a unit, not a post."""
    return post in (COMPANY, EVERY_DEPARTMENT) or post.startswith(f"{EVERY_DEPARTMENT}:")


class Source(StrEnum):
    """Where a KPI's raw value comes from; the values are the scheme's own words."""

    TYPED = "填报"
    SHARE = "是占比"
    MEAN = "均值"
    SUM = "合计"
    COUNT = "计数"
    LED = "下属均分"
    LED_DEEP = "两级下属均分"

    @property
    def from_records(self) -> bool:
        """Whether it is computed from a record table."""
        return self in (Source.SHARE, Source.MEAN, Source.SUM, Source.COUNT)

    @property
    def amounts(self) -> bool:
        """Whether it grows with the days that it is counted on."""
        return self in (Source.SUM, Source.COUNT)

    @property
    def of_people(self) -> bool:
        """Whether it is a mean over people led."""
        return self in (Source.LED, Source.LED_DEEP)


class NaPolicy(StrEnum):
    """What 不适用 does to a KPI."""

    REWEIGHT = "重分权重"
    ZERO = "计零分"
    REFUSE = "不允许"


class FewPolicy(StrEnum):
    """What happens to a record KPI with fewer records than its minimum."""

    SCORE = "照常计分"
    NA = "不适用"
    HOLD = "暂缓"


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """A step of a step function: from `low` (inclusive) up to `high` (exclusive)."""

    low: Decimal | None
    high: Decimal | None
    score: Decimal
    place: CellRef


@dataclass(frozen=True, slots=True)
class Kpi:
    """One indicator (指标) of one post."""

    post: str
    name: str
    weight: Decimal
    """A fraction; those of a post total 1."""
    quantitative: bool
    source: Source
    table: str
    column: str
    where_column: str
    where_value: str
    rule: Rule
    target: Decimal | None
    zero_at: Decimal | None
    """Linear: the raw value that scores 0."""
    full_at: Decimal | None
    """Linear: the raw value that scores 1."""
    bands: str
    cap: Decimal | None
    """Highest score; None: no cap."""
    floor: Decimal
    """Lowest score."""
    min_n: int
    few: FewPolicy
    na: NaPolicy
    personal_target: bool
    unit: str
    """`%` when the raw value is a ratio; else printed behind the number."""
    places: int
    """Decimals of the printed raw value (of the percentage, for `%`)."""
    scale: str
    """Rating scale of a typed value that is a level."""
    info_source: str
    watched_by: str
    sample: bool
    """示例: a proposal for HR to change, not the customer's own rule."""
    place: CellRef
    cells: Mapping[str, CellRef] = field(default_factory=dict, compare=False)
    """Column of sheet 指标 → where it stands."""
    by_days: bool = False
    """Of an amount: who held the post for a part of the quarter only owes that part of the target."""

    def at(self, column: str) -> CellRef:
        """Where the KPI's cell of that column stands."""
        return self.cells.get(column, self.place)

    @property
    def may_be_cut(self) -> bool:
        """Whether a target for some days means anything: an amount of a person, scored by comparing."""
        amount = self.source.amounts or (self.source is Source.TYPED and not self.scale)
        compares = self.rule.scoring.compares
        return amount and not self.percent and not is_unit(self.post) and compares

    def bounds(
        self,
        target: Decimal | None,
        bands: tuple[ScoreBand, ...] = (),
        cut: Fraction = Fraction(1),
    ) -> Bounds:
        """What the rule compares a raw value with: the target that holds, thresholds and bands.

        `cut` is the share of the quarter that is owed, 0 to 1.
        """

        def owed(value: Decimal | None) -> Fraction | None:
            return None if value is None else Fraction(value) * cut

        return Bounds(
            target=owed(target),
            zero_at=owed(self.zero_at),
            full_at=owed(self.full_at),
            steps_name=self.bands,
            steps=tuple(Step(owed(b.low), owed(b.high), Fraction(b.score)) for b in bands),
            cap=None if self.cap is None else Fraction(self.cap),
        )

    @property
    def percent(self) -> bool:
        """Whether the raw value is a ratio, shown in percent."""
        return self.unit == "%"
