"""Formulas over cells that nobody has filled in: a spreadsheet makes 0 of them, and nobody entered that 0."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openpyxl.formula.tokenizer import Token

from gacx_reports.core.issues.cell_ref import LAST_ROW, ranges
from gacx_reports.core.sheets.raw_values import BadCell, is_blank
from gacx_reports.core.sheets.recalculated import Blanks, FormulaCell
from gacx_reports.core.sheets.workbook import TALLEST, Rests, Sheet
from gacx_reports.excel.reading.computed_formulas import CHOSEN, FOUND, ComputedFormulas, joined
from gacx_reports.excel.reading.formula_references import CellArea, area_of
from gacx_reports.excel.reading.formula_tree import Node

_CARRYING = """
    + - * / ^ % & ABS AVERAGE CONCATENATE DATE DAY INT LARGE LEFT LOWER MAX MEDIAN MID MIN MOD MONTH POWER PRODUCT
    RIGHT ROUND ROUNDDOWN ROUNDUP SMALL SQRT SUM SUMPRODUCT TRIM UPPER YEAR
"""
CARRYING = frozenset(_CARRYING.split())
"""What these make of blanks alone is nobody's value; all other functions test or count."""
MOST_NAMED = 5
"""Blank cells or ranges that are named."""
LONGEST = 60
"""Characters of a lookup that is named."""


@dataclass(frozen=True, slots=True)
class PrecedentsFound:
    """The blank cells that a part of a formula takes its value from, and whether others are filled in."""

    blank: tuple[str, ...] = ()
    filled: bool = False


class BlankPrecedents:
    """Which formulas rest on blank cells."""

    def __init__(self, computed: ComputedFormulas) -> None:
        self._computed = computed
        self._cone = computed.cone
        self._known: dict[FormulaCell, Blanks | None] = {}
        self._areas_known: dict[tuple[str, str], PrecedentsFound] = {}

    def of(self, cell: FormulaCell) -> Blanks | None:
        """What the formula makes of blank cells; None where it makes nothing of any.

        Formulas that it rests on come first, one after the other: a chain of them may be long.
        """
        todo = [(cell, False)]
        while todo:
            spot, ready = todo.pop()
            if ready:
                self._known[spot] = self._judge(spot)
            elif spot not in self._known:
                # For a circle: its cells are no blanks.
                self._known[spot] = None
                todo.append((spot, True))
                todo += [(before, False) for before in self._cone.precedents.get(spot, ())]
        return self._known[cell]

    def _judge(self, cell: FormulaCell) -> Blanks | None:
        value = self._computed.cell(cell)
        if cell not in self._computed.values or is_blank(value):
            return None
        tree = self._cone.readings[cell].tree
        found = self._of(cell, tree)
        areas = list(self._areas(cell, tree))
        if found.blank and not found.filled:
            nothing = isinstance(value, BadCell) or value == 0
            return Blanks(Rests.NOTHING if nothing else Rests.TESTED, _named(found.blank))
        if areas and not any(one.filled for one in areas):
            names = [name for one in areas for name in one.blank]
            return Blanks(Rests.TESTED, _named(names))
        return Blanks(Rests.PARTLY, _named(found.blank)) if found.blank else self._before(cell)

    def _before(self, cell: FormulaCell) -> Blanks | None:
        """What the formulas that this one reads make of blank cells."""
        known = [self._known.get(spot) for spot in self._cone.precedents.get(cell, ())]
        kept = [one for one in known if one and one.rests is not Rests.NOTHING]
        return Blanks(kept[0].rests, _named(one.cells for one in kept)) if kept else None

    def _of(self, cell: FormulaCell, node: Node) -> PrecedentsFound:
        """Where a part of the cell's formula takes its value from."""
        if node.leaf:
            area = area_of(node.text) if node.kind == Token.RANGE else None
            return self._of_area(cell, area, node.text) if area else PrecedentsFound()
        if node.name in FOUND:
            blank = self._computed.part(cell, joined(node)) == ""
            return (
                PrecedentsFound((node.text[:LONGEST],)) if blank else PrecedentsFound(filled=True)
            )
        if node.name in CHOSEN:
            chosen = self._computed.chosen(cell, node)
            return self._all(cell, chosen) if chosen else PrecedentsFound(filled=True)
        if node.name in CARRYING:
            return self._all(cell, node.parts)
        # What is tested or counted counts as filled in if anything there is.
        return PrecedentsFound(filled=any(one.filled for one in self._areas(cell, node)))

    def _all(self, cell: FormulaCell, nodes: Iterable[Node]) -> PrecedentsFound:
        found = [self._of(cell, node) for node in nodes]
        return PrecedentsFound(
            tuple(n for f in found for n in f.blank), any(f.filled for f in found)
        )

    def _areas(self, cell: FormulaCell, node: Node) -> Iterator[PrecedentsFound]:
        """All areas that are named below a node."""
        for leaf in node.walk():
            if leaf.kind == Token.RANGE and (area := area_of(leaf.text)):
                yield self._of_area(cell, area, leaf.text)

    def _of_area(self, cell: FormulaCell, area: CellArea, text: str) -> PrecedentsFound:
        """The blank cells of an area; in whole columns and rows those beside filled ones."""
        sheet = self._cone.sheet(cell, area)
        assert sheet
        if (sheet.name, text) not in self._areas_known:
            self._areas_known[sheet.name, text] = self._look_through(sheet, area, text)
        return self._areas_known[sheet.name, text]

    def _look_through(self, sheet: Sheet, area: CellArea, text: str) -> PrecedentsFound:
        blank: list[str] = []
        filled = False
        for column in range(area.left, min(area.right + 1, self._cone.limits.columns)):
            rows, others = self._blank_rows(sheet, area, column)
            blank += rows
            filled = filled or others
        before = text.rpartition("!")[0]
        names = tuple(f"{before}!{one}" if before else one for one in blank)
        return PrecedentsFound(names, filled=True) if filled else PrecedentsFound((text,))

    def _blank_rows(self, sheet: Sheet, area: CellArea, column: int) -> tuple[list[str], bool]:
        """The blank cells of a column as ranges, and whether any is filled."""
        whole = area.bottom == LAST_ROW or area.bottom - area.top > TALLEST
        rows = self._cone.rows_of(sheet, area) if whole else range(area.top, area.bottom + 1)
        blank = [row for row in rows if self._blank((sheet.name, row, column))]
        found = ranges(blank, column).split(", ") if blank else []
        return found, len(blank) < len(rows)

    def _blank(self, cell: FormulaCell) -> bool:
        if is_blank(self._computed.cell(cell)):
            return True
        known = self._known.get(cell)
        return known is not None and known.rests is Rests.NOTHING


def _named(names: Iterable[str]) -> str:
    """The first of them, each once."""
    known = list(dict.fromkeys(names))
    return "、".join(known[:MOST_NAMED]) + ("…" if len(known) > MOST_NAMED else "")
