"""Rows of scheme and roster for an English edition: names are translated by the scheme's sheet 英文名.

The program's own words are translated later, when the sheet is written; free text is not translated.
"""

from collections.abc import Mapping

from gacx_reports.core.language.vocabulary import VOCABULARY, Verbatim
from gacx_reports.core.scheme.kpi import EVERY_DEPARTMENT
from gacx_reports.core.scheme.scheme import ENGLISH_SHEET
from gacx_reports.core.sheets.columns import Column, SheetForm
from gacx_reports.excel.styles import SheetRow


def english_row(form: SheetForm, row: SheetRow, names: Mapping[str, str]) -> SheetRow:
    """The row with the scheme's names in English; `names` are Chinese → English."""
    return {
        header: _cell(form, form.column(header), value, names)
        if isinstance(value, str) and header in form.names
        else value
        for header, value in row.items()
    }


def _cell(form: SheetForm, column: Column, text: str, names: Mapping[str, str]) -> str:
    if column.named and text in names:
        return Verbatim(names[text])
    if column.named and text not in column.keywords:
        return Verbatim(_several(text, names))
    ours = text in VOCABULARY and form.name != ENGLISH_SHEET
    return text if ours else Verbatim(text)


def _several(text: str, names: Mapping[str, str]) -> str:
    """Translates a unit (`部门:技术服务组`) or a list of names separated by 、; unknown names stay Chinese."""
    keyword, colon, unit = text.partition(":")
    if colon and keyword == EVERY_DEPARTMENT:
        return f"{VOCABULARY[keyword]}: {names.get(unit, unit)}"
    parts = text.split("、")
    known = [names.get(part, part) for part in parts]
    return ", ".join(known) if known != parts else text
