"""Workbooks, sheets and table rows as read: raw cells and typed values with their addresses."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from gacx_reports.core.issues.cell_ref import CellRef, address
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import match_key
from gacx_reports.core.language.vocabulary import CHINESE, stands_for
from gacx_reports.core.sheets.raw_values import Raw
from gacx_reports.i18n import N_

Synonyms = Mapping[str, tuple[str, ...]]
"""Match key of a word → the scheme's names that it may mean."""
NO_SYNONYMS: Synonyms = MappingProxyType({})
TALLEST = 5000
"""Rows of a merged range that count: its value is carried down so far, and below nobody looks."""


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
    """Outcome of recalculating a formula."""

    SAME = "same"
    """The result equals the stored value."""
    SUPPLIED = "supplied"
    """No value was stored; the result is used."""
    OTHER = "other"
    """The result differs from the stored value, or is an error."""
    IMPOSSIBLE = "impossible"
    """Not recalculated; only the stored value is known."""


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
    """A formula in a cell, and the outcome of recalculating it."""

    text: str
    """Without the equals sign; an array formula in braces; "" if the file does not store it."""
    check: Recalculation = Recalculation.IMPOSSIBLE
    reason: str = NOT_TRIED
    """Message id of the reason why it was not recalculated; `what` may be inserted."""
    what: str = ""
    """The function, name or cell that prevented it."""
    rests: Rests = Rests.FILLED
    blanks: str = ""
    """The blank cells that matter, as in messages."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet, as read."""

    workbook: str
    name: str
    rows: tuple[tuple[int, tuple[Raw, ...]], ...]
    """Row number (from 1) and the cells from column A on; rows without any value are left out."""
    lost: bool = False
    """Whether the workbook lists it and the file does not hold it."""
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    """0-based."""
    struck: frozenset[tuple[int, int]] = frozenset()
    """Cells that are crossed out, wholly or in part, by row and 0-based column."""
    filtered: bool = False
    merges: tuple[Merge, ...] = ()
    date1904: bool = False
    beyond: tuple[str, ...] = ()
    """Addresses of cells far outside the table that were not read (S10)."""
    formulas: Mapping[tuple[int, int], Formula] = field(default_factory=dict)
    """(row, 0-based column) → formula; without formulas that show an error, a picture or another workbook's value."""

    words: Synonyms = field(default_factory=dict)
    """The scheme's names in English, for a workbook that was issued in English."""

    def means(self, text: str, name: str) -> bool:
        """Whether the text means that name, in either language; blanks, width and case are ignored."""
        return stands_for(text, name) or name in self.words.get(match_key(text), ())

    def one_of(self, text: str, names: Iterable[str]) -> str:
        """Returns the first of the names that the text means; the text itself if it means none."""
        return next((name for name in names if self.means(text, name)), text)

    def named(self, text: str) -> str:
        """Returns the scheme's Chinese name for an English text; any other text as it is."""
        return self.words.get(match_key(text), (text,))[0]

    def bare(self) -> "Sheet":
        """Returns the sheet without its cells: what its rows need to know of it."""
        return Sheet(self.workbook, self.name, (), date1904=self.date1904, words=self.words)

    def place(self, row: int = 0, column: int = 0) -> CellRef:
        """Returns the place of the cell in `row` (from 1) and `column` (from 0); row 0 is the whole sheet."""
        return CellRef(self.workbook, self.name, address(row, column) if row else "")


@dataclass(frozen=True, slots=True)
class Workbook:
    """A readable workbook: its sheets, hash and stamps."""

    name: str
    sheets: tuple[Sheet, ...]
    sha256: str = ""
    stamps: Mapping[str, str] = field(default_factory=dict)
    """Stamps outside the sheets: `name` (defined name) or `property` (document property) → stamp text."""

    def sheet(self, name: str) -> Sheet | None:
        """Returns the sheet of that name, or of its English; blanks, width and case are ignored; None if missing."""
        wanted = match_key(name)
        exact = (s for s in self.sheets if match_key(s.name) == wanted)
        return next(exact, next((s for s in self.sheets if s.means(s.name, name)), None))

    @property
    def words(self) -> Synonyms:
        """The scheme's names in English, as its sheets use them."""
        return self.sheets[0].words if self.sheets else NO_SYNONYMS

    @property
    def english(self) -> bool:
        """Whether it was issued in English: one of its sheets has a known English name."""
        return any(match_key(s.name) in CHINESE for s in self.sheets)

    def in_words(self, words: Synonyms) -> "Workbook":
        """Returns a copy whose sheets understand these English names."""
        return replace(self, sheets=tuple(replace(s, words=words) for s in self.sheets))


Read = tuple[Workbook | None, tuple[Issue, ...]]
"""What reading a file gives: the workbook, None if it can't be read or must not be, and issues about the file."""


def nearest(word: str, candidates: Iterable[str], words: Synonyms = NO_SYNONYMS) -> str:
    """Returns the candidate that a misspelt word probably means, "" for none; English spellings count too.

    Characters in another order are the same word before any other.

    `words` holds the scheme's names in English.
    """
    known = tuple(candidates)
    english = [(en, zh) for some in (CHINESE, words) for en, zhs in some.items() for zh in zhs]
    by_fold = {en: zh for en, zh in english if zh in known}
    by_fold |= {match_key(c): c for c in known}
    called = (match_key(word), *(en for en, zh in english if zh == word))
    return next((found for name in called if (found := _closest(name, by_fold))), "")


def _closest(wanted: str, by_fold: Mapping[str, str]) -> str:
    if swapped := [c for key, c in by_fold.items() if sorted(key) == sorted(wanted)]:
        return swapped[0]
    if longer := [c for match_key, c in by_fold.items() if wanted and wanted in match_key]:
        return longer[0]
    match = difflib.get_close_matches(wanted, by_fold, n=1, cutoff=0.6)
    return by_fold[match[0]] if match else ""
