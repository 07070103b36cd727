"""Writes a form of the quarter as the workbook to be issued: guide, cover, sheets to fill in, people, lists, stamp."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from gettext import NullTranslations
from io import BytesIO
from typing import Any

import xlsxwriter

from gacx_reports.core.forms.file_names import in_english as under_its_name
from gacx_reports.core.forms.form import Form
from gacx_reports.core.forms.input_sheets import COMMENTS, COVER, RATINGS, TYPED, VALUES, kpi_column
from gacx_reports.core.forms.locked_rows import LOCKED, digests
from gacx_reports.core.issues.cell_ref import column_letters
from gacx_reports.core.issuing.instructions import guide
from gacx_reports.core.issuing.layout import PREPARED, SheetLayout, layouts
from gacx_reports.core.issuing.prefill import FormInputs, prefilled, remembered
from gacx_reports.core.issuing.preview.build import preview
from gacx_reports.core.issuing.preview.formula_sheet import Page
from gacx_reports.core.issuing.required_rows import lines
from gacx_reports.core.scheme.english_names import sheet_worthy
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.core.sheets.stamp import Stamp
from gacx_reports.core.submissions.parse import stamp_of
from gacx_reports.core.submissions.read_ratings import level_column
from gacx_reports.core.translation import in_english
from gacx_reports.excel.issuing.english_workbook import in_language
from gacx_reports.excel.issuing.fast_worksheet import FastWorksheet
from gacx_reports.excel.issuing.form_sheet import write_sheet
from gacx_reports.excel.issuing.instructions_sheet import put_guide
from gacx_reports.excel.issuing.people_sheet import progress, put_people
from gacx_reports.excel.issuing.preview_sheets import add_preview
from gacx_reports.excel.issuing.sheet_spec import Reference, SheetSpec
from gacx_reports.excel.issuing.workbook_builder import WorkbookBuilder
from gacx_reports.excel.issuing.write_stamp import put_stamp
from gacx_reports.excel.styles import DAY, FONT, STAMP, FilledSheet, SheetRow
from gacx_reports.i18n import N_, is_english

_ANSWERS = {
    **{name: (value,) for name, (_, value) in VALUES.items() if name in LOCKED},
    COMMENTS.name: ("评语", "下季度目标"),
}
"""Sheets whose rows are all issued → columns of which at least one must have a value for the row to be filled in."""
_REMEMBERED = {
    TYPED.name: N_("Value in {quarter} (for reading only)"),
    RATINGS.name: N_("Level in {quarter} (for reading only)"),
    COMMENTS.name: N_("Goals set in {quarter} (for reading only)"),
}


def issued_book(inputs: FormInputs, t: NullTranslations) -> bytes:
    """The form as it is issued, as .xlsx bytes: prefilled with all known values, with the live preview (试算)."""
    rows = prefilled(inputs)
    sheets = [FilledSheet(s, rows[s.name]) for s in inputs.form.sheets]
    return form_book(inputs, sheets, t, with_preview=True)


def form_book(
    inputs: FormInputs,
    sheets: Sequence[FilledSheet],
    t: NullTranslations,
    *,
    with_preview: bool = False,
) -> bytes:
    """The form with these rows, as .xlsx bytes in the language of `t`; the same input gives the same bytes.

    The hidden stamp is the same in both languages.
    """
    if is_english(t):
        inputs, sheets = _in_english(inputs, sheets)
    form, buffer = inputs.form, BytesIO()
    people = lines(inputs, {s.form.name: s.rows for s in sheets})
    with new_book(buffer, f"{form.workbook.removesuffix('.xlsx')} {inputs.quarter}") as plain:
        book = in_language(plain, t)
        days = (inputs.quarter.first_day, inputs.quarter.last_day)
        builder = WorkbookBuilder(book, t, days, len(people))
        due = inputs.roster.period.due
        explained = guide(form, inputs.scheme, inputs.quarter, due, t, inputs.roster.projects)
        put_guide(builder, explained, progress(builder, people))
        for sheet in sheets:
            write_sheet(builder, _drawn(inputs, sheet, t))
        positions = layouts(form, {s.form.name: len(s.rows) for s in sheets})
        shown, hidden = _preview(inputs, positions, t) if with_preview else ((), ())
        add_preview(book, shown)
        put_people(builder, people, positions)
        add_preview(book, hidden)
        builder.put_lists()
        put_stamp(plain, stamp_of(form, inputs.quarter, inputs.scheme), _locked(sheets))
    return buffer.getvalue()


def _in_english(
    inputs: FormInputs, sheets: Sequence[FilledSheet]
) -> tuple[FormInputs, list[FilledSheet]]:
    """Both with the scheme's names in English; headers of the program's own sheets stay as they are."""
    names = sheet_worthy(inputs.scheme)
    cells = [[tuple(row.values()) for row in s.rows] for s in sheets]
    shown, forms, cells = in_english((inputs, [s.form for s in sheets], cells), names)
    filled = []
    for before, form, rows in zip(sheets, forms, cells, strict=True):
        headers = dict(zip(before.form.names, form.names, strict=True))
        keys = (tuple(headers.get(h, h) for h in row) for row in before.rows)
        filled.append(
            FilledSheet(form, [dict(zip(*x, strict=True)) for x in zip(keys, rows, strict=True)])
        )
    return replace(shown, form=under_its_name(shown.form)), filled


def blank_book(form: Form, scheme: Scheme, t: NullTranslations) -> bytes:
    """The form without people and quarter, as .xlsx bytes: to look at, or to start without the command `templates`."""
    buffer = BytesIO()
    if is_english(t):
        form, scheme = in_english((form, scheme), sheet_worthy(scheme))
        form = under_its_name(form)
    with new_book(buffer, form.workbook.removesuffix(".xlsx")) as plain:
        builder = WorkbookBuilder(in_language(plain, t), t)
        put_guide(builder, guide(form, scheme, None, None, t), "")
        entries = {"季度": None, "部门": None, "方案版本": scheme.settings.version, "填报人": None}
        cover: list[SheetRow] = [{"项目": name, "值": value} for name, value in entries.items()]
        for sheet in form.sheets:
            rows = cover if sheet.name == COVER.name else []
            write_sheet(builder, SheetSpec(sheet, rows, fixed=sheet.name == COVER.name))
        builder.put_lists()
        put_stamp(plain, Stamp(form.kind, "", "", scheme.settings.version), {})
    return buffer.getvalue()


def new_book(buffer: BytesIO, title: str) -> Any:
    """A new XlsxWriter workbook without sheets, with the program's font, date format and fixed creation time."""
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": DAY})
    book.worksheet_class = FastWorksheet
    book.set_properties({"title": title, "author": "gacx-reports", "created": STAMP})
    book.formats[0].set_font_name(FONT["font_name"])
    book.formats[0].set_font_size(FONT["font_size"])
    return book


