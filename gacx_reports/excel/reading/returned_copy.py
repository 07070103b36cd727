"""Copies that this program gave back, by their marker."""

from gacx_reports.core.sheets.workbook import Workbook

MARKER = "gacx-reports returned copy"
"""Stands in the sheet's first row, and is never translated: by it a copy is known when it is handed in."""


_MARKER_ROWS = 3


def is_returned(book: Workbook) -> bool:
    """Whether a workbook is such a copy, re-saved or not: by the marker on the list, whatever the list is called.

    Once the list is deleted, a copy is as good as the original: all that it holds is the sender's.
    """
    return any(
        MARKER in cells
        for sheet in book.sheets
        for row, cells in sheet.rows[:_MARKER_ROWS]
        if row <= _MARKER_ROWS
    )
