"""Raw values of KPIs that are computed from record tables: exact sums over an employee's own rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.issues.cell_ref import CellRef, ranges
from gacx_reports.core.language.text import match_key
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.scheme.kpi import Kpi, Source
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.raw_values import Value
from gacx_reports.core.sheets.table_row import TableRow
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
    """Returns the raw value of a KPI over rows of its record table: share, mean, sum or count by its source.

    Only rows that meet 条件列 = 条件值 count; blanks and 不适用 are left out.
    """
    if kpi.source is Source.COUNT:
        chosen = [r for r in rows if _meets(kpi, r)]
        n = len(chosen)
        return Measure(Fraction(n) if n else None, n, None, _places(chosen, "工号"))
    usable = numbers(kpi, rows, scheme)
    n = len(usable)
    total = sum((v for _, v in usable), Fraction(0))
    places = _places([r for r, _ in usable], kpi.column)
    if not n:
        return Measure(None, 0, None, places)
    hits = int(total) if kpi.source is Source.SHARE else None
    return Measure(total if kpi.source is Source.SUM else total / n, n, hits, places)


def numbers(
    kpi: Kpi, rows: Iterable[TableRow], scheme: Scheme
) -> tuple[tuple[TableRow, Fraction], ...]:
    """Returns the rows that count for a share, mean or sum, each with its number: 是 is 1, a level is its score."""
    chosen = (r for r in rows if _meets(kpi, r))
    return tuple((r, v) for r in chosen if (v := _number(kpi, r, scheme)) is not None)


def records_in(held: Assignment, table: str, rows: RecordRows) -> list[TableRow]:
    """Returns the employee's records dated in the assignment: those before a transfer belong to the post before."""
    own = rows.get(table, {}).get(held.id, ())
    return [r for r in own if (day := r.day("日期")) is not None and held.covers(day)]


def _meets(kpi: Kpi, row: TableRow) -> bool:
    if not kpi.where_column:
        return True
    value = row.value(kpi.where_column)
    if value is None:
        return False
    word = _as_word(value)
    return match_key(kpi.where_value) in (match_key(word), match_key(row.sheet.named(word)))


def _as_word(value: Value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _number(kpi: Kpi, row: TableRow, scheme: Scheme) -> Fraction | None:
    """The number of a row: 是 is 1 and 否 is 0, a level is its score; None for blank or 不适用."""
    value = row.value(kpi.column)
    if isinstance(value, bool | Decimal):
        return Fraction(value)
    if not isinstance(value, str):
        return None
    column = scheme.tables[kpi.table].column(kpi.column)
    assert column is not None, "the scheme's checks refuse a KPI over an unknown column"
    level = scheme.scales[column.scale].level(value)
    assert level is not None, "reading admits levels of the column's scale only"
    return Fraction(level.score)


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
