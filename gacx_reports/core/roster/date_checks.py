"""Dates of the roster that can be read and may still be other days than were meant."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import clean
from gacx_reports.core.roster.checks import RosterTables
from gacx_reports.core.roster.roster import Employment
from gacx_reports.core.sheets.headers import Header
from gacx_reports.core.sheets.raw_values import Raw, ZonedTime
from gacx_reports.core.sheets.table_row import TableRow

MOVED: Header = "日期"
LEFT: Header = "离职日期"
DATED: Mapping[str, tuple[Header, ...]] = {
    "花名册": ("入职日期", LEFT),
    "调岗": (MOVED,),
    "假勤": ("起", "止"),
}
"""Sheet → its columns of dates."""
_LATE = time(23, 59)
"""From here on a time is more likely midnight, rounded down, than when somebody began to work."""
_LATE_SHARE = 1 - 1 / (24 * 60)
_CLOCK = re.compile(r"(\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$")


def doubtful_times(sound: RosterTables) -> Iterator[Issue]:
    """P38 (warning): a date with a time just before midnight, or with a time zone."""
    for sheet, columns in DATED.items():
        for r in sound[sheet]:
            for column in columns:
                if day := r.day(column):
                    yield from doubtful_time(r, column, day, column)


def doubtful_time(row: TableRow, column: Header, day: date, header: str) -> Iterator[Issue]:
    """P38 (warning) for one cell that was read as that day."""
    if day < date.max and _is_doubtful(row.raw(column)):
        following = (day + timedelta(days=1)).isoformat()
        details = {"header": header, "day": day.isoformat(), "following": following}
        yield row.issue(P.TIME_NEAR_MIDNIGHT, column, row.text("工号"), details)


def _is_doubtful(raw: Raw) -> bool:
    match raw:
        case datetime():
            return isinstance(raw, ZonedTime) or raw.time() >= _LATE
        case float():
            return raw % 1 >= _LATE_SHARE
        case str():
            clock = _CLOCK.search(unicodedata.normalize("NFKC", clean(raw)))
            return bool(clock and (clock[2] or clock[1] == "23:59"))
        case _:
            return False


def other_years(sound: RosterTables, quarter: Period) -> Iterator[Issue]:
    """P37 (warning): a move, leave or last day that would lie in the quarter if its year were the quarter's."""
    for sheet, columns in DATED.items():
        for r in sound[sheet]:
            for column in columns[1:] if sheet == "花名册" else columns:
                day = r.day(column)
                if day and _slipped(day, quarter) and not _long_gone(r, column, quarter):
                    meant = _in_year(day, quarter.year).isoformat()
                    details = {"header": column, "day": meant}
                    yield r.issue(P.YEAR_NOT_THE_QUARTERS, column, r.text("工号"), details)


def _slipped(day: date, quarter: Period) -> bool:
    """Whether only the year keeps the day out; that says nothing of a day if the period is a whole year."""
    if quarter.kind is PeriodKind.YEAR:
        return False
    return day.year != quarter.year and quarter.contains(_in_year(day, quarter.year))


def _in_year(day: date, year: int) -> date:
    last_of_february = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if last_of_february else day.replace(year=year)


def _long_gone(row: TableRow, column: Header, quarter: Period) -> bool:
    """Whether a list that is never cleared out still names somebody who left years ago."""
    day = row.day(column)
    gone = column == LEFT and row.text("状态") == Employment.LEFT
    return bool(gone and day and day.year < quarter.year - 1)


def follows_from_other_year(issue: Issue, faults: Iterable[Issue]) -> bool:
    """Whether an entry is strange only because of a date of its person that P37 is about."""
    cause = P.YEAR_NOT_THE_QUARTERS
    header = LEFT if issue.code is P.RECORD_AFTER_LEAVING else MOVED
    return issue.code.follows_from(cause) and any(
        f.code is cause and f.person == issue.person and f.details["header"] == header
        for f in faults
    )
