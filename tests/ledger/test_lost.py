"""A ledger that is not the one that was written here is refused before anything is written."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gacx_reports.files import clear_parts
from gacx_reports.ledger import guard, witness
from gacx_reports.ledger.faults import CUT_OFF, LedgerError
from gacx_reports.ledger.identity import mark
from gacx_reports.ledger.store import reading, trust, writing
from gacx_reports.locations import state_folder
from tests.ledger.conftest import write


def replaced(ledger: Path) -> None:
    """Another ledger in its place, with as many writes."""
    other = ledger.with_name("other.sqlite")
    write(other)
    write(other)
    other.replace(ledger)


def restored(ledger: Path) -> None:
    """Last week's file, copied over it."""
    old = ledger.read_bytes()
    write(ledger)
    ledger.write_bytes(old)


def cut(size: int) -> Callable[[Path], None]:
    """Cut to so many bytes, as a full disk or a broken synchronisation does."""
    return lambda ledger: ledger.write_bytes(ledger.read_bytes()[:size])  # type: ignore[return-value]


FATES = {
    "gone": Path.unlink,
    "empty": cut(0),
    "one byte": cut(1),
    "half": cut(9000),
    "replaced": replaced,
    "restored": restored,
}


@pytest.mark.parametrize("fate", FATES)
def test_nothing_is_written_with_a_ledger_that_lost_something(ledger: Path, fate: str) -> None:
    """Neither into it, nor by what it says; what lies there stays as it is, and so does the witness."""
    FATES[fate](ledger)
    lies = ledger.read_bytes() if ledger.exists() else None
    known = witness.seen(ledger)
    with pytest.raises(LedgerError):
        write(ledger)
    with pytest.raises(LedgerError):
        trust(ledger)
    assert (ledger.read_bytes() if ledger.exists() else None) == lies
    assert witness.seen(ledger) == known


def test_a_file_of_one_byte_is_damaged_for_everybody(
    ledger: Path, machine: Callable[[str], Path]
) -> None:
    """Also where nobody has seen the ledger: SQLite alone would take it for a new one."""
    cut(1)(ledger)
    machine("other")
    with pytest.raises(LedgerError, match=CUT_OFF), reading(ledger):
        pass


def test_half_a_copy_of_a_killed_run_goes_with_the_next_write(ledger: Path) -> None:
    """A backup, restoring or upgrade that was killed left a part of everybody's data."""
    left = ledger.with_name(".gacx-1.part")
    left.write_bytes(ledger.read_bytes()[:9000])
    # What a process clears once, an earlier test may have cleared.
    clear_parts.cache_clear()
    write(ledger)
    assert not left.exists()


def test_who_has_no_ledger_notices_nothing(tmp_path: Path) -> None:
    """A first write makes it; a command that records nothing leaves neither content nor memory of it."""
    ledger = tmp_path / "ledger.sqlite"
    trust(ledger)
    with writing(ledger):
        pass
    assert not ledger.read_bytes()
    ledger.unlink()
    trust(ledger)
    write(ledger)
    with reading(ledger) as db:
        assert mark(db).writes == 1
        assert len(mark(db).ledger) == 32


def test_every_ledger_has_its_own_id_from_the_start(tmp_path: Path) -> None:
    """Two are never taken for one."""
    marks = []
    for name in ("a", "b"):
        write(tmp_path / name)
        with reading(tmp_path / name) as db:
            marks.append(mark(db))
    assert marks[0].ledger != marks[1].ledger


def test_a_folder_copied_to_another_machine_works_there(
    ledger: Path, machine: Callable[[str], Path]
) -> None:
    """And is missed there once it was used there, if only for reading."""
    machine("other")
    trust(ledger)
    ledger.unlink()
    with pytest.raises(LedgerError):
        trust(ledger)


def test_two_people_take_turns(ledger: Path, machine: Callable[[str], Path]) -> None:
    """A ledger that is ahead of what one of them has seen has lost nothing."""
    for name in ("a", "b", "b", "b", "a", "b"):
        machine(name)
        trust(ledger)
        write(ledger)


def test_a_copy_beside_it_does_not_disturb_the_ledger(ledger: Path, tmp_path: Path) -> None:
    """Somebody tries something in a copy of the folder, and goes on with the original."""
    copy = tmp_path / "copy" / "ledger.sqlite"
    copy.parent.mkdir()
    shutil.copy(ledger, copy)
    write(copy)
    write(copy)
    write(ledger)


def test_a_kill_between_ledger_and_witness_is_no_suspicion(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger is one ahead then, and has lost nothing."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(guard, "testify", killed)
        with pytest.raises(KeyboardInterrupt):
            write(ledger)
    write(ledger)
    with reading(ledger) as db:
        assert mark(db).writes == 4


def test_without_a_place_for_the_witness_nothing_is_written(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An OSError that names it, before the ledger is touched; who has no ledger needs no such place."""
    (tmp_path / "no-folder").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "no-folder"))
    trust(tmp_path / "none.sqlite")
    before = ledger.read_bytes()
    with pytest.raises(OSError, match="no-folder"):
        write(ledger)
    assert ledger.read_bytes() == before


DAMAGES = {
    "garbage": b"\x00\xff not JSON",
    "empty": b"",
    "cut": b'{"counters": {"a": 1}, "pa',
    "a list": b"[]",
    "another shape": b'{"counters": [], "paths": {}, "writes": {}}',
    "another type": b'{"counters": {"a": "1"}, "paths": {}, "writes": {}}',
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_witness_allows_nothing(ledger: Path, damage: str) -> None:
    """As nobody knows what it held; the ledger and the file are as they were."""
    path = state_folder() / "mail-witness.json"
    path.write_bytes(DAMAGES[damage])
    before = ledger.read_bytes()
    with pytest.raises(LedgerError, match=r"mail-witness\.json"):
        write(ledger)
    with pytest.raises(LedgerError, match=r"mail-witness\.json"):
        trust(ledger)
    assert ledger.read_bytes() == before
    assert path.read_bytes() == DAMAGES[damage]


def test_an_accepted_ledger_rebuilds_the_witness(ledger: Path) -> None:
    """What can still be read is kept, the damaged file goes aside, and a loss is noticed again."""
    path = state_folder() / "mail-witness.json"
    path.write_bytes(b'{"counters": {"a": "1", "b": 2}, "paths": {"/x": "b"}, "writes": 7}')
    with writing(ledger, accepted=True) as db:
        db.execute("INSERT INTO blobs VALUES ('0', x'00')")
    assert path.with_suffix(".damaged").exists()
    assert path.stat().st_mode & 0o777 == 0o600
    assert witness.seen(ledger).mails == {"b": 2}
    write(ledger)
    ledger.unlink()
    with pytest.raises(LedgerError):
        write(ledger)


def test_an_older_programs_witness_is_understood(ledger: Path) -> None:
    """It had no counters of writes."""
    with reading(ledger) as db:
        own = mark(db).ledger
    path = state_folder() / "mail-witness.json"
    path.write_text(f'{{"counters": {{"{own}": 0}}, "paths": {{"{ledger}": "{own}"}}}}', "utf-8")
    write(ledger)
    ledger.unlink()
    with pytest.raises(LedgerError):
        write(ledger)
