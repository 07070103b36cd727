"""Recalculates formulas with a spreadsheet engine (ironcalc) from the values of the cells that they refer to.

The engine receives only those cells, by name and value, never the file: its own reader does not have to cope with
untrusted files. It may take long or fail, so it runs in a child process (`sandbox.py`).
"""

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta

import ironcalc

from gacx_reports.core.issues.cell_ref import address
from gacx_reports.core.sheets.parsers import serial
from gacx_reports.core.sheets.raw_values import BadCell, CellFault, Raw
from gacx_reports.core.sheets.recalculated import Calculated, Computed, FormulaCell, NotComputed
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.excel.reading.cell_values import ERRORS
from gacx_reports.excel.reading.formula_references import CellArea, Obstacle, areas_of
from gacx_reports.excel.reading.worksheet import SheetReader
from gacx_reports.i18n import N_

MOST_CELLS = 1_000_000
"""Cells that formulas refer to, directly or through other formulas, in one workbook."""
UNUSABLE = N_("it rests on {what}, which holds no usable value")
TOO_MANY = N_("it rests on too many cells")
NO_SHEET = N_("it refers to a sheet that is not called so: {what}")
FAILED = N_("recalculating it gave nothing: {what}")
OLD_CALENDAR = N_("the workbook counts its days from 1904")


def recalculated(book: Workbook, wanted: Iterable[FormulaCell]) -> Calculated:
    """The result of each wanted formula, or the reason why it was not recalculated.

    None is recalculated if the workbook counts days from 1904 or the formulas refer to more than MOST_CELLS cells.
    """
    cells = list(wanted)
    if any(sheet.date1904 for sheet in book.sheets):
        return {cell: NotComputed(OLD_CALENDAR) for cell in cells}
    cone = _Cone(book)
    if not cone.follow(cells):
        return {cell: NotComputed(TOO_MANY) for cell in cells}
    results = _by_engine(cone)
    blocked = cone.obstacles
    return {
        cell: NotComputed(blocked[cell].reason, blocked[cell].what)
        if cell in blocked
        else results[cell]
        for cell in cells
    }


