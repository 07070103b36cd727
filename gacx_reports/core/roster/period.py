"""Sheet 本期 of the roster: the quarter's own dates, and the commitment of its samples."""

import re
from dataclasses import replace
from datetime import date, timedelta

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.calendar.workdays import Calendar
from gacx_reports.core.codes.people import P
from gacx_reports.core.codes.sheets import S
from gacx_reports.core.codes.values import V
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import clean
from gacx_reports.core.roster.date_checks import doubtful_time
from gacx_reports.core.roster.roster import PeriodDates
from gacx_reports.core.roster.sheets import PERIOD
from gacx_reports.core.roster.uncertain_days import uncertain_day
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets import parsers, raw_values
from gacx_reports.core.sheets.raw_values import Parsed
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import Workbook

_PERIOD_DATES = {
    "填报截止": "due",
    "公布日": "published",
    "申诉截止": "appeals_until",
    "首个工作日": "first_day",
    "半年首个工作日": "half_first_day",
}


COMMITMENT = "抽样承诺"
"""Entry with the SHA-256 of the salt of the quarter's samples."""
_HASH = re.compile("[0-9a-f]{64}")
PERIOD_ENTRIES = ("季度", *_PERIOD_DATES, COMMITMENT)
"""Entries of sheet 本期 that the program reads."""


def entry_of(row: TableRow) -> str:
    """Returns the name of a row of sheet 本期: one of PERIOD_ENTRIES, or the text as it is."""
    return row.sheet.one_of(row.text("项目"), PERIOD_ENTRIES)


def read_period(
    book: Workbook, rows: list[TableRow], scheme: Scheme, quarter: Period, calendar: Calendar
) -> tuple[PeriodDates, list[Issue]]:
    """Returns the entries of the quarter and issues.

    S05 for another quarter's roster, V04 for no date, P20 for a missing one, P36 for one that is not certain, P49
    for a commitment that can't be one.
    """
    issues: list[Issue] = []
    given: dict[str, date] = {}
    named = {entry_of(r): r for r in rows}
    if "季度" in named and Period.parse(named["季度"].text("值")) != quarter:
        issues.append(named["季度"].issue(S.OTHER_QUARTER, "值", expected=str(quarter)))
    for name, field_name in _PERIOD_DATES.items():
        raw = named[name].raw("值") if name in named else None
        if raw_values.is_blank(raw):
            continue
        parsed = parsers.parse_date(raw, date1904=named[name].sheet.date1904)
        if isinstance(parsed, Parsed) and isinstance(parsed.value, date):
            given[field_name] = parsed.value
            issues += doubtful_time(named[name], "值", parsed.value, name)
        else:
            issues.append(named[name].issue(V.NOT_A_DATE, "值", header=name))
    for name in ("填报截止", "公布日"):
        if _PERIOD_DATES[name] not in given and not any(
            i.details.get("header") == name for i in issues
        ):
            place = sheet_place(book, PERIOD.name)
            issues.append(Issue(P.ENTRY_MISSING, place, details={"entry": name}))
    commitment = clean(named[COMMITMENT].text("值")).casefold() if COMMITMENT in named else ""
    if commitment and not _HASH.fullmatch(commitment):
        issues.append(named[COMMITMENT].issue(P.COMMITMENT_IMPOSSIBLE, "值"))
    period, rests_on = _computed(given, scheme, quarter, calendar)
    for name, (first, last) in rests_on.items():
        place = named[name].place("值") if name in named else sheet_place(book, PERIOD.name)
        issues += uncertain_day(name, place, calendar, first, last)
    return replace(period, commitment=commitment), issues


def _computed(
    given: dict[str, date], scheme: Scheme, quarter: Period, calendar: Calendar
) -> tuple[PeriodDates, dict[str, tuple[date, date]]]:
    """All dates; and for each that is computed the days from the first one looked at to itself."""
    rests_on: dict[str, tuple[date, date]] = {}
    start = given.get("first_day")
    if start is None:
        start = calendar.first_working_day(quarter.first_day)
        rests_on["首个工作日"] = (quarter.first_day, start)
    half_start = given.get("half_first_day", start)
    whole = quarter.evaluated(scheme.settings.behaviour_months).first_day
    if quarter.first_day != whole and "half_first_day" not in given:
        half_start = calendar.first_working_day(whole)
        if scheme.behaviours_count(quarter):
            rests_on["半年首个工作日"] = (whole, half_start)
    published = given.get("published", quarter.next.first_day)
    until = given.get("appeals_until")
    if until is None:
        until = calendar.plus_working_days(published, scheme.settings.appeal_days)
        if "published" in given:
            rests_on["申诉截止"] = (published + timedelta(days=1), until)
    due = given.get("due", quarter.last_day)
    return PeriodDates(due, published, until, start, half_start), rests_on


def sheet_place(book: Workbook, name: str) -> CellRef:
    """Returns the place of the sheet of that name, under the name that it has in the workbook."""
    sheet = book.sheet(name)
    return sheet.place() if sheet else CellRef(book.name, name)
