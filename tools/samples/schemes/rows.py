"""Rows of an example scheme's sheets, as written in its text, turned into the rows of a workbook."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.calendar.workdays import LIBRARY_ONLY, days_between
from gacx_reports.core.forms.input_sheets import VALUES
from gacx_reports.core.issues.issue import errors
from gacx_reports.core.sheets.columns import Kind, SheetForm
from gacx_reports.core.sheets.read_sheet import read_sheet
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.excel.issuing.scheme_workbook import as_written
from gacx_reports.excel.styles import FilledSheet, SheetRow
from tools.samples.quarter_folder import SampleError
from tools.samples.schemes.source import Table, raw

TIMES = "行数"
"""Header of a number that repeats the row, each time on another working day."""
NUMBER = "{n}"
"""Replaced by the row's number within its sheet."""
PERSON = "工号"

Record = Mapping[str, str]


def sheet_of(workbook: str, form: SheetForm, records: Sequence[Record]) -> Sheet:
    """The records as a sheet that was read, with all columns of the form; raises KeyError for a header it has not."""
    for header in dict.fromkeys(header for record in records for header in record):
        form.column(header)
    lines = [tuple(raw(record.get(header, "")) for header in form.names) for record in records]
    return Sheet(workbook, form.name, tuple(enumerate((form.names, *lines), start=1)))


def filled_sheet(workbook: str, form: SheetForm, records: Sequence[Record]) -> FilledSheet:
    """The records as rows of that sheet; raises SampleError if one of them would not be accepted."""
    if not records:
        return FilledSheet(form, [])
    book = Workbook(workbook, (sheet_of(workbook, form, records),))
    found, issues = read_sheet(book, form)
    if faults := errors(issues):
        raise SampleError(tuple(faults))
    return FilledSheet(form, [_row(record, form) for record in found])


def _row(record: TableRow, form: SheetForm) -> SheetRow:
    """A level that is a number is written as one, as people type it."""
    row = dict(as_written(record, form))
    for column in form.columns:
        value = row[column.name]
        if column.kind is Kind.CHOICE and isinstance(value, str) and value.isdigit():
            row[column.name] = Decimal(value)
    return row


def expanded(
    form: SheetForm, table: Table, names: Mapping[str, str], quarter: Period
) -> list[Record]:
    """The table's records: one row per value, every repetition, names beside the IDs and days of events.

    A sheet of values (填报值, 行为评价, 个人目标) is written with a column per KPI or item.
    """
    if form.name in VALUES:
        return list(_one_per_value(table.records(), names, *VALUES[form.name]))
    repeated = [r for record in table.records() for r in _repeated(record)]
    if "日期" in form.names:
        repeated = sorted(_dated(repeated, quarter), key=lambda r: r["日期"])
    numbered = (
        {header: cell.replace(NUMBER, f"{n:03}") for header, cell in record.items()}
        for n, record in enumerate(repeated, start=1)
    )
    return [_with_name(record, names) for record in numbered]


def _one_per_value(
    records: Iterable[Record], names: Mapping[str, str], about: str, value: str
) -> Iterator[Record]:
    for record in records:
        for header, cell in record.items():
            if header != PERSON:
                who = _with_name({PERSON: record[PERSON]}, names)
                yield {**who, about: header, value: cell}


def _with_name(record: Record, names: Mapping[str, str]) -> Record:
    return {**record, "姓名": names[record[PERSON]]} if PERSON in record else record


def _repeated(record: Record) -> list[Record]:
    row = {header: cell for header, cell in record.items() if header != TIMES}
    return [row] * int(record.get(TIMES, "1"))


def _dated(records: Sequence[Record], quarter: Period) -> Iterator[Record]:
    """Records without a day are spread over the quarter's working days, those of each person evenly."""
    days = _working_days(quarter)
    undated: dict[str, list[Record]] = {}
    for record in records:
        if "日期" in record:
            yield record
        else:
            undated.setdefault(record[PERSON], []).append(record)
    for mine in undated.values():
        for n, record in enumerate(_mixed(mine)):
            yield {**record, "日期": days[n * len(days) // len(mine)].isoformat()}


def _mixed(records: Sequence[Record]) -> list[Record]:
    """The same records in another order, so that equal ones don't all lie in one month."""
    step = next(s for s in (7, 11, 13, 17) if len(records) % s) if len(records) > 1 else 1
    return [records[n * step % len(records)] for n in range(len(records))]


def _working_days(quarter: Period) -> list[date]:
    days = days_between(quarter.first_day, quarter.last_day)
    return [day for day in days if LIBRARY_ONLY.is_working_day(day)]
