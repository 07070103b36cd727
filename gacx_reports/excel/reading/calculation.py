"""Formulas and their parts, computed by IronCalc from the cells that they rest on.

It is handed only those cells, by name and value, never the package: what it can't read of strangers' files doesn't
matter.
"""

from datetime import date, time, timedelta

import ironcalc

from gacx_reports.core.sheets.raw_values import BadCell, CellFault, Raw
from gacx_reports.core.sheets.recalculated import Computed, FormulaCell, NotComputed
from gacx_reports.core.sheets.serial_dates import serial
from gacx_reports.excel.reading.cell_values import ERRORS
from gacx_reports.i18n import N_

FAILED = N_("recalculating it gave nothing: {what}")
UNACCEPTED = "#ERROR!"
"""What stands for a formula that IronCalc does not take."""
FormulaPart = tuple[str, str]
"""Sheet, and a formula that is read as one of that sheet."""


class Calculation:
    """A workbook of IronCalc: first filled, then evaluated, then asked."""

    def __init__(self, right: int) -> None:
        self._right = right
        """The first column, 0-based, of which no cell is read."""
        self._model = ironcalc.create("recalculation", "en", "UTC", "en")
        self._sheets: dict[str, int] = {}
        self._refused: set[FormulaCell] = set()
        self._parts: dict[FormulaPart, FormulaCell] = {}
        self._last: dict[str, int] = {}

    def fill(self, cell: FormulaCell, raw: Raw) -> None:
        """Put a value into a cell."""
        spot = self._spot(cell)
        match raw:
            case bool():
                self._model.update_cell_with_bool(*spot, raw)
            case str():
                self._model.update_cell_with_text(*spot, raw)
            case int() | float() | date() | time() | timedelta():
                self._model.update_cell_with_number(*spot, serial(raw))
            case _:
                pass

    def put(self, cell: FormulaCell, formula: str) -> None:
        """Put a formula into a cell."""
        try:
            self._model.update_cell_with_formula(*self._spot(cell), f"={formula}")
        except ironcalc.WorkbookError:
            self._refused.add(cell)

    def put_part(self, part: FormulaPart, formula: str, last_row: int) -> None:
        """Compute a part of a sheet's formula, too, below that sheet's cells and right of all that is read."""
        if part not in self._parts:
            row = self._last[part[0]] = self._last.get(part[0], last_row) + 1
            self._parts[part] = (part[0], row, self._right)
            self.put(self._parts[part], formula)

    def evaluate(self) -> None:
        """Compute everything."""
        self._model.evaluate()

    def value(self, cell: FormulaCell) -> Computed | NotComputed:
        """What a formula gives."""
        if cell in self._refused:
            return NotComputed(FAILED, UNACCEPTED)
        spot = self._spot(cell)
        value = self._model.get_cell_value(*spot)
        match self._model.get_cell_type(*spot):
            case ironcalc.CellType.ErrorValue if value in ERRORS:
                return Computed(BadCell(CellFault.ERROR, str(value)))
            case ironcalc.CellType.Number | ironcalc.CellType.Text | ironcalc.CellType.LogicalValue:
                return Computed(value)
            case _:
                return NotComputed(FAILED, str(value)[:40])

    def part(self, part: FormulaPart) -> Computed | NotComputed:
        """What a part of a formula gives."""
        return self.value(self._parts[part]) if part in self._parts else NotComputed(FAILED)

    def _spot(self, cell: FormulaCell) -> tuple[int, int, int]:
        name, row, column = cell
        if name not in self._sheets:
            number = self._sheets[name] = len(self._sheets)
            if number:
                self._model.new_sheet()
            self._model.rename_sheet(number, name)
        return self._sheets[name], row, column + 1
