"""Writes the quarter of an example scheme: its workbooks as the program issues them, filled in from its text."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.forms.form import SCHEME_WORKBOOK, Form
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.issue import errors
from gacx_reports.core.issuing.prefill import FormInputs, prefilled
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK, Roster
from gacx_reports.core.roster.sheets import DEPARTMENTS, PEOPLE, PERIOD, ROSTER_SHEETS
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.sheets import ENGLISH, SCHEME_SHEETS, SETTINGS
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.raw_values import shown
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.excel.issuing.form_workbook import form_book
from gacx_reports.excel.issuing.roster_workbook import roster_book
from gacx_reports.excel.issuing.scheme_workbook import scheme_edition
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.excel.styles import FilledSheet
from gacx_reports.i18n import translator
from gacx_reports.locations import default_templates
from tools.samples.quarter_folder import SampleError
from tools.samples.schemes.rows import Record, expanded, filled_sheet, sheet_of
from tools.samples.schemes.source import NAMES, Books, Table, books_of, english_of

FOLDER = "schemes"
"""Below input_samples/: a folder per scheme, and in it the quarter's."""

USUAL: Mapping[str, Record] = {
    "岗位": {"个人权重": "100%", "部门权重": "0%", "公司权重": "0%"},
    "指标": {"性质": "定量", "不适用时": "不允许", "个人目标": "否", "小数位": "0", "示例": "否"},
    "记录列": {"必填": "是", "可不适用": "否"},
}
"""Sheet of the scheme → cells of its rows that a text leaves out."""


def write_schemes(output: Path) -> None:
    """Write the quarter of every example scheme below `output`/schemes."""
    for name in NAMES:
        write_scheme(output / FOLDER / name, name)


def write_scheme(folder: Path, name: str) -> None:
    """Write the quarter of the scheme `name` below `folder`; raises SampleError."""
    books, chinese = books_of(name), translator("zh")
    workbook = _scheme_workbook(books)
    scheme = _sound_scheme(workbook)
    quarter = quarter_of(books)
    roster = _sound_roster(books, scheme, quarter)
    target = folder / str(quarter)
    target.mkdir(parents=True, exist_ok=True)
    (target / SCHEME_WORKBOOK).write_bytes(scheme_edition(workbook, chinese))
    rows = {
        form.name: filled_sheet(ROSTER_WORKBOOK, form, _roster_rows(books, form)).rows
        for form in ROSTER_SHEETS
    }
    (target / ROSTER_WORKBOOK).write_bytes(roster_book(rows, scheme, quarter, chinese))
    for form in forms(scheme, roster, quarter):
        inputs = FormInputs(form, scheme, roster, quarter)
        path = target / form.workbook
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(form_book(inputs, _filled(inputs, books), chinese))


def quarter_of(books: Books) -> Quarter:
    """The quarter that sheet 本期 of the roster names."""
    entries = {r["项目"]: r.get("值", "") for r in books[ROSTER_WORKBOOK][PERIOD.name].records()}
    quarter = Quarter.parse(entries["季度"])
    assert quarter, entries
    return quarter


def _roster_rows(books: Books, form: SheetForm) -> Sequence[Record]:
    table = books[ROSTER_WORKBOOK].get(form.name)
    records = list(table.records()) if table else []
    if form is not PEOPLE:
        return records
    return [{"邮箱": f"{r['工号'].lower()}@example.com", **r} for r in records]


def _scheme_workbook(books: Books) -> Workbook:
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


def _sound_scheme(workbook: Workbook) -> Scheme:
    scheme, issues = read_scheme(workbook)
    if errors(issues):
        raise SampleError(tuple(errors(issues)))
    return scheme


def _sound_roster(books: Books, scheme: Scheme, quarter: Quarter) -> Roster:
    sheets = [
        sheet_of(ROSTER_WORKBOOK, form, records)
        for form in ROSTER_SHEETS
        if (records := _roster_rows(books, form))
    ]
    roster, issues = read_roster(Workbook(ROSTER_WORKBOOK, tuple(sheets)), scheme, quarter)
    if errors(issues):
        raise SampleError(tuple(errors(issues)))
    return roster


def _filled(inputs: FormInputs, books: Books) -> list[FilledSheet]:
    """Every sheet of the form; the cover, and whatever the text leaves out, as the program issues it."""
    form = inputs.form
    usual = prefilled(inputs)
    return [
        _written(sheet, inputs, books) or FilledSheet(sheet, usual[sheet.name])
        for sheet in form.sheets
    ]


def _written(sheet: SheetForm, inputs: FormInputs, books: Books) -> FilledSheet | None:
    table = _book(inputs.form, books).get(sheet.name)
    if table is None:
        return None
    names = {person.id: person.name for person in inputs.roster.people.values()}
    records = expanded(sheet, table, names, inputs.quarter)
    return filled_sheet(inputs.form.workbook, sheet, records)


def _book(form: Form, books: Books) -> Mapping[str, Table]:
    return books.get(form.workbook, {})
