"""How a worksheet's XML is put together: its elements, texts and addresses."""

import re
import xml.etree.ElementTree as ET
from functools import lru_cache
from typing import IO

from openpyxl.xml.constants import SHEET_MAIN_NS

from gacx_reports.core.issues.cell_ref import LAST_COLUMN, LAST_ROW, column_index, position

ROW, COLUMN, MERGE, FILTER, FORMULA, VALUE, INLINE, ITEM, TEXT, RUN = (
    f"{{{SHEET_MAIN_NS}}}{tag}"
    for tag in ("row", "col", "mergeCell", "filterColumn", "f", "v", "is", "si", "t", "r")
)


class DamagedError(Exception):
    """What no spreadsheet program writes, and what can't be read without guessing; says what stands there."""


class Chunks:
    """A source read in large pieces: expat starts a tag anew with each piece, however long the tag has grown."""

    SIZE = 2**20

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source

    def read(self, size: int = -1, /) -> bytes:
        """More than was asked for."""
        return self._source.read(max(size, self.SIZE))


def plain_text(element: ET.Element) -> str:
    """Plain text of a rich one, without its phonetic guide."""
    parts = [element.findtext(TEXT) or ""]
    parts += [run.findtext(TEXT) or "" for run in element.iterfind(RUN)]
    return "".join(parts)


def row_number(text: str | None, last: int) -> int:
    """1-based; the row after the last one where it doesn't say."""
    if text is None:
        return last + 1
    number = int(text) if re.fullmatch("[0-9]{1,7}", text) else 0
    if not 1 <= number <= LAST_ROW:
        raise DamagedError(f"row {text[:40]}")
    return number


def column_number(reference: str, row: int) -> int:
    """1-based; a cell that says it stands in another row than it does is damaged."""
    digits = str(row)
    if reference.endswith(digits) and (number := _letters(reference[: -len(digits)])):
        return number
    spot = position(reference)
    if spot is None or spot[0] != row:
        raise DamagedError(reference[:40])
    return spot[1] + 1


@lru_cache(LAST_COLUMN)
def _letters(letters: str) -> int:
    """A → 1, XFD → 16384; 0 for what names no column."""
    if not re.fullmatch("[A-Z]{1,3}", letters):
        return 0
    number = column_index(letters) + 1
    return number if number <= LAST_COLUMN else 0
