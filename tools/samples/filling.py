"""A form of the quarter → its sheets, filled in."""

from dataclasses import replace
from pathlib import PurePath

from gacx_reports.core.forms.forms import Form, FormKind
from gacx_reports.core.forms.input_sheets import COMMENTS, COVER, LINES, RATINGS, TARGETS, TYPED
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.excel.styles import FilledSheet, Row
from tools.samples.judgements import line_rows, opinion_rows, rating_rows, target_rows, typed_rows
from tools.samples.records import record_rows
from tools.samples.remarks import Remarks
from tools.samples.scene import Scene


def filled(form: Form, scene: Scene) -> list[FilledSheet]:
    """Every sheet but for the comments, which follow from the results."""
    return [FilledSheet(sheet, _rows(sheet, form, scene)) for sheet in form.sheets]


def commented(
    sheets: list[FilledSheet], form: Form, scene: Scene, remarks: Remarks
) -> list[FilledSheet]:
    """The same sheets with the comments on the form's people."""
    rows = remarks.rows(tuple(p.id for p in _now(form, scene)))
    return [FilledSheet(s.form, rows) if s.form.name == COMMENTS.name else s for s in sheets]


def _rows(sheet: SheetForm, form: Form, scene: Scene) -> list[Row]:
    people = tuple(_as_held(a, scene) for a in form.people)
    if sheet.name in form.tables:
        return record_rows(scene, scene.scheme.tables[sheet.name], people)
    match sheet.name:
        case COVER.name:
            return _cover(form, scene)
        case TYPED.name:
            return typed_rows(scene, people)
        case RATINGS.name if form.kind is FormKind.RATER:
            return opinion_rows(scene, PurePath(form.workbook).stem, _now(form, scene))
        case RATINGS.name:
            return rating_rows(scene, _now(form, scene))
        case name if name == LINES:
            return line_rows(scene, _now(form, scene))
        case TARGETS.name:
            return target_rows(scene, people)
        case _:
            return []


def _as_held(held: Assignment, scene: Scene) -> Person:
    """The person as of that assignment; who did not move is as on the roster."""
    first, last = scene.quarter.first_day, scene.quarter.last_day
    person = replace(held.person, post=held.post, department=held.department)
    if held.first > first:
        person = replace(person, joined=max(person.joined, held.first))
    if held.last < last:
        person = replace(person, left=held.last)
    return person


def _now(form: Form, scene: Scene) -> tuple[Person, ...]:
    """Those whom the workbook is about on the quarter's last day."""
    return tuple(a.person for a in form.people if a.last == scene.quarter.last_day)


def _cover(form: Form, scene: Scene) -> list[Row]:
    entries = {"季度": str(scene.quarter), "方案版本": scene.scheme.settings.version}
    if form.department:
        entries["部门"] = form.department
    if form.owner:
        entries["填报人"] = form.owner
    return [{"项目": name, "值": value} for name, value in entries.items()]
