"""The readable workbooks of a folder."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.packed_read import PackedRead
from gacx_reports.core.sheets.recalculated import (
    GAVE_UP,
    Calculated,
    NotComputed,
    apply_recalculation,
    formula_cells,
)
from gacx_reports.core.sheets.workbook import Synonyms, Workbook
from gacx_reports.intake.readers import ONE, Readers


@dataclass(frozen=True, eq=False)
class Books(Mapping[str, Workbook]):
    """Workbook by name, unpacked each time that it is asked for: a quarter's workbooks would fill the memory.

    Its formulas are recalculated in the cells that are read, the first time; most workbooks have none there.
    """

    packed: Mapping[str, PackedRead]
    instead: Mapping[str, Workbook] = field(default_factory=dict)
    """Workbooks that are held in place of the packed ones."""
    words: Synonyms = field(default_factory=dict)
    """The scheme's names in English, which the sheets understand."""
    sheets: Mapping[str, Iterable[SheetForm]] = field(default_factory=dict)
    """Workbook → the sheets of it that are read."""
    readers: Readers = ONE
    """Who recalculates."""
    results: dict[str, Calculated] = field(default_factory=dict)
    """Workbook → the results of its formulas, of the workbooks that were asked for."""

    def __getitem__(self, name: str) -> Workbook:
        """The workbook; KeyError if there is none of that name that can be read."""
        book = self.instead.get(name) or self.packed[name].workbook
        assert book is not None, "only readable workbooks are here"
        book = book.in_words(self.words)
        if name not in self.results:
            wanted = list(formula_cells(book, self.sheets.get(name, ())))
            self.results[name] = self.readers.recalculate(book, wanted) if wanted else {}
        found = self.results[name]
        return apply_recalculation(book, found) if found else book

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self.packed)

    def __len__(self) -> int:
        """Number of workbooks."""
        return len(self.packed)

    def __contains__(self, name: object) -> bool:
        """Whether the workbook is there, without unpacking it."""
        return name in self.packed

    def understood(
        self, words: Synonyms, sheets: Mapping[str, Iterable[SheetForm]], readers: Readers
    ) -> "Books":
        """The same workbooks, with the scheme's English, and recalculated in these sheets."""
        return replace(self, words=words, sheets=sheets, readers=readers, results={})

    @property
    def hashes(self) -> dict[str, str]:
        """File name → SHA-256."""
        found = (self.instead.get(name, read) for name, read in self.packed.items())
        return {book.name: book.sha256 for book in found}

    @property
    def given_up(self) -> bool:
        """Whether a formula was given up in a workbook that was asked for, which may be another result next time."""
        held = (
            f.reason for b in self.instead.values() for s in b.sheets for f in s.formulas.values()
        )
        found = (r for results in self.results.values() for r in results.values())
        asked = (r.reason for r in found if isinstance(r, NotComputed))
        return GAVE_UP in held or GAVE_UP in asked
