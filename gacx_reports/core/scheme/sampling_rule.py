"""Sampling rules (抽样): how the calls or visits of a post are drawn from its jobs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from gacx_reports.core.issues.cell_ref import CellRef

NUMBER: Final = "单号"
CUSTOMER: Final = "客户"
PHONE: Final = "联系电话"
DO_NOT_CALL: Final = "不回访"
"""Columns of a record table that is a sampling frame; the last may be absent."""


@dataclass(frozen=True, slots=True)
class SamplingRule:
    """One row of sheet 抽样: the sample of one post's jobs that fills a record table."""

    table: str
    """Record table that the calls or visits fill, such as 调查回访."""
    post: str
    """Post whose employees the sample is about."""
    frame: str
    """Record table of the jobs that are drawn from (总体), such as 作业记录."""
    stratum_column: str
    """Column of the frame over whose values the sample is spread, beside the months; "" for none."""
    share: Decimal
    """Share of an employee's jobs, 0 to 1."""
    least: int
    """Fewest calls of an employee, from 1."""
    most: int
    """Most calls of an employee, not less than `least`."""
    reserves: int
    """Reserves of a call, 0 to 5."""
    show_employee: bool
    """Whether the caller sees the employee's name."""
    place: CellRef
    cells: Mapping[str, CellRef] = field(default_factory=dict, compare=False)
    """Column of sheet 抽样 → address of the rule's cell."""

    def at(self, column: str) -> CellRef:
        """Returns the address of the rule's cell in that column; of its record table if the column is absent."""
        return self.cells.get(column, self.place)
