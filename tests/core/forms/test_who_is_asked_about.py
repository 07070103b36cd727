"""Nothing is demanded about people who take no part, except records that count for their unit."""

import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.files import F
from gacx_reports.core.codes.people import P
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.issue import errors
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.intake.quarter import Intake, read_and_score
from tests.fixtures.markdown_company import POSTS, World, kpi, record_kpi

Q3 = Period(2024, 3)


@pytest.fixture
def folder(samples: Path, tmp_path: Path) -> Path:
    """A copy of the sample quarter."""
    return Path(shutil.copytree(samples / "2024Q3", tmp_path / "2024Q3"))


def with_roster(folder: Path, **cells: str) -> Intake:
    """The quarter with cells of sheet 花名册 changed, read and scored."""
    path = folder / "花名册.xlsx"
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["花名册"][cell] = value
    book.save(path)
    return read_and_score(folder, Q3)


@pytest.mark.parametrize("status", ["免考核", "试用", "离职"])
def test_no_workbook_is_demanded_about_a_top_head_who_takes_no_part(
    status: str, folder: Path
) -> None:
    """经理评价.xlsx is about the top head only; without it everybody else is scored as before."""
    before = read_and_score(folder, Q3)
    (folder / "经理评价.xlsx").unlink()
    intake = with_roster(folder, **{top_head(folder): status})
    assert not errors(intake.issues)
    assert "经理评价.xlsx" not in {r.workbook for r in intake.returns}
    assert before.outcome
    assert intake.outcome
    totals = {e.person.id: e.total for e in before.outcome.employees.values()}
    again = {e.person.id: e.total for e in intake.outcome.employees.values()}
    assert {i for i in totals if totals[i] != again[i]} == {"G0101"}


def top_head(folder: Path) -> str:
    """Cell of the status of the person without a supervisor."""
    page = openpyxl.load_workbook(folder / "花名册.xlsx")["花名册"]
    columns = {cell.value: n for n, cell in enumerate(page[1])}
    for row in page.iter_rows(min_row=2):
        if not row[columns["直接上级工号"]].value:
            return str(row[columns["状态"]].coordinate)
    raise AssertionError("nobody is at the top")


def asked(world: World) -> dict[str, list[str]]:
    """Workbook → its sheets, as the quarter needs them."""
    scheme, _ = read_scheme(world.scheme())
    roster, _ = read_roster(world.roster(), scheme, Q3)
    return {f.workbook: [s.name for s in f.sheets] for f in forms(scheme, roster, Q3)}


RECORDS = World(
    kpis=(record_kpi("是占比", 权重="1"),),
)
"""Engineers are measured by table 抽查."""


def on_probation(world: World) -> World:
    """The company with every engineer on probation."""
    there, not_yet = (
        "| 工程师 | G0 | | 2020-01-01 | | 在职 |",
        "| 工程师 | G0 | | 2020-01-01 | | 试用 |",
    )
    return replace(world, people=world.people.replace(there, not_yet))


def test_a_department_in_which_nobody_takes_part_needs_no_workbook() -> None:
    """With one engineer at work it needs the table; with both on probation there is nothing to fill in."""
    assert asked(RECORDS)["甲部.xlsx"] == ["封面", "抽查", "评语"]
    assert "甲部.xlsx" not in asked(on_probation(RECORDS))


def test_records_about_people_on_probation_are_asked_for_if_the_unit_is_measured_by_them() -> None:
    """A KPI of every department over table 抽查 counts the records of all its members."""
    unit = kpi(岗位="部门", 指标="抽查合格率", 取值="是占比", 记录表="抽查", 列="合格", 权重="1")
    world = on_probation(replace(RECORDS, kpis=(*RECORDS.kpis, unit)))
    assert "抽查" in asked(world)["甲部.xlsx"]


def test_no_result_of_a_unit_is_demanded_for_whoever_takes_no_part() -> None:
    """P19 for the engineer's post, whose total has a share of the department, unless both engineers are exempt."""
    mixed = POSTS.replace("| 通用 | 1 | 0 | 0 |", "| 通用 | 0.8 | 0.2 | 0 |")
    world = replace(RECORDS, posts=mixed)
    for company, codes in ((world, {P.UNIT_RESULT_MISSING}), (on_probation(world), set())):
        scheme, _ = read_scheme(company.scheme())
        _, issues = read_roster(company.roster(), scheme, Q3)
        assert {i.code for i in errors(issues)} == codes


def test_a_workbook_about_somebody_who_no_longer_takes_part_is_named_and_not_read(
    folder: Path,
) -> None:
    """F06, a warning: it was handed in before the head became exempt."""
    intake = with_roster(folder, **{top_head(folder): "免考核"})
    assert [i.place.workbook for i in intake.issues if i.code == F.WORKBOOK_UNEXPECTED] == [
        "经理评价.xlsx"
    ]
