"""Sheet 抽样 of the scheme: its columns, its rows as sampling rules, and their checks."""

from collections.abc import Iterator
from decimal import Decimal

from gacx_reports.core.codes.scheme import C
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.scheme.kpi_checks import unknown_word
from gacx_reports.core.scheme.kpi_sheets import ONE, ZERO
from gacx_reports.core.scheme.record_table import Owner, RecordTable
from gacx_reports.core.scheme.sampling_rule import (
    CUSTOMER,
    DO_NOT_CALL,
    NUMBER,
    PHONE,
    SamplingRule,
)
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.i18n import N_

MOST_RESERVES = Decimal(5)
SAMPLING = SheetForm(
    "抽样",
    (
        Column("记录表", named=True, note=N_("Record table that the calls or visits fill.")),
        Column("岗位", named=True, limit=30, note=N_("Post whose people they are about.")),
        Column("总体", named=True, note=N_("Record table with the jobs to draw from.")),
        Column(
            "分层列",
            named=True,
            required=False,
            note=N_("Its column over which the sample is spread, beside the months."),
        ),
        Column(
            "比例", Kind.RATIO, low=ZERO, high=ONE, note=N_("Share of a person's jobs to draw.")
        ),
        Column("最少", Kind.NUMBER, low=ONE, places=0, note=N_("Fewest per person.")),
        Column("最多", Kind.NUMBER, low=ONE, places=0, note=N_("Most per person.")),
        Column(
            "备用",
            Kind.NUMBER,
            required=False,
            low=ZERO,
            high=MOST_RESERVES,
            places=0,
            note=N_("Reserves of each, for customers who aren't reached; blank: none."),
        ),
        Column("显示员工", Kind.YES_NO, note=N_("Whether the caller sees the person's name.")),
    ),
    required=False,
    note=N_(
        "How the customers to call or visit are drawn, one row per record table and post; without it the survey"
        " team chooses."
    ),
)


def sampling_of(r: TableRow) -> SamplingRule:
    """Returns the sampling rule of a row of sheet 抽样."""
    return SamplingRule(
        table=r.text("记录表"),
        post=r.text("岗位"),
        frame=r.text("总体"),
        stratum_column=r.text("分层列"),
        share=r.number("比例") or ZERO,
        least=int(r.number("最少") or 1),
        most=int(r.number("最多") or 1),
        reserves=int(r.number("备用") or 0),
        show_employee=r.yes("显示员工"),
        place=r.place("记录表"),
        cells=r.places(),
    )


def sampling_names(scheme: Scheme) -> Iterator[Issue]:
    """C03: a sampling rule names record tables, a post and a column of the frame that exist."""
    for rule in scheme.sampling:
        for column, name in (("记录表", rule.table), ("总体", rule.frame)):
            if name not in scheme.tables:
                yield unknown_word(rule.at(column), name, scheme.tables)
        if rule.post not in scheme.posts:
            yield unknown_word(rule.at("岗位"), rule.post, scheme.posts)
        frame = scheme.tables.get(rule.frame)
        if frame and rule.stratum_column and frame.column(rule.stratum_column) is None:
            names = [c.name for c in frame.columns]
            yield unknown_word(rule.at("分层列"), rule.stratum_column, names)


def sampling_tables(scheme: Scheme) -> Iterator[Issue]:
    """C34: a frame has number, customer and telephone and isn't the survey team's; a drawn table has what is asked."""
    for rule in scheme.sampling:
        frame, table = scheme.tables.get(rule.frame), scheme.tables.get(rule.table)
        if frame and table:
            yield from _frame_faults(rule.at("总体"), frame, table)
            yield from _drawn_faults(rule.at("记录表"), table)


_SURVEYED = N_("{table} is filled in by the survey team, which draws from others' records")
_ITSELF = N_("{table} would be drawn from itself")
_LACKS = N_("{table} lacks {columns}")
_NO_LEVELS = N_("{table} has no column of levels to ask the customer for")


def _frame_faults(place: CellRef, frame: RecordTable, drawn: RecordTable) -> Iterator[Issue]:
    if frame.owner == Owner.SURVEY:
        yield _unfit(place, frame, _SURVEYED)
    elif frame.name == drawn.name:
        yield _unfit(place, frame, _ITSELF)
    lacking = [name for name in (NUMBER, CUSTOMER, PHONE) if not _has_text(frame, name)]
    refusal = frame.column(DO_NOT_CALL)
    if refusal and refusal.kind is not Kind.YES_NO:
        lacking.append(DO_NOT_CALL)
    if lacking:
        yield _unfit(place, frame, _LACKS, columns="、".join(lacking))


def _drawn_faults(place: CellRef, table: RecordTable) -> Iterator[Issue]:
    if not _has_text(table, CUSTOMER):
        yield _unfit(place, table, _LACKS, columns=CUSTOMER)
    if table.owner == Owner.SURVEY and not any(c.kind is Kind.CHOICE for c in table.columns):
        yield _unfit(place, table, _NO_LEVELS)


def _has_text(table: RecordTable, name: str) -> bool:
    column = table.column(name)
    return column is not None and column.kind is Kind.TEXT and column.required


def _unfit(place: CellRef, table: RecordTable, reason: str, **more: str) -> Issue:
    details = {"reason": reason, "table": table.name, **more}
    return Issue(C.TABLE_NOT_FOR_SAMPLING, place, table.name, details)


_LESS = N_("{most} is less than the fewest, {least}")
_NOT_MEASURED = N_("no KPI of {post} is computed from {table}")


def sampling_sense(scheme: Scheme) -> Iterator[Issue]:
    """C35: fewer at most than at least, or a post that the drawn table doesn't measure."""
    for rule in scheme.sampling:
        if rule.most < rule.least:
            details = {"reason": _LESS, "most": str(rule.most), "least": str(rule.least)}
            yield Issue(C.SAMPLING_MAKES_NO_SENSE, rule.at("最多"), str(rule.most), details)
        used = {k.table for k in scheme.kpis_of(rule.post) if k.source.from_records}
        if {rule.table} <= scheme.tables.keys() - used and rule.post in scheme.posts:
            details = {"reason": _NOT_MEASURED, "post": rule.post, "table": rule.table}
            yield Issue(C.SAMPLING_MAKES_NO_SENSE, rule.at("岗位"), rule.post, details)
