"""Grades (等级): their bands of totals, how pay factors follow from them, and what limits them."""

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


LIMITS = (
    Column(
        "低于此分",
        Kind.NUMBER,
        required=False,
        optional_column=True,
        low=Decimal(0),
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
