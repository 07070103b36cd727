"""Items of bonus, deduction and veto (加分、扣分、一票否决) that a scheme names."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gacx_reports.core.issues.cell_ref import CellRef


class LineKind(StrEnum):
    """Kind of an item of sheet 加减分; the values are the workbook's own words."""

    BONUS = "加分"
    DEDUCTION = "扣分"
    VETO = "否决"


@dataclass(frozen=True, slots=True)
class LineItem:
    """A bonus, deduction or veto item (sheet 加减分项 of the scheme)."""

    name: str
    kind: LineKind
    cap: Decimal | None
    """Most points per person and quarter; None: no cap of its own."""
    ceiling: str
    """Best grade after a veto; "" for other kinds."""
    place: CellRef


@dataclass(frozen=True, slots=True)
class Quota:
    """Lowest and highest share of a unit's employees with a grade (强制分布)."""

    grade: str
    least: Decimal | None
    most: Decimal | None
    """Fractions of the scored employees, 0 to 1; None: no bound."""
    place: CellRef
