"""Detects copies that this program returned to their owner, by a marker on their list of problems."""

from gacx_reports.core.sheets.workbook import Workbook

MARKER = "gacx-reports returned copy"
"""Text in the first row of the list of problems; never translated, so that a handed-in copy is recognised (F21)."""


_MARKER_ROWS = 3


def is_returned(book: Workbook) -> bool:
    """Whether any sheet has the marker in its first three rows, whatever the sheet is called.

    A copy whose list was deleted is accepted: apart from colours and comments, it holds only the sender's content.
    """
    return any(
        MARKER in cells
        for sheet in book.sheets
        for row, cells in sheet.rows[:_MARKER_ROWS]
        if row <= _MARKER_ROWS
    )
