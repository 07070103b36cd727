"""Scheme and roster of an example, as its text writes them."""

from collections.abc import Mapping, Sequence

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import SCHEME_WORKBOOK
from gacx_reports.core.issues.issue import errors
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK, Roster
from gacx_reports.core.roster.sheets import DEPARTMENTS, PEOPLE, PERIOD, ROSTER_SHEETS
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.sheets import ENGLISH, SCHEME_SHEETS, SETTINGS
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.raw_values import shown
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.locations import default_templates
from tools.samples.quarter_folder import SampleError
from tools.samples.schemes.rows import Record, sheet_of
from tools.samples.schemes.source import Books, Table, english_of

USUAL: Mapping[str, Record] = {
    "岗位": {"个人权重": "100%", "部门权重": "0%", "公司权重": "0%"},
    "指标": {"性质": "定量", "不适用时": "不允许", "个人目标": "否", "小数位": "0", "示例": "否"},
    "记录列": {"必填": "是", "可不适用": "否"},
}
"""Sheet of the scheme → cells of its rows that a text leaves out."""


def period_of(books: Books) -> Period:
    """The quarter that sheet 本期 of the roster names."""
    entries = {r["项目"]: r.get("值", "") for r in books[ROSTER_WORKBOOK][PERIOD.name].records()}
    quarter = Period.parse(entries["季度"])
    assert quarter, entries
    return quarter


def roster_rows(books: Books, form: SheetForm) -> Sequence[Record]:
    """Rows of a sheet of the roster; people have invented mail addresses."""
    table = books[ROSTER_WORKBOOK].get(form.name)
    records = list(table.records()) if table else []
    if form is not PEOPLE:
        return records
    return [{"邮箱": f"{r['工号'].lower()}@example.com", **r} for r in records]


def scheme_workbook(books: Books) -> Workbook:
    """The scheme as a workbook; a setting that its text leaves out is that of the template."""
    sheets = [
        sheet_of(SCHEME_WORKBOOK, form, _scheme_rows(books, form.name))
        for form in SCHEME_SHEETS
        if form is not SETTINGS
    ]
    return Workbook(SCHEME_WORKBOOK, (_settings(books), *sheets))


def _scheme_rows(books: Books, sheet: str) -> list[Record]:
    table, usual = books[SCHEME_WORKBOOK].get(sheet), USUAL.get(sheet, {})
    if sheet == ENGLISH.name:
        return list(english_of(_named(books)))
    return [{**usual, **record} for record in table.records()] if table else []


def _named(books: Books) -> Mapping[str, Table]:
    """The tables whose names are shown in English: the scheme's, and the departments."""
    return {**books[SCHEME_WORKBOOK], DEPARTMENTS.name: books[ROSTER_WORKBOOK][DEPARTMENTS.name]}


def _settings(books: Books) -> Sheet:
    own = {r["项目"]: r for r in books[SCHEME_WORKBOOK][SETTINGS.name].records()}
    template = read_workbook(default_templates() / "scheme.xlsx")
    assert isinstance(template, Workbook)
    page = template.sheet(SETTINGS.name)
    assert page
    (_, headers), *rows = page.rows
    usual = [dict(zip(map(shown, headers), map(shown, cells), strict=False)) for _, cells in rows]
    known = {row["项目"]: row for row in usual}
    given = {item: {**known.get(item, {}), "值": "", **row} for item, row in own.items()}
    merged = (known | given).values()
    return sheet_of(SCHEME_WORKBOOK, SETTINGS, list(merged))


def scheme_of(workbook: Workbook) -> Scheme:
    """The scheme; raises SampleError for one that the program would refuse."""
    scheme, issues = read_scheme(workbook)
    if errors(issues):
        raise SampleError(tuple(errors(issues)))
    return scheme


def roster_of(books: Books, scheme: Scheme, quarter: Period) -> Roster:
    """The roster; raises SampleError for one that the program would refuse."""
    sheets = [
        sheet_of(ROSTER_WORKBOOK, form, records)
        for form in ROSTER_SHEETS
        if (records := roster_rows(books, form))
    ]
    roster, issues = read_roster(Workbook(ROSTER_WORKBOOK, tuple(sheets)), scheme, quarter)
    if errors(issues):
        raise SampleError(tuple(errors(issues)))
    return roster
