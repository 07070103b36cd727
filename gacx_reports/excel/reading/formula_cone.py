"""All that some formulas rest on: values, further formulas, and what keeps any of them from being recalculated."""

from collections.abc import Iterable, Iterator

from gacx_reports.core.issues.cell_ref import address
from gacx_reports.core.sheets.raw_values import BadCell, Raw
from gacx_reports.core.sheets.recalculated import FormulaCell
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.excel.reading.formula_references import CellArea, Obstacle, Reading, reading_of
from gacx_reports.excel.reading.limits import Limits
from gacx_reports.i18n import N_

UNUSABLE = N_("it rests on {what}, which holds no usable value")
TOO_MANY = N_("it rests on too many cells")
NO_SHEET = N_("it refers to a sheet that is not called so: {what}")


class Cone:
    """All that some formulas rest on."""

    def __init__(self, book: Workbook, limits: Limits) -> None:
        self.limits = limits
        self._sheets = {sheet.name.casefold(): sheet for sheet in book.sheets if not sheet.lost}
        self._rows = {sheet.name: dict(sheet.rows) for sheet in book.sheets}
        self._last_rows = {sheet.name: [n for n, _ in sheet.rows[-1:]] for sheet in book.sheets}
        self._left = limits.precedents
        self._users: dict[FormulaCell, list[FormulaCell]] = {}
        self._within: dict[tuple[str, CellArea], list[FormulaCell]] = {}
        self.values: dict[FormulaCell, Raw] = {}
        """Cells without a formula."""
        self.formulas: dict[FormulaCell, str] = {}
        self.readings: dict[FormulaCell, Reading] = {}
        """What each formula that can be read makes of which cells."""
        self.precedents: dict[FormulaCell, list[FormulaCell]] = {}
        """The formulas that a formula reads."""
        self.obstacles: dict[FormulaCell, Obstacle] = {}
        """Formulas that can't be recalculated, and those that rest on them."""

    def follow(self, wanted: Iterable[FormulaCell]) -> bool:
        """Gather what the formulas rest on; False where that is too much."""
        todo = list(wanted)
        while todo and self._left >= 0:
            cell = todo.pop()
            if cell in self.formulas:
                continue
            formula = self._sheets[cell[0].casefold()].formulas[cell[1:]]
            self.formulas[cell] = formula.text
            reading = reading_of(formula.text, self.limits)
            if isinstance(reading, Obstacle):
                self.block(cell, reading)
                continue
            self.readings[cell] = reading
            found = [spot for area in reading.areas for spot in self._precedents(cell, area)]
            self.precedents[cell] = found
            todo += found
        for cell, obstacle in list(self.obstacles.items()):
            self.block(cell, obstacle)
        crowded = any(len(s.formulas) >= self.limits.formulas for s in self._sheets.values())
        return self._left >= 0 and not crowded

    def block(self, cell: FormulaCell, obstacle: Obstacle) -> None:
        """This formula, and whatever rests on it, is not recalculated."""
        self.obstacles.setdefault(cell, obstacle)
        todo = [cell]
        while todo:
            for user in self._users.get(todo.pop(), ()):
                if user not in self.obstacles:
                    self.obstacles[user] = obstacle
                    todo.append(user)

    def sheet(self, cell: FormulaCell, area: CellArea) -> Sheet | None:
        """The sheet of the area that the formula in a cell names; None where there is none."""
        return self._sheets.get((area.sheet or cell[0]).casefold())

    def last_row(self, name: str = "") -> int:
        """Of the cells of a sheet, or of all sheets; 0 where there are none."""
        names = [name] if name else list(self._rows)
        return max((row for sheet in names for row in self._last_rows[sheet]), default=0)

    def row(self, sheet: Sheet, number: int) -> tuple[Raw, ...]:
        """The cells of a row from column A."""
        return self._rows[sheet.name].get(number, ())

    def stored(self, cell: FormulaCell) -> Raw:
        """What stands in a cell."""
        cells = self._rows[cell[0]].get(cell[1], ())
        return cells[cell[2]] if cell[2] < len(cells) else None

    def rows_of(self, sheet: Sheet, area: CellArea) -> list[int]:
        """The rows of the area that hold anything."""
        rows, within = self._rows[sheet.name], range(area.top, area.bottom + 1)
        if len(within) < len(rows):
            return [n for n in within if n in rows]
        return [n for n in rows if n in within]

    def _precedents(self, cell: FormulaCell, area: CellArea) -> list[FormulaCell]:
        """The formulas in the area; its other cells become values."""
        sheet = self.sheet(cell, area)
        # The engine, unlike Excel, tells upper from lower case in names of sheets.
        if sheet is None or (area.sheet and area.sheet != sheet.name):
            self.obstacles.setdefault(cell, Obstacle(NO_SHEET, area.sheet[:40]))
            return []
        outside = area.bottom > self.limits.rows or area.right >= self.limits.columns
        if outside and sheet.beyond:
            self.obstacles.setdefault(cell, Obstacle(UNUSABLE, sheet.beyond[0]))
        if area.right >= self.limits.columns and area.bottom > self.last_row(sheet.name):
            # Parts of formulas are computed there.
            self.obstacles.setdefault(cell, Obstacle(TOO_MANY))
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
        """Formulas and faulty cells of the area; the rest is put among the values."""
        rows = self._rows[sheet.name]
        for row in self.rows_of(sheet, area):
            cells = rows[row][: area.right + 1]
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
