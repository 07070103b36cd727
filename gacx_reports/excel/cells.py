"""One worksheet's XML → rows of raw values, in one pass: values and formulas, hidden rows, merged cells."""

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import IO, Any

from defusedxml.ElementTree import iterparse
from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.xml.constants import SHEET_MAIN_NS

from gacx_reports.core.places import address, column_index
from gacx_reports.core.tables import Formula, Merge
from gacx_reports.core.values import BadCell, CellFault, Percent, Raw

ROW, COLUMN, MERGE, FILTER, FORMULA, VALUE, INLINE, ITEM, TEXT, RUN = (
    f"{{{SHEET_MAIN_NS}}}{tag}"
    for tag in ("row", "col", "mergeCell", "filterColumn", "f", "v", "is", "si", "t", "r")
)
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
LONGEST = 32_767
"""Characters that a cell of a spreadsheet program can hold."""
PERCENT_FORMATS, OWN_FORMATS = (9, 10), 164
"""Built-in number formats with a percent sign, and the first number of a workbook's own."""
LONGEST_FORMULA = 8192
"""Characters that a formula can have."""
LAST_DAY = 2_958_466
"""Serial number of the first day of the year 10000."""
ERRORS = frozenset(
    {
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
    }
)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.')
"""What a number format shows as it stands."""
_EXTERNAL = re.compile(r"\[[^\]]+\][^!]*!")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_INTEGER = re.compile(r"\s*[+-]?[0-9]{1,20}\s*")
_NUMBER = re.compile(r"\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([Ee][+-]?[0-9]+)?\s*")
_BOOLEANS = {"0": False, "1": True, "false": False, "true": True}


class TooManyCellsError(Exception):
    """The workbook holds more cells than any workbook of ours."""


