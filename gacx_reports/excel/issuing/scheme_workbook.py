"""Writes the scheme workbook for HR, with dropdowns, checks while typing and live sums of all weights (校验)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from gettext import NullTranslations
from io import BytesIO
from typing import Any

from gacx_reports.core.forms.form import SCHEME_WORKBOOK
from gacx_reports.core.issuing.layout import SheetLayout, sheet_layout
from gacx_reports.core.issuing.preview.formula_sheet import quoted
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme import sheets
from gacx_reports.core.scheme.behaviour_sheets import CATEGORIES, ITEMS, RATERS, SCALES
from gacx_reports.core.scheme.kpi_sheets import BANDS, KPIS
from gacx_reports.core.scheme.parse import read_scheme, scheme_rows
from gacx_reports.core.scheme.sampling_sheet import SAMPLING
from gacx_reports.core.scheme.table_sheets import TABLES
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.core.sheets.raw_values import Percent
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.issuing.english_rows import english_row
from gacx_reports.excel.issuing.english_workbook import in_language
from gacx_reports.excel.issuing.form_sheet import write_sheet
from gacx_reports.excel.issuing.form_workbook import new_book
from gacx_reports.excel.issuing.sheet_spec import SheetSpec
from gacx_reports.excel.issuing.workbook_builder import AMBER, GREY, LINE, REQUIRED, WorkbookBuilder
from gacx_reports.excel.styles import FONT, CellValue, FilledSheet, SheetRow, Shown, percent_format
from gacx_reports.i18n import N_, is_english

CHECKS = "校验"
_SPARE = 10
"""Blank rows below the filled ones of a sheet that have a sum on sheet 校验."""
_SOURCES = {
    "行为组": (CATEGORIES.name, "行为组"),
    "量表": (SCALES.name, "量表"),
    "记录表": (TABLES.name, "记录表"),
    "总体": (TABLES.name, "记录表"),
    "分段表": (BANDS.name, "分段表"),
    "等级上限": (sheets.GRADES.name, "等级"),
}
"""Header → sheet and column with the words to choose from."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Weights that must total 100 %, in one row of the check sheet."""

    what: str
    of: str
    """Formula of the post, unit, set or category of the sum; the row is blank if it gives ""."""
    total: str
    """Formula of the sum, a fraction of 1."""
    spare: bool = False
    """Whether the sum is of a row that is still blank."""


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
        builder = WorkbookBuilder(in_language(book, english), t)
        for sheet in filled:
            write_sheet(builder, _drawn(sheet, places))
        # Sums of blank rows come last, and are not printed.
        sums = sorted(_sums(filled, places, t), key=lambda s: s.spare)
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
        FilledSheet(form, [_as_written(record, form) for record in rows[form.name]])
        for form in sheets.SCHEME_SHEETS
    ]
    return scheme_book(filled, t, read_scheme(workbook)[0].ambiguous)


def _as_written(record: TableRow, form: SheetForm) -> SheetRow:
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
    return SheetSpec(sheet.form, sheet.rows, sources=chosen)


def _sums(
    filled: Sequence[FilledSheet], places: dict[str, SheetLayout], t: NullTranslations
) -> Iterator[Sum]:
    """The sums to check: KPIs and mix of each post, KPIs of each unit, categories, items and raters of each set."""
    counts = {s.form.name: len(s.rows) for s in filled}
    kpis, posts = places[KPIS.name], places[sheets.POSTS.name]
    weight = t.gettext(N_("Weights of the KPIs"))
    for row, spare in _rows(counts[posts.name]):
        post = posts.cell("岗位", row)
        total = f"SUMIF({kpis.range('岗位')},{post},{kpis.range('权重')})"
        yield Sum(weight, post, total, spare)
    known = {str(r.get("岗位")) for s in filled if s.form is sheets.POSTS for r in s.rows}
    units = (str(r.get("岗位")) for s in filled if s.form is KPIS for r in s.rows)
    for unit in dict.fromkeys(u for u in units if u not in known):
        name = quoted(unit)
        total = f"SUMIF({kpis.range('岗位')},{name},{kpis.range('权重')})"
        yield Sum(weight, name, total)
    mix = t.gettext(N_("Individual, department, company"))
    for row, spare in _rows(counts[posts.name]):
        first, last = (posts.cell(c, row) for c in ("个人权重", "公司权重"))
        yield Sum(mix, posts.cell("岗位", row), f"SUM({first}:{last.split('!')[1]})", spare)
    for name, what in (
        (CATEGORIES.name, t.gettext(N_("Categories of a behaviour set"))),
        (RATERS.name, t.gettext(N_("Raters of a behaviour set"))),
    ):
        place = places.get(name)
        for row, spare in _rows(counts.get(name, 0)) if place else ():
            group = place.cell("行为组", row) if place else ""
            yield Sum(what, group, _of_group(place, group), spare)
    yield from _items(places, counts, t)


def _of_group(place: SheetLayout | None, group: str) -> str:
    return f"SUMIF({place.range('行为组')},{group},{place.range('权重')})" if place else ""


def _items(
    places: dict[str, SheetLayout], counts: dict[str, int], t: NullTranslations
) -> Iterator[Sum]:
    """The sum of items of each category; blank if none of its items has a weight, as blank weights share equally."""
    categories, items = places[CATEGORIES.name], places[ITEMS.name]
    what = t.gettext(N_("Items of a category (blank: equal)"))
    for row, spare in _rows(counts[categories.name]):
        group, category = (categories.cell(c, row) for c in ("行为组", "类别"))
        pair = f"{items.range('行为组')},{group},{items.range('类别')},{category}"
        total = f"SUMIFS({items.range('权重')},{pair})"
        given = f'COUNTIFS({pair},{items.range("权重")},">0")'
        name = f'IF({given}=0,"",{group}&" · "&{category})'
        yield Sum(what, name, total, spare)


def _rows(filled: int) -> Iterator[tuple[int, bool]]:
    """Rows (1-based) that have a sum, each with whether it is still blank."""
    return ((row, row > filled + 1) for row in range(2, filled + 2 + _SPARE))


def _put_checks(
    builder: WorkbookBuilder, sums: Sequence[Sum], places: dict[str, SheetLayout]
) -> None:
    page = builder.book.add_worksheet(CHECKS)
    last = len(sums) + 3
    wrong = builder.say(N_("must be 100%"))
    count = f'COUNTIF($D$4:$D${last},"{wrong}")'
    words = builder.say(N_("{count} sums are not 100%"), count=f'"&{count}&"')
    fine = builder.say(N_("All weights total 100%."))
    title = builder.format({**FONT, "bold": True, "font_size": 14, "font_color": "#1F4E79"})
    page.write_formula(0, 0, f'=IF({_strays(places)}+{count}=0,"{fine}","{words}")', title, "")
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


def _strays(places: dict[str, SheetLayout]) -> str:
    """Formula: number of KPI rows whose post's or unit's weights don't total 100 %, also of those not listed below."""
    who, weight = (places[KPIS.name].range(c) for c in ("岗位", "权重"))
    return f'SUMPRODUCT(({who}<>"")*(ROUND(SUMIF({who},{who},{weight}),10)<>1))'


def _stray_words(builder: WorkbookBuilder, places: dict[str, SheetLayout]) -> str:
    words = builder.say(
        N_("{count} rows of sheet 指标 belong to a post or unit whose weights don't total 100%"),
        count='"&' + _strays(places) + '&"',
    )
    return f'IF({_strays(places)}=0,"","{words}")'


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
