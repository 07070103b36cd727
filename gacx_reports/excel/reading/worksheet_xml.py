"""Elements, texts, cell addresses and hidden rows of a worksheet's XML."""

import re
import xml.etree.ElementTree as ET
from functools import lru_cache

from openpyxl.xml.constants import SHEET_MAIN_NS

from gacx_reports.core.issues.cell_ref import LAST_COLUMN, LAST_ROW, column_index, position
from gacx_reports.core.sheets.raw_values import MixedText, PartlyStruckText, StruckText

ROW, COLUMN, MERGE, FILTER, FORMULA, VALUE, INLINE, ITEM, TEXT, RUN, SIZES = (
    f"{{{SHEET_MAIN_NS}}}{tag}"
    for tag in (
        "row", "col", "mergeCell", "filterColumn", "f", "v", "is", "si", "t", "r", "sheetFormatPr"
    )
)  # fmt: skip
_LOOKS, _STRIKE, _RAISED = (f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("rPr", "strike", "vertAlign"))
_OFF = ("0", "false")
_ROW_NUMBER = re.compile("[0-9]{1,7}")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")

_YES = ("1", "true")
Attributes = dict[str, str]


class DamagedError(Exception):
    """Content that no spreadsheet program writes and that can be read only by guessing; the message quotes it."""


class TooManyCellsError(Exception):
    """The workbook has more cells, strings or XML elements than its limits allow."""


def unescaped(text: str) -> str:
    """A text with its escapes of the format (ST_Xstring) as Excel shows them: `_x000D_` is CR, `_x005F_x000D_` is not.

    Two escaped halves of a character become that character; a single half becomes �.
    """
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
    return decoded.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def plain_text(element: ET.Element) -> str:
    """The text of a plain or rich string, without its phonetic guide, marked if its characters look unlike.

    A MixedText where some of them are crossed out, raised or lowered; a StruckText where all are crossed out.
    """
    if len(element) == 1 and element[0].tag == TEXT:
        return unescaped(element[0].text or "")
    text = unescaped(element.findtext(TEXT) or "")
    runs = [(run, unescaped(run.findtext(TEXT) or "")) for run in element.iterfind(RUN)]
    if not runs:
        return text
    looks = {_looks(run) for run, words in runs if words.strip()}
    if text.strip():
        looks.add(_PLAIN)
    whole = text + "".join(words for _, words in runs)
    struck = [look for look in looks if look[0]]
    if len(looks) > 1:
        return PartlyStruckText(whole) if struck else MixedText(whole)
    return StruckText(whole) if struck else whole


_PLAIN = (False, "baseline")


def _looks(run: ET.Element) -> tuple[bool, str]:
    """Whether a run of characters is crossed out, and how it is raised or lowered."""
    found = run.find(_LOOKS)
    if found is None:
        return _PLAIN
    strike, raised = found.find(_STRIKE), found.find(_RAISED)
    crossed = strike is not None and strike.get("val", "1") not in _OFF
    return crossed, raised.get("val", "baseline") if raised is not None else "baseline"


def row_number(text: str | None, last: int) -> int:
    """A row's number, 1-based: attribute `text`, or `last` + 1 without one. Raises DamagedError off the grid."""
    if text is None:
        return last + 1
    number = int(text) if _ROW_NUMBER.fullmatch(text) else 0
    if not 1 <= number <= LAST_ROW:
        raise DamagedError(f"row {text[:40]}")
    return number


def column_of(reference: str, row: int) -> int:
    """A cell's column, 1-based, by its reference (`C7`); DamagedError if it is invalid or names another row."""
    digits = str(row)
    if reference.endswith(digits) and (number := _letters(reference.removesuffix(digits))):
        return number
    spot = position(reference)
    if spot is None or spot[0] != row:
        raise DamagedError(reference[:40])
    return spot[1] + 1


@lru_cache(LAST_COLUMN)
def _letters(letters: str) -> int:
    """A → 1, XFD → 16384; 0 if it is not a column."""
    if not re.fullmatch("[A-Z]{1,3}", letters):
        return 0
    number = column_index(letters) + 1
    return number if number <= LAST_COLUMN else 0


class Visibility:
    """Rows (1-based) and columns (0-based) that nobody sees, within the bounds that are read.

    They are marked as hidden, or have no height or width.
    """

    def __init__(self, most_rows: int, most_columns: int) -> None:
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._most_rows = most_rows
        self._most_columns = most_columns
        self._no_height = False
        """Whether rows without a height of their own are hidden."""

    def defaults(self, attributes: Attributes) -> None:
        """Element `sheetFormatPr`: what holds for rows and columns without a size of their own."""
        no_height = _is_zero(attributes.get("defaultRowHeight"))
        self._no_height = attributes.get("zeroHeight") in _YES or no_height
        if _is_zero(attributes.get("defaultColWidth")):
            self.hidden_columns.update(range(self._most_columns))

    def row(self, attributes: Attributes, number: int) -> None:
        """Element `row`: a row is hidden by its mark, or since it has no height."""
        height = attributes.get("ht")
        flat = self._no_height if height is None else _is_zero(height)
        if number <= self._most_rows and (flat or attributes.get("hidden") in _YES):
            self.hidden_rows.add(number)

    def column(self, attributes: Attributes) -> None:
        """Element `col`: columns are hidden by its mark, or since they have no width."""
        first, last = int(attributes.get("min") or 1), int(attributes.get("max") or 1)
        columns = range(max(first, 1) - 1, min(last, self._most_columns))
        width = attributes.get("width")
        if attributes.get("hidden") in _YES or _is_zero(width):
            self.hidden_columns.update(columns)
        elif width is not None:
            self.hidden_columns.difference_update(columns)


def _is_zero(size: str | None) -> bool:
    """Whether a height or width is given, and is 0."""
    try:
        return size is not None and float(size) == 0
    except ValueError:
        return False
