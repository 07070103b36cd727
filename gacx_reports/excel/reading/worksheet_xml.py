"""Elements, texts and cell addresses of a worksheet's XML."""

import re
import xml.etree.ElementTree as ET
from functools import lru_cache
from typing import IO

from openpyxl.xml.constants import SHEET_MAIN_NS

from gacx_reports.core.issues.cell_ref import column_index

ROW, COLUMN, MERGE, FILTER, FORMULA, VALUE, INLINE, ITEM, TEXT, RUN = (
    f"{{{SHEET_MAIN_NS}}}{tag}"
    for tag in ("row", "col", "mergeCell", "filterColumn", "f", "v", "is", "si", "t", "r")
)
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


class DamagedError(Exception):
    """Content that no spreadsheet program writes and that can be read only by guessing; the message quotes it."""


class Chunks:
    """A source that is read in large pieces.

    Expat parses an unfinished tag again from its start with every piece, so small pieces make a long tag slow.
    """

    SIZE = 2**20

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source

    def read(self, size: int = -1, /) -> bytes:
        """Reads at least 1 MiB regardless of `size`; see class docstring."""
        return self._source.read(max(size, self.SIZE))


def plain_text(element: ET.Element) -> str:
    """The plain text of a string element with formatted runs, without its phonetic guide."""
    parts = [element.findtext(TEXT) or ""]
    parts += [run.findtext(TEXT) or "" for run in element.iterfind(RUN)]
    return "".join(parts)


def row_number(text: str | None, last: int) -> int:
    """A row's number, 1-based: attribute `text`, or `last` + 1 without one. Raises DamagedError off the grid."""
    if text is None:
        return last + 1
    number = int(text) if re.fullmatch("[0-9]{1,7}", text) else 0
    if not 1 <= number <= LAST_ROW:
        raise DamagedError(f"row {text[:40]}")
    return number


def column_number(reference: str, row: int) -> int:
    """A cell's column from its reference (`C7`), 1-based; raises DamagedError if it is invalid or names another row."""
    digits = str(row)
    if reference.endswith(digits) and (number := _letters(reference[: -len(digits)])):
        return number
    match = _REFERENCE.fullmatch(reference)
    number = _letters(match[1].upper()) if match and int(match[2]) == row else 0
    if not number:
        raise DamagedError(reference[:40])
    return number


@lru_cache(LAST_COLUMN)
def _letters(letters: str) -> int:
    """A → 1, XFD → 16384; 0 if it is not a column."""
    if not re.fullmatch("[A-Z]{1,3}", letters):
        return 0
    number = column_index(letters) + 1
    return number if number <= LAST_COLUMN else 0
