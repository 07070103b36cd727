"""What supervisors write is recalculated: the doubts are for the rare."""

from gacx_reports.core.sheets.recalculated import Computed
from gacx_reports.excel.reading.recalculate import recalculated
from gacx_reports.excel.reading.workbook import read_content
from tests.excel.engines.ordinary import FORMULAS, workbook


def test_ordinary_formulas_are_recalculated() -> None:
    """Shares, means, counts, lookups, grades, joined texts, days: all of them."""
    book, _ = read_content("a.xlsx", workbook())
    assert book
    cells = [("底稿", row, 11) for row in range(1, len(FORMULAS) + 1)]
    found = recalculated(book, cells)
    left = [t for t, c in zip(FORMULAS, cells, strict=True) if not isinstance(found[c], Computed)]
    assert left == []
