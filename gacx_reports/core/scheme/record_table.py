"""Record tables (记录表): one row per event."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.scheme.behaviour_set import Scale
from gacx_reports.core.sheets.columns import Column, Kind


class Owner(StrEnum):
    """Owner of a record table other than a post: the department's head or the survey team."""

    DEPARTMENT = "部门"
    SURVEY = "调查组"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a record table (sheet 记录列); bounds are inclusive."""

    name: str
    kind: Kind
    required: bool
    scale: str = ""
    """Name of the rating scale when the cells are levels."""
    na: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    note: str = ""

    def cells(self, scale: Scale | None) -> Column:
        """Returns how its cells are read; `scale` is the rating scale of a column of levels."""
        return Column(
            self.name,
            self.kind,
            required=self.required,
            na=self.na,
            low=self.low,
            high=self.high,
            points=self.kind is Kind.NUMBER,
            choices=tuple(level.name for level in scale.levels) if scale else (),
            aliases=scale.words if scale else {},
            own_header=True,
            note=self.note,
        )


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A record table (记录表): one row per event, with employee ID, date and the scheme's own columns."""

    name: str
    owner: str
    """`部门`, `调查组`, or the post that fills it in, in a workbook of its own."""
    columns: tuple[TableColumn, ...]
    note: str = ""
    place: CellRef = field(default=CellRef(""), compare=False)
    """Where its name stands."""

    def column(self, name: str) -> TableColumn | None:
        """Returns the column of that name; None for an unknown one."""
        return next((c for c in self.columns if c.name == name), None)
