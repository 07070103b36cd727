"""One quarter's folder: scheme, roster, and every workbook that the quarter's forms ask for."""

from collections.abc import Iterator
from pathlib import Path

from gacx_reports.core.columns import SheetForm
from gacx_reports.core.forms import (
    COMMENTS,
    COVER,
    RATINGS,
    SCHEME_WORKBOOK,
    TARGETS,
    TYPED,
    Form,
    FormKind,
    forms,
)
from gacx_reports.core.issues import Issue
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.roster import ROSTER_WORKBOOK, Roster, read_roster
from gacx_reports.core.scheme import Scheme
from gacx_reports.core.scheme_reading import read_scheme
from gacx_reports.core.tables import Workbook
from gacx_reports.excel.reading import read_workbook
from gacx_reports.excel.writing import FilledSheet, Row, workbook_bytes
from gacx_reports.samples.company import Company
from gacx_reports.samples.judgements import rating_rows, target_rows, typed_rows
from gacx_reports.samples.records import record_rows
from gacx_reports.samples.remarks import remark_rows
from gacx_reports.samples.roster_book import roster_sheets
from gacx_reports.samples.scene import Scene


def write_quarter(
    folder: Path, company: Company, quarter: Quarter, scheme: bytes, seed: int
) -> None:
    """Write the folder. The scheme and the roster are read back, as the program itself will."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SCHEME_WORKBOOK).write_bytes(scheme)
    sheets = roster_sheets(company, quarter, seed)
    (folder / ROSTER_WORKBOOK).write_bytes(workbook_bytes(sheets, f"花名册 {quarter}"))
    rules, roster = _read_back(folder, quarter)
    scene = Scene(seed, quarter, rules, roster, company.occasions)
    said: set[str] = set()
    for form in forms(rules, roster, quarter):
        title = f"{Path(form.workbook).stem} {quarter}"
        content = workbook_bytes(_filled(form, scene, said), title)
        (folder / form.workbook).write_bytes(content)


def _read_back(folder: Path, quarter: Quarter) -> tuple[Scheme, Roster]:
    scheme, issues = read_scheme(_workbook(folder / SCHEME_WORKBOOK))
    if scheme is None:
        raise SampleError(issues)
    roster, issues = read_roster(_workbook(folder / ROSTER_WORKBOOK), scheme, quarter)
    if roster is None:
        raise SampleError(issues)
    return scheme, roster


def _workbook(path: Path) -> Workbook:
    book = read_workbook(path)
    if isinstance(book, Issue):
        raise SampleError((book,))
    return book


class SampleError(Exception):
    """The invented company does not fit the scheme, or the scheme has faults."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__("\n".join(f"{i.code} {i.place} {i.found}" for i in issues))


def _filled(form: Form, scene: Scene, said: set[str]) -> Iterator[FilledSheet]:
    for sheet in form.sheets:
        yield FilledSheet(sheet, _rows(sheet, form, scene, said))


def _rows(sheet: SheetForm, form: Form, scene: Scene, said: set[str]) -> list[Row]:
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
        case COMMENTS.name:
            return remark_rows(scene, form.people, said)
        case _:
            return []


def _cover(form: Form, scene: Scene) -> list[Row]:
    entries = {"季度": str(scene.quarter), "方案版本": scene.scheme.settings.version}
    if form.kind is not FormKind.SURVEY:
        entries["部门"] = form.department
    if form.owner:
        entries["填报人"] = form.owner
    return [{"项目": name, "值": value} for name, value in entries.items()]
