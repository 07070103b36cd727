"""A sheet of an issued workbook as it is to be drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gacx_reports.core.issuing.layout import PREPARED
from gacx_reports.core.sheets.columns import Column, SheetForm
from gacx_reports.excel.styles import CellValue, SheetRow, Shown


@dataclass(frozen=True, slots=True)
class Reference:
    """A grey column to the right of a sheet's own, which nobody reads."""

    header: str
    values: Sequence[CellValue | Shown]
    """One per row."""


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A sheet as it is to be drawn."""

    form: SheetForm
    rows: Sequence[SheetRow]
    locked: tuple[str, ...] = ()
    """Columns whose filled rows stay as they are issued; () leaves the whole table open."""
    by_row: Mapping[str, Sequence[Column]] = field(default_factory=dict)
    """Header → what each row accepts there, where that is not the same in all rows."""
    references: tuple[Reference, ...] = ()
    progress: str = ""
    """Formula of the line beside the headers; "" for none."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Header → the cells, with their sheet, that hold what may be chosen there."""
    lines: int = 1
    """Fewest lines that a filled row has room for."""
    fixed: bool = False
    """No rows are to be added: entries with a name each."""

    @property
    def last_row(self) -> int:
        """The last row with dropdowns and colours, 1-based."""
        return 1 + len(self.rows) + (0 if self.fixed else PREPARED)
