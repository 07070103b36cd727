"""Salts and draws in the ledger: fixed once, and visible to whoever reads it later."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gacx_reports.ledger import survey
from gacx_reports.ledger.faults import LedgerError
from gacx_reports.ledger.migration import APPLICATION
from gacx_reports.ledger.schema import VERSION, VERSIONS
from gacx_reports.ledger.store import Event, reading, record_event, writing
from gacx_reports.ledger.survey import KnownDraw

NOW = datetime(2024, 6, 28, 9, tzinfo=UTC)
SALT = "5f" * 32
Q = "2024Q3"
DRAW = KnownDraw(1, date(2024, 10, 8), "", "c" * 64, "f" * 64, "")


def keep(ledger: Path, text: str = SALT) -> None:
    """Records the salt of the third quarter."""
    with writing(ledger) as db:
        event = record_event(db, Event(Q, "survey salt", NOW.date(), NOW))
        survey.keep_salt(db, Q, text, event)


def draw(ledger: Path, what: KnownDraw = DRAW) -> None:
    """Records the beginning of a draw."""
    with writing(ledger) as db:
        event = record_event(db, Event(Q, "survey draw", what.day, NOW))
        survey.begin_draw(db, Q, "调查回访", what, event)


@pytest.mark.parametrize("version", range(1, VERSION))
def test_an_older_ledger_is_read_as_it_is_and_upgraded_when_written(
    tmp_path: Path, version: int
) -> None:
    """A ledger of each earlier schema knows no salt and no draw, keeps its events, and takes both afterwards."""
    ledger = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(ledger)) as db, db:
        db.executescript("".join(VERSIONS[:version]))
        record_event(db, Event("2024Q2", "publish", NOW.date(), NOW))
        db.execute(f"PRAGMA user_version = {version}")
        db.execute(f"PRAGMA application_id = {APPLICATION}")
    with reading(ledger) as db:
        assert survey.salt_of(db, Q) is None
        assert survey.draws(db, Q, "调查回访") == []
        assert db.execute("PRAGMA user_version").fetchone() == (version,)
    keep(ledger)
    draw(ledger)
    with reading(ledger) as db:
        assert survey.draws(db, Q, "调查回访") == [DRAW]
        assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert db.execute("SELECT action FROM events ORDER BY id").fetchall() == [
            ("publish",),
            ("survey salt",),
            ("survey draw",),
        ]


def test_a_salt_is_made_once(tmp_path: Path) -> None:
    """A second salt of the quarter, a changed one and a deleted one are refused, and the first stays."""
    ledger = tmp_path / "ledger.sqlite"
    keep(ledger)
    with pytest.raises(LedgerError):
        keep(ledger, "00" * 32)
    for statement in ("UPDATE survey_salts SET salt = ''", "DELETE FROM survey_salts"):
        with pytest.raises(LedgerError, match="salt"), writing(ledger) as db:
            db.execute(statement)
    with reading(ledger) as db:
        found = survey.salt_of(db, Q)
    assert found
    assert (found.text, found.late, found.made_at) == (SALT, False, NOW.isoformat())
    assert SALT not in repr(found)


def test_a_draw_gets_its_records_hash_once(tmp_path: Path) -> None:
    """The record's hash completes a draw; afterwards nothing of it can be changed, and none can be deleted."""
    ledger = tmp_path / "ledger.sqlite"
    draw(ledger)
    with writing(ledger) as db:
        survey.finish_draw(db, Q, "调查回访", 1, "d" * 64)
    for statement in (
        "UPDATE survey_draws SET record_sha256 = ''",
        "UPDATE survey_draws SET frame_sha256 = ''",
        "DELETE FROM survey_draws",
    ):
        with pytest.raises(LedgerError, match="draw"), writing(ledger) as db:
            db.execute(statement)
    with reading(ledger) as db:
        assert [d.record for d in survey.draws(db, Q, "调查回访")] == ["d" * 64]
        assert survey.draws(db, Q, "抽查记录") == []
