"""A sheet whose columns are known: parses its cells, and lets rows share what is equal."""

from datetime import date, datetime, time

from gacx_reports.core.language.text import match_key
from gacx_reports.core.sheets.columns import Column, SheetForm
from gacx_reports.core.sheets.raw_values import Parsed, Raw, Refusal
from gacx_reports.core.sheets.read_cell import read_cell
from gacx_reports.core.sheets.workbook import NO_SYNONYMS, Sheet

Outcome = Parsed | Refusal | None
_REPEATED = (str, int, date, type(None))
"""Types of cells that are looked up; 0.0 and -0.0 are equal and not the same."""


class Table:
    """A sheet with known columns, and a cache of its parsed cells."""

    def __init__(self, sheet: Sheet, form: SheetForm, positions: dict[str, int]) -> None:
        self.sheet = sheet.bare()
        self.form = form
        self.positions = positions
        """Header → column index."""
        self.columns = [(c, positions[c.name]) for c in form.columns if c.name in positions]
        """The columns that the sheet has, with their indexes."""
        lacking = (c for c in form.columns if c.name not in positions and c.required)
        self.lacking = frozenset(c.name for c in lacking if not c.optional_column)
        """Required columns that it doesn't have: that is reported once (S02), and each row is faulty."""
        self.width = max(positions.values(), default=-1) + 1
        """Columns up to the last one with a header."""
        self._own = match_key(sheet.name) == match_key(form.name)
        self._known: dict[tuple[str, type, Raw], tuple[Raw, Outcome]] = {}
        """(header, type, content) → a cell with that content and what it means: most repeat from row to row."""

    def read(self, raw: Raw, column: Column) -> tuple[Raw, Outcome]:
        """Returns what the cell of the column holds, and that parsed; equal contents are one object."""
        if not isinstance(raw, _REPEATED):
            return raw, self._read(raw, column)
        key = (column.name, type(raw), raw)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _shared(raw, self._read(raw, column))
        return known

    def _read(self, raw: Raw, column: Column) -> Outcome:
        words = NO_SYNONYMS if column.defines and self._own else self.sheet.words
        return read_cell(raw, column, date1904=self.sheet.date1904, words=words)


def _shared(raw: Raw, outcome: Outcome) -> tuple[Raw, Outcome]:
    """Both with one object for the cell and its value where these are an equal text, or the same day."""
    if isinstance(outcome, Parsed):
        if type(raw) is str and outcome.value == raw:
            return raw, Parsed(raw, outcome.normalised)
        if type(raw) is datetime and type(outcome.value) is date and raw.time() == time(0):
            return outcome.value, outcome
    return raw, outcome
