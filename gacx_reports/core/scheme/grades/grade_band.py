"""Grades (等级): their bands of totals or shares of places, how pay factors follow, and what limits them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.sheets.columns import Column, Kind
from gacx_reports.i18n import N_


class FactorKind(StrEnum):
    """How a grade's pay factor follows from the total (系数算法)."""

    FIXED = "固定"
    TOTAL = "总分"
    """The total × 绩效系数."""
    LINEAR = "区间线性"
    """From 绩效系数 at the lower bound in proportion to 上限系数 at the upper."""


class DepartmentFactor(StrEnum):
    """What the pay factor is multiplied by (setting 部门系数)."""

    NONE = "不用"
    ROSTER = "花名册"
    RESULT = "部门结果"


class PoolSharing(StrEnum):
    """How the bonus pool of a department becomes its people's pay (setting 奖金包分配)."""

    NONE = "不用"
    FACTOR = "系数×基数"
    """In proportion to pay factor × base."""
    TOTAL = "得分×基数"
    """In proportion to printed total × base."""
    POINTS = "得分"
    """In proportion to printed totals alone."""

    @property
    def by_base(self) -> bool:
        """Whether the base of performance pay counts."""
        return self in (PoolSharing.FACTOR, PoolSharing.TOTAL)


class GradeBy(StrEnum):
    """What the computed grade is decided by (setting 等级方式)."""

    TOTAL = "分数"
    PLACE = "名次"


class RankUnit(StrEnum):
    """Among whom places are given (setting 名次范围)."""

    DEPARTMENT = "部门"
    """The people whom one head evaluates."""
    POST = "岗位"
    COMPANY = "公司"


class PlaceRounding(StrEnum):
    """How a share of places becomes a whole number of them (setting 名次取整)."""

    NEAREST = "四舍五入"
    UP = "进一"
    DOWN = "舍去"


@dataclass(frozen=True, slots=True)
class GradeBand:
    """A grade (等级): its band of totals and its pay factor (0 or more; rule book, 3)."""

    name: str
    low: Decimal
    """Inclusive."""
    high: Decimal | None
    """Exclusive; None: no bound."""
    pay_factor: Decimal
    meaning: str
    place: CellRef
    factor_kind: FactorKind = FactorKind.FIXED
    top_factor: Decimal | None = None
    """Of a linear factor: at the upper bound."""
    places: Decimal | None = None
    """名次比例: share of the unit's places, 0 to 1; None: not given, which is none of them."""


PLACES = Column(
    "名次比例",
    Kind.RATIO,
    required=False,
    optional_column=True,
    low=Decimal(0),
    high=Decimal(1),
    note=N_("By place: share of the places with this grade, such as 20%; all total 100%."),
)
"""Column of the grades' shares of places."""
LIMITS = (
    Column(
        "低于此分",
        Kind.NUMBER,
        required=False,
        optional_column=True,
        low=Decimal(0),
        marks=True,
        note=N_("A score below it limits the grade; blank: never."),
    ),
    Column(
        "等级至多",
        named=True,
        required=False,
        optional_column=True,
        limit=10,
        note=N_("Best grade that is left then."),
    ),
)
"""Columns of what limits the grade of somebody with a low score."""
