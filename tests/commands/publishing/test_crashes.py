"""Whole or not at all: kills, rivals, damage."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from gacx_reports.ledger.schema import VERSION
from gacx_reports.ledger.store import put_blob, writing
from tests.commands.publishing.ledger_fixture import Office, planned
from tests.conftest import ROOT

PROGRAM = """
import os, signal, sys
from gacx_reports import files, workers
from gacx_reports.cli import main
from gacx_reports.commands.publishing import publish
from gacx_reports.core.sheets.packed_read import packed_read
from gacx_reports.excel.reading import sandbox, workbook
from gacx_reports.ledger import publications
from gacx_reports.tree import DRAFTS

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def wait(*_, **__):
    print("waiting", flush=True)
    sys.stdin.readline()

if __name__ == "__main__":
    sandbox.read_in_child = lambda *given: packed_read(workbook.read_file(*given))
    workers.each = workers.here
    match sys.argv.pop(1):
        case "records":
            real, left = publications._freeze_record, iter(range(3))
            publications._freeze_record = lambda *a: real(*a) if next(left, None) is not None else die()
        case "written":
            publish._write = die
        case "files":
            real_put = files.write
            drafted = iter(range(2))
            def write(path, *rest):
                ours = DRAFTS in path.parts
                return die() if ours and next(drafted, None) is None else real_put(path, *rest)
            files.write = write
        case "wait":
            publish.write_publication = wait
    main()
"""


def start(office: Office, how: str, *arguments: str) -> subprocess.Popen[str]:
    """`publish` in a process of its own, which does something odd at one point."""
    options = {
        "--input": office.root / "in",
        "--output": office.root / "out",
        "--templates": office.root / "templates",
        "--ledger": office.ledger,
        "--jobs": "1",
    }
    script = office.root / "odd.py"
    script.write_text(PROGRAM, "utf-8")
    given = [str(part) for pair in options.items() for part in pair]
    command = [sys.executable, str(script), how, "publish", "2024Q3", *given, *arguments]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize(
    ("how", "standing"), [("records", False), ("written", True), ("files", True)]
)
def test_a_kill_leaves_the_quarter_unpublished_or_complete(
    office: Office, how: str, standing: bool
) -> None:
    """Killed between two records: nothing is published. Killed after the commit: `quarter` writes the missing files."""
    process = start(office, how)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert bool(office.standing()) is standing
    assert len(office.standing()) in (0, 9)
    assert office.hashes() == {}
    office.done("quarter")
    office.done("publish")
    assert len(office.standing()) == 9
    for record in office.standing().values():
        assert office.hashes()[record.path] == record.sha256


def test_a_kill_keeps_plan_and_approval_and_publishes_nothing_else(office: Office) -> None:
    """Killed after the plan's commit it is the same plan; killed between two records the approval still stands."""
    office.hand_in(more_settings="| 复核 | 公布 |\n")
    given = ("--by", "张三", "--lang", "zh")
    for how in ("written", "records"):
        process = start(office, how, *given)
        process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL
        assert not office.standing()
        if how == "written":
            office.approve(planned(office.done("publish", *given, code=1)), "李四")
    office.done("publish", *given)
    with closing(sqlite3.connect(office.ledger)) as db:
        found = db.execute("SELECT action FROM events ORDER BY id").fetchall()
    assert found == [("plan",), ("approve",), ("publish",)]


def test_of_two_at_once_one_is_told_to_wait(office: Office) -> None:
    """Exit 11 for the second, also where it writes into another folder: the ledger is one."""
    first = start(office, "wait")
    assert first.stdout
    assert first.stdout.readline() == "waiting\n"
    second = office.run("publish")
    assert second.exit_code == 11
    elsewhere = office.run("publish", "--output", str(office.root / "elsewhere"))
    assert elsewhere.exit_code == 11
    first.kill()
    first.communicate()
    office.done("publish")


def test_a_failure_while_writing_records_nothing(office: Office) -> None:
    """Whatever goes wrong inside, the ledger is as it was."""

    def fail() -> None:
        with writing(office.ledger) as db:
            put_blob(db, b"x")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with writing(office.ledger) as db:
        assert db.execute("SELECT count(*) FROM blobs").fetchone() == (0,)


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be one" * 9, None])
def test_a_file_that_is_no_ledger_is_left_alone(office: Office, content: bytes | None) -> None:
    """Exit 2 and the file's name, for a damaged file as for somebody else's database."""
    if content is None:
        with sqlite3.connect(office.ledger) as db:
            db.execute("CREATE TABLE things (x)")
        db.close()
    else:
        office.ledger.write_bytes(content)
    before = office.ledger.read_bytes()
    assert "ledger.sqlite" in office.done("publish", code=2)
    assert office.ledger.read_bytes() == before


def test_a_newer_ledger_is_not_touched(published: Office) -> None:
    """Exit 2 if the program does not know the ledger's schema."""
    db = sqlite3.connect(published.ledger)
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    published.done("quarter", code=2)


def test_rotten_content_is_noticed(published: Office) -> None:
    """Only published content is restored; damaged content is not."""
    db = sqlite3.connect(published.ledger)
    with db:
        db.execute("UPDATE blobs SET content = x'00'")
    db.close()
    published.delete_output()
    assert "damaged" in published.done("quarter", code=2)
    assert not list(Path(published.root / "out").rglob("*.pdf"))
