"""A form of the quarter → its sheets, filled in."""

from gacx_reports.core.columns import SheetForm
from gacx_reports.core.forms import COMMENTS, COVER, RATINGS, TARGETS, TYPED, Form, FormKind
from gacx_reports.excel.writing import FilledSheet, Row
from gacx_reports.samples.judgements import rating_rows, target_rows, typed_rows
from gacx_reports.samples.records import record_rows
from gacx_reports.samples.remarks import Remarks
from gacx_reports.samples.scene import Scene


def filled(form: Form, scene: Scene) -> list[FilledSheet]:
    """Every sheet but for the comments, which follow from the results."""
    return [FilledSheet(sheet, _rows(sheet, form, scene)) for sheet in form.sheets]


def commented(sheets: list[FilledSheet], form: Form, remarks: Remarks) -> list[FilledSheet]:
    """The same sheets with the comments on the form's people."""
    rows = remarks.rows(tuple(p.id for p in form.people))
    return [FilledSheet(s.form, rows) if s.form.name == COMMENTS.name else s for s in sheets]


def _rows(sheet: SheetForm, form: Form, scene: Scene) -> list[Row]:
    if sheet.name in form.tables:
        return record_rows(scene, scene.scheme.tables[sheet.name], form.people)
    match sheet.name:
        case COVER.name:
            return _cover(form, scene)
        case TYPED.name:
            return typed_rows(scene, form.people)
        case RATINGS.name:
            return rating_rows(scene, form.people)
        case TARGETS.name:
            return target_rows(scene, form.people)
        case _:
            return []


def _cover(form: Form, scene: Scene) -> list[Row]:
    entries = {"季度": str(scene.quarter), "方案版本": scene.scheme.settings.version}
    if form.kind is not FormKind.SURVEY:
        entries["部门"] = form.department
    if form.owner:
        entries["填报人"] = form.owner
    return [{"项目": name, "值": value} for name, value in entries.items()]
