"""Workbooks, sheets and records, as read: raw cells and typed values that keep their addresses."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from gacx_reports.core.issues.cell_ref import CellRef, address
from gacx_reports.core.issues.issue import Issue, Severity
from gacx_reports.core.language.text import match_key
from gacx_reports.core.language.vocabulary import CHINESE, stands_for
from gacx_reports.core.sheets import raw_values
from gacx_reports.core.sheets.raw_values import Raw, Value
from gacx_reports.i18n import N_

Synonyms = Mapping[str, tuple[str, ...]]
"""A word, folded → the names that it may stand for."""
NO_SYNONYMS: Synonyms = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows 1-based, columns 0-based, ends inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    def covers(self, row: int, column: int) -> bool:
        """Whether the cell lies in the range."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


NOT_TRIED = N_("it was not recalculated")


class Recalculation(StrEnum):
    """What became of recalculating a formula."""

    SAME = "same"
    """It gives the value that is stored beside it."""
    SUPPLIED = "supplied"
    """Nothing was stored beside it; what it gives is used."""
    OTHER = "other"
    """It gives another value than is stored beside it."""
    IMPOSSIBLE = "impossible"
    """It was not recalculated: the stored value is all there is."""


class Rests(StrEnum):
    """What part blank cells have in a formula."""

    FILLED = "filled"
    """None that matters."""
    NOTHING = "nothing"
    """Its value comes from blank cells only: it is a blank itself."""
    TESTED = "tested"
    """All that it refers to is blank, and a count, a test or a number in it makes a value of that."""
    PARTLY = "partly"
    """Its value comes from some blank cells and some that are filled in."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in a cell."""

    text: str
    """Without its equals sign; in braces where it is an array's; "" where it can't be told."""
    check: Recalculation = Recalculation.IMPOSSIBLE
    reason: str = NOT_TRIED
    """Why it was not recalculated, as a message id that may name `what`."""
    what: str = ""
    """The function, name or cell that stood in the way."""
    rests: Rests = Rests.FILLED
    blanks: str = ""
    """The blank cells that matter, as in messages."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet, as read."""

    workbook: str
    name: str
    rows: tuple[tuple[int, tuple[Raw, ...]], ...]
    """Physical row number and the cells from column A on; rows without any value are left out."""
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    """0-based."""
    filtered: bool = False
    merges: tuple[Merge, ...] = ()
    date1904: bool = False
    beyond: tuple[str, ...] = ()
    """Addresses of cells far outside that were not read."""
    formulas: Mapping[tuple[int, int], Formula] = field(default_factory=dict)
    """By row and 0-based column; without those that show an error, a picture or another workbook's value."""

    words: Synonyms = field(default_factory=dict)
    """What the scheme's names in it may be called besides: a workbook may be issued in English."""

    def means(self, text: str, name: str) -> bool:
        """Whether a text is that name or word, but for blanks, width and case, in either language."""
        return stands_for(text, name) or name in self.words.get(match_key(text), ())

    def one_of(self, text: str, names: Iterable[str]) -> str:
        """The name that the text means; the text itself where that is none of them."""
        return next((name for name in names if self.means(text, name)), text)

    def named(self, text: str) -> str:
        """The scheme's name that the text is the English of; else the text itself."""
        return self.words.get(match_key(text), (text,))[0]

    def place(self, row: int = 0, column: int = 0) -> CellRef:
        """The place of a cell, or of the sheet."""
        return CellRef(self.workbook, self.name, address(row, column) if row else "")


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that could be read."""

    name: str
    sheets: tuple[Sheet, ...]
    sha256: str = ""
    stamps: Mapping[str, str] = field(default_factory=dict)
    """Place outside the sheets (`name`, `property`) → the stamp that an issued workbook carries there."""

    def sheet(self, name: str) -> Sheet | None:
        """The sheet whose name equals `name` but for blanks, width and case, or is another word for it."""
        wanted = match_key(name)
        exact = (s for s in self.sheets if match_key(s.name) == wanted)
        return next(exact, next((s for s in self.sheets if s.means(s.name, name)), None))

    @property
    def words(self) -> Synonyms:
        """What the scheme's names in it may be called besides."""
        return self.sheets[0].words if self.sheets else NO_SYNONYMS

    @property
    def english(self) -> bool:
        """Whether it was issued in English: it has a sheet of ours by its English name."""
        return any(match_key(s.name) in CHINESE for s in self.sheets)

    def in_words(self, words: Synonyms) -> "Workbook":
        """The workbook, to be read with those words."""
        return replace(self, sheets=tuple(replace(s, words=words) for s in self.sheets))


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: values by header; a blank or faulty cell has none."""

    sheet: Sheet
    row: int
    positions: Mapping[str, int]
    """Header → column index, shared by the table's records."""
    cells: Mapping[str, Value]
    raw: Mapping[str, Raw]
    faulty: frozenset[str]
    """Headers of the cells about which an error was raised."""

    def place(self, column: str) -> CellRef:
        """Where the record's cell of that column stands."""
        return self.sheet.place(self.row, self.positions.get(column, 0))

    def places(self) -> dict[str, CellRef]:
        """Where each of the record's cells stands, by header."""
        return {column: self.place(column) for column in self.positions}

    def text(self, column: str) -> str:
        """The cell's text, "" where blank."""
        value = self.cells.get(column, "")
        return value if isinstance(value, str) else ""

    def number(self, column: str) -> Decimal | None:
        """The cell's number, None where blank or not applicable."""
        value = self.cells.get(column)
        return value if isinstance(value, Decimal) else None

    def day(self, column: str) -> date | None:
        """The cell's date, None where blank."""
        value = self.cells.get(column)
        return value if isinstance(value, date) else None

    def yes(self, column: str) -> bool:
        """Whether the cell says yes; blank is no."""
        return self.cells.get(column) is True

    def issue(
        self,
        code: str,
        column: str,
        person: str = "",
        severity: Severity = Severity.ERROR,
        details: Mapping[str, str] = MappingProxyType({}),
        **more: str,
    ) -> Issue:
        """An issue at the record's cell of that column."""
        found = raw_values.shown(self.raw.get(column))
        return Issue(code, self.place(column), found, {**details, **more}, person, severity)


def nearest(word: str, candidates: Iterable[str], words: Synonyms = NO_SYNONYMS) -> str:
    """The candidate that the word was probably meant to be, or ""; each is known by its English, too.

    `words` is the English of the scheme's names.
    """
    known = tuple(candidates)
    english = [(en, zh) for some in (CHINESE, words) for en, zhs in some.items() for zh in zhs]
    by_fold = {en: zh for en, zh in english if zh in known}
    by_fold |= {match_key(c): c for c in known}
    called = (match_key(word), *(en for en, zh in english if zh == word))
    return next((found for name in called if (found := _closest(name, by_fold))), "")


def _closest(wanted: str, by_fold: Mapping[str, str]) -> str:
    if longer := [c for match_key, c in by_fold.items() if wanted and wanted in match_key]:
        return longer[0]
    match = difflib.get_close_matches(wanted, by_fold, n=1, cutoff=0.6)
    return by_fold[match[0]] if match else ""
