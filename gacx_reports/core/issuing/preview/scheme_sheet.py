"""The scheme's numbers and words on the locked sheet `_scheme`, to which formulas refer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from gacx_reports.core.exact import decimals, rounded
from gacx_reports.core.issuing.preview.formula_sheet import Page, PageContent, literal, plain
from gacx_reports.core.issuing.preview.status_words import StatusWords
from gacx_reports.core.language.vocabulary import Verbatim
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.scheme.kpi import Kpi, LinePoint
from gacx_reports.core.scheme.kpi_choices import Beyond
from gacx_reports.core.scheme.record_table import TableColumn
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.sheets.parsers import NO_ANSWERS, YES_WORDS
from gacx_reports.core.sheets.raw_values import NA_WORDS

LOWEST = Decimal(-1_000_000_000_000)
"""A number below every raw value: start of the lowest band, and bound of criteria that keep numbers only."""
KPI_COLUMNS = ("weight", "target", "cap", "floor", "zero_at", "full_at", "each", "base")


@dataclass(frozen=True, slots=True)
class Lookup:
    """Two ranges of equal size: words and their values."""

    keys: str
    values: str

    def value(self, reference: str) -> str:
        """Returns a formula for the value of the word in a cell; #N/A for an unknown word."""
        return f"INDEX({self.values},MATCH({plain(reference)},{self.keys},0))"

    def position(self, reference: str) -> str:
        """Returns a formula for the position of the word in a cell, from 1; #N/A for an unknown word."""
        return f"MATCH({plain(reference)},{self.keys},0)"


