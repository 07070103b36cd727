"""Sheet 设置 → the scheme's settings."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from gacx_reports.core.calendar.appraised_periods import PERIOD_WORDS, months_named
from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.codes.scheme import C
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.scheme import sheets
from gacx_reports.core.scheme.settings.bounds import (
    BLANKS,
    FULL_MARK,
    FULL_MARK_PLACES,
    FULL_MARKS,
    MARKS,
    NAMED,
    OPTIONAL_SETTINGS,
    PERIOD,
    SETTING_FIELDS,
    SETTING_MEANINGS,
    WITHOUT_PERIODS,
    bounds_of,
    whole_numbers,
)
from gacx_reports.core.scheme.settings.settings import Settings
from gacx_reports.core.sheets import raw_values
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.sheets.raw_values import Parsed
from gacx_reports.core.sheets.read_cell import read_cell
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import nearest
from gacx_reports.i18n import N_


def other_period(rows: list[TableRow], settings: Settings, period: Period) -> Iterator[Issue]:
    """C44 if the scheme appraises another kind of period than that of the run."""
    if not rows or settings.period is period.kind:
        return
    own, wanted = PERIOD_WORDS[settings.period], PERIOD_WORDS[period.kind]
    details = {"period": str(period), "setting": PERIOD, "own": own, "wanted": wanted}
    row = next((r for r in rows if r.sheet.means(r.text("项目"), PERIOD)), None)
    if row:
        yield row.issue(C.OTHER_PERIOD, "值", details=details)
    else:
        yield Issue(C.OTHER_PERIOD, rows[0].sheet.place(), details=details)


def read_settings(rows: list[TableRow]) -> tuple[Settings, list[Issue]]:
    """Returns the settings; C11 for an unknown name, C12 for an impossible value, C13 for a missing setting, C33 for a
    blank one that must not be blank.
    """
    named = {row.sheet.one_of(row.text("项目"), SETTING_FIELDS): row for row in reversed(rows)}
    kind = _kind(named.get(PERIOD))
    issues = [_unknown(row, name) for name, row in named.items() if name not in SETTING_FIELDS]
    known = {name: named[name] for name in SETTING_FIELDS if name in named}
    given: dict[str, Any] = {}
    full = full_mark_of(rows)
    for name, row in known.items():
        if "值" in row.faulty:
            continue
        value = _setting(name, row, kind, full)
        if isinstance(value, C):
            wanted = {"setting": name, **_wanted(name, kind, full)}
            issues.append(row.issue(value, "值", details=wanted))
        else:
            given[SETTING_FIELDS[name]] = value
    if given.get("behaviour_months") == ():
        issues = [i for i in issues if not _without_effect(i)]
    # What a misspelt name was meant to be isn't missing besides.
    meant = {nearest(name, SETTING_FIELDS) for name in named if name not in SETTING_FIELDS}
    if rows:
        place = rows[0].sheet.place()
        lacking = SETTING_FIELDS.keys() - known.keys() - meant - OPTIONAL_SETTINGS
        issues += [
            Issue(C.SETTING_MISSING, place, details={"setting": n})
            for n in SETTING_FIELDS
            if n in lacking
        ]
    return replace(Settings(), **given), issues


def _unknown(row: TableRow, name: str) -> Issue:
    near = nearest(name, SETTING_FIELDS)
    return row.issue(C.SETTING_UNKNOWN, "项目", nearest=near, allowed="、".join(SETTING_FIELDS))


def _without_effect(issue: Issue) -> bool:
    blank = issue.code == C.SETTING_BLANK
    return blank and issue.details["setting"] == WITHOUT_PERIODS


def _kind(row: TableRow | None) -> PeriodKind:
    """What the scheme appraises; quarters, too, where the setting is missing or wrong."""
    quarter, full = PeriodKind.QUARTER, Settings().full_mark
    written = _setting(PERIOD, row, quarter, full) if row and "值" not in row.faulty else None
    return written if isinstance(written, PeriodKind) else quarter


def full_mark_of(rows: Iterable[TableRow]) -> Decimal | None:
    """Returns the scheme's full mark from the rows of sheet 设置; 1 without a row 满分, None if that is faulty."""
    named = [r for r in rows if r.sheet.one_of(r.text("项目"), SETTING_FIELDS) == FULL_MARK]
    if not named:
        return Settings().full_mark
    value = _full_mark(named[0])
    return value if isinstance(value, Decimal) else None


def _full_mark(row: TableRow) -> Decimal | C:
    """1 to 1000, with two decimals at most."""
    number = _number(row, Kind.NUMBER, FULL_MARKS, marks=True)
    if isinstance(number, Decimal) and number != round(number, FULL_MARK_PLACES):
        return C.SETTING_IMPOSSIBLE
    return number


def _wanted(name: str, kind: PeriodKind, full: Decimal | None) -> dict[str, str]:
    """What the setting may be: details of an issue, of which `reason` is a message id."""
    if name == FULL_MARK:
        low, high = FULL_MARKS
        reason = N_("{low} to {high}, with at most {places} decimals")
        places = str(FULL_MARK_PLACES)
        return {"low": str(low), "high": str(high), "places": places, "reason": reason}
    if bounds := bounds_of(name, kind, full):
        reason = N_("{low} to {high}; blank: no cap") if name in BLANKS else N_("{low} to {high}")
        return {"low": str(bounds[0]), "high": str(bounds[1]), "reason": reason}
    if name == "行为计入季度":
        return {"reason": N_("such as Q2,Q4 or M06,M12; blank: behaviours never count")}
    if words := SETTING_MEANINGS.get(name):
        return {"reason": N_("one of: {allowed}"), "allowed": "、".join(words)}
    return {"reason": N_("a text")}


def _setting(name: str, row: TableRow, kind: PeriodKind, full: Decimal | None) -> object:
    """The setting's value, or the code of its issue; `full` is the scheme's full mark, None if that is faulty."""
    if raw_values.is_blank(row.raw("值")):
        return BLANKS.get(name, C.SETTING_BLANK)
    if name == FULL_MARK:
        return _full_mark(row)
    bounds = bounds_of(name, kind, full)
    if bounds and whole_numbers(name, kind):
        number = _number(row, Kind.NUMBER, bounds)
        whole = isinstance(number, Decimal) and number == int(number)
        return int(number) if whole else C.SETTING_IMPOSSIBLE
    if bounds:
        marks = name in MARKS and full != 1
        return _number(row, Kind.NUMBER if marks else Kind.RATIO, bounds, marks=marks)
    if name == "行为计入季度":
        months = months_named(row.text("值"))
        return C.SETTING_IMPOSSIBLE if months is None else months
    if name in SETTING_MEANINGS:
        word = row.sheet.one_of(row.text("值"), SETTING_MEANINGS[name])
        return SETTING_MEANINGS[name].get(word, C.SETTING_IMPOSSIBLE)
    return row.sheet.named(row.text("值")) if name in NAMED else row.text("值")


def _number(
    row: TableRow, kind: Kind, bounds: tuple[Decimal | int, Decimal | int], *, marks: bool = False
) -> Decimal | C:
    """The number; one of `marks` is refused in percent format, where 90 % would be 0.9."""
    column = replace(sheets.SETTINGS.column("值"), kind=kind, points=marks)
    cell = read_cell(row.raw("值"), column)
    if isinstance(cell, Parsed) and isinstance(cell.value, Decimal):
        return cell.value if bounds[0] <= cell.value <= bounds[1] else C.SETTING_IMPOSSIBLE
    return C.SETTING_IMPOSSIBLE