class _Cone:
    """The wanted formulas and all cells that they refer to, directly or through other formulas."""

    def __init__(self, book: Workbook) -> None:
        self._sheets = {sheet.name.casefold(): sheet for sheet in book.sheets}
        self._rows = {sheet.name: dict(sheet.rows) for sheet in book.sheets}
        self._left = MOST_CELLS
        self._users: dict[FormulaCell, list[FormulaCell]] = {}
        self._within: dict[tuple[str, CellArea], list[FormulaCell]] = {}
        self.values: dict[FormulaCell, Raw] = {}
        """Cells without a formula."""
        self.formulas: dict[FormulaCell, str] = {}
        self.obstacles: dict[FormulaCell, Obstacle] = {}
        """Formulas that can't be recalculated, and the formulas that refer to them."""

    def follow(self, wanted: Iterable[FormulaCell]) -> bool:
        """Collect the cells that the formulas refer to; False if there are more than MOST_CELLS."""
        todo = list(wanted)
        while todo and self._left >= 0:
            cell = todo.pop()
            if cell in self.formulas:
                continue
            formula = self._sheets[cell[0].casefold()].formulas[cell[1:]]
            self.formulas[cell] = formula.text
            areas = areas_of(formula.text)
            if isinstance(areas, Obstacle):
                self.block(cell, areas)
                continue
            for area in areas:
                todo += self._precedents(cell, area)
        for cell, obstacle in list(self.obstacles.items()):
            self.block(cell, obstacle)
        crowded = any(len(s.formulas) >= SheetReader.MOST_FORMULAS for s in self._sheets.values())
        return self._left >= 0 and not crowded

    def block(self, cell: FormulaCell, obstacle: Obstacle) -> None:
        """Exclude this formula, and every formula that refers to it, from the recalculation."""
        self.obstacles[cell] = obstacle
        todo = [cell]
        while todo:
            for user in self._users.get(todo.pop(), ()):
                if user not in self.obstacles:
                    self.obstacles[user] = obstacle
                    todo.append(user)

    def _precedents(self, cell: FormulaCell, area: CellArea) -> list[FormulaCell]:
        """The formulas in the area, to be followed next; the values of its other cells are kept."""
        sheet = self._sheets.get((area.sheet or cell[0]).casefold())
        # Sheet names are case-sensitive in the engine, but not in Excel.
        if sheet is None or (area.sheet and area.sheet != sheet.name):
            self.obstacles.setdefault(cell, Obstacle(NO_SHEET, area.sheet[:40]))
            return []
        outside = area.bottom > SheetReader.MOST_ROWS or area.right >= SheetReader.MOST_COLUMNS
        if outside and sheet.beyond:
            self.obstacles.setdefault(cell, Obstacle(UNUSABLE, sheet.beyond[0]))
        found = self._within.get((sheet.name, area))
        if found is None:
            found = self._within[sheet.name, area] = list(self._walk(sheet, area))
        formulas = [spot for spot in found if spot[1:] in sheet.formulas]
        for spot in found:
            if spot[1:] not in sheet.formulas:
                self.obstacles.setdefault(cell, Obstacle(UNUSABLE, address(*spot[1:])))
        for spot in formulas:
            self._users.setdefault(spot, []).append(cell)
        self._left -= len(formulas)
        return formulas

    def _walk(self, sheet: Sheet, area: CellArea) -> Iterator[FormulaCell]:
        """Formulas and faulty cells of the area; the values of all other cells are kept in `values`."""
        rows = self._rows[sheet.name]
        within = range(area.top, area.bottom + 1)
        numbers = within if len(within) < len(rows) else [n for n in rows if n in within]
        for row in numbers:
            cells = rows.get(row, ())[: area.right + 1]
            for column in range(area.left, len(cells)):
                raw = cells[column]
                spot = (sheet.name, row, column)
                self._left -= 1
                if spot[1:] in sheet.formulas or isinstance(raw, BadCell):
                    yield spot
                elif raw is not None:
                    self.values[spot] = raw
            if self._left < 0:
                return


def _by_engine(cone: _Cone) -> dict[FormulaCell, Computed | NotComputed]:
    model = ironcalc.create("recalculation", "en", "UTC", "en")
    sheets: dict[str, int] = {}
    for name, *_ in (*cone.formulas, *cone.values):
        if name not in sheets:
            sheets[name] = len(sheets)
            if sheets[name]:
                model.new_sheet()
            model.rename_sheet(sheets[name], name)
    for (name, row, column), raw in cone.values.items():
        _fill(model, (sheets[name], row, column + 1), raw)
    for cell, text in cone.formulas.items():
        if cell in cone.obstacles:
            continue
        try:
            model.update_cell_with_formula(sheets[cell[0]], cell[1], cell[2] + 1, f"={text}")
        except ironcalc.WorkbookError:
            cone.block(cell, Obstacle(FAILED, address(*cell[1:])))
    model.evaluate()
    return {c: _result(model, (sheets[c[0]], c[1], c[2] + 1)) for c in cone.formulas}


def _fill(model: ironcalc.Model, spot: tuple[int, int, int], raw: Raw) -> None:
    match raw:
        case bool():
            model.update_cell_with_bool(*spot, raw)
        case str():
            model.update_cell_with_text(*spot, raw)
        case int() | float() | date() | time() | timedelta():
            model.update_cell_with_number(*spot, serial(raw))
        case _:
            pass


def _result(model: ironcalc.Model, spot: tuple[int, int, int]) -> Computed | NotComputed:
    value = model.get_cell_value(*spot)
    match model.get_cell_type(*spot):
        case ironcalc.CellType.ErrorValue if value in ERRORS:
            return Computed(BadCell(CellFault.ERROR, str(value)))
        case ironcalc.CellType.Number | ironcalc.CellType.Text | ironcalc.CellType.LogicalValue:
            return Computed(value)
        case _:
            return NotComputed(FAILED, str(value)[:40])
