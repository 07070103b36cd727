"""Writes the scheme workbook for HR, with dropdowns, checks while typing and live sums of all weights (校验)."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from gettext import NullTranslations
from io import BytesIO
from typing import Any

from gacx_reports.core.forms.form import SCHEME_WORKBOOK
from gacx_reports.core.issuing.layout import SheetLayout, sheet_layout
from gacx_reports.core.issuing.preview.formula_sheet import criterion
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme import sheets
from gacx_reports.core.scheme.behaviour_sheets import CATEGORIES, SCALES
from gacx_reports.core.scheme.kpi_sheets import KPIS
from gacx_reports.core.scheme.parse import read_scheme, scheme_rows
from gacx_reports.core.scheme.sampling_sheet import SAMPLING
from gacx_reports.core.scheme.table_sheets import BANDS, POINTS, TABLES
from gacx_reports.core.scheme.weights import EQUAL
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.core.sheets.raw_values import Percent
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.issuing.english_rows import english_row
from gacx_reports.excel.issuing.english_workbook import in_language
from gacx_reports.excel.issuing.form_sheet import write_sheet
from gacx_reports.excel.issuing.form_workbook import new_book
from gacx_reports.excel.issuing.scheme_sums import Sum, sums_of
from gacx_reports.excel.issuing.sheet_spec import SheetSpec
from gacx_reports.excel.issuing.workbook_builder import AMBER, GREY, LINE, REQUIRED, WorkbookBuilder
from gacx_reports.excel.styles import FONT, CellValue, FilledSheet, SheetRow, Shown, percent_format
from gacx_reports.i18n import N_, is_english

CHECKS = "校验"
_SOURCES = {
    "行为组": (CATEGORIES.name, "行为组"),
    "量表": (SCALES.name, "量表"),
    "记录表": (TABLES.name, "记录表"),
    "总体": (TABLES.name, "记录表"),
    "分段表": (BANDS.name, "分段表"),
    "折线表": (POINTS.name, "折线表"),
    "等级上限": (sheets.GRADES.name, "等级"),
}
"""Header → sheet and column with the words to choose from."""


def scheme_book(
    filled: Sequence[FilledSheet], t: NullTranslations, kept: Collection[str] = ()
) -> bytes:
    """The scheme with these rows, as .xlsx bytes in the language of `t`; the same input gives the same bytes.

    `kept` are names that stay Chinese in an English workbook.
    """
    buffer = BytesIO()
    english = is_english(t)
    filled = _named(filled, kept) if english else filled
    places = {s.form.name: sheet_layout(s.form, len(s.rows)) for s in filled}
    with new_book(buffer, word(SCHEME_WORKBOOK.removesuffix(".xlsx"), t)) as book:
        builder = WorkbookBuilder(in_language(book, t), t)
        for sheet in filled:
            write_sheet(builder, _drawn(sheet, places))
        # Sums of blank rows come last, and are not printed.
        sums = sorted(sums_of(filled, places, t), key=lambda s: s.spare)
        _put_checks(builder, sums, places)
        builder.put_lists()
    return buffer.getvalue()


def _named(filled: Sequence[FilledSheet], kept: Collection[str]) -> list[FilledSheet]:
    """The rows with names translated by the scheme's own sheet 英文名."""
    known = (row for s in filled if s.form is sheets.ENGLISH for row in s.rows)
    pairs = ((str(row.get("中文")), str(row.get("英文"))) for row in known)
    names = {zh: en for zh, en in pairs if zh not in kept}
    return [
        FilledSheet(s.form, [english_row(s.form, row, names) for row in s.rows]) for s in filled
    ]


def scheme_edition(workbook: Workbook, t: NullTranslations) -> bytes:
    """The scheme workbook, which must have no errors, rewritten as .xlsx bytes in the language of `t`."""
    rows, _ = scheme_rows(workbook)
    filled = [
        FilledSheet(form, [as_written(record, form) for record in rows[form.name]])
        for form in sheets.SCHEME_SHEETS
    ]
    return scheme_book(filled, t, read_scheme(workbook)[0].ambiguous)


def as_written(record: TableRow, form: SheetForm) -> SheetRow:
    """Returns header → value of a row that was read, to be written again."""
    return {c.name: _value(record, c) for c in form.columns}


def _value(record: TableRow, column: Column) -> CellValue | Shown:
    """The value that was read; in a column of mixed kinds, a number as it is shown (with % or without)."""
    raw, value = record.raw(column.name), record.value(column.name)
    mixed = column.kind in (Kind.ANY, Kind.NUMBER)
    if mixed and isinstance(raw, int | float) and not isinstance(raw, bool):
        number = Decimal(f"{raw:.15g}")
        return Shown(number, percent_format(number)) if isinstance(raw, Percent) else number
    return value


