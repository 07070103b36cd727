"""The judge of `make torture` sees what it is there to see: a mixture, a loss, a rest, a lie."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from torture.judge import Harm, final, states
from torture.office import OWN, QUARTER, Scene
from torture.state import paths, state

FILES = {"results.json": b"old", "summary.pdf": b"old", **OWN}


def put(root: Path, **content: bytes) -> None:
    """Write results, by the name of the file without its ending."""
    for name, text in FILES.items():
        place = root / "out" / QUARTER / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.get(place.stem, text))


def record(root: Path, *actions: str) -> None:
    """Add events to the ledger."""
    with closing(sqlite3.connect(root / "ledger.sqlite")) as db, db:
        db.execute("CREATE TABLE IF NOT EXISTS events (recorded_at TEXT, action TEXT)")
        db.executemany("INSERT INTO events VALUES (datetime(), ?)", [(a,) for a in actions])


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """Before: old results and one event. After: new results and two events; that is how it lies there."""
    root, results = tmp_path / "company", tmp_path / "company" / "out" / QUARTER
    put(root)
    record(root, "publish")
    before = state(results, root / "ledger.sqlite")
    put(root, results=b"new", summary=b"new")
    record(root, "revise")
    after = state(results, root / "ledger.sqlite")
    return Scene(root, tmp_path, (), before, after, paths(root), (), 0, tmp_path)


def no_damage(_: Scene) -> None:
    pass


def old_ledger(scene: Scene) -> None:
    scene.ledger.unlink()
    record(scene.root, "publish")


def no_ledger(scene: Scene) -> None:
    scene.ledger.unlink()


def cut_ledger(scene: Scene) -> None:
    scene.ledger.write_bytes(scene.ledger.read_bytes()[:5000])


def one_old_file(scene: Scene) -> None:
    put(scene.root, results=b"new")


def own_file_gone(scene: Scene) -> None:
    (scene.root / "out" / QUARTER / "kept" / "甲部.xlsx").unlink()


def part_left(scene: Scene) -> None:
    (scene.root / "out" / ".gacx-1.part").touch()


@pytest.mark.parametrize(
    ("damage", "harms"),
    [
        (no_damage, set()),
        (old_ledger, {Harm.MIXED}),
        (one_old_file, {Harm.MIXED}),
        (no_ledger, {Harm.MIXED, Harm.LOST}),
        (cut_ledger, {Harm.MIXED, Harm.LOST}),
        (own_file_gone, {Harm.MIXED, Harm.LOST}),
        (part_left, {Harm.LEFT_OVER}),
    ],
)
def test_the_judge_sees(scene: Scene, damage: Callable[[Scene], None], harms: set[Harm]) -> None:
    """In the end nothing but the state of after is sound."""
    damage(scene)
    assert {fault.harm for fault in final(scene)} == harms


def test_a_folder_may_be_behind_the_ledger_and_never_ahead(scene: Scene) -> None:
    """A kill between the two: the next run writes what is published."""
    put(scene.root)
    assert states(scene) == []
    old_ledger(scene)
    assert states(scene) == []
    put(scene.root, results=b"new", summary=b"new")
    assert [fault.harm for fault in states(scene)] == [Harm.MIXED]
