"""Rows of the record tables, whose number and values follow from the abilities of the people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gacx_reports.core.forms.forms import tables_of
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scheme.behaviour_set import Scale
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scheme.record_table import RecordTable, TableColumn
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.excel.styles import CellValue, SheetRow
from tools.samples.ability import aim
from tools.samples.contacts import contact_columns, is_frame
from tools.samples.data_files import data
from tools.samples.sample_quarter import SampleQuarter
from tools.samples.stream import Stream

Texts = Mapping[str, tuple[str, ...]]

FULL_QUARTER = 60
"""Working days of a quarter, approximately; an employee at work on fewer days has fewer records."""
MEETING = 0.8
"""Share of rows that meet a KPI's condition."""
UNANSWERED = 0.04
"""Share of 不适用 in columns that allow it."""


@dataclass(frozen=True, slots=True)
class RecordTexts:
    """Numbers of records, and texts for the record tables."""

    usual: Mapping[str, tuple[int, int]]
    """Record table → fewest and most records of a person, if no KPI counts them."""
    texts: Texts
    """Text column → texts to choose from."""
    faults: Texts
    """Text column → remarks for a row with a bad value."""
    praise: Texts
    """Text column → remarks for some rows with good values."""


WORDS = RecordTexts(**data("record_texts"))


def record_rows(
    sample: SampleQuarter, table: RecordTable, people: Iterable[Person]
) -> list[SheetRow]:
    """The table's rows about the people, sorted by day and employee ID."""
    rows: list[dict[str, CellValue]] = []
    for person in people:
        if table.name in tables_of(person.post, sample.scheme):
            rows += _of_person(sample, table, person)
    return sorted(rows, key=lambda r: (str(r["日期"]), str(r["工号"])))


def _of_person(
    sample: SampleQuarter, table: RecordTable, person: Person
) -> list[dict[str, CellValue]]:
    days = sample.days_at_work(person)
    if not days:
        return []
    stream = sample.stream(person, table.name)
    kpis = [k for k in sample.scheme.kpis_of(person.post) if k.table == table.name]
    count = _how_many(sample, table, person, kpis, stream)
    met = _conditions(kpis, count, stream)
    columns = {c.name: _column(sample, person, (table, c), kpis, met, count) for c in table.columns}
    if is_frame(table):
        columns |= contact_columns(count, sample.stream(person, table.name, "contacts"))
    rows: list[dict[str, CellValue]] = []
    for i in range(count):
        row: dict[str, CellValue] = {
            "工号": person.id,
            "姓名": person.name,
            "日期": stream.pick(days),
        }
        row |= {name: cells[i] for name, cells in columns.items()}
        rows.append(_annotated(row, table, sample, stream))
    return rows


def _how_many(
    sample: SampleQuarter, table: RecordTable, person: Person, kpis: list[Kpi], stream: Stream
) -> int:
    key = (str(sample.quarter), person.id, table.name)
    if key in sample.special_cases.record_levels:
        return sum(sample.special_cases.record_levels[key].values())
    if key in sample.special_cases.record_counts:
        return sample.special_cases.record_counts[key]
    there = min(len(sample.days_at_work(person)) / FULL_QUARTER, 1)
    counted = next((k for k in kpis if k.source is Source.COUNT), None)
    if counted is None:
        return max(1, round(stream.whole(*WORDS.usual.get(table.name, (15, 25))) * there))
    aimed = aim(sample, person, counted) / (MEETING if counted.where_column else 1)
    return max(1, round(aimed * there))


def _conditions(kpis: list[Kpi], count: int, stream: Stream) -> dict[str, tuple[str, list[bool]]]:
    """Column of a KPI's condition → the condition's value and the rows that meet it."""
    wanted = {k.where_column: k.where_value for k in kpis if k.where_column}
    return {column: (value, stream.quota(count, MEETING)) for column, value in wanted.items()}


def _column(
    sample: SampleQuarter,
    person: Person,
    where: tuple[RecordTable, TableColumn],
    kpis: list[Kpi],
    met: dict[str, tuple[str, list[bool]]],
    count: int,
) -> list[CellValue]:
    """The cells of one column, top to bottom."""
    table, column = where[0].name, where[1]
    stream = sample.stream(person, table, column.name)
    if column.name in met:
        value, rows = met[column.name]
        return [_condition_cell(value, yes, column, sample) for yes in rows]
    kpi = next((k for k in kpis if k.column == column.name), None)
    if kpi is None:
        return [_filler(column, sample, stream) for _ in range(count)]
    fixed = sample.special_cases.record_levels.get((str(sample.quarter), person.id, table))
    if fixed and column.kind is Kind.CHOICE:
        return stream.shuffled([_level(name) for name, n in fixed.items() for _ in range(n)])
    applies = met[kpi.where_column][1] if kpi.where_column else [True] * count
    wanted = aim(sample, person, kpi) * (_share(sample, person) if kpi.source is Source.SUM else 1)
    cells = iter(_aimed(sample, column, kpi, wanted, sum(applies), stream))
    return [_answer(next(cells), column, stream) if a else _none(column) for a in applies]


