"""What is published is not overwritten because the ledger is gone: every command that writes says so and stops."""

import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from gacx_reports.cli import main
from gacx_reports.ledger import store
from gacx_reports.ledger.store import trust
from gacx_reports.locations import state_folder
from tests.commands.publishing.ledger_fixture import Office

COMMANDS = (
    ("quarter",),
    ("publish",),
    ("reopen", "--reason", "数据有误"),
    ("appeal", "G1", "--on", "2024-10-21", "--grounds", "数量不对"),
    ("ack", "G1", "--on", "2024-10-21"),
)


def said(office: Office, *command: str) -> str:
    """The command's Chinese words, of which it must have some, with exit code 2."""
    return office.done(*command, "--lang", "zh", code=2)


@pytest.fixture
def known(published: Office) -> Office:
    """The published quarter, on the machine that has seen its ledger."""
    trust(published.ledger)
    return published


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
@pytest.mark.parametrize("size", [None, 0, 1])
def test_without_its_ledger_nothing_is_overwritten(
    known: Office, command: tuple[str, ...], size: int | None
) -> None:
    """Gone, or cut to 0 or 1 byte: the words say how to get it back, and every file is as it was."""
    if size is None:
        known.ledger.unlink()
    else:
        known.ledger.write_bytes(known.ledger.read_bytes()[:size])
    before = known.hashes()
    words = said(known, *command)
    assert "没有写入任何内容" in words
    assert "restore" in words
    assert known.hashes() == before
    assert (known.ledger.stat().st_size if known.ledger.exists() else None) == size


def test_an_older_ledger_waits_until_it_is_restored_or_adopted(known: Office) -> None:
    """Copied over by hand it is refused; `restore` accepts it and says what is not in it."""
    old = known.root / "old.sqlite"
    assert known.run("backup", quarter=str(old)).exit_code == 0
    known.done("ack", "G1", "--on", "2024-10-21")
    known.ledger.write_bytes(old.read_bytes())
    assert "比本机写过的旧" in said(known, "publish")
    assert "比本机写过的旧" in known.done("backup", "--lang", "zh", quarter=f"{old}-2", code=2)
    restored = known.done("restore", "--lang", "zh", quarter=str(old))
    assert "1 处改动不在其中" in restored
    known.done("quarter")
    known.done("ack", "G2", "--on", "2024-10-21")


def test_who_adopts_an_empty_place_begins_anew(known: Office) -> None:
    """With a reason, and told what that means."""
    known.ledger.unlink()
    arguments = ("--ledger", str(known.ledger), "--reason", "重新开始")
    words = adopt(known, *arguments)
    assert "从这里开始一份新的发布记录" in words
    known.done("quarter")
    known.done("publish")


def adopt(office: Office, *arguments: str) -> str:
    """`mail adopt`, which has no quarter."""
    result = CliRunner().invoke(main, ["mail", "adopt", "--lang", "zh", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_damaged_witness_is_named_and_adopted(known: Office) -> None:
    """Nothing is written until HR has looked; `mail adopt` makes the file anew."""
    file = state_folder() / "mail-witness.json"
    file.write_text("{", "utf-8")
    assert str(file) in said(known, "publish")
    assert str(file) in said(known, "quarter")
    assert "本机还记得的改动都在其中" in adopt(
        known, "--ledger", str(known.ledger), "--reason", "已比对"
    )
    known.done("quarter")


def test_a_first_run_needs_no_ledger(office: Office) -> None:
    """A quarter that nobody has published is made as ever, and leaves no ledger."""
    office.done("quarter")
    assert not office.ledger.exists()


def test_a_ledger_that_somebody_reads_is_busy(
    known: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 11 after some patience, not a fault of the ledger."""
    monkeypatch.setattr(store, "PATIENCE", 20)
    with closing(sqlite3.connect(known.ledger, isolation_level=None)) as db:
        db.execute("BEGIN")
        db.execute("SELECT count(*) FROM events").fetchone()
        known.done("ack", "G1", "--on", "2024-10-21", code=11)
    known.done("ack", "G1", "--on", "2024-10-21")
