"""The call sheets of a draw: one workbook per caller."""

from collections.abc import Iterable

from gacx_reports.core.forms.call_forms import Draws
from gacx_reports.core.forms.file_names import in_english
from gacx_reports.core.forms.form import FormKind
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issuing.call_rows import CallInputs
from gacx_reports.core.language.period_words import translator_for
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.survey.draw_record import DrawRecord
from gacx_reports.core.survey.frame import FrameJob
from gacx_reports.i18n import Language


def call_sheets(
    record: DrawRecord, jobs: Iterable[FrameJob], scheme: Scheme, roster: Roster, lang: Language
) -> dict[str, bytes]:
    """File name → workbook of every caller's sheet, in the language `lang`.

    `jobs` is the frame of the draw, with telephone numbers.
    """
    from gacx_reports.excel.issuing.call_workbook import call_book

    draws: Draws = {record.table: record}
    known = {job.number: job for job in jobs}
    found = {}
    for form in forms(scheme, roster, record.quarter, draws):
        if form.kind is FormKind.CALLS and form.draw == record:
            inputs = CallInputs(form, scheme, roster, record.quarter, known)
            name = in_english(form).workbook if lang == "en" else form.workbook
            found[name] = call_book(inputs, translator_for(lang, record.quarter.kind))
    return found
