"""The frame of a drawn table: the jobs of the posts that it surveys, from the rows of the departments' records."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.roster.assignments import Assignment, assignments
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.sampling_rule import (
    CUSTOMER,
    DO_NOT_CALL,
    NUMBER,
    PHONE,
    SamplingRule,
)
from gacx_reports.core.sheets.raw_values import Value
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.survey.frame import FrameJob


def frame_jobs(
    records: Mapping[str, Sequence[TableRow]],
    rules: Sequence[SamplingRule],
    roster: Roster,
    quarter: Period,
) -> tuple[FrameJob, ...]:
    """Returns the jobs that a table is drawn from, in the order of the rows.

    `records` is record table → its sound rows; `rules` are the table's, one per post. A job counts for the post that
    its employee held on that day; jobs in posts without a rule are left out. A customer who refuses calls in one row
    refuses them for every job.
    """
    held = {p.id: assignments(p, roster, quarter) for p in roster.people.values()}
    jobs = [
        _job(row, rule, day)
        for frame in dict.fromkeys(rule.frame for rule in rules)
        for row, day in _dated(records.get(frame, ()))
        for rule in rules
        if rule.frame == frame and rule.post == _post(held.get(row.text("工号"), ()), day)
    ]
    refusing = {job.customer_key for job in jobs if job.do_not_call}
    return tuple(
        replace(job, do_not_call=True) if job.customer_key in refusing else job for job in jobs
    )


def _dated(rows: Sequence[TableRow]) -> Iterator[tuple[TableRow, date]]:
    for row in rows:
        day = row.day("日期")
        if day is not None:
            yield row, day


def _post(held: Sequence[Assignment], day: date) -> str:
    return next((a.post for a in held if a.covers(day)), "")


def _job(row: TableRow, rule: SamplingRule, day: date) -> FrameJob:
    return FrameJob(
        number=row.text(NUMBER),
        table=rule.frame,
        person=row.text("工号"),
        post=rule.post,
        day=day,
        customer=row.text(CUSTOMER),
        kind=_kind(row.value(rule.stratum_column)) if rule.stratum_column else "",
        do_not_call=row.value(DO_NOT_CALL) is True,
        phone=row.text(PHONE),
    )


def _kind(value: Value | None) -> str:
    """The value of a stratum as text, the same in a Chinese and an English workbook; "" for a blank cell."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case Decimal():
            return f"{value.normalize():f}"
        case str():
            return value
        case date():
            return value.isoformat()
    return str(value.value)
