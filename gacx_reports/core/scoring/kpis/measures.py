"""Raw values of KPIs that are computed from record tables: exact sums over an employee's own rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.exact import total
from gacx_reports.core.issues.cell_ref import CellRef, ranges
from gacx_reports.core.language.comparison import NumberComparison
from gacx_reports.core.language.text import match_key
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import Join, Source
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.wanted_cell import WantedCell, wanted_cell
from gacx_reports.core.submissions.submissions import Submissions

RecordRows = Mapping[str, Mapping[str, Sequence[TableRow]]]
"""Record table → employee ID → rows."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A raw value with the number of records and their cells."""

    raw: Fraction | None
    """Exact, in the KPI's own unit; None if n is 0, except for a typed value."""
    n: int
    """Records (or people) that count; 0 for a typed value."""
    hits: int | None
    """Records with 是, of a share; else None."""
    cells: tuple[CellRef, ...]
    """Cells that count, one place per sheet (`E2:E29, E40`)."""


def measure(kpi: Kpi, rows: Sequence[TableRow], scheme: Scheme) -> Measure:
    """Returns the raw value of a KPI over rows of its record table, by its source.

    Only rows that meet its conditions count; blanks and 不适用 are left out. Where the divisors or weights total 0
    there is no value, as without any record.
    """
    if kpi.source is Source.COUNT:
        chosen = _chosen(kpi, rows, scheme)
        n = len(chosen)
        return Measure(Fraction(n) if n else None, n, None, _places(chosen, "工号"))
    usable = numbers(kpi, rows, scheme)
    counted = [record.row for record in usable]
    places = _places(counted, kpi.column)
    if kpi.source.of_two_columns:
        places += _places(counted, kpi.other_column)
    raw = _VALUES[kpi.source](usable) if usable else None
    if raw is None:
        return Measure(None, 0, None, places)
    shares = kpi.source in (Source.SHARE, Source.VALUE_SHARE)
    return Measure(raw, len(usable), int(_total(usable)) if shares else None, places)


@dataclass(frozen=True, slots=True)
class Record:
    """A row that counts."""

    row: TableRow
    value: Fraction
    """Of 列: 是 and the counted value are 1, a level is its score, in marks or as a ratio."""
    other: Fraction
    """Of 参照列; 1 where there is none."""


def numbers(kpi: Kpi, rows: Iterable[TableRow], scheme: Scheme) -> tuple[Record, ...]:
    """Returns the rows that count for a value of 列, with their numbers."""
    chosen = _chosen(kpi, rows, scheme)
    if kpi.source is Source.VALUE_SHARE:
        counted = _wanted(kpi, kpi.column, kpi.counted_value, scheme)
        given = (r for r in chosen if r.value(kpi.column) not in (None, NA))
        return tuple(Record(r, Fraction(_holds(r, *counted)), Fraction(1)) for r in given)
    return tuple(record for r in chosen if (record := _record(kpi, r, scheme)) is not None)


def _record(kpi: Kpi, row: TableRow, scheme: Scheme) -> Record | None:
    value = _number(kpi.column, kpi, row, scheme)
    other = Fraction(1)
    if kpi.source.of_two_columns:
        found = _number(kpi.other_column, kpi, row, scheme)
        if found is None:
            return None
        other = found
    return None if value is None else Record(row, value, other)


def _total(records: Iterable[Record]) -> Fraction:
    return total(r.value for r in records)


def _mean(records: Sequence[Record]) -> Fraction:
    return _total(records) / len(records)


def _ratio(records: Sequence[Record]) -> Fraction | None:
    whole = total(r.other for r in records)
    return _total(records) / whole if whole else None


def _weighted(records: Sequence[Record]) -> Fraction | None:
    whole = total(r.other for r in records)
    return total(r.value * r.other for r in records) / whole if whole else None


def _median(records: Sequence[Record]) -> Fraction:
    """The value in the middle, or the mean of the two."""
    values = sorted(r.value for r in records)
    half = len(values) // 2
    return (values[half] + values[-half - 1]) / 2


_VALUES: Mapping[Source, Callable[[Sequence[Record]], Fraction | None]] = {
    Source.SHARE: _mean,
    Source.MEAN: _mean,
    Source.SUM: _total,
    Source.VALUE_SHARE: _mean,
    Source.RATIO: _ratio,
    Source.WEIGHTED: _weighted,
    Source.LEAST: lambda records: min(r.value for r in records),
    Source.MOST: lambda records: max(r.value for r in records),
    Source.MEDIAN: _median,
}


def records_in(held: Assignment, table: str, rows: RecordRows) -> list[TableRow]:
    """Returns the employee's records dated in the assignment: those before a transfer belong to the post before."""
    own = rows.get(table, {}).get(held.id, ())
    return [r for r in own if (day := r.day("日期")) is not None and held.covers(day)]


_Condition = tuple[str, WantedCell | None]
"""A column, and what its cell must hold; None: no cell can."""


def _wanted(kpi: Kpi, name: str, text: str, scheme: Scheme) -> _Condition:
    column = scheme.tables[kpi.table].column(name)
    assert column is not None, "the scheme's checks refuse a KPI over an unknown column"
    return name, wanted_cell(text, column.cells(scheme.scales.get(column.scale)))


def _chosen(kpi: Kpi, rows: Iterable[TableRow], scheme: Scheme) -> list[TableRow]:
    """The rows that meet both conditions, or one of them if they are joined by 或."""
    wanted = [_wanted(kpi, column, value, scheme) for column, value in kpi.conditions]
    if not wanted:
        return list(rows)
    joined = any if kpi.join is Join.OR else all
    return [r for r in rows if joined(_holds(r, *condition) for condition in wanted)]


def _holds(row: TableRow, column: str, wanted: WantedCell | None) -> bool:
    """Whether the row's cell holds the wanted value, or is a number that compares as it says."""
    value = row.value(column)
    if isinstance(wanted, NumberComparison):
        return isinstance(value, Decimal) and wanted.holds(value)
    if isinstance(wanted, str) and isinstance(value, str):
        return match_key(wanted) in (match_key(value), match_key(row.sheet.named(value)))
    return value is not None and type(value) is type(wanted) and value == wanted


def _number(name: str, kpi: Kpi, row: TableRow, scheme: Scheme) -> Fraction | None:
    """The number of a row: 是 is 1 and 否 is 0, a level its score, in marks or as a ratio; None for blank or 不适用."""
    value = row.value(name)
    if isinstance(value, bool | Decimal):
        return Fraction(value)
    if not isinstance(value, str):
        return None
    column = scheme.tables[kpi.table].column(name)
    assert column is not None, "the scheme's checks refuse a KPI over an unknown column"
    level = scheme.scales[column.scale].level(value)
    assert level is not None, "reading admits levels of the column's scale only"
    return kpi.value_of(Fraction(level.score))


def _places(rows: Iterable[TableRow], column: str) -> tuple[CellRef, ...]:
    by_sheet: dict[tuple[str, str, int], list[int]] = {}
    for r in rows:
        by_sheet.setdefault((r.sheet.workbook, r.sheet.name, r.positions[column]), []).append(r.row)
    return tuple(
        CellRef(book, sheet, ranges(found, index))
        for (book, sheet, index), found in by_sheet.items()
    )


def rows_by_person(submissions: Submissions) -> RecordRows:
    """Returns record table → employee ID → the employee's rows, in the workbooks' order."""
    grouped: dict[str, dict[str, list[TableRow]]] = {}
    for table, records in submissions.records.items():
        people = grouped.setdefault(table, {})
        for record in records:
            people.setdefault(record.text("工号"), []).append(record)
    return grouped
