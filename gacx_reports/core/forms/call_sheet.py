"""The call sheet: columns of the drawn calls, of three attempts, and of the customer's answers."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from gacx_reports.core.forms.input_sheets import record_sheet
from gacx_reports.core.scheme.record_table import RecordTable
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.core.sheets.headers import Header
from gacx_reports.core.survey.outcomes import CallOutcome
from gacx_reports.i18n import N_

LABEL: Header = "编号"
FIRST, RESERVE = "首选", "备用"
HINT = "提示"
DAYS: tuple[Header, ...] = ("日期1", "日期2", "日期3")
HOURS: tuple[Header, ...] = ("时间1", "时间2", "时间3")
OUTCOMES: tuple[Header, ...] = ("结果1", "结果2", "结果3")
_OF_RECORDS = ("工号", "姓名", "日期")
"""Columns of every record table, which a call sheet does not have: the draw says whom a call is about."""

_DRAWN: Mapping[Header, Column] = {
    c.name: c  # type: ignore[misc]
    for c in (
        Column(LABEL, required=False, limit=10, note=N_("Number of the call and of its reserve.")),
        Column("单号", required=False, note=N_("Number of the drawn job.")),
        Column("客户", required=False, note=N_("Customer to be called.")),
        Column("联系电话", required=False, note=N_("Telephone number of the customer.")),
        Column("作业日期", Kind.DATE, required=False, note=N_("Day of the job.")),
        Column("类型", required=False, optional_column=True, note=N_("What kind of job it was.")),
        Column(
            "员工",
            required=False,
            optional_column=True,
            limit=80,
            note=N_("Who did the job; only where the scheme lets the caller see it."),
        ),
        Column("顺序", required=False, note=N_("First choice, or a reserve for it.")),
    )
}
LOCKED_HEADERS: tuple[Header, ...] = tuple(_DRAWN)
"""Columns that the draw fills in and locks."""


def turn(rank: int) -> str:
    """Returns the word of 顺序: 首选 for rank 0, else 备用 with the rank."""
    return f"{RESERVE}{rank}" if rank else FIRST


def _attempts() -> list[Column]:
    day = N_("Day of the attempt; three attempts at most, on different days or at different hours.")
    hour = N_("Hour of the attempt, 0 to 23.")
    how = N_("How the attempt ended.")
    high = Decimal(23)
    columns = []
    for days, hours, outcomes in zip(DAYS, HOURS, OUTCOMES, strict=True):
        columns += [
            Column(days, Kind.DATE, required=False, note=day),
            Column(
                hours,
                Kind.NUMBER,
                required=False,
                low=Decimal(0),
                high=high,
                places=0,
                points=True,
                note=hour,
            ),
            Column(outcomes, Kind.CHOICE, required=False, choices=tuple(CallOutcome), note=how),
        ]
    return columns


def answers(table: RecordTable, scheme: Scheme) -> tuple[Column, ...]:
    """Returns the columns that the customer's answers fill, levels (the questions) first.

    Their `required` is that of the scheme: whether a completed call must have the answer.
    """
    given = [
        replace(c, required=c.required or c.kind is Kind.CHOICE)
        for c in record_sheet(table, scheme).columns
        if c.name not in (*_DRAWN, *_OF_RECORDS)
    ]
    return tuple(sorted(given, key=lambda c: c.kind is not Kind.CHOICE))


def call_sheet(table: RecordTable, scheme: Scheme) -> SheetForm:
    """Returns the sheet on which a caller fills in the calls that a record table is made of.

    No column is required of every row: which cells a call needs depends on its outcome.
    """
    said = (replace(c, required=False) for c in answers(table, scheme))
    columns = (*_DRAWN.values(), *_attempts(), *said)
    return SheetForm(table.name, columns, note=table.note, own_name=True)
