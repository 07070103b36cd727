"""A ledger other than the one that sent is detected, and refused until HR adopts it."""

import shutil

import pytest

from gacx_reports.core.records.witness import OLDER, Mark, Suspicion, Witness, suspicion_of_mail
from tests.commands.mailing.mail_fixture import House, Post, Q


@pytest.mark.parametrize(
    ("mark", "seen", "found"),
    [
        (Mark("", 0, 0), Witness({}, "", 0), None),
        (Mark("a", 0, 1), Witness({"a": 0}, "a", 1), None),
        (Mark("a", 1, 2), Witness({"a": 0}, "a", 1), None),
        (Mark("a", 0, 1), Witness({}, "a", 1), Suspicion.NOT_FROM_HERE),
        (Mark("a", 1, 1), Witness({}, "", 0), Suspicion.STRANGE),
        (OLDER, Witness({"a": 7}, "", 0), None),
        (Mark("a", 7, 9), Witness({"a": 7}, "a", 9), None),
        (Mark("a", 8, 9), Witness({"a": 7}, "a", 9), None),
        (Mark("a", 9, 9), Witness({"a": 7}, "a", 9), Suspicion.USED_ELSEWHERE),
        (Mark("a", 6, 9), Witness({"a": 7}, "a", 9), Suspicion.RESTORED),
        (Mark("a", 7, 8), Witness({"a": 7}, "a", 9), Suspicion.RESTORED),
        (Mark("a", 6, 9), Witness({"a": 7}, "", 0), Suspicion.RESTORED),
        (Mark("", 0, 0), Witness({"a": 7}, "a", 9), Suspicion.MISSING),
        (Mark("b", 3, 9), Witness({"a": 7}, "a", 9), Suspicion.REPLACED),
        (Mark("b", 3, 9), Witness({"a": 7}, "", 0), Suspicion.STRANGE),
    ],
)
def test_what_is_suspicious(mark: Mark, seen: Witness, found: Suspicion | None) -> None:
    """One ahead is a run that was killed between ledger and witness, before anything was sent."""
    assert suspicion_of_mail(mark, seen) is found


@pytest.mark.parametrize("fate", ["restored", "missing", "strange"])
def test_a_ledger_that_does_not_know_what_was_sent_is_refused(
    house: House, post: Post, fate: str
) -> None:
    """Nobody gets a report twice because somebody brought back last week's file."""
    old = house.ledger.read_bytes()
    house.send("--limit", "3", code=1)
    if fate == "restored":
        house.ledger.write_bytes(old)
    elif fate == "missing":
        house.ledger.unlink()
    else:
        shutil.rmtree(house.state)
    said = house.mail(code=2)
    assert "mail adopt --reason" in said
    assert len(post.stored()) == 3


def test_adopting_needs_a_reason_and_shuts_out_every_other_copy(house: House, post: Post) -> None:
    """After that the adopted one sends, and the copy that was left behind does not."""
    house.send("--limit", "3", code=1)
    copy = house.root / "copy.sqlite"
    shutil.copy(house.ledger, copy)
    house.send("--limit", "3", code=1)
    newer = house.ledger.read_bytes()
    shutil.copy(copy, house.ledger)
    house.mail(code=2)
    given = ["mail", "adopt", "--ledger", str(house.ledger), "--lang", "en"]
    assert house.run(*given).exit_code == 2
    adopted = house.run(*given, "--reason", "磁盘坏了，从备份恢复")
    assert adopted.exit_code == 0
    assert "changes that were seen here are not in it" in adopted.output
    house.mail()
    house.ledger.write_bytes(newer)
    assert "mail adopt" in house.mail(code=2)
    assert house.run(*given, "--reason", "换回来").exit_code == 0
    assert house.run(*given, "--reason", "没有必要").exit_code == 2


def test_a_moved_ledger_goes_on(house: House, post: Post) -> None:
    """Its ID and counter are known, wherever it lies."""
    house.send("--limit", "2", code=1)
    moved = house.root / "moved"
    moved.mkdir()
    shutil.move(house.ledger, moved / "ledger.sqlite")
    shutil.copy(house.root / "mail.toml", moved)
    paths = ["--input", str(house.root / "in"), "--output", str(house.root / "out")]
    result = house.run("mail", Q, *paths, "--ledger", str(moved / "ledger.sqlite"), "--lang", "en")
    assert "sent already 2" in result.output
