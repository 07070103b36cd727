"""Sheets whose rows go to a temporary file as they are written: in memory a cell takes more than its text.

XlsxWriter does that with the option `constant_memory`, and then stores texts in the cells and not once per workbook.
Here they are shared as ever: the bytes are those that XlsxWriter makes in memory, which a test compares.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import CellStringTuple, Worksheet

from gacx_reports.core.language.substitutes import visible

StoredCell = str | int | Decimal | date | None
"""What a cell may hold."""

OPTIONS = {"constant_memory": True, "strings_to_formulas": False}
"""Of the workbook."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


class StreamedSheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """Has a whole row of headers; is written from left to right and downwards, and finished before the next one."""

    def write_cells(
        self, row: int, cells: Sequence[StoredCell], styles: Sequence[tuple[str, Any]]
    ) -> None:
        """Write a whole row, with letters and format for each cell: in a quarter of the time that single cells take."""
        self.finish()
        if self._check_dimensions(row, len(cells) - 1):
            return
        number = row + 1
        made = [f'<row r="{number}" spans="1:{self.dim_colmax + 1}">']
        for cell, (letters, style) in zip(cells, styles, strict=True):
            made.append(f'<c r="{letters}{number}" s="{style._get_xf_index()}"')
            if cell is None:
                made.append("/>")
            elif isinstance(cell, str):
                made.append(f' t="s"><v>{self._shared(cell)}</v></c>')
            else:
                shown = self._convert_date_time(cell) if isinstance(cell, date) else float(cell)
                made.append(f"><v>{shown:.16G}</v></c>")
        made.append("</row>")
        self.fh.write("".join(made))

    def _shared(self, text: str) -> int:
        """The number of a text, which is stored once, and no longer than Excel can hold."""
        table = self.str_table
        known: int | None = table.string_table.get(text)
        if known is not None:
            table.count += 1
            return known
        shown = visible(text)
        if len(shown) > self.xls_strmax // 2:
            whole = shown.encode("utf-16-le")
            shown = whole[: 2 * self.xls_strmax].decode("utf-16-le", "ignore")
        added: int = table._get_shared_string_index(shown)
        return added

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


@contextmanager
def errors_of_the_system() -> Iterator[None]:
    """Raise what the system said, such as that its disk is full, in place of XlsxWriter's error about it."""
    try:
        yield
    except FileCreateError as error:
        raise error.args[0] from error


def repack(draft: IO[bytes], into: IO[bytes]) -> None:
    """Write the package anew as XlsxWriter makes one in memory, with another day for its parts."""
    with ZipFile(draft) as found, ZipFile(into, "w", ZIP_DEFLATED) as made:
        for part in found.infolist():
            info = ZipInfo(part.filename, _EPOCH)
            info.compress_type, info.file_size = ZIP_DEFLATED, part.file_size
            with found.open(part) as source, made.open(info, "w") as target:
                shutil.copyfileobj(source, target)
