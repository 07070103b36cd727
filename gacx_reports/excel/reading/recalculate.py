"""What formulas give, recalculated from the values that they rest on, and which of these are blank.

This may take long or fail, so it runs in a child process.
"""

from collections.abc import Iterable

from gacx_reports.core.sheets.recalculated import Calculated, Computed, FormulaCell, NotComputed
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.reading.blank_precedents import BlankPrecedents
from gacx_reports.excel.reading.computed_formulas import ComputedFormulas
from gacx_reports.excel.reading.formula_cone import TOO_MANY, Cone
from gacx_reports.excel.reading.formula_references import Obstacle
from gacx_reports.excel.reading.limits import LIMITS, Limits
from gacx_reports.i18n import N_

OLD_CALENDAR = N_("the workbook counts its days from 1904")


def recalculated(
    book: Workbook, wanted: Iterable[FormulaCell], limits: Limits = LIMITS
) -> Calculated:
    """What each of these formulas gives, or why that was not worked out."""
    cells = list(wanted)
    cone = Cone(book, limits)
    if not cone.follow(cells):
        return {cell: NotComputed(TOO_MANY) for cell in cells}
    computed = ComputedFormulas(cone)
    if any(sheet.date1904 for sheet in book.sheets):
        for cell in cells:
            cone.block(cell, Obstacle(OLD_CALENDAR))
    blanks = BlankPrecedents(computed)
    found: dict[FormulaCell, Computed | NotComputed] = {}
    for cell in cells:
        rests = blanks.of(cell)
        result = computed.values.get(cell)
        if obstacle := cone.obstacles.get(cell):
            found[cell] = NotComputed(obstacle.reason, obstacle.what, rests)
        elif isinstance(result, Computed):
            found[cell] = Computed(result.value, rests)
    return found
