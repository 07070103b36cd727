"""Positions of cells in an issued workbook, shared by the sheets' writers and the preview's formulas."""

from collections.abc import Mapping
from dataclasses import dataclass

from gacx_reports.core.forms.form import Form
from gacx_reports.core.issues.cell_ref import column_letters
from gacx_reports.core.sheets.columns import SheetForm

PREPARED = 500
"""Empty rows below the prefilled ones that have dropdowns, validations and colours."""


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """Positions of one sheet's header and rows; its columns start at A, its rows at 1."""

    name: str
    columns: Mapping[str, str]
    """Header → column letters."""
    last_row: int
    """The last prepared row."""
    header_row: int = 1
    first_row: int = 2

    def range(self, header: str) -> str:
        """Returns an absolute reference to a column's rows: `'行为评价'!$D$2:$D$512`."""
        letters = self.columns[header]
        return f"'{self.name}'!${letters}${self.first_row}:${letters}${self.last_row}"

    def cell(self, header: str, row: int) -> str:
        """Returns an absolute reference to one cell: `'行为评价'!$D$7`."""
        return f"'{self.name}'!${self.columns[header]}${row}"


def sheet_layout(sheet: SheetForm, filled: int) -> SheetLayout:
    """Returns the positions of a sheet that is issued with `filled` prefilled rows."""
    columns = {name: column_letters(index) for index, name in enumerate(sheet.names)}
    return SheetLayout(sheet.name, columns, 1 + filled + PREPARED)


def layouts(form: Form, filled: Mapping[str, int]) -> dict[str, SheetLayout]:
    """Returns sheet name → positions; `filled` maps sheet name → number of prefilled rows."""
    return {s.name: sheet_layout(s, filled.get(s.name, 0)) for s in form.sheets}
