"""The description of one sheet of an issued workbook, before it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gacx_reports.core.issuing.layout import PREPARED
from gacx_reports.core.sheets.columns import Column, SheetForm
from gacx_reports.excel.styles import CellValue, SheetRow, Shown


@dataclass(frozen=True, slots=True)
class Reference:
    """A grey column to the right of a sheet's own, for information only; it is ignored on reading."""

    header: str
    values: Sequence[CellValue | Shown]
    """One per row."""


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A sheet to be written."""

    form: SheetForm
    rows: Sequence[SheetRow]
    locked: tuple[str, ...] = ()
    """Columns whose issued rows are write-protected; () leaves the whole table open."""
    by_row: Mapping[str, Sequence[Column]] = field(default_factory=dict)
    """Header → accepted values of each row, for columns in which rows differ."""
    references: tuple[Reference, ...] = ()
    progress: str = ""
    """Formula of the progress line beside the headers; "" for none."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Header → cells with the words to choose from, with their sheet: `'部门'!$A$2:$A$501`."""
    lines: int = 1
    """Least height of a filled row, in lines of text."""
    fixed: bool = False
    """Whether rows can't be added, as on a sheet of named entries (cover, 本期)."""

    @property
    def last_row(self) -> int:
        """The last row with dropdowns and colours, 1-based: below the filled rows come PREPARED blank ones."""
        return 1 + len(self.rows) + (0 if self.fixed else PREPARED)
