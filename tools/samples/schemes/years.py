"""The year of an example scheme: its other periods, made from the one that its text fills, and the year's own books.

A text per scheme in data/schemes/years/: a heading per other period, with the cells in which it differs (改动), and the
year's scheme and workbooks. Settings, grades and lines of bonus and veto that it leaves out are those of the quarter.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.forms.form import SCHEME_WORKBOOK
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK
from gacx_reports.core.roster.sheets import DEPARTMENTS, PEOPLE, PERIOD
from gacx_reports.core.scheme.kpi_sheets import KPIS
from gacx_reports.core.scheme.sheets import ENGLISH, SETTINGS
from tools.samples.schemes.scheme_and_roster import period_of
from tools.samples.schemes.source import TEXTS, Books, Table, books_of, books_written

CHANGES = "改动"
GONE = "删去"
"""In place of a value: the rows are left out."""
YEAR = "\n## 年度 The year\n"
"""Heading of what a scheme's page says of its year."""
_OF_ONE_PERIOD = ("评语", "加减分")
"""Sheets that tell of one period, and that the others are without."""
_TAKEN_OVER = ("等级", "加减分项")
_PEOPLE = (PEOPLE.name, DEPARTMENTS.name)


def year_of(name: str) -> Period:
    """The year of the scheme's period."""
    return Period.of(PeriodKind.YEAR, period_of(books_of(name)).first_day)


def periods_of(name: str) -> dict[Period, Books]:
    """Every period of the year that has results, in order, and its workbooks."""
    base = books_of(name)
    own = period_of(base)
    found = {own: base}
    for heading, sheets in _text(name).items():
        period = Period.parse(heading)
        if period and period.kind is own.kind:
            books = _another(base, own, period)
            found[period] = changed(books, sheets[CHANGES])
    return dict(sorted(found.items()))


def books_of_year(name: str) -> Books:
    """The year's workbooks: its scheme, its roster, and what the year itself rates."""
    base, text = books_of(name), _text(name)
    books = {file: sheets for file, sheets in text.items() if file.endswith(".xlsx")}
    scheme = {s: t for s, t in base[SCHEME_WORKBOOK].items() if s in _TAKEN_OVER}
    scheme |= books[SCHEME_WORKBOOK]
    scheme[ENGLISH.name] = _kpi_names(base[SCHEME_WORKBOOK][KPIS.name])
    quarter = base[SCHEME_WORKBOOK][SETTINGS.name]
    scheme[SETTINGS.name] = _overlaid(quarter, scheme[SETTINGS.name])
    roster = {s: t for s, t in base[ROSTER_WORKBOOK].items() if s in _PEOPLE}
    roster |= books[ROSTER_WORKBOOK]
    whole = {**books, SCHEME_WORKBOOK: scheme, ROSTER_WORKBOOK: roster}
    return changed(whole, text[str(year_of(name))][CHANGES])


def _kpi_names(kpis: Table) -> Table:
    """The names of the periods' KPIs, which the year's reports show, for their English."""
    return Table(("中文",), tuple((r["指标"],) for r in kpis.records()))


def _text(name: str) -> Books:
    return books_written(TEXTS / "years" / f"{name}.md")


def _overlaid(base: Table, own: Table) -> Table:
    """The base's rows, with those of the same first cell replaced, and new ones below."""
    rows = {row[0]: row for row in base.rows} | {row[0]: row for row in own.rows}
    width = len(base.headers)
    return Table(base.headers, tuple((*row, "", "")[:width] for row in rows.values()))


def _another(base: Books, own: Period, period: Period) -> Books:
    """The same workbooks on the days of another period, without comments, bonus and vetoes."""
    months = (period.year - own.year) * 12 + period.first_day.month - own.first_day.month

    def moved(workbook: str, sheet: str, table: Table) -> Table:
        every = (workbook, sheet) == (ROSTER_WORKBOOK, PERIOD.name)
        rows = (tuple(_moved(c, months, None if every else own) for c in r) for r in table.rows)
        return Table(table.headers, tuple(rows))

    books = {
        file: {s: moved(file, s, t) for s, t in sheets.items() if s not in _OF_ONE_PERIOD}
        for file, sheets in base.items()
    }
    return _with(books, ROSTER_WORKBOOK, PERIOD.name, _named(books, str(own), str(period)))


def _named(books: Books, old: str, new: str) -> Table:
    table = books[ROSTER_WORKBOOK][PERIOD.name]
    rows = (tuple(new if cell == old else cell for cell in row) for row in table.rows)
    return Table(table.headers, tuple(rows))


def _moved(cell: str, months: int, within: Period | None) -> str:
    """A day so many months later; a day outside of the time is left, as is any other cell."""
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        return cell
    if within and not within.contains(day):
        return cell
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)).isoformat()


def changed(books: Books, changes: Table) -> Books:
    """The workbooks with those cells replaced; raises KeyError for a change of what is not there."""
    for change in changes.records():
        file, sheet, who = (change[h] for h in ("工作簿", "表", "谁"))
        table = books[file][sheet]
        if all(row[0] != who for row in table.rows):
            raise KeyError(file, sheet, who)
        books = _with(books, file, sheet, _replaced(table, who, change))
    # Without anybody to fill it in, a workbook may lack the sheet.
    return {f: {s: t for s, t in sheets.items() if t.rows} for f, sheets in books.items()}


def _replaced(table: Table, who: str, change: Mapping[str, str]) -> Table:
    value, column = change.get("值", ""), change.get("列", "")
    if value == GONE:
        return Table(table.headers, tuple(row for row in table.rows if row[0] != who))
    if column not in table.headers:
        wider = (*table.headers, column)
        table = Table(wider, tuple((*row, "") for row in table.rows))
    at = table.headers.index(column)
    rows = ((*r[:at], value, *r[at + 1 :]) if r[0] == who else r for r in table.rows)
    return Table(table.headers, tuple(rows))


def _with(books: Books, file: str, sheet: str, table: Table) -> Books:
    return {**books, file: {**books[file], sheet: table}}
