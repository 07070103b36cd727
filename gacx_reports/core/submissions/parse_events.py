"""Reads rows with a date: record-table rows, and bonuses, deductions and vetoes."""

from datetime import date
from decimal import Decimal

from gacx_reports.core.codes.people import P
from gacx_reports.core.codes.values import V
from gacx_reports.core.forms.forms import tables_of
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.roster.assignments import Assignment, assignments, home
from gacx_reports.core.scheme.line_item import LineKind
from gacx_reports.core.sheets.duplicate_rows import pasted_twice
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.submissions.parse_people import ParseContext
from gacx_reports.core.submissions.project_rows import with_project
from gacx_reports.core.submissions.submissions import AdjustmentLine
from gacx_reports.i18n import N_


def sound_records(
    rows: list[TableRow], context: ParseContext, table: str
) -> tuple[tuple[TableRow, ...], list[Issue]]:
    """Returns the sound rows of employees whose post needs the table, and issues.

    V05 dated outside the quarter, P24 outside the assignment, P22 (warning) after leaving; P80 no project of the
    employee; P04 (warning) the employee's post does not need the table; P34 (warning) pasted twice.
    """
    kept, issues = [], []
    measured: dict[str, list[Assignment]] = {}
    for a in context.form.people:
        if table in tables_of(a.post, context.scheme):
            measured.setdefault(a.id, []).append(a)
    for r in rows:
        held = measured.get(r.text("工号"), [])
        found = _misdated(r, held, context) if held else _not_measured(r, context)
        if then := next((a for a in held if (day := r.day("日期")) and a.covers(day)), None):
            r, unknown = with_project(r, table, then, context)  # noqa: PLW2901
            found += unknown
        issues += found
        if held and not r.faulty and not errors(found):
            kept.append(r)
    return tuple(kept), [*issues, *pasted_twice(kept)]


def _not_measured(r: TableRow, context: ParseContext) -> list[Issue]:
    person = context.roster.people[r.text("工号")]
    department = {"department": person.department}
    return [r.issue(P.PERSON_NOT_MEASURED, "工号", person.id, department)]


def _misdated(r: TableRow, held: list[Assignment], context: ParseContext) -> list[Issue]:
    day, person = r.day("日期"), held[0].person
    if day is None or any(a.covers(day) for a in held):
        if day and person.left and day > person.left:
            left = {"left": person.left.isoformat(), "other": str(person.place)}
            return [r.issue(P.RECORD_AFTER_LEAVING, "日期", person.id, left)]
        return []
    if context.quarter.contains(day):
        return [_in_another_post(r, day, held, context)]
    first, last = context.quarter.first_day, context.quarter.last_day
    bounds = {"low": first.isoformat(), "high": last.isoformat()}
    return [r.issue(V.DATE_OUTSIDE_QUARTER, "日期", person.id, details=bounds)]


def _in_another_post(
    r: TableRow, day: date, held: list[Assignment], context: ParseContext
) -> Issue:
    """P24 with every time that the sheet measures the person in, and the post held on that day."""
    person = held[0].person
    served = assignments(person, context.roster, context.quarter)
    then = next(a for a in served if a.covers(day))
    measured = any(r.sheet.means(r.sheet.name, t) for t in tables_of(then.post, context.scheme))
    details = {
        "periods": "、".join(f"{a.first.isoformat()}–{a.last.isoformat()}" for a in held),
        "post": then.post,
        "department": then.department,
        "other": home(then, context.roster) or then.department,
        "reason": _MOVE_THE_ROW if measured else _TAKE_IT_OUT,
    }
    return r.issue(P.RECORD_OUTSIDE_ASSIGNMENT, "日期", person.id, details)


_MOVE_THE_ROW = N_("move the row to the workbook of {other}")
_TAKE_IT_OUT = N_("take the row out, for that post is not measured by this sheet")


def read_lines(
    rows: list[TableRow], into: dict[str, tuple[AdjustmentLine, ...]], context: ParseContext
) -> list[Issue]:
    """Adds employee ID → bonuses, deductions and vetoes to `into`; returns issues.

    V05 dated outside the quarter, V01 no points or 0, V03 a veto with points.
    """
    issues = []
    for r in rows:
        if r.faulty:
            continue
        person, day = r.text("工号"), r.day("日期")
        item = context.scheme.line_items[r.text("项目")]
        points = r.number("分值")
        if day and not context.quarter.contains(day):
            low, high = context.quarter.first_day.isoformat(), context.quarter.last_day.isoformat()
            issues.append(r.issue(V.DATE_OUTSIDE_QUARTER, "日期", person, low=low, high=high))
        elif item.kind is LineKind.VETO and points:
            issues.append(
                r.issue(V.NUMBER_OUT_OF_RANGE, "分值", person, header="分值", low="0", high="0")
            )
        elif item.kind is not LineKind.VETO and not points:
            issues.append(r.issue(V.CELL_BLANK, "分值", person, header="分值"))
        elif day:
            line = AdjustmentLine(item, points or Decimal(0), day, r.text("事由"), r.place("项目"))
            into[person] = (*into.get(person, ()), line)
    return issues
