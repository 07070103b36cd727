"""A section of sheet 填写说明, and the one that says what each sheet is for and whether it must be filled in."""

from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.forms.form import Form
from gacx_reports.core.forms.input_sheets import COVER, RATINGS
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.words.evaluation import evaluation_words
from gacx_reports.core.sheets.columns import SheetForm


@dataclass(frozen=True, slots=True)
class InstructionBlock:
    """A section of the instructions: heading, sentences, then a table."""

    heading: str
    lines: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    wide: int = 1
    """Index (from 0) of the column that takes the remaining width."""


def sheets_to_fill_in(form: Form, scheme: Scheme, t: NullTranslations) -> InstructionBlock:
    """Returns the table of the form's sheets."""
    rows = tuple(
        (s.name, _purpose(s, scheme, t), _obliged(s, scheme, t))
        for s in form.sheets
        if s.name != COVER.name
    )
    headers = (t.gettext("Sheet"), t.gettext("What to fill in"), t.gettext("Needed"))
    return InstructionBlock(t.gettext("The sheets"), headers=headers, rows=rows)


def _purpose(sheet: SheetForm, scheme: Scheme, t: NullTranslations) -> str:
    rated = sheet.name == RATINGS.name
    return evaluation_words(sheet.note, scheme, t) if rated else t.gettext(sheet.note)


def _obliged(sheet: SheetForm, scheme: Scheme, t: NullTranslations) -> str:
    """Whether the sheet must have rows; a record table need not if no KPI and no draw asks anybody for one."""
    users = [k for k in scheme.kpis if k.table == sheet.name]
    free = users and all(k.none_will_do for k in users) and sheet.name not in scheme.frames
    if free or not sheet.required:
        return t.gettext("only where there is something to say")
    return t.gettext("yes")
