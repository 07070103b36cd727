"""Items of bonus, deduction and veto (加分、扣分、一票否决) that a scheme names."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gacx_reports.core.issues.cell_ref import CellRef


class LineKind(StrEnum):
    """What a line does; the values are the workbook's own words."""

    BONUS = "加分"
    DEDUCTION = "扣分"
    VETO = "否决"


@dataclass(frozen=True, slots=True)
class LineItem:
    """Something that may be rewarded, deducted or vetoed for (sheet 加减分项 of the scheme)."""

    name: str
    kind: LineKind
    cap: Decimal | None
    """Most points per person and quarter; None: no cap of its own."""
    ceiling: str
    """Veto: the best grade that is left."""
    place: CellRef
