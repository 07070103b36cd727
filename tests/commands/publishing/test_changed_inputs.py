"""An input that changes while a run uses it stops the run: exit 2, the file's name, and no result of a mixture."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gacx_reports.commands.publishing import decide, publish
from gacx_reports.commands.quarter import check, run
from gacx_reports.core.sheets.packed_read import PackedRead, packed_read
from gacx_reports.excel.reading import sandbox, workbook
from gacx_reports.intake import snapshot
from tests.commands.publishing.ledger_fixture import Office, Q

DEPARTMENT = "甲部.xlsx"


def afterwards(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str, act: Callable[[], object]
) -> None:
    """Let something happen right after a step of the command."""
    real = getattr(module, name)

    def step(*given: Any, **more: Any) -> Any:
        result = real(*given, **more)
        act()
        return result

    monkeypatch.setattr(module, name, step)


def typed(office: Office, value: str) -> Callable[[], object]:
    """Somebody enters another value for G1."""
    return lambda: office.hand_in({"G1": value, "G2": "0.7"})


def refused(office: Office, command: str) -> str:
    """Runs the command, which must end with 2 and leave every result as it was."""
    before = office.hashes()
    words = office.done(command, "--lang", "zh", code=2)
    assert "读取期间被改动" in words
    assert office.hashes() == before
    return words


def test_a_workbook_that_never_rests_gives_no_result(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`quarter` names it; the results of the run before stay."""
    office.done("quarter")
    office.hand_in({"G1": "0.8", "G2": "0.7"})  # known ones are not read

    def growing(path: Path, folder: Path) -> PackedRead:
        if path.name == DEPARTMENT:
            path.write_bytes(path.read_bytes() + b"\0")
        return packed_read(workbook.read_file(path, folder))

    with monkeypatch.context() as patch:
        patch.setattr(sandbox, "read_in_child", growing)
        patch.setattr(snapshot, "pause", lambda _: None)
        assert DEPARTMENT in refused(office, "quarter")
    office.hand_in()
    office.done("quarter")


@pytest.mark.parametrize(
    ("command", "module", "step"),
    [("check", check, "read_and_score"), ("quarter", run, "read_with_history")],
)
def test_the_marked_copy_is_of_the_workbook_that_was_read(
    office: Office, monkeypatch: pytest.MonkeyPatch, command: str, module: Any, step: str
) -> None:
    """The department mends its workbook meanwhile: marks of one would stand in cells of the other."""
    office.hand_in({"G1": "很多", "G2": "0.7"})
    afterwards(monkeypatch, module, step, typed(office, "0.8"))
    assert DEPARTMENT in refused(office, command)


def test_what_is_published_is_what_was_scored(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook that changed, or went, after the decision is not stored in place of the one that was read."""
    for act in (typed(office, "0.8"), (office.root / "in" / Q / DEPARTMENT).unlink):
        with monkeypatch.context() as patch:
            afterwards(patch, publish, "plan_publication", act)
            refused(office, "publish")
        assert not office.standing()
        office.hand_in()


@pytest.mark.parametrize(
    ("command", "module", "step"),
    [("quarter", run, "finished"), ("publish", decide, "contents_of")],
)
def test_a_template_that_changes_while_reports_are_made_stops_the_run(
    office: Office, monkeypatch: pytest.MonkeyPatch, command: str, module: Any, step: str
) -> None:
    """Half of the reports would show the old one, and the manifest the new."""
    template = next((office.root / "templates" / "reports").rglob("*.html"))

    def restyle() -> None:
        template.write_text(template.read_text("utf-8") + "\n", "utf-8")

    with monkeypatch.context() as patch:
        afterwards(patch, module, step, restyle)
        words = office.done(command, "--lang", "zh", code=2)
    assert template.name in words
    assert not list(office.out.rglob("*.pdf"))
    assert not office.standing()
