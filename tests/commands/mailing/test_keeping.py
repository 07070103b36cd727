"""`purge`, `backup` and `restore`: retention, and copies of the ledger."""

import os
import shutil
import signal
import sqlite3
from contextlib import closing
from datetime import date, datetime

import pytest

from gacx_reports import files, tree
from gacx_reports.cache.store import opened
from gacx_reports.cli import keeping
from gacx_reports.commands.publishing import purge as steps
from gacx_reports.core.calendar.period import Period
from gacx_reports.ledger import publications, retention
from gacx_reports.ledger.store import reading, writing
from gacx_reports.locations import state_folder
from tests.commands.mailing.mail_fixture import House, Post, Q
from tests.fixtures.harm import in_child, kill


@pytest.mark.parametrize(
    ("quarter", "months", "until"),
    [
        ("2023Q4", 24, date(2025, 12, 31)),
        ("2024Q3", 5, date(2025, 2, 28)),
        ("2024Q3", 0, date(2024, 9, 30)),
        ("2024Q2", 12, date(2025, 6, 30)),
        ("2024M02", 12, date(2025, 2, 28)),
        ("2024M12", 1, date(2025, 1, 31)),
        ("2023H2", 2, date(2024, 2, 29)),
        ("2023Y", 24, date(2025, 12, 31)),
    ],
)
def test_the_retention_time_runs_from_the_quarters_end(
    quarter: str, months: int, until: date
) -> None:
    """In months, to the end of a shorter one."""
    parsed = Period.parse(quarter)
    assert parsed
    assert parsed.months_after(months) == until


def purge(house: House, *more: str, code: int = 0) -> str:
    """`purge 2024Q3 --keep-results`."""
    paths = ["--output", str(house.root / "out"), "--ledger", str(house.ledger)]
    result = house.run("purge", Q, "--keep-results", *paths, "--lang", "en", *more)
    assert result.exit_code == code, result.output
    return result.output


