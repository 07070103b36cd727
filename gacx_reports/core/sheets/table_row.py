"""A row of a table as read: its cells, and what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from gacx_reports.core.codes.code import Code
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets import raw_values
from gacx_reports.core.sheets.headers import Header
from gacx_reports.core.sheets.raw_values import Raw, Value
from gacx_reports.core.sheets.workbook import Sheet


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: parsed values by header. A quarter has many rows, so they are small."""

    sheet: Sheet
    """Without its cells."""
    row: int
    positions: Mapping[str, int]
    """Header → column index (from 0), shared by the table's rows."""
    values: tuple[Value | None, ...]
    """The parsed values by column index; None for blank and faulty cells, and for columns without a header.

    Columns are left out behind the last cell that isn't empty.
    """
    stored: tuple[Raw, ...]
    """What the cells hold, as far as `values`; None for columns without a header."""
    faulty: frozenset[str]
    """Headers of cells with an error."""

    def value(self, column: str) -> Value | None:
        """Returns the cell's parsed value; None for a blank or faulty cell, or if the column is missing."""
        at = self.positions.get(column)
        return None if at is None or at >= len(self.values) else self.values[at]

    def raw(self, column: str) -> Raw:
        """Returns what the cell holds; None if it is empty or the column is missing."""
        at = self.positions.get(column)
        return None if at is None or at >= len(self.stored) else self.stored[at]

    @property
    def cells(self) -> dict[str, Value]:
        """Header → parsed value, of all cells that have one."""
        pairs = ((name, self.value(name)) for name in self.positions)
        return {name: value for name, value in pairs if value is not None}

    def with_text(self, column: Header, text: str) -> "TableRow":
        """Returns a copy that has the text in one of its columns; the cell still holds what it holds."""
        at = self.positions[column]
        values = [*self.values, *[None] * (at + 1 - len(self.values))]
        values[at] = text
        return replace(self, values=tuple(values))

    def place(self, column: Header) -> CellRef:
        """Returns the address of the row's cell in that column; column A if the column is missing."""
        return self.sheet.place(self.row, self.positions.get(column, 0))

    def places(self) -> dict[str, CellRef]:
        """Returns header → address of the row's cell."""
        return {name: self.sheet.place(self.row, n) for name, n in self.positions.items()}

    def text(self, column: Header) -> str:
        """Returns the cell's text; "" for a blank, faulty or other cell."""
        value = self.value(column)
        return value if isinstance(value, str) else ""

    def number(self, column: Header) -> Decimal | None:
        """Returns the cell's number; None for a blank, faulty or inapplicable cell."""
        value = self.value(column)
        return value if isinstance(value, Decimal) else None

    def day(self, column: Header) -> date | None:
        """Returns the cell's date; None for a blank or faulty cell."""
        value = self.value(column)
        return value if isinstance(value, date) else None

    def yes(self, column: Header) -> bool:
        """Whether the cell holds 是; a blank or faulty cell is no."""
        return self.value(column) is True

    def issue(
        self,
        code: Code,
        column: Header,
        person: str = "",
        details: Mapping[str, str] = MappingProxyType({}),
        **more: str,
    ) -> Issue:
        """Returns an issue at the row's cell in that column, with the cell's text as `found`."""
        found = raw_values.shown(self.raw(column))
        return Issue(code, self.place(column), found, {**details, **more}, person)
