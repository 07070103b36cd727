"""Sheets whose rows go to a temporary file as they are written: in memory a cell takes more than its text.

XlsxWriter does that with the option `constant_memory`, and then stores texts in the cells and not once per workbook.
Here they are shared as ever: the bytes are those that XlsxWriter makes in memory, which a test compares.
"""

import shutil
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter.worksheet import CellStringTuple, Worksheet

OPTIONS = {"constant_memory": True, "strings_to_formulas": False}
"""Of the workbook."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


class StreamedSheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """Has a whole row of headers; is written from left to right and downwards, and finished before the next one."""

    def finish(self) -> None:
        """Write the last row, whose texts come before those of other sheets."""
        self._write_single_row()

    def _write_row(self, row: int, spans: str | None, *more: Any, **named: Any) -> None:
        super()._write_row(row, spans or f"1:{self.dim_colmax + 1}", *more, **named)

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if not isinstance(cell, CellStringTuple):
            super()._write_cell(row, col, cell)
            return
        shared = cell._replace(string=self.str_table._get_shared_string_index(cell.string))
        self.constant_memory = False
        super()._write_cell(row, col, shared)
        self.constant_memory = True


def repack(draft: IO[bytes], into: IO[bytes]) -> None:
    """Write the package anew as XlsxWriter makes one in memory, with another day for its parts."""
    with ZipFile(draft) as found, ZipFile(into, "w", ZIP_DEFLATED) as made:
        for part in found.infolist():
            info = ZipInfo(part.filename, _EPOCH)
            info.compress_type, info.file_size = ZIP_DEFLATED, part.file_size
            with found.open(part) as source, made.open(info, "w") as target:
                shutil.copyfileobj(source, target)
