"""Some formulas and what they rest on, computed: each value, each doubt, each part that a function was given."""

from collections.abc import Iterator
from dataclasses import replace

from openpyxl.formula.tokenizer import Token

from gacx_reports.core.issues.cell_ref import LAST_ROW, address
from gacx_reports.core.sheets.raw_values import BadCell, Raw
from gacx_reports.core.sheets.recalculated import Computed, FormulaCell, NotComputed
from gacx_reports.core.sheets.workbook import Sheet
from gacx_reports.excel.reading.calculation import Calculation
from gacx_reports.excel.reading.cell_contents import CellContents, contents
from gacx_reports.excel.reading.doubtful_arguments import LAST_INDEXED
from gacx_reports.excel.reading.formula_cone import Cone
from gacx_reports.excel.reading.formula_doubts import RULES, doubt_about
from gacx_reports.excel.reading.formula_references import CellArea, Obstacle, area_of
from gacx_reports.excel.reading.formula_tree import Node, rewritten

FOUND = ("HLOOKUP", "INDEX", "VLOOKUP")
"""Functions that give the cell that they find."""
_CUT = """
    AVERAGE COUNT COUNTA INDEX LARGE MATCH MAX MEDIAN MIN RANK SMALL SUM SUMPRODUCT VLOOKUP
"""
CUT = frozenset(_CUT.split())
"""Functions to which blanks below the last row are nothing, and that are slow over whole columns."""
CHOSEN = ("IF", "IFERROR")
"""Functions of which the first argument decides which of the others counts."""


def joined(node: Node) -> str:
    """A formula that is empty if the node finds a blank cell, and nowhere else if it finds a number."""
    return f'{node.text}&""'


class ComputedFormulas:
    """What the formulas of a cone give, and what was given to their functions."""

    def __init__(self, cone: Cone) -> None:
        self.cone = cone
        self._calculation = Calculation(cone.limits.columns)
        self._last = cone.last_row()
        self._contents: dict[tuple[str, CellArea], CellContents] = {}
        for cell, raw in cone.values.items():
            self._calculation.fill(cell, raw)
        ours = [cell for cell in cone.formulas if cell not in cone.obstacles]
        for cell in ours:
            tree = cone.readings[cell].tree
            self._calculation.put(cell, rewritten(tree, self._cut))
            for node, text in _parts(tree):
                formula = text.replace(node.text, rewritten(node, self._cut))
                self._calculation.put_part((cell[0], text), formula, cone.last_row(cell[0]))
        self._calculation.evaluate()
        self.values = {cell: self._calculation.value(cell) for cell in ours}
        for cell in ours:
            if obstacle := self._doubt(cell):
                cone.block(cell, obstacle)

    def cell(self, cell: FormulaCell) -> Raw:
        """What stands in a cell: what its formula gives, if that is known."""
        match self.values.get(cell):
            case Computed(value=value) if cell not in self.cone.obstacles:
                return value
            case _:
                return self.cone.stored(cell)

    def part(self, cell: FormulaCell, text: str) -> Raw:
        """What a part of the cell's formula gives; None where that is not known."""
        found = self._calculation.part((cell[0], text))
        return found.value if isinstance(found, Computed) else None

    def value(self, cell: FormulaCell, node: Node) -> Raw:
        """What one cell that is referred to, a literal or a part of the cell's formula gives."""
        if node.kind == Token.RANGE and (area := area_of(node.text)):
            sheet = self.cone.sheet(cell, area)
            assert sheet
            return self.cell((sheet.name, area.top, area.left))
        return node.literal if node.leaf else self.part(cell, node.text)

    def chosen(self, cell: FormulaCell, node: Node) -> tuple[Node, ...]:
        """The argument of IF or IFERROR whose value that function gives; none where its condition is an error."""
        first = self.value(cell, node.parts[0]) if node.parts else None
        if node.name == "IFERROR":
            return node.parts[1:2] if isinstance(first, BadCell) else node.parts[:1]
        if isinstance(first, BadCell):
            return ()
        return node.parts[1:2] if first else node.parts[2:3]

    def _reached(self, cell: FormulaCell, node: Node) -> Iterator[Node]:
        """The node and all below it, without what IF and IFERROR pass over."""
        yield node
        parts = node.parts
        if node.name in CHOSEN:
            parts = tuple(dict.fromkeys((*node.parts[:1], *self.chosen(cell, node))))
        for part in parts:
            yield from self._reached(cell, part)

    def within(self, sheet: Sheet, area: CellArea) -> Iterator[Raw]:
        """The cells of the area in rows that hold anything."""
        for row in self.cone.rows_of(sheet, area):
            for column in range(area.left, min(area.right + 1, len(self.cone.row(sheet, row)))):
                yield self.cell((sheet.name, row, column))

    def _of_area(self, cell: FormulaCell, area: CellArea) -> CellContents:
        sheet = self.cone.sheet(cell, area)
        assert sheet
        key = (sheet.name, area)
        if key not in self._contents:
            shape = (area.bottom - area.top + 1, area.right - area.left + 1)
            self._contents[key] = contents(self.within(sheet, area), *shape, reference=True)
        return self._contents[key]

    def _cut(self, function: str, leaf: Node) -> str:
        """A reference to whole columns, down to the last row that holds anything, where that gives the same."""
        area = area_of(leaf.text) if leaf.kind == Token.RANGE and function in CUT else None
        if area is None or area.bottom < LAST_ROW or area.right >= self.cone.limits.columns:
            return leaf.text
        before, sign, _ = leaf.text.rpartition("!")
        # Below the last row, too, INDEX finds a blank, and no error.
        last = LAST_INDEXED if function == "INDEX" else self._last
        ends = (address(area.top, area.left), address(max(last, area.top), area.right))
        return f"{before}{sign}{':'.join(ends)}"

    def _doubt(self, cell: FormulaCell) -> Obstacle | None:
        found = self.values[cell]
        if isinstance(found, NotComputed):
            return Obstacle(found.reason, found.what)
        for node in self._reached(cell, self.cone.readings[cell].tree):
            if node.name not in RULES:
                continue
            for part in node.parts:
                given = None if part.leaf else self._calculation.part((cell[0], part.text))
                if isinstance(given, NotComputed):
                    return Obstacle(given.reason, given.what)
            arguments = [self._argument(cell, node, n) for n in range(len(node.parts))]
            if doubt := doubt_about(node.name, arguments):
                return doubt
        return None

    def _argument(self, cell: FormulaCell, node: Node, number: int) -> CellContents:
        """What is given there; of a table in which a key is looked up only the keys."""
        part = node.parts[number]
        area = area_of(part.text) if part.kind == Token.RANGE else None
        match area, number, node.name:
            case CellArea(), 1, "VLOOKUP":
                return self._of_area(cell, replace(area, right=area.left))
            case CellArea(), 1, "HLOOKUP":
                return self._of_area(cell, replace(area, bottom=area.top))
            case CellArea(), _, _:
                return self._of_area(cell, area)
            case _ if part.leaf:
                return contents([0 if part.literal is None else part.literal], reference=False)
            case _:
                return contents([self.part(cell, part.text)], reference=False)


def _parts(tree: Node) -> Iterator[tuple[Node, str]]:
    """Parts of a formula that are computed by themselves, and the formulas of which they are parts."""
    for node in tree.walk():
        if node.name in FOUND:
            yield node, joined(node)
        if node.name in RULES or node.name in CHOSEN:
            yield from ((part, part.text) for part in node.parts if not part.leaf)
