"""A run goes on where one that was killed has ended, and damaged files of an earlier run are named."""

import os
import signal
import subprocess
import sys

import pytest

from gacx_reports.render import reports
from tests.commands.publishing.ledger_fixture import G1, G2, LATER, Office
from tests.conftest import ROOT

PROGRAM = """
import os, signal, sys
from gacx_reports.cli import main
from gacx_reports.cache.store import Store
from gacx_reports.core.sheets.packed_read import packed_read
from gacx_reports.excel.reading import sandbox, workbook
if __name__ == "__main__":
    sandbox.read_in_child = lambda *given: packed_read(workbook.read_file(*given))
    put, left = Store.put, iter(range(3))
    def die_after_three(store, name, content):
        if content.startswith(b"%PDF") and next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        put(store, name, content)
    Store.put = die_after_three
    main()
"""


def rendered(
    office: Office, monkeypatch: pytest.MonkeyPatch, command: str = "quarter", *arguments: str
) -> list[str]:
    """A run of a command: the paths of what it rendered."""
    made, real = [], reports.render

    def render(settings: reports.RenderSettings, report: reports.Report) -> object:
        made.append(report.path)
        return real(settings, report)

    with monkeypatch.context() as patch:
        patch.setattr(reports, "render", render)
        office.done(command, *arguments)
    return made


def test_a_killed_run_is_gone_on_with(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed when three documents were finished: nothing is in the folder, and the next run makes only the others."""
    script = office.root / "odd.py"
    script.write_text(PROGRAM, "utf-8")
    folders = ("--input", office.root / "in", "--output", office.root / "out")
    more = (
        "--templates",
        office.root / "templates",
        "--ledger",
        office.ledger,
        "--jobs",
        "1",
        "--lang",
        "en",
    )
    given = [str(part) for part in (*folders, *more)]
    process = subprocess.run(
        [sys.executable, str(script), "quarter", "2024Q3", *given],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
    )  # fmt: skip
    assert process.returncode == -signal.SIGKILL
    assert not office.out.exists()
    rest = rendered(office, monkeypatch)
    every = [p.relative_to(office.out).as_posix() for p in office.out.rglob("*.pdf")]
    assert len(rest) == len(every) - 3
    assert not list(office.root.rglob(".next"))


def test_only_what_changed_is_rendered_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing at first; with another value the person, who leads them, their department and the summary."""
    whole = rendered(office, monkeypatch)
    assert rendered(office, monkeypatch) == []
    office.hand_in({"G1": "0.9", "G2": "0.8"})
    changed = rendered(office, monkeypatch)
    assert 0 < len(changed) < len(whole)
    assert "employees/甲部/工程师—李四.pdf" in changed
    assert "employees/甲部/工程师—张三.pdf" not in changed


def test_publishing_renders_only_what_it_prints_otherwise(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing, where the days are those that `quarter` printed; then only a revision."""
    whole = rendered(office, monkeypatch)
    assert rendered(office, monkeypatch, "publish") == []
    assert {p.relative_to(office.out).as_posix() for p in office.out.rglob("*.pdf")} == {*whole}
    office.hand_in({"G1": "0.9", "G2": "0.8"})
    office.done("reopen", "--reason", "x", "--by", "y", "--on", "2024-11-01")
    revised = rendered(office, monkeypatch, "publish", *LATER)
    assert G2 in revised
    assert G1 not in revised


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b'{"outputs": 1}'])
def test_a_damaged_manifest_is_named(office: Office, content: bytes) -> None:
    """One person's run can't go on from it; a whole run writes it anew."""
    office.done("quarter")
    manifest = office.out / "manifest.json"
    whole = manifest.read_bytes()
    manifest.write_bytes(content)
    assert "manifest.json is missing or damaged" in office.done("quarter", "--only", "G1", code=2)
    assert manifest.read_bytes() == content
    office.done("quarter")
    assert manifest.read_bytes() == whole


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"{}"])
def test_a_damaged_record_of_the_page_is_named(office: Office, content: bytes) -> None:
    """An acknowledgement is recorded all the same; the next run writes page and record anew."""
    office.done("publish")
    (office.out / "review.json").write_bytes(content)
    said = office.done("ack", "G1", "--on", "2024-10-20")
    assert "review.json is damaged or of another version" in said
    office.done("quarter")
    assert "review.json" not in office.done("ack", "G2", "--on", "2024-10-20")
