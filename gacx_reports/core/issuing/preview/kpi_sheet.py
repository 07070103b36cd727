"""试算明细: a row per employee and KPI, from raw value to weighted score."""

from gettext import NullTranslations

from gacx_reports.core.issuing.preview.detail_row import KPI, POST, RAW, SCORE
from gacx_reports.core.issuing.preview.kpi_formulas import KpiRowFormulas
from gacx_reports.core.issuing.preview.kpi_sheet_inputs import KpiSheets
from gacx_reports.core.issuing.preview.row_plan import HEAD, RowPlan
from gacx_reports.core.issuing.preview.status_words import colours
from gacx_reports.core.sheets.text_width import widest
from gacx_reports.i18n import N_

HEADS = (
    N_("Employee ID"), N_("Name"), N_("Post"), N_("KPI"), N_("Weight"), N_("Records"), N_("Raw value"),
    N_("Target"), N_("Score"), N_("Effective weight"), N_("Weighted score"),
)  # fmt: skip
MOST = 16.0
"""Widest column of figures, in digits; longer status words are shrunk to fit."""
WIDTHS = (10, 10, 16, 30, 8, 8, 12, 12, 12, 10, 10)
EXPLANATION = N_(
    "Effective weights appear once every KPI of the person is known: what does not apply shares its weight out."
)


def write_kpi_sheet(sheets: KpiSheets, plan: RowPlan, t: NullTranslations) -> None:
    """Writes a row for every KPI of every scored employee; `People.write` adds the effective weights."""
    for column, head in enumerate(HEADS):
        sheets.page.put(HEAD, column, t.gettext(head), "head")
    for subject in plan.scored:
        for stay in subject.stays:
            for row, kpi in stay.rows:
                KpiRowFormulas(sheets, row, kpi, stay, subject).write()
    _lay_out(sheets, plan, t)


def _lay_out(sheets: KpiSheets, plan: RowPlan, t: NullTranslations) -> None:
    page = sheets.page
    page.put(1, 0, t.gettext("Preview by KPI"), "title")
    page.put(2, 0, t.gettext(EXPLANATION), "note")
    page.colours = colours(sheets.words, sheets.constants.scheme)
    texts = {c: [x.content for x in page.cells if x.column == c] for c in (POST, KPI)}
    page.widths = dict(enumerate(WIDTHS)) | {
        c: widest(map(str, found), WIDTHS[c], 50) for c, found in texts.items()
    }
    page.widths |= {c: widest(page.colours, WIDTHS[c], MOST) for c in (RAW, SCORE)}
    page.heights = {1: 24, HEAD: 32}
    page.frozen, page.repeated = (HEAD, 2), HEAD
    page.coloured = f"F{HEAD + 1}:K{max(plan.last_detail, HEAD + 1)}"
