"""Writes a plan of visits for the head of a department: a page to look up, print and take along."""

from gettext import NullTranslations
from io import BytesIO
from typing import Any

from gacx_reports.core.issuing.visit_plan import Visit, VisitPlan
from gacx_reports.core.language import formats
from gacx_reports.core.sheets.text_width import height_of, widest
from gacx_reports.excel.issuing.form_workbook import new_book
from gacx_reports.excel.issuing.workbook_builder import GREY, LINE
from gacx_reports.excel.styles import DAY, FONT, HEADER
from gacx_reports.i18n import N_

_TITLE = {**FONT, "bold": True, "font_size": 16, "font_color": "#1F4E79"}
_TEXT = {**FONT, "valign": "vcenter"}
_HEADERS = (
    N_("No."),
    N_("Order"),
    N_("Employee"),
    N_("Post"),
    N_("Job no."),
    N_("Customer"),
    N_("Telephone"),
    N_("Job date"),
    N_("Kind"),
    N_("Visited on"),
    N_("Remarks"),
)
_WRITTEN = len(_HEADERS) - 2
"""Number of columns that are filled in; the last two are for a pen."""
_FIRST_ROW = 6


def plan_book(plan: VisitPlan, t: NullTranslations) -> bytes:
    """The plan as .xlsx bytes in the language of `t`; the same input gives the same bytes."""
    buffer = BytesIO()
    title = t.gettext("{table} plan, {department}, {quarter}").format(
        table=plan.table, department=plan.department, quarter=plan.quarter
    )
    with new_book(buffer, title) as book:
        page = book.add_worksheet(t.gettext("Plan"))
        page.hide_gridlines(2)
        page.set_row(0, 30)
        page.write_string(0, 0, title, book.add_format(_TITLE))
        for row, line in enumerate(_lines(plan, t), start=1):
            page.set_row(row, height_of(1))
            page.write_string(row, 0, line, book.add_format({**_TEXT, "font_color": GREY}))
        _put_table(book, page, plan, t)
        _set_up(page, t)
    return buffer.getvalue()


def _lines(plan: VisitPlan, t: NullTranslations) -> tuple[str, ...]:
    said = t.ngettext(
        "Drawn on {day}: {count} visit. Visit the first choices.",
        "Drawn on {day}: {count} visits. Visit the first choices.",
        plan.first_choices,
    )
    return (
        said.format(day=formats.day(plan.drawn_on, t), count=plan.first_choices),
        t.gettext(
            "A reserve takes the place of the line above it, if that customer can't be visited."
        ),
        t.gettext("SHA-256 of the frame: {hash}").format(hash=plan.frame),
    )


def _put_table(book: Any, page: Any, plan: VisitPlan, t: NullTranslations) -> None:
    headers = [t.gettext(h) for h in _HEADERS]
    rows = [_cells(visit, t) for visit in plan.visits]
    head = book.add_format({**FONT, **HEADER, "indent": 1})
    page.set_row(_FIRST_ROW - 1, 22)
    for column, header in enumerate(headers):
        page.write_string(_FIRST_ROW - 1, column, header, head)
        texts = [header, *(str(cells[column]) for cells in rows)]
        page.set_column(column, column, widest(texts, 6, 34) + 2 if column < _WRITTEN else 16)
    for number, (visit, cells) in enumerate(zip(plan.visits, rows, strict=True)):
        row = _FIRST_ROW + number
        page.set_row(row, 20)
        shape = {**_TEXT, "border": 1, "border_color": LINE, "indent": 1}
        shape |= {"font_color": GREY, "italic": True} if visit.rank else {"bg_color": "#EAF1F8"}
        look = book.add_format(shape)
        for column, text in enumerate(cells):
            page.write_string(row, column, text, look)
        page.write_datetime(
            row, 7, visit.day, book.add_format({**shape, "num_format": DAY, "align": "left"})
        )
    last = max(_FIRST_ROW + len(rows) - 1, _FIRST_ROW)
    page.autofilter(_FIRST_ROW - 1, 0, last, len(headers) - 1)


def _cells(visit: Visit, t: NullTranslations) -> tuple[str, ...]:
    reserve = t.gettext("reserve {rank}").format(rank=visit.rank)
    return (
        visit.label,
        reserve if visit.rank else t.gettext("first choice"),
        visit.employee,
        visit.post,
        visit.number,
        visit.customer,
        visit.phone,
        visit.day.isoformat(),
        visit.kind,
        "",
        "",
    )


def _set_up(page: Any, t: NullTranslations) -> None:
    page.freeze_panes(_FIRST_ROW, 0)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_FIRST_ROW - 1)
    page.set_footer(t.gettext("&L&A&RPage &P of &N"))
