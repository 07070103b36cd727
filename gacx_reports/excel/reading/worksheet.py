"""Reads one worksheet's XML in one pass: rows of raw values, formulas, hidden rows and columns, merged cells."""

import xml.etree.ElementTree as ET
from functools import lru_cache
from typing import IO

from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.utils.cell import range_boundaries

from gacx_reports.core.issues.cell_ref import LAST_COLUMN, address
from gacx_reports.core.sheets.raw_values import (
    BadCell,
    CellFault,
    PartlyStruckText,
    Raw,
    StruckText,
)
from gacx_reports.core.sheets.workbook import TALLEST, Formula, Merge
from gacx_reports.excel.reading.cell_values import Decoding, computed, decoded, is_sound
from gacx_reports.excel.reading.limits import Limits
from gacx_reports.excel.reading.visibility import Visibility
from gacx_reports.excel.reading.worksheet_xml import (
    COLUMN,
    FILTER,
    FORMULA,
    ITEM,
    MERGE,
    ROW,
    SIZES,
    VALUE,
    DamagedError,
    TooManyCellsError,
    in_row,
    plain_text,
    row_number,
    unescaped,
)
from gacx_reports.excel.reading.xml_parser import elements

_WANTED = (ROW, COLUMN, SIZES, MERGE, FILTER)
_STRUCK = (StruckText, PartlyStruckText)


def shared_strings(source: IO[bytes], limits: Limits) -> list[str]:
    """The workbook's shared strings, in the order by which cells number them; raises what `elements` raises."""
    strings = []
    for element in elements(source, (ITEM,), limits):
        strings.append(plain_text(element))
        element.clear()
        if len(strings) > limits.cells:
            raise TooManyCellsError
    return strings


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
        self._sound = coded.sound

    def rows(self) -> tuple[tuple[int, tuple[Raw, ...]], ...]:
        """Row number (1-based) and cells from column A on, of all non-empty rows, in order of the rows.

        Raises DamagedError for a cell that is there twice, and what `elements` raises.
        """
        found: dict[int, dict[int, Raw]] = {}
        last = 0
        for element in elements(self._source, _WANTED, self._limits):
            match element.tag:
                case tag if tag == ROW:
                    last = self._row(element, last, found)
                    element.clear()
                case tag if tag == COLUMN:
                    self.visibility.column(element)
                case tag if tag == SIZES:
                    self.visibility.defaults(element)
                case tag if tag == MERGE:
                    self._merge(element)
                case tag if tag == FILTER:
                    self.filtered = True
                case _:
                    pass
        return tuple((n, _filled(cells)) for n, cells in sorted(found.items()))

    def _row(self, row: ET.Element, last: int, found: dict[int, dict[int, Raw]]) -> int:
        number = row_number(row.get("r"), last)
        self.visibility.row(row, number)
        before = found.get(number, {})
        cells: dict[int, Raw] = {}
        column, column_of, struck = 0, in_row(number), self._coded.struck
        self._spend(len(row))
        for element in row:
            reference = element.get("r")
            column = column_of(reference) if reference else column + 1
            if not len(element):
                # A blank cell, which has a style only.
                continue
            value: Raw = self._plain(element)
            formula = None
            if value is None:
                formula = element.find(FORMULA)
                value = self._cell(element, formula)
            if value is None:
                continue
            if column in cells or column in before or column > LAST_COLUMN:
                raise DamagedError(address(number, column - 1))
            if column > self._limits.columns or number > self._limits.rows:
                self._note(number, column)
            else:
                cells[column] = value
                if element.get("s") in struck or isinstance(value, _STRUCK):
                    self.struck.add((number, column - 1))
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
        if len(self.beyond) < self._limits.beyond:
            self.beyond.append(address(row, column - 1))

    def _compute(self, row: int, column: int, value: Raw, formula: ET.Element) -> None:
        """Keep a cell's formula; not TRUE() and FALSE(), which LibreOffice writes for plain truth values."""
        text = self._formula_text(formula, address(row, column - 1))
        plain = text.upper() in ("TRUE()", "FALSE()")
        lost = isinstance(value, BadCell) and value.fault is not CellFault.UNCOMPUTED
        if not plain and not lost and len(self.formulas) < self._limits.formulas:
            self.formulas[row, column - 1] = Formula(text)

    def _formula_text(self, formula: ET.Element, cell: str) -> str:
        """The formula's text; for a shared formula, that of the first cell with its references moved to this cell."""
        text, kind = unescaped(formula.text or ""), formula.get("t", "normal")
        longest = self._limits.formula_characters
        if kind == "shared":
            number = formula.get("si", "")
            if text:
                self._shared[number] = (text[:longest], cell)
            elif number in self._shared and self._copies < self._limits.copies:
                self._copies += 1
                text = _moved(*self._shared[number], cell)
        return f"{{{text}}}" if kind in ("array", "dataTable") else text[:longest]

    def _plain(self, element: ET.Element) -> str | None:
        """A sound shared string without a formula, as most cells are; None for any other cell: see `_cell`."""
        child = element[0]
        number = child.text
        if element.get("t") != "s" or len(element) > 1 or child.tag != VALUE or not number:
            return None
        sound = self._sound
        index = int(number) if number.isascii() and number.isdigit() else len(sound)
        return sound[index] if index < len(sound) else None

    def _cell(self, element: ET.Element, formula: ET.Element | None) -> Raw:
        text = element.findtext(VALUE)
        try:
            value = decoded(element, text, self._coded)
        except (ValueError, LookupError, OverflowError):
            # One unreadable cell is that cell's fault, not the workbook's.
            return BadCell(CellFault.GARBLED, (text or "")[:100])
        if isinstance(value, str) and not is_sound(value, self._limits):
            wrong = CellFault.GARBLED if len(value) > self._limits.characters else CellFault.ERROR
            return BadCell(wrong, value[:100])
        if formula is None:
            return value
        if value is None and element.get("t") == "str" and element.find(VALUE) is not None:
            return ""
        return computed(value, unescaped(formula.text or "")[: self._limits.characters])

    def _merge(self, element: ET.Element) -> None:
        try:
            left, top, right, bottom = range_boundaries(element.get("ref") or "")
        except (ValueError, TypeError):
            return
        if not left or not top or not right or not bottom:
            return
        height = min(bottom, self._limits.rows, top + TALLEST) - top + 1
        width = min(right, self._limits.columns) - left + 1
        self._spend(max(height, 1) * max(width, 1))
        self.merges.append(Merge(top, left - 1, bottom, right - 1))


def _filled(cells: dict[int, Raw]) -> tuple[Raw, ...]:
    return tuple(map(cells.get, range(1, max(cells) + 1)))


@lru_cache(64)
def _translator(text: str, cell: str) -> Translator:
    return Translator(f"={text}", cell)


def _moved(text: str, origin: str, cell: str) -> str:
    """The formula with its references moved from `origin` to `cell`; "" if one leaves the grid or it is unreadable."""
    try:
        return str(_translator(text, origin).translate_formula(cell)).removeprefix("=")
    except (TokenizerError, TranslatorError, ValueError, IndexError):
        return ""
