"""The store gives back what was put there, or nothing."""

import hashlib
import sqlite3
from pathlib import Path

import pytest

from gacx_reports.cache.store import Store, emptied, opened

NAME, OTHER = "a1" * 32, "b2" * 32


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Output folder and private folder."""
    return tmp_path / "output", tmp_path / "private"


def document_in(output: Path) -> Path:
    """The only document of the store."""
    (found,) = [p for p in (output / ".store").rglob("*") if p.is_file()]
    return found


def test_what_was_put_there_is_found_by_a_later_run(folders: tuple[Path, Path]) -> None:
    """By its name, and nothing by another."""
    with opened(*folders) as store:
        assert store.get(NAME) is None
        store.put(NAME, b"%PDF one")
    with opened(*folders) as store:
        assert store.get(NAME) == b"%PDF one"
        assert store.get(OTHER) is None


def test_everything_is_private(folders: tuple[Path, Path]) -> None:
    """Files and folders of this user only, and nothing that looks like a report."""
    with opened(*folders) as store:
        store.put(NAME, b"%PDF one")
    output, private = folders
    made = [*output.rglob("*"), *private.rglob("*")]
    assert {p.stat().st_mode & 0o777 for p in made if p.is_file()} == {0o600}
    assert {p.stat().st_mode & 0o777 for p in made if p.is_dir()} == {0o700}
    assert not list(output.rglob("*.pdf"))


def test_a_document_that_somebody_changed_is_not_used(folders: tuple[Path, Path]) -> None:
    """Nor one that was put there by hand, nor a lost one."""
    with opened(*folders) as store:
        store.put(NAME, b"%PDF one")
        document_in(folders[0]).write_bytes(b"%PDF two")
        assert store.get(NAME) is None
        forged = folders[0] / ".store" / OTHER[:2] / OTHER
        forged.parent.mkdir()
        forged.write_bytes(b"%PDF forged")
        assert store.get(OTHER) is None
        store.put(NAME, b"%PDF one")
        assert store.get(NAME) == b"%PDF one"
        (folders[0] / ".store" / NAME[:2] / NAME).unlink()
        assert store.get(NAME) is None


def test_a_store_that_was_moved_or_copied_is_empty(folders: tuple[Path, Path]) -> None:
    """The digests are those of one place."""
    with opened(*folders) as store:
        store.put(NAME, b"%PDF one")
    moved = folders[0].rename(folders[0].with_name("moved"))
    with opened(moved, folders[1]) as store:
        assert store.get(NAME) is None


@pytest.mark.parametrize(
    "content", [b"", b"not a database, but long enough to be taken for one" * 9]
)
def test_damaged_digests_are_begun_anew(folders: tuple[Path, Path], content: bytes) -> None:
    """Nothing depends on them but time."""
    with opened(*folders) as store:
        store.put(NAME, b"%PDF one")
    (folders[1] / "store.sqlite").write_bytes(content)
    with opened(*folders) as store:
        assert store.get(NAME) is None
        store.put(NAME, b"%PDF one")
        assert store.get(NAME) == b"%PDF one"


@pytest.mark.parametrize("before", [4, 5, 6, 7, 8])
def test_digests_that_were_cut_off_lose_nothing_that_was_found_again(
    tmp_path: Path, before: int
) -> None:
    """Whatever the names: where the order of an index is broken, a document is lost with the next one's digest."""
    for seed in range(12):
        folder = tmp_path / ("long" * 16) / str(seed)
        output, private = folder / "output", folder / "private"
        names = [hashlib.sha256(f"{seed} {n}".encode()).hexdigest() for n in range(12)]
        for place in (output, folder / "copy"):
            with opened(place, private) as store:
                for name in names[:before]:
                    store.put(name, b"%PDF")
        digests = private / "store.sqlite"
        digests.write_bytes(digests.read_bytes()[:-100])
        with opened(output, private) as store:
            put = [name for name in names if store.put(name, b"%PDF") and store.get(name)]
            assert [name for name in put if store.get(name)] == put


def filled(store: Store) -> list[str]:
    """The names of four documents of 100 bytes, of which the first was used last."""
    names = [f"{n}" * 64 for n in range(4)]
    for name in names:
        store.put(name, name[:1].encode() * 100)
    assert store.get(names[0])
    return names


def test_what_was_not_used_for_longest_goes_first(folders: tuple[Path, Path]) -> None:
    """The store is bounded; digests go with their documents."""
    with opened(*folders) as store:
        names = filled(store)
        store.shrink(most=250)
        assert [n for n in names if store.get(n)] == [names[0], names[3]]
    db = sqlite3.connect(folders[1] / "store.sqlite")
    assert db.execute("SELECT count(*) FROM digests").fetchone() == (2,)
    db.close()


def test_what_a_killed_run_left_half_written_goes_with_the_next(
    folders: tuple[Path, Path],
) -> None:
    """Also where the next run puts no document into the same folder."""
    left = folders[0] / ".store" / "c3" / ".gacx-1.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"%PDF ha")
    with opened(*folders):
        pass
    assert not left.exists()


def test_emptying_leaves_no_document(folders: tuple[Path, Path]) -> None:
    """As `purge` does."""
    with opened(*folders) as store:
        filled(store)
    assert emptied(folders[0]) == 4
    assert not [p for p in folders[0].rglob("*") if p.is_file()]
    assert emptied(folders[0]) == 0
