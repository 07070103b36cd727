"""Where the cells of an issued workbook stand, for what writes a sheet and what computes from it alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from gacx_reports.core.forms.form import Form
from gacx_reports.core.issues.cell_ref import column_letters
from gacx_reports.core.sheets.columns import SheetForm

PREPARED = 500
"""Rows below the filled ones that have dropdowns, validations and colours."""


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet's header and rows; its columns start at A."""

    name: str
    columns: Mapping[str, str]
    """Header → column letters."""
    last_row: int
    """The last prepared row."""
    header_row: int = 1
    first_row: int = 2

    def range(self, header: str) -> str:
        """A column's rows, absolute and with the sheet: `'行为评价'!$D$2:$D$512`."""
        letters = self.columns[header]
        return f"'{self.name}'!${letters}${self.first_row}:${letters}${self.last_row}"

    def cell(self, header: str, row: int) -> str:
        """One cell of a column, absolute and with the sheet."""
        return f"'{self.name}'!${self.columns[header]}${row}"


def sheet_layout(sheet: SheetForm, filled: int) -> SheetLayout:
    """The positions of a sheet that is issued with so many rows filled in."""
    columns = {name: column_letters(index) for index, name in enumerate(sheet.names)}
    return SheetLayout(sheet.name, columns, 1 + filled + PREPARED)


def layouts(form: Form, filled: Mapping[str, int]) -> dict[str, SheetLayout]:
    """Sheet name → its positions; `filled` is the number of rows that each is issued with."""
    return {s.name: sheet_layout(s, filled.get(s.name, 0)) for s in form.sheets}
