"""Sheet 节假日安排: a year's days off and worked weekends, as HR copied them from the State Council's notice."""

from collections.abc import Iterable, Iterator
from datetime import date

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.calendar.workdays import (
    ArrangedDays,
    Calendar,
    days_between,
    is_day_off,
    library_knows,
)
from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.sheets import WORKED
from gacx_reports.core.sheets.headers import Header
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.i18n import N_

LONGEST = 31
"""Days off on end; the longest holiday so far had ten."""
NEAR = 10
"""Years between a notice and the quarter whose roster holds it."""
_FAR = N_("{day} is many years from {quarter}")
_TOO_LONG = N_("more than {most} days on end")
_NO_WEEKEND = N_("{day} is neither a weekend nor a holiday, and is worked anyway")
_BOTH = N_("a day off is worked, or the other way round, in {other}")


def read_calendar(rows: Iterable[TableRow], quarter: Period) -> tuple[Calendar, list[Issue]]:
    """The working days as HR entered them in sound rows; P18, P39 and P40 about what can't be or is left out.

    A row with an error is not used.
    """
    used: list[tuple[TableRow, ArrangedDays]] = []
    issues: list[Issue] = []
    for row in rows:
        days = _days(row)
        fault = _misplaced(row, days, quarter) or _fault(row, days, used)
        if fault:
            issues.append(fault)
        else:
            used.append((row, days))
    calendar = Calendar(tuple(days for _, days in used))
    return calendar, [*issues, *_left_out(used, calendar)]


def _days(row: TableRow) -> ArrangedDays:
    first = row.day("起")
    assert first is not None, "a sound record has its required dates"
    worked = row.text("类型") == WORKED
    return ArrangedDays(first, row.day("止") or first, worked, row.text("说明"))


def _misplaced(row: TableRow, days: ArrangedDays, quarter: Period) -> Issue | None:
    """P39 for a year that can't be meant."""
    ends: tuple[tuple[Header, date], ...] = (("起", days.first), ("止", days.last))
    for column, day in ends:
        if abs(day.year - quarter.year) > NEAR:
            words = {"reason": _FAR, "day": day.isoformat(), "quarter": str(quarter)}
            return row.issue(P.ARRANGEMENT_ROW_WRONG, column, details=words)
    return None


def _fault(
    row: TableRow, days: ArrangedDays, before: list[tuple[TableRow, ArrangedDays]]
) -> Issue | None:
    """P18 for dates in the wrong order; P39 for days that no notice can have."""
    if days.last < days.first:
        return row.issue(P.END_BEFORE_BEGINNING, "止", earlier=days.first.isoformat())
    if (days.last - days.first).days >= LONGEST:
        return row.issue(P.ARRANGEMENT_ROW_WRONG, "止", reason=_TOO_LONG, most=str(LONGEST))
    if days.worked and (odd := _on_weekdays(days)):
        return row.issue(P.ARRANGEMENT_ROW_WRONG, "起", reason=_NO_WEEKEND, day=odd.isoformat())
    for other, there in before:
        if there.worked != days.worked and there.first <= days.last and days.first <= there.last:
            return row.issue(
                P.ARRANGEMENT_ROW_WRONG, "类型", reason=_BOTH, other=other.place("类型").cell
            )
    return None


def _on_weekdays(days: ArrangedDays) -> date | None:
    """The first of the worked days on which everybody works anyway."""
    every = days_between(days.first, days.last)
    return next((day for day in every if not is_day_off(day)), None)


def _left_out(used: list[tuple[TableRow, ArrangedDays]], calendar: Calendar) -> Iterator[Issue]:
    """P40: a year that the library doesn't know, entered without some of its holidays, still isn't known."""
    years: dict[int, TableRow] = {}
    for row, days in used:
        years.setdefault(days.first.year, row)
    for year, row in years.items():
        missing = calendar.left_out(year)
        if missing and calendar.speaks_of(year) and not library_knows(year):
            named = "、".join(day.isoformat() for day in missing)
            yield row.issue(P.ARRANGEMENT_INCOMPLETE, "起", year=str(year), missing=named)
