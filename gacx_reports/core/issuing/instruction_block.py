"""A section of sheet 填写说明, the one that says what each sheet is for, and the one with people's projects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.forms.form import Form
from gacx_reports.core.forms.input_sheets import COVER, RATINGS
from gacx_reports.core.language import formats
from gacx_reports.core.roster.projects import Project
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.words.evaluation import evaluation_words
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.i18n import N_


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


_BY_PROJECT = N_(
    "Name the project in column 所属项目 of every row of a KPI by project about these people; they are scored for each"
    " project by itself."
)


def projects_of_people(
    form: Form, scheme: Scheme, projects: Mapping[str, tuple[Project, ...]], t: NullTranslations
) -> Iterator[InstructionBlock]:
    """Yields the table of people whose rows must name their projects, with the weights; nothing without any."""
    if not any("所属项目" in s.names for s in form.sheets):
        return
    people = {
        a.id: a.name
        for a in form.people
        if a.id in projects and any(k.by_project for k in scheme.kpis_of(a.post))
    }
    rows = [
        (formats.aside(name, who, t), p.name, *formats.typed_percents([p.weight]))
        for who, name in people.items()
        for p in projects[who]
    ]
    if rows:
        headers = (t.gettext("Name"), t.gettext("Project"), t.gettext("Weight"))
        heading = t.gettext("Projects")
        yield InstructionBlock(heading, (t.gettext(_BY_PROJECT),), headers, tuple(rows))