def test_nothing_is_purged_before_its_time(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor where the settings name no time; every file is still there."""
    monkeypatch.setattr(keeping, "now", lambda: datetime(2026, 9, 30, 12).astimezone())
    assert "kept until 30 Sep 2026" in purge(house, code=2)
    house.settings(retention_months=0)
    assert "nothing is ever purged" in purge(house, code=2)
    assert (house.out / house.path(house.people[0])).exists()
    assert house.run("purge", Q).exit_code == 2


def test_purging_leaves_results_and_no_persons_file(
    house: House, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in the folder, in the store, nor anywhere in the ledger's bytes; who was sent what stays on record."""
    monkeypatch.setattr(keeping, "now", lambda: datetime(2026, 10, 1, 12).astimezone())
    house.settings(post.port, passwords="random")
    house.send()
    with reading(house.ledger) as db:
        secret = db.execute("SELECT password FROM mail_passwords").fetchone()[0]
    stored = house.out.parent / ".store"
    with opened(house.out.parent, state_folder()) as store:
        assert store.put("ab" * 32, b"cells of a workbook")
    said = purge(house, "--input", str(house.root / "in"))
    assert "the results stay" in said
    assert not [p for p in stored.rglob("*") if p.is_file()]
    left = {p.name for p in house.out.rglob("*") if p.is_file()}
    assert left == {"results.json"}
    assert not [p for p in (house.root / "out" / ".store").rglob("*") if p.is_file()]
    assert not list((house.root / "in" / Q).iterdir())
    content = house.ledger.read_bytes()
    assert secret.encode() not in content
    assert b"%PDF" not in content
    assert b"PK\x03\x04" not in content
    with reading(house.ledger) as db:
        assert retention.purged(db, Q)
        assert len(publications.standing(db, Q)) == 8
        (action,) = db.execute("SELECT action FROM events ORDER BY id DESC LIMIT 1").fetchone()
    assert action == "purge"
    assert set(house.states().values()) == {"sent"}
    assert "purged already" in purge(house, code=2)
    paths = ["--input", str(house.root / "in"), "--output", str(house.root / "out")]
    again = house.run("quarter", Q, *paths, "--ledger", str(house.ledger), "--lang", "en")
    assert again.exit_code == 2
    assert "purged" in again.output


def test_telephone_numbers_go_first(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A purge that is interrupted in the ledger has removed every sheet with numbers, and is simply called again."""
    monkeypatch.setattr(keeping, "now", lambda: datetime(2026, 10, 1, 12).astimezone())
    sheets = [house.out / folder / "满意度调查-周敏.xlsx" for folder in ("survey", "kept")]
    sheets.append(house.root / "in" / Q / "满意度调查-周敏.xlsx")
    for sheet in sheets:
        sheet.parent.mkdir(exist_ok=True)
        sheet.write_bytes(b"010-5550 1234")

    def fail(*_: object) -> int:
        raise KeyboardInterrupt

    inputs = ("--input", str(house.root / "in"))
    with monkeypatch.context() as patch:
        patch.setattr(retention, "purge", fail)
        purge(house, *inputs, code=130)
    assert not any(sheet.exists() for sheet in sheets)
    assert (house.out / house.path(house.people[0])).exists()
    assert "the results stay" in purge(house, *inputs)


def test_a_purge_that_was_interrupted_is_finished_by_the_next(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed when the ledger was purged and the folder was not: reports would stay for ever."""
    monkeypatch.setattr(keeping, "now", lambda: datetime(2026, 10, 1, 12).astimezone())
    with monkeypatch.context() as patch:
        patch.setattr(steps, "_compact", lambda _: os.kill(os.getpid(), signal.SIGKILL))
        child = os.fork()
        if not child:
            try:
                purge(house)
            finally:
                os._exit(1)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
    assert (house.out / house.path(house.people[0])).exists()
    assert "the results stay" in purge(house)
    assert {p.name for p in house.out.rglob("*") if p.is_file()} == {"results.json"}
    assert b"%PDF" not in house.ledger.read_bytes()
    assert "purged already" in purge(house, code=2)


def test_a_killed_runs_draft_goes_with_the_rest(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the same reports and sheets by hard links, beside the folder; also if it comes after the purge."""
    monkeypatch.setattr(keeping, "now", lambda: datetime(2026, 10, 1, 12).astimezone())
    draft = house.out.parent / tree.DRAFTS / Q
    for _ in range(2):
        shutil.copytree(house.out, draft)
        purge(house)
        assert not draft.parent.exists()
    assert "purged already" in purge(house, code=2)


def test_a_purge_that_was_killed_before_the_store_is_finished_by_the_next(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports in the store would stay if the folder went first; what another run is writing there stays."""
    monkeypatch.setattr(keeping, "now", lambda: datetime(2026, 10, 1, 12).astimezone())
    store = house.out.parent / ".store"
    files.write(store / "ab" / "ab12", b"a report")
    with monkeypatch.context() as patch:
        patch.setattr(steps, "emptied", lambda _: kill())
        assert not in_child(lambda: purge(house), house.out, 10**9, kill)
    with files.replacing(store / "cd" / "cd12") as part:
        part.write_bytes(b"another quarter's")
        purge(house)
        assert [p for p in store.rglob("*") if p.is_file()] == [part]
    assert "purged already" in purge(house, code=2)


def test_what_another_quarter_rests_on_stays(house: House) -> None:
    """Content is kept once; the last quarter that needs it lets it go."""
    with writing(house.ledger) as db:
        publication = publications.latest(db, Q)
        assert publication
        digest = publications.sources(db, publication)[f"{Q}/花名册.xlsx"]
        db.execute(
            "INSERT INTO publications SELECT NULL, '2024Q4', number, published_on, appeals_until, complete,"
            " scheme_version, scheme_sha256, program, fonts, lang, event FROM publications"
        )
        db.execute("INSERT INTO sources VALUES (2, '2024Q3/花名册.xlsx', ?)", (digest,))
        retention.purge(db, Q, 1)
        assert db.execute("SELECT 1 FROM blobs WHERE sha256 = ?", (digest,)).fetchone()
        assert db.execute("SELECT count(*) FROM blobs").fetchone() == (1,)


def test_a_backup_restored_is_the_ledger(house: House) -> None:
    """Byte for byte the same content; what lay in its place goes aside; an existing file is never overwritten."""
    copy = house.root / "backup.sqlite"
    given = ["--ledger", str(house.ledger), "--lang", "en"]
    assert house.run("backup", str(copy), *given).exit_code == 0
    assert copy.stat().st_mode & 0o777 == 0o600
    again = house.run("backup", str(copy), *given)
    assert again.exit_code == 2
    assert "give the backup another name" in again.output
    dump = "\n".join(closing_dump(house.ledger))
    with writing(house.ledger) as db:
        db.execute("DELETE FROM records")
    assert house.run("restore", str(copy), *given).exit_code == 0
    assert "\n".join(closing_dump(house.ledger)) == dump
    assert (house.root / "ledger.sqlite.before-1").exists()
    assert house.mail()


def test_a_backup_makes_no_folder(house: House) -> None:
    """A drive that is not plugged in looked backed up: its folder was made where it is mounted."""
    folder = house.root / "drive"
    result = house.run("backup", str(folder / "ledger.sqlite"), "--ledger", str(house.ledger))
    assert result.exit_code == 2
    assert "请插上硬盘" in result.output
    assert not folder.exists()


@pytest.mark.parametrize("folder", ["empty", "gone"])
def test_every_command_says_when_the_quarter_was_purged(
    house: House, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not that rosters are missing, or reports, or the quarter's folder."""
    monkeypatch.setattr(keeping, "now", lambda: datetime(2026, 10, 1, 12).astimezone())
    inputs = ["--input", str(house.root / "in")]
    purge(house, *inputs)
    if folder == "gone":
        (house.root / "in" / Q).rmdir()
    for command in ("check", "explain", "mail", "quarter", "publish"):
        person = ["G0001"] * (command == "explain")
        told = house.run(command, Q, *person, *inputs, *house.results)
        assert told.exit_code == 2, (command, told.output)
        first = told.output.splitlines()[0]
        assert first.startswith("2024Q3 已于 2026年10月1日 清除"), (command, told.output)


def test_a_purged_quarter_whose_workbooks_were_left_is_still_checked(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --input the workbooks stay: `check` reads them, as before."""
    monkeypatch.setattr(keeping, "now", lambda: datetime(2026, 10, 1, 12).astimezone())
    purge(house)
    told = house.run("check", Q, "--input", str(house.root / "in"), *house.results)
    assert "清除" not in told.output
    assert "F01" in told.output


def closing_dump(path: object) -> list[str]:
    """Everything in a database."""
    with closing(sqlite3.connect(str(path))) as db:
        return list(db.iterdump())


@pytest.mark.parametrize("damage", ["torn", "rotten", "other", "none"])
def test_a_bad_backup_is_not_restored(house: House, damage: str) -> None:
    """Truncated, content other than its hash, another database, or missing: exit 2, and the ledger is unchanged."""
    copy = house.root / "copy.sqlite"
    given = ["--ledger", str(house.ledger), "--lang", "en"]
    house.run("backup", str(copy), *given)
    if damage == "torn":
        copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    elif damage == "rotten":
        with closing(sqlite3.connect(copy)) as db, db:
            db.execute("UPDATE blobs SET content = x'00'")
    elif damage == "other":
        copy.unlink()
        with closing(sqlite3.connect(copy)) as db, db:
            db.execute("CREATE TABLE things (x)")
    else:
        copy.unlink()
    before = house.ledger.read_bytes()
    assert house.run("restore", str(copy), *given).exit_code == 2
    assert house.ledger.read_bytes() == before
