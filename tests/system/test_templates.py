"""A generated template, filled in by LibreOffice itself as a supervisor would, saved, checked and scored."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gacx_reports.commands.issuing.templates import templates
from gacx_reports.commands.request import RunOptions
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.forms.form import SCHEME_WORKBOOK
from gacx_reports.core.forms.input_sheets import COVER
from gacx_reports.core.forms.locked_rows import LOCKED
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK
from gacx_reports.intake.quarter import read_and_score
from tests.conftest import ROOT
from tests.fixtures.sound_quarter import sound_quarter
from tests.system.basic import Step, fill, profile
from tests.system.office import soffice
from tools.samples.editions import Change, edition
from tools.samples.practice_folders import QUARTER

pytestmark = pytest.mark.system
PILLARS = (SCHEME_WORKBOOK, ROSTER_WORKBOOK)


def printable(text: str) -> list[str]:
    """Every character."""
    del text
    return []


def typed(sheet: str, cell: str, value: object) -> Step:
    """A value typed into a cell; days as LibreOffice keeps them."""
    if isinstance(value, date):
        return Step(
            sheet,
            cell,
            "n",
            str(value.toordinal() - 693594),
        )
    kind = "n" if isinstance(value, int | float) else "s"
    return Step(sheet, cell, kind, str(value))


def steps(filled: Any, issued: Any) -> Iterator[Step]:
    """Steps of typing that give the issued workbook the content of the filled one."""
    for page in filled.worksheets:
        rows = list(page.iter_rows(min_row=2, values_only=True))
        key = len(LOCKED.get(page.title, ()))
        there = {
            tuple(c.value for c in row[:key]): row[0].row
            for row in issued[page.title].iter_rows(min_row=2)
            if key and row[0].value
        }
        for number, row in enumerate(rows, start=2):
            at = there[row[:key]] if key else number
            for column, value in enumerate(row):
                if value is not None and column >= key and page.title != COVER.name:
                    yield typed(page.title, f"{chr(ord('A') + column)}{at}", value)
        if rows and not key and page.title != COVER.name:
            last = f"{chr(ord('A') + len(rows[0]) - 1)}{len(rows) + 1}"
            yield Step(page.title, f"A2:{last}", "sort", "0")


def test_a_template_filled_in_by_libreoffice_scores_as_the_hand_made_workbook(
    tmp_path: Path,
) -> None:
    """Typed into protected sheets, sorted by ID downwards, saved by LibreOffice: no issue, the same totals."""
    plain, made = tmp_path / "plain", tmp_path / "in" / str(QUARTER)
    for folder in (plain, made):
        folder.mkdir(parents=True)
    for name, content in sound_quarter().items():
        (plain / name).write_bytes(content)
        if name in PILLARS:
            (made / name).write_bytes(content)
    ledger = tmp_path / "ledger.sqlite"
    order = RunOptions(
        QUARTER, tmp_path / "in", tmp_path / "out", ROOT / "templates", ledger=ledger
    )
    assert not templates(order, datetime(2024, 6, 28, tzinfo=UTC)).issues
    home = profile(tmp_path / "profile")
    for path in sorted((order.target / "templates").glob("*.xlsx")):
        books = [openpyxl.load_workbook(folder / path.name) for folder in (plain, path.parent)]
        fill(path, made / path.name, list(steps(*books)), home)
    wanted, found = (read_and_score(folder, QUARTER, printable) for folder in (plain, made))
    assert [i for i in found.issues if i.severity is not Severity.NOTE] == []
    assert found.outcome is not None
    assert wanted.outcome is not None
    assert {p: e.total for p, e in found.outcome.employees.items()} == {
        p: e.total for p, e in wanted.outcome.employees.items()
    }
    assert all(e.total is not None for e in found.outcome.employees.values())


@pytest.mark.parametrize(("weight", "wrong"), [("0.6", 0), ("0.5", 1)])
def test_the_scheme_says_which_weights_do_not_add_up(
    weight: str, wrong: int, tmp_path: Path
) -> None:
    """Computed by LibreOffice: everything totals 100 % until somebody changes one weight."""
    change = Change(
        "指标",
        {"岗位": "技术工程师", "指标": "安装实施、维修、维护合格率"},
        "权重",
        Decimal(weight),
    )
    source = tmp_path / "考核方案.xlsx"
    source.write_bytes(edition((ROOT / "templates" / "scheme.xlsx").read_bytes(), (change,)))
    soffice("xlsx:Calc MS Excel 2007 XML", [source], tmp_path / "saved", tmp_path / "profile")
    page = openpyxl.load_workbook(tmp_path / "saved" / source.name, data_only=True)["校验"]
    verdicts = [row[3] for row in page.iter_rows(min_row=4, values_only=True) if row[1]]
    assert len(verdicts) > 20
    assert verdicts.count("应为 100%") == wrong
    assert set(verdicts) <= {"✓", "应为 100%"}
    assert (page["A1"].value == "所有权重合计都是 100%。") is (wrong == 0)