@dataclass
class Constants:
    """The sheet `_scheme` while it is written; equal tables are written once."""

    scheme: Scheme
    words: StatusWords
    page: Page = field(default_factory=lambda: Page("_scheme"))
    _column: int = 0
    _written: dict[tuple[object, ...], Lookup] = field(default_factory=dict)
    _kpis: dict[str, dict[str, str]] = field(default_factory=dict)
    _lines: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def block(self, title: str, rows: Sequence[tuple[PageContent, ...]], width: int) -> list[str]:
        """Writes rows below a title and returns a range per column; an empty block has one empty row."""
        first = self._column
        self._column += width + 1
        self.page.put(1, first, title)
        for number, row in enumerate(rows, start=2):
            for offset, content in enumerate(row):
                self.page.put(number, first + offset, content)
        last = max(len(rows), 1) + 1
        return [self.page.span(first + offset, 2, last) for offset in range(width)]

    def lookup(self, title: str, pairs: Iterable[tuple[str, PageContent]]) -> Lookup:
        """Writes a table of words and values, or returns the equal one already written."""
        rows = tuple(pairs)
        if rows not in self._written:
            self._written[rows] = Lookup(*self.block(title, rows, 2))
        return self._written[rows]

    @property
    def na_words(self) -> Lookup:
        """The spellings of 不适用."""
        return self.lookup("N/A", self._na(self.words.na))

    def scale(self, name: str, na: str, full_value: Decimal | None = None) -> Lookup:
        """Returns the table of levels, by name and by meaning → score, and 不适用 → `na`; `na` is "" if not allowed.

        `full_value` is what a level with full marks is worth; None: the full mark.
        """
        scale = self.scheme.scales[name]
        worth = scale.full if full_value is None else full_value
        scores = {x: x.score * worth / scale.full for x in scale.levels}
        pairs: dict[str, PageContent] = {x.meaning: s for x, s in scores.items() if x.meaning}
        pairs |= {x.name: s for x, s in scores.items()}
        return self.lookup(name, [*pairs.items(), *self._na(na)])

    @property
    def score_style(self) -> str:
        """Style of scores: with 4 decimals; where the full mark isn't 1, as reports print them."""
        return self._style("score")

    @property
    def soft_style(self) -> str:
        """Style of a score that is an orientation only."""
        return self._style("soft")

    def _style(self, name: str) -> str:
        settings = self.scheme.settings
        return name if settings.full_mark == 1 else f"{name}:{settings.score_places}"

    def column_words(self, column: TableColumn, na: str) -> Lookup:
        """Returns the table of a record column's words: 是 (1) and 否 (0) with synonyms, or its levels (score)."""
        if column.kind is not Kind.YES_NO:
            return self.scale(column.scale, na)
        # All synonyms are accepted in both editions, so none is translated.
        pairs = [
            (Verbatim(w), n)
            for n, words in ((1, YES_WORDS), (0, NO_ANSWERS))
            for w in sorted(words)
        ]
        return self.lookup("yes/no", [*pairs, *self._na(na)])

    def _na(self, value: str) -> list[tuple[str, PageContent]]:
        return [(Verbatim(word), value) for word in sorted(NA_WORDS)] if value else []

    def bands(self, name: str) -> Lookup:
        """Returns the table of a set of step bands: lower bounds, ascending, and scores."""
        steps = sorted(
            (b.low if b.low is not None else LOWEST, b.score) for b in self.scheme.bands[name]
        )
        key = ("bands", name)
        if key not in self._written:
            self._written[key] = Lookup(*self.block(name, steps, 2))
        return self._written[key]

    def line(self, kpi: Kpi) -> tuple[str, ...]:
        """Returns the ranges of a KPI's line, a row per piece: from, value, score, and what both rise by.

        The first and the last piece lie beyond the line.
        """
        if kpi.line not in self._lines:
            self._lines[kpi.line] = tuple(self.block(kpi.line, list(_pieces(kpi.points)), 5))
        return self._lines[kpi.line]

    def grades(self) -> Lookup:
        """Returns the table of grades, worst first: lower bounds and names."""
        key = ("grades",)
        if key not in self._written:
            rows = [(g.low, g.name) for g in sorted(self.scheme.grades, key=lambda g: g.low)]
            self._written[key] = Lookup(*self.block("grades", rows, 2))
        return self._written[key]

    def kpi(self, kpi: Kpi, column: str) -> str:
        """Returns a reference to a KPI's number; `column` is one of KPI_COLUMNS; raises KeyError for a blank one."""
        return self._kpis[f"{kpi.post}/{kpi.name}"][column]

    def _number(self, row: int, column: int, number: Decimal | Fraction) -> str:
        if isinstance(number, Decimal):
            return self.page.put(row, column, number)
        places = decimals(number)
        if places is None:
            return self.page.calculate(row, column, literal(number))
        return self.page.put(row, column, rounded(number, places))

    def write_kpis(self, kpis: Iterable[Kpi]) -> None:
        """Writes the numbers (KPI_COLUMNS) of every KPI, a row each."""
        first = self._column
        self._column += len(KPI_COLUMNS) + 2
        for offset, name in enumerate(("KPI", *KPI_COLUMNS)):
            self.page.put(1, first + offset, name)
        for row, kpi in enumerate(kpis, start=2):
            self.page.put(row, first, f"{kpi.post}/{kpi.name}")
            numbers: Mapping[str, Decimal | Fraction | None]
            numbers = {c: getattr(kpi, c) for c in KPI_COLUMNS}
            self._kpis[f"{kpi.post}/{kpi.name}"] = {
                name: self._number(row, first + offset, number)
                for offset, (name, number) in enumerate(numbers.items(), start=1)
                if number is not None
            }


def _pieces(points: Sequence[LinePoint]) -> Iterator[tuple[PageContent, ...]]:
    """From, first point, and the differences to the second; a line that stays rises by 0."""
    first, second, last = points[0], points[1], points[-1]
    still = (Decimal(1), Decimal(0))
    yield LOWEST, first.value, first.score, *(_rise(first, second) if _goes_on(first) else still)
    for one, other in pairwise(points):
        yield one.value, one.value, one.score, *_rise(one, other)
    yield (
        last.value,
        last.value,
        last.score,
        *(_rise(points[-2], last) if _goes_on(last) else still),
    )


def _rise(one: LinePoint, other: LinePoint) -> tuple[Decimal, Decimal]:
    return other.value - one.value, other.score - one.score


def _goes_on(point: LinePoint) -> bool:
    return point.beyond is Beyond.ON


@dataclass(frozen=True, slots=True)
class Directory:
    """The employees of the workbook with their numbers, from 1."""

    ids: str
    """Range of employee IDs."""
    names: str
    """Range of names."""
    numbers: Mapping[str, int]
    """Employee ID → number."""


def directory(people: Iterable[Assignment], constants: Constants) -> Directory:
    """Writes the workbook's employees on `_scheme`, and returns their ranges and numbers."""
    found = {a.id: a.name for a in people}
    ids, names = constants.block("people", tuple(found.items()), 2)
    return Directory(ids, names, {who: n for n, who in enumerate(found, start=1)})