class DamagedError(Exception):
    """What no spreadsheet program writes, and what can't be read without guessing; says what stands there."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """What a workbook says about all its cells."""

    strings: Sequence[str]
    """Shared strings."""
    date1904: bool
    dates: Container[str]
    """Styles that show a number as a date, by the index that cells carry."""
    durations: Container[str]
    percents: Container[str]


def decoding(reader: ExcelReader, strings: Sequence[str]) -> Decoding:
    """Of a workbook whose styles are read."""
    book: Any = reader.wb  # the stubs leave out what read-only worksheets use
    return Decoding(
        strings,
        book.epoch == CALENDAR_MAC_1904,
        frozenset(map(str, book._date_formats)),
        frozenset(map(str, book._timedelta_formats)),
        frozenset(str(n) for n, style in enumerate(book._cell_styles) if _is_percent(style, book)),
    )


def _is_percent(style: Any, book: Any) -> bool:
    number = style.numFmtId
    own = book._number_formats
    text = own[number - OWN_FORMATS] if 0 <= number - OWN_FORMATS < len(own) else ""
    return number in PERCENT_FORMATS or "%" in _LITERAL.sub("", text)


class Chunks:
    """A source read in large pieces: expat starts a tag anew with each piece, however long the tag has grown."""

    SIZE = 2**20

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source

    def read(self, size: int = -1, /) -> bytes:
        """More than was asked for."""
        return self._source.read(max(size, self.SIZE))


def shared_strings(source: IO[bytes]) -> list[str]:
    """The strings that cells refer to by number."""
    strings = []
    for _, element in iterparse(Chunks(source)):
        if element.tag == ITEM:
            strings.append(_text(element))
            element.clear()
            if len(strings) > SheetReader.MOST_CELLS:
                raise TooManyCellsError
    return strings


def _text(element: ET.Element) -> str:
    """Plain text of a rich one, without its phonetic guide."""
    parts = [element.findtext(TEXT) or ""]
    parts += [run.findtext(TEXT) or "" for run in element.iterfind(RUN)]
    return "".join(parts)


class SheetReader:
    """Reads one sheet; what it learns besides the cells is in its attributes once `rows` has run."""

    MOST_CELLS = 2_000_000
    """In a workbook, merged ranges counted with all that they cover within the bounds below."""
    MOST_ELEMENTS = 4 * MOST_CELLS
    """XML elements of any kind in a sheet."""
    MOST_COLUMNS = 200
    MOST_ROWS = 100_000
    MOST_FORMULAS = 100_000
    """That are remembered."""
    MOST_COPIES = 5000
    """Of shared formulas, that are worked out for their cells."""
    MOST_BEYOND = 20
    """Cells beyond those bounds that are named."""
    TALLEST = 5000
    """Rows of a merged range that count; below them nobody looks."""

    def __init__(self, source: IO[bytes], coded: Decoding, budget: int) -> None:
        self.budget = budget
        """Cells that may still be read."""
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        """0-based."""
        self.filtered = False
        self.merges: list[Merge] = []
        self.formulas: dict[tuple[int, int], Formula] = {}
        """By row and 0-based column."""
        self.beyond: list[str] = []
        """Addresses of cells that hold something outside the bounds."""
        self._source = source
        self._coded = coded
        self._shared: dict[str, tuple[str, str]] = {}
        """Formulas that other cells share, and where they stand, by the number that those give."""
        self._copies = 0

    def rows(self) -> tuple[tuple[int, tuple[Raw, ...]], ...]:
        """Physical row number and cells from column A, of rows that hold anything, in the order of the rows."""
        found: dict[int, dict[int, Raw]] = {}
        last = 0
        for count, (_, element) in enumerate(iterparse(Chunks(self._source))):
            if count > self.MOST_ELEMENTS:
                raise TooManyCellsError
            match element.tag:
                case tag if tag == ROW:
                    last = self._row(element, last, found)
                    element.clear()
                case tag if tag == COLUMN:
                    self._column(element)
                case tag if tag == MERGE:
                    self._merge(element)
                case tag if tag == FILTER:
                    self.filtered = True
                case _:
                    pass
        return tuple((n, _filled(cells)) for n, cells in sorted(found.items()))

    def _row(self, row: ET.Element, last: int, found: dict[int, dict[int, Raw]]) -> int:
        number = _row_number(row.get("r"), last)
        if row.get("hidden") in ("1", "true") and number <= self.MOST_ROWS:
            self.hidden_rows.add(number)
        before = found.get(number, {})
        cells: dict[int, Raw] = {}
        column = 0
        for element in row:
            reference = element.get("r")
            column = _column_number(reference, number) if reference else column + 1
            self._spend(1)
            formula = element.find(FORMULA)
            value = self._cell(element, formula)
            if value is None:
                continue
            if column in cells or column in before or column > LAST_COLUMN:
                raise DamagedError(address(number, column - 1))
            if column > self.MOST_COLUMNS or number > self.MOST_ROWS:
                self._note(number, column)
            else:
                cells[column] = value
                if formula is not None:
                    self._compute(number, column, value, formula)
        if cells:
            found[number] = before | cells
        return number

    def _spend(self, cells: int) -> None:
        self.budget -= cells
        if self.budget < 0:
            raise TooManyCellsError

    def _note(self, row: int, column: int) -> None:
        if len(self.beyond) < self.MOST_BEYOND:
            self.beyond.append(address(row, column - 1))

    def _compute(self, row: int, column: int, value: Raw, formula: ET.Element) -> None:
        """LibreOffice writes a plain TRUE as a formula, too."""
        text = self._formula_text(formula, address(row, column - 1))
        plain = text.upper() in ("TRUE()", "FALSE()")
        lost = isinstance(value, BadCell) and value.fault is not CellFault.UNCOMPUTED
        if not plain and not lost and len(self.formulas) < self.MOST_FORMULAS:
            self.formulas[row, column - 1] = Formula(text)

    def _formula_text(self, formula: ET.Element, cell: str) -> str:
        """Of a cell that shares another's formula: that one's, moved to the cell."""
        text, kind = formula.text or "", formula.get("t", "normal")
        if kind == "shared":
            number = formula.get("si", "")
            if text:
                self._shared[number] = (text[:LONGEST_FORMULA], cell)
            elif number in self._shared and self._copies < self.MOST_COPIES:
                self._copies += 1
                text = _moved(*self._shared[number], cell)
        return f"{{{text}}}" if kind in ("array", "dataTable") else text[:LONGEST_FORMULA]

    def _cell(self, element: ET.Element, formula: ET.Element | None) -> Raw:
        text = element.findtext(VALUE)
        try:
            value = _decoded(element, text, self._coded)
        except (ValueError, LookupError, OverflowError):
            # One unreadable cell is that cell's fault, not the workbook's.
            return BadCell(CellFault.GARBLED, (text or "")[:100])
        if isinstance(value, str) and len(value) > LONGEST:
            return BadCell(CellFault.GARBLED, value[:100])
        if isinstance(value, str) and value in ERRORS:
            return BadCell(CellFault.ERROR, value)
        if formula is not None and value is None and element.get("t") == "str":
            return "" if element.find(VALUE) is not None else _computed(None, formula.text or "")
        return value if formula is None else _computed(value, formula.text or "")

    def _column(self, element: ET.Element) -> None:
        if element.get("hidden") in ("1", "true"):
            first, last = int(element.get("min") or 1), int(element.get("max") or 1)
            self.hidden_columns.update(range(max(first, 1) - 1, min(last, self.MOST_COLUMNS)))

    def _merge(self, element: ET.Element) -> None:
        try:
            left, top, right, bottom = range_boundaries(element.get("ref") or "")
        except (ValueError, TypeError):
            return
        if not left or not top or not right or not bottom:
            return
        height = min(bottom, self.MOST_ROWS, top + self.TALLEST) - top + 1
        width = min(right, self.MOST_COLUMNS) - left + 1
        self._spend(max(height, 1) * max(width, 1))
        self.merges.append(Merge(top, left - 1, bottom, right - 1))


def _filled(cells: dict[int, Raw]) -> tuple[Raw, ...]:
    return tuple(map(cells.get, range(1, max(cells) + 1)))


def _row_number(text: str | None, last: int) -> int:
    if text is None:
        return last + 1
    number = int(text) if re.fullmatch("[0-9]{1,7}", text) else 0
    if not 1 <= number <= LAST_ROW:
        raise DamagedError(f"row {text[:40]}")
    return number


def _column_number(reference: str, row: int) -> int:
    """1-based; a cell that says it stands in another row than it does is damaged."""
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
    """A → 1, XFD → 16384; 0 for what names no column."""
    if not re.fullmatch("[A-Z]{1,3}", letters):
        return 0
    number = column_index(letters) + 1
    return number if number <= LAST_COLUMN else 0


def _decoded(element: ET.Element, text: str | None, coded: Decoding) -> Raw:
    """The stored value by its type; ValueError, LookupError or OverflowError where it is not of that type."""
    kind = element.get("t", "n")
    if kind == "inlineStr" and (inline := element.find(INLINE)) is not None:
        return _text(inline) or None
    if not text:
        return None
    match kind:
        case "n":
            return _number(text, element.get("s", ""), coded)
        case "s" if text.isascii() and text.strip().isdigit():
            return coded.strings[int(text)]
        case "b":
            return _BOOLEANS[text.strip()]
        case "d":
            return datetime.fromisoformat(text.strip()).replace(tzinfo=None)
        case "e":
            return BadCell(CellFault.ERROR, text[:100])
        case "str" | "inlineStr":
            return text
        case _:
            raise ValueError(kind)


def _number(text: str, style: str, coded: Decoding) -> Raw:
    if _INTEGER.fullmatch(text):
        number: int | float = int(text)
    elif _NUMBER.fullmatch(text) and math.isfinite(float(text)):
        number = float(text)
    else:
        raise ValueError(text)
    if style not in coded.dates:
        return Percent(number) if style in coded.percents else number
    duration = style in coded.durations
    if not duration and not 0 <= number < LAST_DAY:
        raise ValueError(text)
    epoch = CALENDAR_MAC_1904 if coded.date1904 else CALENDAR_WINDOWS_1900
    moment: Raw = from_excel(number, epoch, timedelta=duration)
    return moment


@lru_cache(64)
def _translator(text: str, cell: str) -> Translator:
    return Translator(f"={text}", cell)


def _moved(text: str, origin: str, cell: str) -> str:
    """The formula with its references moved; "" where that leads off the grid or it can't be read."""
    try:
        return str(_translator(text, origin).translate_formula(cell)).removeprefix("=")
    except (TokenizerError, TranslatorError, ValueError, IndexError):
        return ""


def _computed(value: Raw, formula: str) -> Raw:
    shown = f"={formula[:LONGEST]}"
    if "DISPIMG(" in formula.upper():
        return BadCell(CellFault.PICTURE, shown)
    if _EXTERNAL.search(formula):
        return BadCell(CellFault.EXTERNAL, shown)
    if value is None:
        return BadCell(CellFault.UNCOMPUTED, shown)
    return value
