"""Writes the call sheet of one caller as the workbook to be issued: guide, cover, calls, lists, stamp."""

from collections.abc import Mapping
from dataclasses import replace
from gettext import NullTranslations
from io import BytesIO
from types import MappingProxyType

from gacx_reports.core.forms.call_sheet import answers
from gacx_reports.core.forms.file_names import in_english as under_its_name
from gacx_reports.core.forms.input_sheets import COVER
from gacx_reports.core.forms.locked_rows import call_digests
from gacx_reports.core.issuing.call_guide import call_guide
from gacx_reports.core.issuing.call_rows import CallInputs, call_rows
from gacx_reports.core.language import formats
from gacx_reports.core.scheme.english_names import sheet_worthy
from gacx_reports.core.submissions.parse import stamp_of
from gacx_reports.core.translation import in_english
from gacx_reports.excel.issuing.call_page import CallPage, put_calls
from gacx_reports.excel.issuing.english_workbook import in_language
from gacx_reports.excel.issuing.form_sheet import write_sheet
from gacx_reports.excel.issuing.form_workbook import new_book
from gacx_reports.excel.issuing.instructions_sheet import put_guide
from gacx_reports.excel.issuing.sheet_spec import SheetSpec
from gacx_reports.excel.issuing.workbook_builder import WorkbookBuilder
from gacx_reports.excel.issuing.write_stamp import put_stamp
from gacx_reports.excel.styles import SheetRow
from gacx_reports.i18n import is_english

Entries = Mapping[str, SheetRow]
"""编号 → what the caller has filled in, by Chinese header."""


def call_book(
    inputs: CallInputs, t: NullTranslations, entries: Entries = MappingProxyType({})
) -> bytes:
    """The call sheet as it is issued, as .xlsx bytes in the language of `t`; the same input gives the same bytes.

    `entries` fill in attempts and answers; issued sheets have none.
    """
    form, buffer = inputs.form, BytesIO()
    table = inputs.scheme.tables[inputs.draw.table]
    rows = call_rows(inputs)
    asked = answers(table, inputs.scheme)
    needed = tuple(c.name for c in asked if c.required)
    shown = inputs
    if is_english(t):
        names = sheet_worthy(inputs.scheme)
        shown, asked = in_english((replace(inputs, jobs={}), asked), names)
        shown = replace(shown, form=under_its_name(shown.form))
    called = shown.form.sheets[1]
    stem = shown.form.workbook.removesuffix(".xlsx")
    with new_book(buffer, f"{stem} {inputs.quarter}") as plain:
        days = (inputs.draw.drawn_on, inputs.roster.period.due)
        builder = WorkbookBuilder(in_language(plain, t), t, days)
        title = f"{formats.quarter_name(inputs.quarter, t)} · {stem}"
        filled = [{**row, **entries.get(str(row["编号"]), {})} for row in rows]
        page = CallPage(called, form.sheets[1].names, filled, needed, title)
        put_guide(builder, call_guide(shown, asked, t), f"='{called.name}'!A2")
        write_sheet(builder, SheetSpec(COVER, _cover(inputs), fixed=True))
        put_calls(builder, page)
        builder.put_lists()
        locked = {table.name: call_digests(rows)}
        put_stamp(plain, stamp_of(form, inputs.quarter, inputs.scheme), locked)
    return buffer.getvalue()


def _cover(inputs: CallInputs) -> list[SheetRow]:
    entries = {
        "季度": str(inputs.quarter),
        "方案版本": inputs.scheme.settings.version,
        "填报人": inputs.form.owner,
        "抽样承诺": inputs.draw.commitment,
    }
    return [{"项目": name, "值": value} for name, value in entries.items()]