def _drawn(sheet: FilledSheet, places: dict[str, SheetLayout]) -> SheetSpec:
    """A column's dropdown offers the words of the sheet that defines them, unless it is that sheet itself."""
    name = sheet.form.name
    chosen = {
        header: places[source].range(column)
        for header, (source, column) in _SOURCES.items()
        if header in sheet.form.names and source in places and source != name
    }
    if sheet.form in (sheets.SPECIFICATIONS, SAMPLING):
        chosen["岗位"] = places[sheets.POSTS.name].range("岗位")
    # The full mark may be changed on the very sheets: how high a score may be is checked when the scheme is read.
    return SheetSpec(sheet.form.counted_to(None), sheet.rows, sources=chosen)


def _put_checks(
    builder: WorkbookBuilder, sums: Sequence[Sum], places: dict[str, SheetLayout]
) -> None:
    page = builder.book.add_worksheet(CHECKS)
    last = len(sums) + 3
    wrong = builder.say(N_("must be 100%"))
    count = f'COUNTIF($D$4:$D${last},"{wrong}")'
    words = builder.say(N_("Sums that are not 100%: {count}"), count=f'"&{count}&"')
    fine = builder.say(N_("All weights total 100%."))
    title = builder.format({**FONT, "bold": True, "font_size": 14, "font_color": "#1F4E79"})
    page.write_formula(
        0, 0, f'=IF({_strays(places, builder.t)}+{count}=0,"{fine}","{words}")', title, ""
    )
    page.write_formula(
        1, 0, f"={_stray_words(builder, places)}", builder.format({**FONT, "font_color": GREY}), ""
    )
    headers = (N_("Weights"), N_("Of"), N_("Sum"), N_("Verdict"))
    for column, header in enumerate(headers):
        page.write_string(2, column, builder.t.gettext(header), builder.format(REQUIRED))
    text, share = builder.format(FONT), builder.format({**FONT, "num_format": "0.00%"})
    for row, item in enumerate(sums, start=3):
        who, total = f"$B{row + 1}", f"$C{row + 1}"
        page.write_formula(row, 0, f'=IF({who}="","","{item.what}")', text, "")
        page.write_formula(row, 1, f'=IF({item.of}="","",{item.of})', text, "")
        page.write_formula(row, 2, f'=IF({who}="","",{item.total})', share, "")
        verdict = f'IF(ROUND({total},10)=1,"✓","{wrong}")'
        page.write_formula(row, 3, f'=IF({who}="","",{verdict})', text, "")
    page.print_area(0, 0, sum(not item.spare for item in sums) + 2, 3)
    _finish(builder, page, last, wrong)


def _strays(places: dict[str, SheetLayout], t: NullTranslations) -> str:
    """Formula: number of KPI rows whose post's or unit's weights don't total 100 %, also of those not listed below."""
    who, weight = (places[KPIS.name].range(c) for c in ("岗位", "权重"))
    own = criterion(who)
    plain = f"COUNTIF({places[sheets.DIMENSIONS.name].range('岗位')},{own})=0"
    total = f"ROUND(SUMIF({who},{own},{weight}),10)"
    sharing = f'COUNTIFS({who},{own},{weight},"{word(EQUAL, t)}")'
    lone = f"({sharing}=0)*({total}<>1)+({sharing}>0)*({total}>=1)"
    return f'SUMPRODUCT(({who}<>"")*({plain})*({lone}))'


def _stray_words(builder: WorkbookBuilder, places: dict[str, SheetLayout]) -> str:
    words = builder.say(
        N_("Rows of sheet 指标 whose post's or unit's weights don't total 100%: {count}"),
        count='"&' + _strays(places, builder.t) + '&"',
    )
    return f'IF({_strays(places, builder.t)}=0,"","{words}")'


def _finish(builder: WorkbookBuilder, page: Any, last: int, wrong: str) -> None:
    for column, width in enumerate((34, 30, 12, 16)):
        page.set_column(column, column, width)
    rule = {"type": "formula", "criteria": f'=$D4="{wrong}"', "format": builder.format(AMBER)}
    page.conditional_format(3, 0, last - 1, 3, rule)
    lines = {"border": 1, "border_color": LINE}
    rule = {"type": "formula", "criteria": '=$B4<>""', "format": builder.format(lines)}
    page.conditional_format(3, 0, last - 1, 3, rule)
    page.freeze_panes(3, 0)
    page.autofilter(2, 0, last - 1, 3)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    page.set_footer(builder.say("&L&A&RPage &P of &N"))
    page.protect("", {"autofilter": True, "sort": True, "format_columns": True})
