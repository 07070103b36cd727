"""Writes the drafted scheme of a longer period, such as a year, as a workbook."""

from collections.abc import Sequence
from gettext import NullTranslations

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.issuing.longer_scheme import DraftRow, DraftTables, longer_scheme
from gacx_reports.core.scheme.parse import read_scheme, scheme_rows
from gacx_reports.core.scheme.settings.bounds import SETTING_FIELDS
from gacx_reports.core.scheme.sheets import SCHEME_SHEETS, SETTINGS
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.issuing.scheme_workbook import as_written, scheme_book
from gacx_reports.excel.styles import FilledSheet


def longer_edition(
    books: Sequence[Workbook], counted: Sequence[Period], period: Period, t: NullTranslations
) -> bytes:
    """The draft as .xlsx bytes in the language of `t`, from the shorter periods' schemes, the latest last.

    The schemes must have no errors; the same input gives the same bytes.
    """
    rows = longer_scheme([_tables(book) for book in books], counted, period, t)
    filled = [FilledSheet(form, rows[form.name]) for form in SCHEME_SHEETS]
    return scheme_book(filled, t, read_scheme(books[-1])[0].ambiguous)


def _tables(book: Workbook) -> DraftTables:
    rows, _ = scheme_rows(book)
    return {form.name: [_row(r, form) for r in rows[form.name]] for form in SCHEME_SHEETS}


def _row(record: TableRow, form: SheetForm) -> DraftRow:
    row = as_written(record, form)
    if form is not SETTINGS:
        return row
    return {**row, "项目": record.sheet.one_of(record.text("项目"), SETTING_FIELDS)}
