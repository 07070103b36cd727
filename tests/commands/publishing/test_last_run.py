"""A run that would do what the last one did does nothing; anything else that it is made of makes it run."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gacx_reports.cache import recipe
from gacx_reports.commands.publishing import publish
from gacx_reports.commands.quarter import run
from gacx_reports.ledger.store import Event, record_event, writing
from gacx_reports.locations import default_templates
from gacx_reports.render import review
from tests.commands.publishing.ledger_fixture import G1, TYPED, Office

Change = Callable[[Office], object]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each run that reads the quarter and writes its folder."""
    found: list[str] = []
    real = run.rendered

    def rendered(*given: Any) -> Any:
        found.append("run")
        return real(*given)

    monkeypatch.setattr(publish, "rendered", rendered)
    return found


def seen(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Path → inode, time of change and size of every file and folder."""
    found = {p.relative_to(folder).as_posix(): p.stat() for p in sorted(folder.rglob("*"))}
    return {name: (s.st_ino, s.st_mtime_ns, s.st_size) for name, s in found.items()}


def test_nothing_is_read_and_nothing_is_written(office: Office, runs: list[str]) -> None:
    """The same words and the same exit code, and every file is the one that lay there."""
    office.hand_in({"G1": "很多", "G2": "0.7"})
    office.hand_in(quarter="2024Q2")
    first = office.run("quarter")
    before = seen(office.out)
    for _ in range(2):
        again = office.run("quarter")
        assert (again.exit_code, again.stdout) == (first.exit_code, first.stdout)
        assert again.stderr == "2024Q3: nothing has changed since the last run\n"
    assert first.exit_code == 1
    assert seen(office.out) == before
    assert runs == ["run"]
    assert not (office.root / "out" / ".next").exists()


@pytest.mark.usefixtures("made_each_time")
def test_a_run_that_does_nothing_leaves_what_a_run_would(office: Office, runs: list[str]) -> None:
    """The store is emptied, and everything is made anew: equal, byte for byte, the page too."""
    office.done("quarter")
    files = {p: p.read_bytes() for p in office.out.rglob("*") if p.is_file()}
    office.done("quarter")
    for path in (office.root / "out" / ".store").rglob("??/*"):
        path.unlink()
    office.done("quarter")
    assert runs == ["run"] * 2
    assert {p: p.read_bytes() for p in office.out.rglob("*") if p.is_file()} == files


def test_the_template_of_the_review_page_is_compiled_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its code waits in the store: each run writes the page, a first one compiles for it."""
    compiled: list[str] = []
    real = review.compiled_page

    def noted(*given: Any) -> bytes:
        compiled.append("page")
        return real(*given)

    monkeypatch.setattr(review, "compiled_page", noted)
    for score in ("0.91", "0.82"):
        office.hand_in({"G1": score, "G2": "0.7"})
        office.done("quarter")
        assert score in (office.out / "index.html").read_text("utf-8")
    assert compiled == ["page"]


def add(path: str, content: bytes = b"\n") -> Change:
    """Append to a file."""

    def change(office: Office) -> None:
        with (office.root / path).open("ab") as file:
            file.write(content)

    return change


def note(office: Office) -> None:
    """Write something into the ledger about another quarter."""
    now = datetime(2024, 10, 1, tzinfo=UTC)
    with writing(office.ledger) as db:
        record_event(db, Event("2023Q1", "reopen", now.date(), now, reason="x"))


def stray(office: Office) -> None:
    """A workbook in a folder that is not read."""
    folder = office.root / "in" / "2024Q3" / "old"
    folder.mkdir()
    (folder / "甲部.xlsx").write_bytes(b"x")


def empty(office: Office) -> None:
    """As `purge` and `make clean` do."""
    for path in (office.root / "out" / ".store").rglob("??/*"):
        path.unlink()


CHANGES: dict[str, Change] = {
    "a cell": lambda office: office.hand_in({**TYPED, "G2": "0.6"}),
    "a workbook's bytes": add("in/2024Q3/甲部.xlsx", b"\0" * 22),
    "the scheme": add("in/2024Q3/考核方案.xlsx", b"\0" * 22),
    "a workbook is gone": lambda office: (office.root / "in/2024Q3/主管评价.xlsx").unlink(),
    "a workbook more": lambda office: office.hand_in(quarter="2024Q2"),
    "an earlier quarter without files": lambda office: (office.root / "in/2024Q1").mkdir(),
    "one that is open": add("in/2024Q3/~$甲部.xlsx", b"x"),
    "one in another place": stray,
    "a report template": add("templates/reports/employee.html"),
    "the page's template": add("templates/review/review.css"),
    "the ledger": note,
    "a report is gone": lambda office: (office.out / G1).unlink(),
    "a report is another": add(f"out/2024Q3/{G1}"),
    "results are another": add("out/2024Q3/results.json"),
    "the page is another": add("out/2024Q3/index.html"),
    "a file more": add("out/2024Q3/notes.txt"),
    "a killed run": lambda office: (office.root / "out/.next/2024Q3").mkdir(parents=True),
    "the store is gone": empty,
}


@pytest.mark.parametrize("what", CHANGES)
def test_every_ingredient_counts(office: Office, runs: list[str], what: str) -> None:
    """Whatever is not as it was makes a run."""
    (office.root / "templates" / "review").mkdir(exist_ok=True)
    prepared(office)
    office.done("quarter")
    office.done("quarter")
    assert len(runs) == 1
    CHANGES[what](office)
    office.run("quarter")
    assert len(runs) == 2


def prepared(office: Office) -> None:
    """The company has its own templates of the page."""
    for path in (default_templates() / "review").iterdir():
        (office.root / "templates" / "review" / path.name).write_bytes(path.read_bytes())


@pytest.mark.parametrize("arguments", [("--strict",), ("--lang", "zh"), ("--only", "G1")])
def test_other_options_are_another_run(
    office: Office, runs: list[str], arguments: tuple[str, ...]
) -> None:
    """Each is remembered for itself, and `--only` never."""
    office.done("quarter")
    office.run("quarter", *arguments)
    assert len(runs) == 2


@pytest.mark.parametrize("part", ["program", "_packages", "libraries"])
def test_another_program_is_another_run(
    office: Office, runs: list[str], part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or another version of a package or library."""
    office.done("quarter")
    monkeypatch.setattr(recipe, part, lambda: "another")
    office.done("quarter")
    assert len(runs) == 2


def test_what_changes_meanwhile_is_not_taken_for_read(
    office: Office, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The workbook is another one when the run ends: it is remembered for what it read."""
    path = office.root / "in" / "2024Q3" / "甲部.xlsx"
    before = path.read_bytes()
    real = run.rendered

    def rendered(*given: Any) -> Any:
        done = real(*given)
        path.write_bytes(before + b"\0" * 22)
        return done

    with monkeypatch.context() as patch:
        patch.setattr(publish, "rendered", rendered)
        office.done("quarter")
    office.done("quarter")
    assert len(runs) == 1
    path.write_bytes(before)
    office.done("quarter")
    assert len(runs) == 2


def test_what_could_not_be_read_is_tried_again(office: Office, runs: list[str]) -> None:
    """It may have been short of time or memory."""
    path = office.root / "in" / "2024Q3" / "甲部.xlsx"
    path.write_bytes(path.read_bytes()[:900])
    for _ in range(2):
        office.done("quarter", code=1)
    assert len(runs) == 2


def test_a_published_quarter_is_verified_each_time(office: Office, runs: list[str]) -> None:
    """That is what `quarter` is for then."""
    office.done("quarter")
    office.done("publish")
    for _ in range(2):
        assert "verified" in office.done("quarter")
    assert runs == ["run"]


def test_times_do_not_count(office: Office, runs: list[str]) -> None:
    """A file that was copied, or saved without a change, is the same."""
    office.done("quarter")
    for path in (office.root / "in").rglob("*.xlsx"):
        os.utime(path, (time.time() - 9999,) * 2)
    office.done("quarter")
    assert runs == ["run"]
