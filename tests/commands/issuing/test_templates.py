"""Issuing a quarter's workbooks, and reading them on return."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from gacx_reports.commands.issuing.templates import templates as issue
from gacx_reports.commands.request import RunOptions
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.submissions.return_status import ReturnState
from gacx_reports.core.survey.draw_record import MAIN_RECORD
from gacx_reports.intake.quarter import read_and_score
from gacx_reports.intake.scheme_and_roster import read_scheme_and_roster
from tests.fixtures.markdown_company import POSTS, World
from tests.fixtures.saved_workbook import save

NOW = datetime(2024, 6, 28, 9, tzinfo=UTC)


def test_a_quarter_is_issued_before_its_departments_have_results(
    tmp_path: Path, templates: Path
) -> None:
    """A post whose total needs its department's result: nobody can know that yet."""
    world = World(
        posts=POSTS.replace(
            "| 工程师 | 甲部 | | 通用 | 1 | 0 |", "| 工程师 | 甲部 | | 通用 | 0.5 | 0.5 |"
        )
    )
    for book in (world.scheme(), world.roster()):
        folder = tmp_path / "in" / "2024Q3"
        folder.mkdir(parents=True, exist_ok=True)
        save(book, folder / book.name)
    done = issue(RunOptions(Period(2024, 3), tmp_path / "in", tmp_path / "out", templates), NOW)
    assert not done.failed, done.issues
    assert (tmp_path / "out" / "2024Q3" / "templates" / "甲部.xlsx").is_file()


def test_a_quarter_is_issued_and_taken_in_under_english_names(
    tmp_path: Path, templates: Path, samples: Path
) -> None:
    """From an empty folder: scheme, roster and every workbook in English, and all are known when they come back."""
    before, folder = tmp_path / "in" / "2024Q3", tmp_path / "in" / "2024Q4"
    before.mkdir(parents=True)
    for name in ("考核方案.xlsx", "花名册.xlsx"):
        shutil.copy(samples / "2024Q3" / name, before)
    order = RunOptions(
        Period(2024, 4),
        tmp_path / "in",
        tmp_path / "out",
        templates,
        "en",
        ledger=tmp_path / "ledger.sqlite",
    )
    issued = tmp_path / "out" / "2024Q4" / "templates"
    assert [(i.code, i.place.workbook) for i in issue(order, NOW).issues] == [
        ("F01", "Roster.xlsx")
    ]
    assert names(folder) == {"Scheme.xlsx"}
    shutil.copy(issued / "Roster.xlsx", folder)
    assert not issue(order, NOW).failed
    shutil.copytree(issued, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("2025Q1"))
    assert names(folder) == {
        "Scheme.xlsx",
        "Roster.xlsx",
        "Customer Service.xlsx",
        "Service Desk.xlsx",
        "Technical Service.xlsx",
        "Technical Service-Technical assistant.xlsx",
        "Manager evaluation.xlsx",
    }
    found = read_and_score(folder, Period(2024, 4), lambda _: [])
    # The bundled scheme draws the calls, whose sheets the draw issues.
    assert {i.code for i in found.issues if i.code[0] in "FS"} == {"F26"}
    states = {r.workbook: r.state for r in found.returns}
    assert states.pop(MAIN_RECORD) is ReturnState.MISSING
    assert states.keys() == names(folder) - {"Scheme.xlsx", "Roster.xlsx"}
    assert set(states.values()) == {ReturnState.FAULTY, ReturnState.IN}


def test_a_workbook_under_both_its_names_is_asked_about(tmp_path: Path) -> None:
    """F18: it is unknown which of the two counts, so its people are held back."""
    world = World(english="| 甲部 | Dept A |")
    books = (world.scheme(), world.roster(), *world.department().values())
    for book in books:
        save(book, tmp_path / book.name)
    shutil.copy(tmp_path / "甲部.xlsx", tmp_path / "Dept A.xlsx")
    found = read_and_score(tmp_path, Period(2024, 3), lambda _: [])
    assert [(i.place.workbook, i.found) for i in found.issues if i.code == "F18"] == [
        ("甲部.xlsx", "Dept A.xlsx")
    ]
    shutil.copy(tmp_path / "考核方案.xlsx", tmp_path / "Scheme.xlsx")
    found = read_and_score(tmp_path, Period(2024, 3), lambda _: [])
    assert ("考核方案.xlsx", "Scheme.xlsx") in {
        (i.place.workbook, i.found) for i in found.issues if i.code == "F18"
    }
    assert found.outcome is None


def names(folder: Path) -> set[str]:
    """Names of the files in the folder."""
    return {p.name for p in folder.iterdir()}


def test_both_rosters_stop_whoever_reads_one(tmp_path: Path, templates: Path) -> None:
    """Mail, targets and templates ask which of the two is meant, as `quarter` does."""
    folder = tmp_path / "in" / "2024Q3"
    folder.mkdir(parents=True)
    for book in (World().scheme(), World().roster()):
        save(book, folder / book.name)
    shutil.copy(folder / "花名册.xlsx", folder / "Roster.xlsx")
    order = RunOptions(Period(2024, 3), tmp_path / "in", tmp_path / "out", templates)
    for issues in (
        issue(order, NOW).issues,
        read_scheme_and_roster(folder, Period(2024, 3))[1],
        read_and_score(folder, Period(2024, 3), lambda _: []).issues,
    ):
        assert ("F18", "花名册.xlsx", "Roster.xlsx") in {
            (i.code, i.place.workbook, i.found) for i in issues
        }
    assert read_scheme_and_roster(folder, Period(2024, 3))[0] is None
