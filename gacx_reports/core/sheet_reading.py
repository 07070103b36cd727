"""A sheet's cells → typed rows that keep their addresses, and issues. Headers are found by their text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from gacx_reports.core import parsing, values
from gacx_reports.core.columns import Column, Kind, SheetForm
from gacx_reports.core.extents import TALLEST, computed, doubles, oddities, without_merges
from gacx_reports.core.issues import Issue, Severity
from gacx_reports.core.places import Place, address
from gacx_reports.core.tables import NO_WORDS, Merge, Record, Sheet, Words, Workbook, nearest
from gacx_reports.core.values import (
    NA,
    BadCell,
    CellFault,
    Parsed,
    Percent,
    Raw,
    Refusal,
    Value,
    is_chinese,
)
from gacx_reports.core.vocabulary import CHINESE, stands_for

LONGEST_NUMBER = 18
"""Digits before the decimal point."""
HEADER_ROWS = 30
"""The header must stand in one of the first rows that hold anything."""


def read_sheet(
    workbook: Workbook, form: SheetForm, who: Callable[[str], str] = str
) -> tuple[list[Record], list[Issue]]:
    """The records of one sheet of a workbook; issues S and what the cells raise.

    `who` turns the content of the form's person column into the ID that issues carry.
    """
    sheet = workbook.sheet(form.name)
    if sheet is None:
        if not form.required:
            return [], []
        others = [s.name for s in workbook.sheets]
        details = {"sheet": form.name, "nearest": nearest(form.name, others, workbook.words)}
        return [], [Issue("S01", Place(workbook.name, form.name), "、".join(others), details)]
    header, issues = find_header(sheet, form)
    if header is None:
        return [], issues
    header_row, positions = header
    issues += doubles(workbook, sheet)
    issues += oddities(sheet, header_row, positions)
    issues += computed(sheet, header_row, positions)
    sheet, refused, faults = without_merges(sheet, header_row, positions, form)
    merged = _by_row(refused)
    issues += faults
    records = []
    table = _Table(sheet, form, positions, who)
    for number, cells in sheet.rows:
        if number <= header_row:
            continue
        record, faults = _read_row(table, number, cells)
        if record is not None:
            records.append(record)
            beneath = merged.get(number, [])
            issues += [i for i in faults if not (i.code == "V01" and _under(beneath, i.place))]
    return records, issues


def _by_row(merges: list[Merge]) -> dict[int, list[Merge]]:
    """So that a sheet of a hundred thousand merges is read in time."""
    found: dict[int, list[Merge]] = {}
    for merge in merges:
        for number in range(merge.top, min(merge.bottom, merge.top + TALLEST) + 1):
            found.setdefault(number, []).append(merge)
    return found


def _under(merges: list[Merge], place: Place) -> bool:
    return any(m.covers(place.row, place.column) for m in merges)


def find_header(
    sheet: Sheet, form: SheetForm
) -> tuple[tuple[int, dict[str, int]] | None, list[Issue]]:
    """The row that holds most of the form's headers; S02 a missing, S03 a double one, S04 no header at all."""
    wanted = {values.folded(c.name): c.name for c in form.columns}
    best_row, best_hits = 0, 0
    best_cells: tuple[Raw, ...] = ()
    for number, cells in sheet.rows[:HEADER_ROWS]:
        hits = len({_header(c, wanted, sheet) for c in cells if isinstance(c, str)} - {None})
        if hits > best_hits:
            best_row, best_cells, best_hits = number, cells, hits
    if best_hits < max(1, sum(c.required for c in form.columns) // 2):
        return None, [Issue("S04", sheet.place(), "", {"headers": "、".join(form.names)})]
    positions: dict[str, int] = {}
    issues: list[Issue] = []
    unknown: list[str] = []
    for index, cell in enumerate(best_cells):
        if not isinstance(cell, str) or values.is_blank(cell):
            continue
        name = _header(cell, wanted, sheet)
        if name is None:
            unknown.append(values.clean(cell))
        elif name in positions:
            other = address(best_row, positions[name])
            issues.append(Issue("S03", sheet.place(best_row, index), cell, {"other": other}))
        else:
            positions[name] = index
    for column in form.columns:
        if column.name not in positions and not column.optional_column:
            details = {"header": column.name, "nearest": nearest(column.name, unknown, sheet.words)}
            issues.append(Issue("S02", sheet.place(best_row, 0), "、".join(unknown), details))
    return (best_row, positions), issues


def _header(cell: str, wanted: Mapping[str, str], sheet: Sheet) -> str | None:
    """The column that a header's text stands for, None for none of ours."""
    said = values.folded(cell)
    if said in wanted:
        return wanted[said]
    meant = (*CHINESE.get(said, ()), *sheet.words.get(said, ()))
    return next((name for name in wanted.values() if name in meant), None)


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet whose header has been found."""

    sheet: Sheet
    form: SheetForm
    positions: dict[str, int]
    who: Callable[[str], str]
    known: dict[tuple[str, str], Parsed | Refusal | None] = field(default_factory=dict)
    """(header, text) → what it was read as: IDs, names and answers come again from row to row."""

    def read(self, raw: Raw, column: Column) -> Parsed | Refusal | None:
        """One cell of the column."""
        if not isinstance(raw, str):
            return self._read(raw, column)
        key = (column.name, raw)
        if key not in self.known:
            self.known[key] = self._read(raw, column)
        return self.known[key]

    def _read(self, raw: Raw, column: Column) -> Parsed | Refusal | None:
        own = column.defines and values.folded(self.sheet.name) == values.folded(self.form.name)
        words = NO_WORDS if own else self.sheet.words
        return read_cell(raw, column, date1904=self.sheet.date1904, words=words)


def _read_row(
    table: _Table, number: int, cells: tuple[Raw, ...]
) -> tuple[Record | None, list[Issue]]:
    sheet, form, positions = table.sheet, table.form, table.positions
    raw = {name: cells[i] if i < len(cells) else None for name, i in positions.items()}
    if all(values.is_blank(cell) for cell in raw.values()):
        return None, []
    person = _person_of(raw.get(form.person), table.who) if form.person else ""
    found: dict[str, Value] = {}
    faulty: set[str] = set()
    issues: list[Issue] = []
    for column in form.columns:
        if column.name not in positions:
            # S02 has been said of the sheet; a row without a value it must have is faulty all the same.
            faulty.update([] if column.optional_column or not column.required else [column.name])
            continue
        outcome = table.read(raw[column.name], column)
        if outcome is None:
            continue
        if isinstance(outcome, Parsed):
            found[column.name] = outcome.value
            if not outcome.normalised:
                continue
        place = sheet.place(number, positions[column.name])
        shown = values.shown(raw[column.name])
        if isinstance(outcome, Refusal):
            faulty.add(column.name)
            issues.append(Issue(outcome.code, place, shown, _details(column, outcome), person))
        else:
            details = {"header": column.name, "value": str(outcome.value)}
            issues.append(Issue("V12", place, shown, details, person, Severity.NOTE))
    return Record(sheet, number, positions, found, raw, frozenset(faulty)), issues


def _person_of(raw: Raw, who: Callable[[str], str]) -> str:
    parsed = parsing.parse_id(raw)
    return who(str(parsed.value)) if isinstance(parsed, Parsed) else ""


def _details(column: Column, refusal: Refusal) -> dict[str, str]:
    return {"header": column.name, **refusal.details}


_FAULT_CODES = {
    CellFault.ERROR: "V09",
    CellFault.UNCOMPUTED: "V08",
    CellFault.PICTURE: "V16",
    CellFault.EXTERNAL: "V18",
    CellFault.GARBLED: "V17",
    CellFault.DISPUTED: "V21",
    CellFault.UNSURE: "V24",
}


def read_cell(
    raw: Raw, column: Column, *, date1904: bool = False, words: Words = NO_WORDS
) -> Parsed | Refusal | None:
    """One cell by its column's rules; None where blank is allowed and the cell is.

    `words` say what a choice, and a name of the scheme, may be called besides.
    """
    if isinstance(raw, BadCell):
        about = {"formula": raw.formula, "computed": raw.computed}
        return Refusal(_FAULT_CODES[raw.fault], {k: v for k, v in about.items() if v})
    if values.is_blank(raw):
        return Refusal("V01") if column.required else None
    # A word of the column's own wins: 样本不足时 has 不适用 as one of its choices.
    own_word = column.kind in (Kind.TEXT, Kind.ANY) or NA.value in column.choices
    if values.is_na(raw) and not own_word:
        return Parsed(NA) if column.na else Refusal("V13")
    match column.kind:
        case Kind.NUMBER | Kind.RATIO:
            return _bounded(_number(raw, column), column)
        case Kind.DATE:
            return parsing.parse_date(raw, date1904=date1904)
        case Kind.YES_NO:
            return parsing.parse_yes_no(raw)
        case Kind.ID:
            return parsing.parse_id(raw)
        case Kind.CHOICE:
            return _choice(raw, column, words)
        case Kind.TEXT:
            return _text(raw, column, words)
        case Kind.ANY:
            return Parsed(values.clean(values.shown(raw)))


def _text(raw: Raw, column: Column, words: Words) -> Parsed | Refusal:
    text = values.shown(raw)
    if column.named and (known := words.get(values.folded(text))):
        return Parsed(known[0])
    if known := tuple(w for w in column.keywords if stands_for(text, w)):
        return Parsed(known[0])
    return parsing.parse_text(raw, column.limit if is_chinese(text) else column.letters)


def _number(raw: Raw, column: Column) -> Parsed | Refusal:
    if column.kind is Kind.RATIO:
        return parsing.parse_ratio(raw)
    if column.points and isinstance(raw, Percent):
        return Refusal("V02")
    return parsing.parse_number(raw)


def _bounded(outcome: Parsed | Refusal, column: Column) -> Parsed | Refusal:
    if isinstance(outcome, Refusal) or not isinstance(outcome.value, Decimal):
        return outcome
    number = outcome.value
    # A longer one has no decimals to round, nor room for them in a Decimal's 28 digits.
    if column.places is not None and number.adjusted() < LONGEST_NUMBER:
        number = number.quantize(Decimal(1).scaleb(-column.places), ROUND_HALF_UP)
    too_low = column.low is not None and number < column.low
    too_high = column.high is not None and number > column.high
    if too_low or too_high:
        percent = column.kind is Kind.RATIO
        return Refusal(
            "V03", {"low": bound(column.low, percent), "high": bound(column.high, percent)}
        )
    return Parsed(number, outcome.normalised)


def bound(number: Decimal | None, percent: bool) -> str:
    """A bound in a message: `95%` or `95`; `∞` where there is none."""
    if number is None:
        return "∞"
    return f"{(number * 100).normalize():f}%" if percent else f"{number.normalize():f}"


def _choice(raw: Raw, column: Column, words: Words) -> Parsed | Refusal:
    word = values.folded(values.shown(raw))
    by_fold = {values.folded(c): c for c in column.choices} | dict(column.aliases)
    meant = (*words.get(word, ()), *CHINESE.get(word, ()))
    for said in (word, *map(values.folded, meant)):
        if said in by_fold:
            return Parsed(by_fold[said])
    details = {
        "allowed": "、".join(column.choices[:20]),
        "nearest": nearest(word, column.choices, words),
    }
    return Refusal("V06", details)
