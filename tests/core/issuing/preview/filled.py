"""A department's workbook as read, written again cell by cell with the preview beside it."""

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import xlsxwriter

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import Form
from gacx_reports.core.issues.cell_ref import column_letters
from gacx_reports.core.issuing.layout import SheetLayout
from gacx_reports.core.issuing.preview.build import preview
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.raw_values import BadCell, Percent
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.excel.issuing.preview_sheets import add_preview
from gacx_reports.i18n import translator


@dataclass(frozen=True)
class Rules:
    """Inputs of a preview other than the workbook."""

    scheme: Scheme
    roster: Roster
    quarter: Period


def with_preview(book: Workbook, form: Form, rules: Rules, spare: int = 5) -> bytes:
    """The workbook's cells at their addresses, with preview sheets that refer to them."""
    layouts = layouts_of(book, form, spare)
    buffer = BytesIO()
    out = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    percent = out.add_format({"num_format": "0.0%"})
    for sheet_form in form.sheets:
        sheet = book.sheet(sheet_form.name)
        if sheet is None:
            continue
        page = out.add_worksheet(sheet.name)
        for number, cells in sheet.rows:
            for index, raw in enumerate(cells):
                if isinstance(raw, BadCell):
                    page.write_string(number - 1, index, raw.text)
                elif isinstance(raw, Percent):
                    page.write_number(number - 1, index, raw, percent)
                elif isinstance(raw, date | datetime):
                    page.write_datetime(number - 1, index, raw)
                elif isinstance(raw, str):
                    page.write_string(number - 1, index, raw)
                elif raw is not None:
                    page.write(number - 1, index, raw)
    t = translator("zh")
    pages = preview(form, rules.scheme, rules.roster, rules.quarter, layouts, t)
    add_preview(out, pages)
    out.close()
    return buffer.getvalue()


def layouts_of(book: Workbook, form: Form, spare: int) -> dict[str, SheetLayout]:
    """Positions of the form's sheets in the workbook."""
    found = ((f, book.sheet(f.name)) for f in form.sheets)
    return {s.name: _layout(s, set(f.names), spare) for f, s in found if s}


def _layout(sheet: Sheet, headers: set[str], spare: int) -> SheetLayout:
    """Header row and columns, with `spare` rows below the last filled one."""
    row, cells = next(
        (n, c) for n, c in sheet.rows if {v for v in c if isinstance(v, str)} & headers
    )
    columns = {
        c: column_letters(i) for i, c in enumerate(cells) if isinstance(c, str) and c in headers
    }
    return SheetLayout(sheet.name, columns, sheet.rows[-1][0] + spare, row, row + 1)
