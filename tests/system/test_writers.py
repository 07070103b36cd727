"""Workbooks that other programs have saved: they score as before, and this is what they have lost."""

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from gacx_reports.commands.issuing.templates import templates
from gacx_reports.commands.request import RunOptions
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.records.quarter_record import canonical, employee_record
from gacx_reports.core.survey.draw_record import MAIN_RECORD
from gacx_reports.intake.quarter import Intake, read_and_score
from gacx_reports.intake.readers import Readers
from tests.conftest import ROOT
from tests.system.kept import COLUMNS, Kept, kept, locked_out, table_row
from tests.system.writers import PROGRAMS, save_all

pytestmark = [
    pytest.mark.system,
    # Of openpyxl, where a program writes no styles of its own.
    pytest.mark.filterwarnings("ignore:Workbook contains no default style"),
]
Q3 = Period(2024, 3)
ISSUED = "客户服务部 待填.xlsx"
"""A workbook as it is issued, with its dropdowns and its preview, beside the quarter's filled-in ones."""
ODD_WORKBOOKS = ROOT / "docs/odd-workbooks.md"
ONLY_SAID = {
    "@e965+xlsx": {"S20", "V12"},
    "exceljs": {"S20"},
    "Gnumeric": {"V12"},
    "polars": {"S20", "V12"},
    "xlsx": {"S20", "V12"},
    "xlsx-js-style": {"S20", "V12"},
}
"""What reading says of a program's workbooks: stamps that it dropped, days that it stored as bare numbers or texts."""


CALL_CELLS = re.compile(r"满意度调查-[^\"]*")
"""Addresses in a call sheet, up to the end of the text."""


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample quarter and an issued workbook, saved by every program: a folder for each."""
    folder = tmp_path_factory.mktemp("writers")
    source = folder / "source"
    shutil.copytree(ROOT / "input_samples" / str(Q3), source)
    order = RunOptions(Q3, ROOT / "input_samples", folder / "issued", ROOT / "templates")
    assert not templates(order, datetime(2024, 6, 28, tzinfo=UTC)).issues
    shutil.copy(order.target / "templates" / "客户服务部.xlsx", source / ISSUED)
    save_all(source, folder / "saved")
    return folder / "saved"


@pytest.fixture(scope="module")
def taken(saved: Path) -> Callable[[str], Intake]:
    """The quarter as a program saved it, taken in once."""

    @cache
    def take(program: str) -> Intake:
        quarter = saved / program / str(Q3)
        quarter.mkdir()
        shutil.copy(ROOT / "input_samples" / str(Q3) / MAIN_RECORD, quarter)
        for path in (saved / program).glob("*.xlsx"):
            if path.name != ISSUED:
                shutil.copy(path, quarter)
        return read_and_score(quarter, Q3, readers=Readers(2))

    return take


@cache
def plain() -> dict[str, str]:
    """The committed quarter's records."""
    return records(read_and_score(ROOT / "input_samples" / str(Q3), Q3, readers=Readers(2)))


def without_calls(found: dict[str, str]) -> dict[str, str]:
    """The records without addresses of cells in call sheets."""
    return {person: CALL_CELLS.sub("", text) for person, text in found.items()}


def records(intake: Intake) -> dict[str, str]:
    """Employee ID → everything that decides and explains the result, to the last digit and cell."""
    assert intake.outcome, intake.issues
    scheme = intake.outcome.scheme
    return {
        e.person.id: canonical(employee_record(e, scheme))
        for e in intake.outcome.employees.values()
    }


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_a_program_saved_scores_exactly_as_before(
    program: str, taken: Callable[[str], Intake]
) -> None:
    """Every value, score, total, grade and cell of everybody; nothing but lost stamps and formats is said.

    polars leaves out the lines above the header of a call sheet, so that its rows move up.
    """
    intake = taken(program)
    found, expected = records(intake), plain()
    if program == "polars":
        found, expected = without_calls(found), without_calls(expected)
    assert found == expected
    assert {str(i.code) for i in intake.issues} == ONLY_SAID.get(program, set())
    assert not [i for i in intake.issues if i.severity == "error"]


def test_no_program_locks_a_supervisor_out(saved: Path) -> None:
    """None leaves the protection and takes the open cells away; a dropdown that is left has its choices."""
    before = issued(saved)
    for program in PROGRAMS:
        after = kept(saved / program / ISSUED)
        assert not locked_out(before, after), program
        assert after.lists in (before.lists, frozenset()), program


@cache
def issued(saved: Path) -> Kept:
    """What the issued workbook has."""
    before = kept(saved.parent / "source" / ISSUED)
    assert all(getattr(before, name) for name in COLUMNS), "each column can fail"
    return before


def test_the_documentation_says_what_each_program_loses(
    saved: Path, taken: Callable[[str], Intake]
) -> None:
    """Its table is measured, not guessed."""
    rows = []
    for program in PROGRAMS:
        issues = taken(program).issues
        stamps = {i.details["agreeing"] for i in issues if i.code == "S20"} or {"3"}
        codes = " ".join(sorted({str(i.code) for i in issues}))
        after = kept(saved / program / ISSUED)
        name = program.replace("+", "/")
        rows.append(table_row(name, issued(saved), after, "/".join(stamps), codes))
    print("\n".join(rows))  # noqa: T201 - to be copied where it differs
    text = ODD_WORKBOOKS.read_text("utf-8")
    assert [row for row in rows if row not in text] == []
    head = "| program | " + " | ".join(COLUMNS.values())
    assert head in text
