"""An older ledger is upgraded whole or not at all, after a copy of it is safe."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from gacx_reports.core.scheme.settings.choices import FourEyes
from gacx_reports.ledger import migration, publications
from gacx_reports.ledger.approvals import signatories, waiting
from gacx_reports.ledger.faults import LedgerError
from gacx_reports.ledger.identity import mark
from gacx_reports.ledger.migration import APPLICATION, kept_before
from gacx_reports.ledger.schema import VERSION, VERSIONS
from gacx_reports.ledger.store import Event, reading, record_event
from tests.conftest import ROOT
from tests.ledger.conftest import NOW, write


def older(path: Path, version: int, mails: int = 0) -> list[str]:
    """A ledger as an older program left it, with a published event and content; returns all that it holds."""
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript("".join(VERSIONS[:version]))
        record_event(db, Event("2024Q2", "publish", NOW.date(), NOW))
        db.execute("INSERT INTO blobs VALUES ('0', zeroblob(200000))")
        if mails:
            db.execute("INSERT INTO identity VALUES ('abc', ?)", (mails,))
        db.execute(f"PRAGMA user_version = {version}")
        db.execute(f"PRAGMA application_id = {APPLICATION}")
    return dump(path)


def dump(path: Path) -> list[str]:
    """All that a database holds."""
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


@pytest.mark.parametrize("version", range(1, VERSION))
def test_a_copy_of_the_older_ledger_stays_beside_it(tmp_path: Path, version: int) -> None:
    """For its owner only, sound, and exactly what it was; the new one has an ID and keeps every entry."""
    ledger = tmp_path / "ledger.sqlite"
    before = older(ledger, version)
    write(ledger)
    copy = kept_before(ledger)
    assert copy.name == f"ledger.sqlite.before-schema-{VERSION}"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert dump(copy) == before
    with reading(ledger) as db:
        assert len(mark(db).ledger) == 32
        assert mark(db).writes == 1
        assert db.execute("SELECT count(*) FROM events").fetchone() == (2,)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_ledger_that_sent_mail_keeps_its_id_and_counter(tmp_path: Path) -> None:
    """By which the witness of an older program knows it."""
    ledger = tmp_path / "ledger.sqlite"
    older(ledger, 3, mails=7)
    write(ledger)
    with reading(ledger) as db:
        found = mark(db)
    assert (found.ledger, found.mails, found.writes) == ("abc", 7, 1)


def test_what_an_older_program_published_stands_unapproved(tmp_path: Path) -> None:
    """Read alike before and after the upgrade: no second person was asked for, and none is made up."""
    ledger = tmp_path / "ledger.sqlite"
    older(ledger, 4)
    with closing(sqlite3.connect(ledger)) as db, db:
        values = ("2024Q2", 1, "2024-07-15", "2024-07-22", 1, "测试", "0", "1.0", "x", "zh", 1)
        marks = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
        db.execute(f"INSERT INTO publications VALUES (NULL, {marks})", values)  # noqa: S608 - marks only
    found = []
    for _ in range(2):
        with reading(ledger) as db:
            found.append((publications.numbered(db, "2024Q2"), signatories(db, "2024Q2")))
            assert not waiting(db, "2024Q2")
        write(ledger)
    assert found[0][0] == found[1][0]
    publication = found[0][0][1]
    assert (publication.four_eyes, publication.plan) == (FourEyes.NOTHING, "")
    assert not any(s.approved_by for s in found[1][1])


def test_a_statement_that_fails_leaves_the_ledger_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Still of its older version, and readable."""
    ledger = tmp_path / "ledger.sqlite"
    before = older(ledger, 3)
    with monkeypatch.context() as patch:
        patch.setattr(migration, "VERSIONS", (*VERSIONS, "CREATE TABLE events (x);"))
        with pytest.raises(LedgerError, match="events"):
            write(ledger)
    assert dump(ledger) == before
    write(ledger)


KILLED = """
import os, signal, sys
from pathlib import Path
from gacx_reports.core.scheme.settings.choices import FourEyes
from gacx_reports.ledger import migration, publications
from gacx_reports.ledger.approvals import signatories, waiting
from gacx_reports.ledger.store import writing

real = migration.statements

def half(version):
    given = list(real(version))
    yield given[0]
    # More than memory may hold: half of the upgrade is in the file when the process dies.
    yield "PRAGMA cache_size = 10"
    yield "UPDATE blobs SET content = randomblob(200000)"
    os.kill(os.getpid(), signal.SIGKILL)

migration.statements = half
with writing(Path(sys.argv[1])):
    pass
"""


def test_a_kill_in_the_middle_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    """A real one, with half of the upgrade on disk: whoever opens the ledger next rolls it back."""
    ledger = tmp_path / "ledger.sqlite"
    before = older(ledger, 3)
    content = ledger.read_bytes()
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(ledger)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert run.returncode == -signal.SIGKILL
    assert ledger.read_bytes() != content
    with reading(ledger) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (3,)
    assert dump(ledger) == before
    assert dump(kept_before(ledger)) == before
    write(ledger)