def _preview(
    inputs: FormInputs, positions: Mapping[str, SheetLayout], t: NullTranslations
) -> tuple[list[Page], list[Page]]:
    """The visible and the hidden (computing) sheets of the live preview."""
    pages = preview(inputs.form, inputs.scheme, inputs.roster, inputs.quarter, positions, t)
    return [p for p in pages if not p.hidden], [p for p in pages if p.hidden]


def _locked(sheets: Sequence[FilledSheet]) -> dict[str, str]:
    return {s.form.name: digests(s.form.name, s.rows) for s in sheets if s.form.name in LOCKED}


def _drawn(inputs: FormInputs, sheet: FilledSheet, t: NullTranslations) -> SheetSpec:
    name = sheet.form.name
    if name == COVER.name:
        return SheetSpec(sheet.form, sheet.rows, fixed=True)
    by_row = {}
    if name in VALUES:
        about, value = VALUES[name]
        by_row = {value: [_accepted(inputs, name, str(r.get(about, ""))) for r in sheet.rows]}
    return SheetSpec(
        _with_projects(sheet.form, inputs),
        sheet.rows,
        locked=LOCKED.get(name, ()),
        by_row={header: columns for header, columns in by_row.items() if columns},
        references=tuple(_references(inputs, sheet, t)),
        progress=_count(sheet, t),
        lines=3 if name == COMMENTS.name else 1,
    )


def _with_projects(form: SheetForm, inputs: FormInputs) -> SheetForm:
    """Returns the sheet with the people's projects as the choices of column 所属项目."""
    projects = inputs.roster.projects
    names = dict.fromkeys(p.name for a in inputs.form.people for p in projects.get(a.id, ()))
    if not names:
        return form
    return replace(
        form,
        columns=tuple(
            replace(c, kind=Kind.CHOICE, choices=tuple(names)) if c.name == "所属项目" else c
            for c in form.columns
        ),
    )


def _accepted(inputs: FormInputs, sheet: str, about: str) -> Column:
    """The accepted values of a row's cell: the levels for a rating, else the unit and range of the KPI `about`."""
    scheme = inputs.scheme
    if sheet == RATINGS.name:
        return level_column(scheme.scales[scheme.settings.behaviour_scale])
    value = VALUES[sheet][1]
    posts = [p.post for p in inputs.form.people]
    kpis = (k for post in posts for k in scheme.kpis_of(post) if k.name == about)
    found = next((kpi_column(k, scheme, value) for k in kpis), None)
    return found or Column(value)


def _references(inputs: FormInputs, sheet: FilledSheet, t: NullTranslations) -> list[Reference]:
    name = sheet.form.name
    values = [remembered(inputs, name, row) for row in sheet.rows]
    if name not in _REMEMBERED or all(v is None for v in values):
        return []
    quarter = inputs.past.half if name == RATINGS.name else inputs.past.quarter
    header = t.gettext(_REMEMBERED[name]).format(quarter=quarter)
    return [Reference(header, values)]


def _count(sheet: FilledSheet, t: NullTranslations) -> str:
    """Formula of the progress line: number of rows, or of issued rows that are filled in."""
    name, last = sheet.form.name, 1 + len(sheet.rows) + PREPARED
    who = f"$A$2:$A${last}"
    if name in _ANSWERS:
        letters = [column_letters(sheet.form.names.index(header)) for header in _ANSWERS[name]]
        answered = "+".join(f'(${x}$2:${x}${last}<>"")' for x in letters)
        done = f'SUMPRODUCT(({who}<>"")*(({answered})>0))'
        words = t.gettext("{done} of {all} filled in")
        parts = words.format(done=f'"&{done}&"', all=f'"&COUNTA({who})&"')
        return f'="{parts}"'
    return '="' + t.gettext("Rows so far: {count}").format(count=f'"&COUNTA({who})&"') + '"'
