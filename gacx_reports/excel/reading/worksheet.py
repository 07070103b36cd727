"""Reads one worksheet's XML in one pass: rows of raw values, formulas, hidden rows and columns, merged cells."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import IO, Any

from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.utils.cell import range_boundaries

from gacx_reports.core.issues.cell_ref import LAST_COLUMN, address, column_letters
from gacx_reports.core.sheets.raw_values import (
    BadCell,
    CellFault,
    PartlyStruckText,
    Raw,
    StruckText,
)
from gacx_reports.core.sheets.workbook import TALLEST, Formula, Merge
from gacx_reports.excel.reading.cell_values import Decoding, computed, sound, stored
from gacx_reports.excel.reading.limits import Limits
from gacx_reports.excel.reading.streams import Cell, parts
from gacx_reports.excel.reading.worksheet_xml import (
    COLUMN,
    FILTER,
    FORMULA,
    INLINE,
    MERGE,
    ROW,
    SIZES,
    VALUE,
    Attributes,
    DamagedError,
    TooManyCellsError,
    Visibility,
    column_of,
    plain_text,
    row_number,
    unescaped,
)

_WANTED = (ROW, COLUMN, SIZES, MERGE, FILTER)
_STRUCK = (StruckText, PartlyStruckText)
_GUESSED = 256
_LETTERS = tuple(map(column_letters, range(_GUESSED)))
"""Most cells stand beside the one before; of others, and beyond these columns, the name is looked up."""
_TRUTHS = ("TRUE()", "FALSE()")
_LONGEST_TRUTH = len("FALSE()")
_REPEATED = 4096
"""Different values of a sheet that are converted once: most numbers and days come again."""


class SheetReader:
    """Reads one sheet. `rows` returns the cells and fills the attributes."""

    def __init__(self, source: IO[bytes], coded: Decoding, budget: int, limits: Limits) -> None:
        self.budget = budget
        """Cells of the workbook that may still be read."""
        self.visibility = Visibility(limits.rows, limits.columns)
        self.struck: set[tuple[int, int]] = set()
        """Cells that are crossed out, wholly or in part, by row and 0-based column."""
        self.filtered = False
        self.merges: list[Merge] = []
        self.formulas: dict[tuple[int, int], Formula] = {}
        """By row and 0-based column."""
        self.beyond: list[str] = []
        """Addresses of non-empty cells outside the bounds."""
        self._source = source
        self._coded = coded
        self._limits = limits
        self._shared: dict[str, tuple[str, str]] = {}
        """Shared formulas and their cells, by their shared number `si`."""
        self._copies = 0
        self._stored = lru_cache(_REPEATED)(partial(stored, coded=coded, limits=limits))

    def rows(self) -> tuple[tuple[int, tuple[Raw, ...]], ...]:
        """Row number (1-based) and cells from column A on, of all non-empty rows, in order of the rows.

        Raises DamagedError for a cell that is there twice, and what `parts` raises.
        """
        found: dict[int, list[Raw]] = {}
        last = 0
        for tag, attributes, cells in parts(self._source, _WANTED, self._limits):
            if tag == ROW:
                last = self._row(attributes, cells, last, found)
            elif tag == COLUMN:
                self.visibility.column(attributes)
            elif tag == SIZES:
                self.visibility.defaults(attributes)
            elif tag == MERGE:
                self._merge(attributes)
            else:
                self.filtered = True
        return tuple((n, tuple(cells)) for n, cells in sorted(found.items()))

    def _row(
        self, row: Attributes, cells: list[Cell], last: int, found: dict[int, list[Raw]]
    ) -> int:
        number = row_number(row.get("r"), last)
        self.visibility.row(row, number)
        self._spend(len(cells))
        values = found.get(number, [])
        most = self._limits.columns if number <= self._limits.rows else 0
        texts: Mapping[Any, str] = self._coded.sound
        struck = self._coded.struck
        column, digits = 0, str(number)
        for attributes, content in cells:
            reference = attributes.get("r")
            if not reference or reference == _LETTERS[column % _GUESSED] + digits:
                column += 1
            else:
                column = column_of(reference, number)
            if content is None:
                # A blank cell, which has a style only.
                continue
            value: Raw = texts.get(content) if attributes.get("t") == "s" else None
            if value is None and (value := self._value(attributes, content)) is None:
                continue
            if column == len(values) + 1 <= most:
                values.append(value)
            elif not self._put(number, column, value, values):
                continue
            if (struck and attributes.get("s") in struck) or type(value) in _STRUCK:
                self.struck.add((number, column - 1))
            if not isinstance(content, str) and (formula := content.find(FORMULA)) is not None:
                self._keep_formula(number, column, value, formula)
        if values:
            found[number] = values
        return number

    def _put(self, number: int, column: int, value: Raw, values: list[Raw]) -> bool:
        """Put a value anywhere into its row; False outside of the bounds.

        Raises DamagedError for a second one in the cell.
        """
        ahead = column - len(values) - 1
        if column > LAST_COLUMN or (ahead < 0 and values[ahead] is not None):
            raise DamagedError(address(number, column - 1))
        if column > self._limits.columns or number > self._limits.rows:
            self._note(number, column)
            return False
        if ahead < 0:
            values[ahead] = value
        else:
            values += (*(None,) * ahead, value)
        return True

    def _spend(self, cells: int) -> None:
        self.budget -= cells
        if self.budget < 0:
            raise TooManyCellsError

    def _note(self, row: int, column: int) -> None:
        if len(self.beyond) < self._limits.beyond:
            self.beyond.append(address(row, column - 1))

    def _keep_formula(self, row: int, column: int, value: Raw, formula: ET.Element) -> None:
        """Keep a cell's formula; not TRUE() and FALSE(), which LibreOffice writes for plain truth values."""
        text = self._formula_text(formula, row, column)
        plain = len(text) <= _LONGEST_TRUTH and text.upper() in _TRUTHS
        lost = isinstance(value, BadCell) and value.fault is not CellFault.UNCOMPUTED
        if not plain and not lost and len(self.formulas) < self._limits.formulas:
            self.formulas[row, column - 1] = Formula(text)

    def _formula_text(self, formula: ET.Element, row: int, column: int) -> str:
        """The formula's text; for a shared formula, that of the first cell with its references moved to this cell."""
        text, kind = unescaped(formula.text or ""), formula.get("t", "normal")
        longest = self._limits.formula_characters
        if kind == "shared":
            cell = address(row, column - 1)
            number = formula.get("si", "")
            if text:
                self._shared[number] = (text[:longest], cell)
            elif number in self._shared and self._copies < self._limits.copies:
                self._copies += 1
                text = _moved(*self._shared[number], cell)
        return f"{{{text}}}" if kind in ("array", "dataTable") else text[:longest]

    def _value(self, attributes: Attributes, content: str | ET.Element) -> Raw:
        kind = attributes.get("t", "n")
        style, vm = attributes.get("s", ""), attributes.get("vm", "")
        if isinstance(content, str):
            return self._stored(kind, style, vm, content)
        inline = content.find(INLINE) if kind == "inlineStr" else None
        if inline is not None:
            value: Raw = sound(plain_text(inline), self._limits) or None
        else:
            value = self._stored(kind, style, vm, content.findtext(VALUE))
        formula = content.find(FORMULA)
        if formula is None or (isinstance(value, BadCell) and kind != "e"):
            return value
        if value is None and kind == "str" and content.find(VALUE) is not None:
            return ""
        return computed(value, unescaped(formula.text or "")[: self._limits.characters])

    def _merge(self, attributes: Attributes) -> None:
        try:
            left, top, right, bottom = range_boundaries(attributes.get("ref") or "")
        except (ValueError, TypeError):
            return
        if not left or not top or not right or not bottom:
            return
        height = min(bottom, self._limits.rows, top + TALLEST) - top + 1
        width = min(right, self._limits.columns) - left + 1
        self._spend(max(height, 1) * max(width, 1))
        self.merges.append(Merge(top, left - 1, bottom, right - 1))


@lru_cache(64)
def _translator(text: str, cell: str) -> Translator:
    return Translator(f"={text}", cell)


def _moved(text: str, origin: str, cell: str) -> str:
    """The formula with its references moved from `origin` to `cell`; "" if one leaves the grid or it is unreadable."""
    try:
        return str(_translator(text, origin).translate_formula(cell)).removeprefix("=")
    except (TokenizerError, TranslatorError, ValueError, IndexError):
        return ""
