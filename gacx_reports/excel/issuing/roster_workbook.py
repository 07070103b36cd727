"""Writes the roster workbook for HR, with dropdowns and checks while typing."""

from collections.abc import Mapping, Sequence
from gettext import NullTranslations
from io import BytesIO

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.issuing.layout import sheet_layout
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK
from gacx_reports.core.roster.sheets import DEPARTMENTS, PEOPLE, PERIOD, ROSTER_SHEETS
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.stamp import KIND_OF_ROSTER, Stamp
from gacx_reports.excel.issuing.english_rows import english_row
from gacx_reports.excel.issuing.english_workbook import in_language
from gacx_reports.excel.issuing.form_sheet import write_sheet
from gacx_reports.excel.issuing.form_workbook import new_book
from gacx_reports.excel.issuing.sheet_spec import SheetSpec
from gacx_reports.excel.issuing.workbook_builder import WorkbookBuilder
from gacx_reports.excel.issuing.write_stamp import put_stamp
from gacx_reports.excel.styles import SheetRow
from gacx_reports.i18n import is_english

_IDS = ("直接上级工号", "负责人工号", "评价人工号", "被评人工号")
_UNITS = ("部门", "上级部门", "原部门", "新部门")
_POSTS = ("岗位", "原岗位", "新岗位")


def roster_book(
    rows: Mapping[str, Sequence[SheetRow]],
    scheme: Scheme,
    quarter: Period | None,
    t: NullTranslations,
) -> bytes:
    """The roster as .xlsx bytes; `rows` are by sheet name. The same input gives the same bytes.

    In English, names are those of the scheme's sheet 英文名. `quarter` is for title and stamp; None in a blank one.
    """
    buffer = BytesIO()
    english = is_english(t)
    names = scheme.english if english else {}
    title = f"{word(ROSTER_WORKBOOK.removesuffix('.xlsx'), t)} {quarter or ''}"
    with new_book(buffer, title.strip()) as book:
        builder = WorkbookBuilder(in_language(book, t), t)
        people = sheet_layout(PEOPLE, len(rows.get(PEOPLE.name, ()))).range("工号")
        units = sheet_layout(DEPARTMENTS, len(rows.get(DEPARTMENTS.name, ()))).range("名称")
        posts = builder.words(tuple(names.get(p, p) for p in scheme.posts)).source.removeprefix("=")
        sources = (
            dict.fromkeys(_IDS, people)
            | dict.fromkeys(_UNITS, units)
            | dict.fromkeys(_POSTS, posts)
        )
        for form in ROSTER_SHEETS:
            mine = {} if form is PEOPLE else {form.person or "工号": people}
            chosen = {**sources, **mine}
            given = {n: s for n, s in chosen.items() if n in form.names}
            fixed = form is PERIOD
            filled = rows.get(form.name, ())
            shown = [english_row(form, row, names) for row in filled] if english else filled
            write_sheet(builder, SheetSpec(form, shown, sources=given, fixed=fixed))
        builder.put_lists()
        stamp = Stamp(KIND_OF_ROSTER, ROSTER_WORKBOOK, str(quarter or ""), "")
        put_stamp(book, stamp, {})
    return buffer.getvalue()
