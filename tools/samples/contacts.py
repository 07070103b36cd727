"""Customers of the jobs that samples are drawn from: who they are, how to reach them, and the jobs' numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import Form
from gacx_reports.core.scheme.record_table import RecordTable
from gacx_reports.core.scheme.sampling_rule import CUSTOMER, DO_NOT_CALL, NUMBER, PHONE
from gacx_reports.excel.styles import CellValue, FilledSheet, SheetRow
from tools.samples.data_files import data
from tools.samples.stream import Stream

_READ = data("customers")
PREFIXES: Mapping[str, str] = _READ["prefixes"]
"""Record table → what its jobs' numbers begin with."""
REFUSING = 29
"""Every so many customers one does not want to be called."""


@dataclass(frozen=True, slots=True)
class Customer:
    """An invented customer."""

    name: str
    phone: str
    do_not_call: bool


CUSTOMERS = tuple(
    Customer(
        f"{place}{kind}", f"010-5555 {(1000 + 37 * n) % 10_000:04}", n % REFUSING == REFUSING - 1
    )
    for n, (kind, place) in enumerate(product(_READ["kinds"], _READ["places"]))
)


def is_frame(table: RecordTable) -> bool:
    """Whether the table's rows are jobs with numbers."""
    return table.column(NUMBER) is not None


def contact_columns(count: int, stream: Stream) -> dict[str, list[CellValue]]:
    """The columns of a frame for `count` jobs; numbers come later, when all jobs are known."""
    whose = [stream.pick(CUSTOMERS) for _ in range(count)]
    return {
        NUMBER: [""] * count,
        CUSTOMER: [c.name for c in whose],
        PHONE: [c.phone for c in whose],
        DO_NOT_CALL: [True if c.do_not_call else None for c in whose],
    }


def with_numbers(
    books: Iterable[tuple[Form, list[FilledSheet]]], quarter: Period
) -> list[tuple[Form, list[FilledSheet]]]:
    """The same workbooks with the jobs of each record table numbered by day over all departments."""
    known = [(form, list(sheets)) for form, sheets in books]
    for table, prefix in PREFIXES.items():
        jobs = [
            (str(row["日期"]), str(row["工号"]), book, place, n)
            for book, (form, sheets) in enumerate(known)
            for place, sheet in enumerate(sheets)
            if sheet.form.name == table and table in form.tables and NUMBER in sheet.form.names
            for n, row in enumerate(sheet.rows)
        ]
        for serial, (_, _, book, place, n) in enumerate(sorted(jobs), start=1):
            sheets = known[book][1]
            rows: list[SheetRow] = list(sheets[place].rows)
            rows[n] = {**rows[n], NUMBER: f"{prefix}-{quarter}-{serial:04}"}
            sheets[place] = replace(sheets[place], rows=rows)
    return known