def _share(sample: SampleQuarter, person: Person) -> float:
    """Days of the person's assignment ÷ days of the quarter, 0 to 1; less than 1 before or after a transfer."""
    quarter = sample.quarter
    first = max(quarter.first_day, person.joined)
    last = min(quarter.last_day, person.left or quarter.last_day)
    return ((last - first).days + 1) / ((quarter.last_day - quarter.first_day).days + 1)


def _answer(cell: CellValue, column: TableColumn, stream: Stream) -> CellValue:
    return NA if column.na and stream.chance(UNANSWERED) else cell


def _none(column: TableColumn) -> CellValue:
    """Cell of a row that does not meet the KPI's condition."""
    return NA if column.na else True if column.kind is Kind.YES_NO else None


def _condition_cell(
    value: str, meets: bool, column: TableColumn, sample: SampleQuarter
) -> CellValue:
    if column.kind is Kind.YES_NO:
        return meets == (value == "是")
    scale = sample.scheme.scales.get(column.scale)
    others = [level.name for level in scale.levels if level.name != value] if scale else ["其他"]
    return _level(value if meets else others[0])


def _aimed(
    sample: SampleQuarter, column: TableColumn, kpi: Kpi, raw: float, count: int, stream: Stream
) -> list[CellValue]:
    """Cells from which the KPI's raw value is computed as about `raw`."""
    if kpi.source is Source.SHARE:
        return list(stream.quota(count, raw))
    if column.kind is Kind.CHOICE:
        return _levels(sample.scheme.scales[column.scale], raw, count, stream)
    each = raw / count if kpi.source is Source.SUM and count else raw
    places = kpi.places if kpi.source is Source.SUM else 1
    return [_number(each * stream.between(0.6, 1.4), column, places) for _ in range(count)]


def _levels(scale: Scale, mean: float, count: int, stream: Stream) -> list[CellValue]:
    """Levels whose mean score is about `mean`: each level compensates for the deviation of those before."""
    cells: list[CellValue] = []
    owed = 0.0
    for _ in range(count):
        wanted = mean + owed + stream.spread(0.15)
        level = min(scale.levels, key=lambda x: abs(float(x.score) - wanted))
        owed = min(max(owed + mean - float(level.score), -0.4), 0.4)
        cells.append(_level(level.name))
    return cells


def _level(name: str) -> CellValue:
    """A level as a supervisor types it: digits as a number."""
    return int(name) if name.isdigit() else name


def _number(value: float, column: TableColumn, places: int) -> Decimal:
    number = round(Decimal(value), places)
    low = column.low if column.low is not None else Decimal(0)
    number = max(number, low)
    return min(number, column.high) if column.high is not None else number


def _filler(column: TableColumn, sample: SampleQuarter, stream: Stream) -> CellValue:
    """A plausible cell in a column that no KPI of the person uses."""
    match column.kind:
        case Kind.TEXT:
            return stream.pick(WORDS.texts[column.name]) if column.name in WORDS.texts else None
        case Kind.YES_NO:
            return stream.chance(0.9)
        case Kind.CHOICE:
            return _level(stream.pick(sample.scheme.scales[column.scale].levels[:2]).name)
        case Kind.NUMBER:
            return _number(stream.between(1, 6), column, 1)
        case Kind.RATIO:
            return _number(stream.between(0.8, 1), column, 2)
        case _:
            return None


def _annotated(
    row: dict[str, CellValue], table: RecordTable, sample: SampleQuarter, stream: Stream
) -> dict[str, CellValue]:
    """The row with a remark that fits its values; required texts are never blank."""
    bad = any(_is_bad(row[c.name], c, sample) for c in table.columns)
    for column in table.columns:
        if column.name in WORDS.faults and bad:
            row[column.name] = stream.pick(WORDS.faults[column.name])
        elif column.name in WORDS.praise and stream.chance(0.35):
            row[column.name] = stream.pick(WORDS.praise[column.name])
        elif column.required and column.kind is Kind.TEXT and row[column.name] is None:
            row[column.name] = f"{column.name}{stream.whole(1, 99)}"
    return row


def _is_bad(cell: CellValue, column: TableColumn, sample: SampleQuarter) -> bool:
    if column.kind is Kind.YES_NO:
        return cell is False
    scale = sample.scheme.scales.get(column.scale)
    level = scale.level(str(cell)) if scale else None
    return level is not None and level.score <= Decimal("0.6")
