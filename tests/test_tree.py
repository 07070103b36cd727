"""A folder is replaced as a whole: before or after, whatever happens in between, and nobody's work is lost."""

import errno
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from gacx_reports import files, tree
from tests.fixtures.harm import fail_for_good, in_child, kill

BEFORE = {
    "page.html": "old",
    "same.pdf": "same",
    "gone.pdf": "gone",
    "templates/甲部.xlsx": "issued",
}
AFTER = {
    "page.html": "new",
    "same.pdf": "same",
    "new/one.pdf": "one",
    "templates/甲部.xlsx": "issued",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The results of an earlier run."""
    for name, text in BEFORE.items():
        files.write(tmp_path / "2024Q3" / name, text.encode())
    return tmp_path / "2024Q3"


def run(folder: Path, meanwhile: Callable[[], None] = lambda: None) -> None:
    """A run that writes AFTER."""
    with tree.replaced(folder) as draft:
        files.write(draft / "page.html", b"new")
        files.write(draft / "new" / "one.pdf", b"one")
        files.remove(draft / "gone.pdf")
        meanwhile()


def content(folder: Path) -> Mapping[str, str]:
    """Path → text of every file."""
    found = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_text() for p in found}


def left_over(folder: Path) -> list[str]:
    """What lies beside the folder."""
    return [p.name for p in folder.parent.iterdir() if p != folder]


def test_the_new_tree_takes_the_place_of_the_old_one(folder: Path) -> None:
    """What did not change is the very file of before."""
    before = (folder / "same.pdf").stat().st_ino
    run(folder)
    assert content(folder) == AFTER
    assert (folder / "same.pdf").stat().st_ino == before
    assert left_over(folder) == []


def test_a_first_run_makes_the_folder(tmp_path: Path) -> None:
    """Private, as everything."""
    run(tmp_path / "2024Q3")
    assert content(tmp_path / "2024Q3") == {"page.html": "new", "new/one.pdf": "one"}
    assert {p.stat().st_mode & 0o777 for p in tmp_path.rglob("*") if p.is_dir()} == {0o700}


def test_after_an_exception_everything_is_as_it_was(folder: Path) -> None:
    """And nothing lies about."""

    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(folder, fail)
    assert content(folder) == BEFORE
    assert left_over(folder) == []


def test_what_people_save_meanwhile_is_carried_over(folder: Path) -> None:
    """A workbook saved anew, one written into, a new one; where both wrote, theirs is set aside."""

    def meanwhile() -> None:
        files.write(folder / "templates" / "甲部.xlsx", b"typed")
        files.write(folder / "templates" / "乙部.xlsx", b"added")
        (folder / "same.pdf").write_bytes(b"annotated")
        files.write(folder / "page.html", b"theirs")

    run(folder, meanwhile)
    added = {
        "templates/甲部.xlsx": "typed",
        "templates/乙部.xlsx": "added",
        "same.pdf": "annotated",
    }
    assert content(folder) == {**AFTER, **added, "kept/page 1.html": "theirs"}


@pytest.mark.parametrize("missing", ["exchange", "links"])
def test_other_file_systems(folder: Path, missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an exchange of folders two renames follow one another; without hard links files are copied."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "")

    if missing == "links":
        monkeypatch.setattr(os, "link", refuse)
    else:
        monkeypatch.setattr(tree, "_exchanged", lambda *_: False)
    run(folder)
    assert content(folder) == AFTER
    assert left_over(folder) == []


def test_a_run_that_died_between_two_renames_is_undone(folder: Path) -> None:
    """Only where folders can't be exchanged: the next run finds the former folder."""
    former = folder.parent / tree.FORMER / folder.name
    files.make_folder(former.parent)
    folder.rename(former)
    run(folder)
    assert content(folder) == AFTER
    assert not former.exists()


@pytest.mark.parametrize("act", [kill, fail_for_good(errno.ENOSPC), fail_for_good(errno.EIO)])
def test_at_every_step_the_folder_is_before_or_after(
    tmp_path: Path, act: Callable[[], None]
) -> None:
    """Killed, or the disk is full or broken, before the first, second, … operation on files; then one more run."""
    seen, ended = set(), False
    for number in range(200):
        folder = tmp_path / str(number) / "2024Q3"
        for name, text in BEFORE.items():
            files.write(folder / name, text.encode())

        ended = in_child(partial(run, folder), folder.parent, number, act)
        assert content(folder) in (BEFORE, AFTER)
        seen.add(content(folder) == AFTER)
        run(folder)
        assert content(folder) == AFTER
        assert left_over(folder) == []
        if ended:
            break
    assert ended
    assert seen == {False, True}
