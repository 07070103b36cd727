"""KPIs (指标) of posts and units: source of the raw value, scoring rule, weight and policies."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import overload

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.rules.rule import Rule
from gacx_reports.core.rules.scoring_rule import Bounds, Point, Step
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.kpi_choices import (
    Beyond,
    EmptyPolicy,
    FewPolicy,
    Join,
    NaPolicy,
    Source,
)
from gacx_reports.core.scheme.kpi_rater import KpiRater

COMPANY = "公司"
"""Name of the company as a unit."""
EVERY_DEPARTMENT = "部门"
"""In column 岗位 of sheet 指标: a KPI of every department; `部门:名称` for one of them."""


def is_unit(post: str) -> bool:
    """Whether column 岗位 of sheet 指标 names a unit (公司, 部门 or `部门:名称`), not a post."""
    return post in (COMPANY, EVERY_DEPARTMENT) or post.startswith(f"{EVERY_DEPARTMENT}:")


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """A step band: raw values from `low` (inclusive) to `high` (exclusive) get `score`; None: no bound."""

    low: Decimal | None
    high: Decimal | None
    score: Decimal
    place: CellRef


@dataclass(frozen=True, slots=True)
class LinePoint:
    """A point of a line (sheet 折线): the raw value `value` gets `score`."""

    name: str
    """Such as 门槛值; "" for none."""
    value: Decimal
    score: Decimal
    beyond: Beyond
    place: CellRef
    usual: Decimal | None = None
    """The scheme's value, where `value` is one person's own; else None."""


@dataclass(frozen=True, slots=True)
class Kpi:
    """One KPI (指标) of a post or a unit."""

    post: str
    name: str
    weight: Fraction
    """Fraction of 1; the weights of a post total exactly 1."""
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
    """Linear: the raw value that scores the full mark."""
    bands: str
    """Step bands: name of the set."""
    cap: Decimal | None
    """Highest score; None: no cap."""
    floor: Decimal
    """Lowest score, 0 to the full mark."""
    min_n: int
    few: FewPolicy
    na: NaPolicy
    personal_target: bool
    unit: str
    """`%` if the raw value is a ratio (fraction of 1); else a unit printed behind the number."""
    places: int
    """Decimals of the printed raw value, 0 to 4; of the percentage for `%`."""
    scale: str
    """Rating scale if the typed value is a level; "" for a number."""
    info_source: str
    watched_by: str
    sample: bool
    """示例: a proposal for HR to change, not the customer's own rule."""
    place: CellRef
    cells: Mapping[str, CellRef] = field(default_factory=dict, compare=False)
    """Column of sheet 指标 → address of the KPI's cell."""
    steps: tuple[ScoreBand, ...] = ()
    """The bands of that set, lowest first."""
    line: str = ""
    """Piecewise linear: name of the line."""
    points: tuple[LinePoint, ...] = ()
    """The points of that line, by rising values."""
    each: Decimal | None = None
    """按次扣分 and 按次加分: points for every event, in marks."""
    base: Decimal | None = None
    """按次扣分 and 按次加分: the score before any event; None: the full mark."""
    empty: EmptyPolicy | None = None
    """What happens without any record; None: what happens with too few."""
    other_column: str = ""
    """参照列: what 列 is divided or weighted by."""
    counted_value: str = ""
    """占比值: the value of 列 whose share is measured."""
    also_column: str = ""
    also_value: str = ""
    join: Join = Join.AND
    negative: bool = False
    """可为负: whether a typed value, and a target, may be below 0."""
    dimension: str = ""
    """维度: the KPIs of a post may be grouped; "" for none."""
    weight_within: Fraction = Fraction(0)
    """Weight within the dimension; `weight` is that × the dimension's own."""
    equal: bool = False
    """Whether 权重 is 均分, a part of what others leave."""
    below: Decimal | None = None
    """低于此分: a score below it limits the grade to `ceiling`; None: never."""
    ceiling: str = ""
    own_weights: bool = False
    """可改权重: whether a person may have a weight of their own."""
    usual_weight: Fraction | None = None
    """The scheme's weight, where `weight` is one person's own; else None."""
    by_days: bool = False
    """目标按天数: after a transfer the target is multiplied by days in the post ÷ days of the quarter."""
    full: Decimal = Decimal(1)
    """The scheme's full mark (满分), to which the score counts."""
    raters: tuple[KpiRater, ...] = ()
    """Who types its value, in the scheme's order; empty: the supervisor alone."""
    by_project: bool = False
    """按项目: whether it is scored for each project of a person who has some (roster sheet 项目分工)."""

    def at(self, column: str) -> CellRef:
        """Returns the address of the KPI's cell in that column; of its name if the column is absent."""
        return self.cells.get(column, self.place)

    def asks(self, rater: Rater) -> bool:
        """Whether somebody of that kind types the KPI's value."""
        kinds = tuple(r.rater for r in self.raters) or (Rater.SUPERVISOR,)
        return self.source is Source.TYPED and rater in kinds

    @property
    def conditions(self) -> tuple[tuple[str, str], ...]:
        """Column and value of each condition that records must meet; all of them, or one (`join`)."""
        pairs = ((self.where_column, self.where_value), (self.also_column, self.also_value))
        return tuple(pair for pair in pairs if pair[0])

    @property
    def none_will_do(self) -> bool:
        """Whether nobody need have a record: 无记录时 says what none at all scores, or that it is not applicable."""
        return self.empty not in (None, EmptyPolicy.HOLD)

    @property
    def may_be_cut(self) -> bool:
        """Whether 目标按天数 is allowed: an amount of a post, no ratio or level, and not scored 原值."""
        amount = self.source.amounts or (self.source is Source.TYPED and not self.scale)
        compares = self.rule.scoring.compares
        return amount and not self.percent and not is_unit(self.post) and compares

    def bounds(self, target: Decimal | None, cut: Fraction = Fraction(1)) -> Bounds:
        """Target (the post's or the person's own), thresholds, bands and points for the KPI's rule.

        All are cut to `cut`, the share of the quarter that is owed, 0 to 1; but for a person's own points.
        """

        def owed(value: Decimal | None) -> Fraction | None:
            return None if value is None else Fraction(value) * cut

        return Bounds(
            target=owed(target),
            zero_at=owed(self.zero_at),
            full_at=owed(self.full_at),
            steps_name=self.bands,
            steps=tuple(Step(owed(b.low), owed(b.high), Fraction(b.score)) for b in self.steps),
            points=tuple(
                Point(
                    Fraction(p.value) * (cut if p.usual is None else 1),
                    Fraction(p.score),
                    p.beyond is Beyond.ON,
                )
                for p in self.points
            ),
            cap=None if self.cap is None else Fraction(self.cap),
            # Each event costs or earns as much of the whole quarter's score as without a transfer.
            each=None if self.each is None else Fraction(self.each) / cut,
            base=Fraction(self.full if self.base is None else self.base),
            full=Fraction(self.full),
            full_value=self.full_value,
        )

    @property
    def full_value(self) -> Fraction:
        """The raw value of a level or total with full marks: 1 for a ratio (%, or a share), else the full mark."""
        ratio = self.percent or self.source in (Source.SHARE, Source.VALUE_SHARE)
        return Fraction(1 if ratio else self.full)

    @overload
    def value_of(self, marks: Fraction) -> Fraction: ...
    @overload
    def value_of(self, marks: None) -> None: ...
    def value_of(self, marks: Fraction | None) -> Fraction | None:
        """Returns the raw value that a level or total of so many marks is; None for None."""
        return None if marks is None else marks * self.full_value / Fraction(self.full)

    @property
    def own_points(self) -> tuple[str, ...]:
        """Names of the points of its line of which a person may have values of their own, lowest first.

        A name that two points share is none of them.
        """
        if not (self.personal_target and self.rule.scoring.by_points):
            return ()
        names = [p.name for p in self.points]
        return tuple(name for name in names if name and names.count(name) == 1)

    @property
    def personal_points(self) -> tuple[LinePoint, ...]:
        """The points that have one person's own values; () of the scheme's KPI."""
        return tuple(p for p in self.points if p.usual is not None)

    def with_points(self, own: Mapping[str, Decimal]) -> "Kpi":
        """Returns the KPI with one person's own values at the points of these names."""
        moved = (
            replace(p, value=own[p.name], usual=p.value) if p.name in own else p
            for p in self.points
        )
        return replace(self, points=tuple(moved))

    @property
    def percent(self) -> bool:
        """Whether the raw value is a ratio (fraction of 1), printed in percent."""
        return self.unit == "%"
