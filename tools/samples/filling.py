"""Fills in the sheets of a form of the quarter."""

from dataclasses import replace
from pathlib import PurePath

from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.input_sheets import COMMENTS, COVER, LINES, RATINGS, TARGETS, TYPED
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.period import COMMITMENT
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.excel.styles import FilledSheet, SheetRow
from tools.samples.comments import Comments
from tools.samples.judgements import line_rows, opinion_rows, rating_rows, target_rows, typed_rows
from tools.samples.records import record_rows
from tools.samples.sample_quarter import SampleQuarter


def filled(form: Form, sample: SampleQuarter) -> list[FilledSheet]:
    """Every sheet of the form with its rows; comments are still blank, because they depend on the results."""
    return [FilledSheet(sheet, _rows(sheet, form, sample)) for sheet in form.sheets]


def commented(
    sheets: list[FilledSheet], form: Form, sample: SampleQuarter, comments: Comments
) -> list[FilledSheet]:
    """The same sheets with comments about the form's people."""
    rows = comments.rows(tuple(p.id for p in _now(form, sample)))
    return [FilledSheet(s.form, rows) if s.form.name == COMMENTS.name else s for s in sheets]


def _rows(sheet: SheetForm, form: Form, sample: SampleQuarter) -> list[SheetRow]:
    people = tuple(as_held(a, sample) for a in form.people)
    if sheet.name in form.tables:
        return record_rows(sample, sample.scheme.tables[sheet.name], people)
    match sheet.name:
        case COVER.name:
            return _cover(form, sample)
        case TYPED.name:
            return typed_rows(sample, form, people)
        case RATINGS.name if form.kind is FormKind.RATER:
            return opinion_rows(sample, PurePath(form.workbook).stem, _now(form, sample))
        case RATINGS.name:
            return rating_rows(sample, _now(form, sample))
        case name if name == LINES:
            return line_rows(sample, _now(form, sample))
        case TARGETS.name:
            return target_rows(sample, people)
        case _:
            return []


def as_held(held: Assignment, sample: SampleQuarter) -> Person:
    """The person with post, department and days of that assignment; unchanged without a transfer."""
    first, last = sample.quarter.first_day, sample.quarter.last_day
    person = replace(held.person, post=held.post, department=held.department)
    if held.first > first:
        person = replace(person, joined=max(person.joined, held.first))
    if held.last < last:
        person = replace(person, left=held.last)
    return person


def _now(form: Form, sample: SampleQuarter) -> tuple[Person, ...]:
    """People whose assignment of this form lasts until the quarter's last day."""
    return tuple(a.person for a in form.people if a.last == sample.quarter.last_day)


def _cover(form: Form, sample: SampleQuarter) -> list[SheetRow]:
    entries = {"季度": str(sample.quarter), "方案版本": sample.scheme.settings.version}
    if form.department:
        entries["部门"] = form.department
    if form.owner:
        entries["填报人"] = form.owner
    if sample.roster.period.commitment:
        entries[COMMITMENT] = sample.roster.period.commitment
    return [{"项目": name, "值": value} for name, value in entries.items()]
