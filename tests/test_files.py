"""A file is whole or absent; several are written together; nobody's file is taken for a free place."""

import errno
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Timer

import pytest

from gacx_reports import files
from tests.fixtures.harm import fail_for_good, in_child, kill, operations


def together(folder: Path, text: bytes) -> None:
    """Three files, so that there is something between."""
    with files.written_together({folder / name: text * 9 for name in ("a", "b", "c")}):
        pass


def content(folder: Path) -> dict[str, bytes]:
    """Name → content."""
    return {p.name: p.read_bytes() for p in folder.iterdir()}


@pytest.mark.parametrize("act", [kill, fail_for_good(errno.ENOSPC)])
def test_at_every_operation_each_file_is_whole(tmp_path: Path, act: Callable[[], None]) -> None:
    """Old or new, private, and as long as they are written none has its place; the next run clears what is left."""
    (tmp_path / "0").mkdir()
    whole = {b"old" * 9, b"new" * 9}
    for number in range(operations(partial(together, tmp_path / "0", b"new"), tmp_path)):
        folder = tmp_path / str(number + 1)
        together(folder, b"old")
        assert not in_child(partial(together, folder, b"new"), folder, number, act)
        found = {n: c for n, c in content(folder).items() if not files.is_part(Path(n))}
        assert set(found) == {"a", "b", "c"}
        assert set(found.values()) <= whole
        files.clear_parts.cache_clear()
        together(folder, b"new")
        assert content(folder) == dict.fromkeys("abc", b"new" * 9)
        assert {p.stat().st_mode & 0o777 for p in folder.iterdir()} == {0o600}


def test_without_room_for_all_of_them_none_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the error tells which one, and how much is missing."""
    together(tmp_path, b"old")
    real, written = Path.write_bytes, []

    def until_full(path: Path, data: bytes) -> int:
        written.append(path)
        if len(written) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", until_full)
    with pytest.raises(files.DiskFullError) as raised:
        together(tmp_path, b"new")
    assert raised.value.filename == str(tmp_path / "c")
    assert content(tmp_path) == dict.fromkeys("abc", b"old" * 9)


def test_without_room_for_the_folder_it_is_said_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The room is that of the disk on which it would be."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(files.DiskFullError) as raised:
        files.write(tmp_path / "new" / "a", b"new")
    assert raised.value.filename == str(tmp_path / "new" / "a")


def test_who_is_patient_gets_the_lock(tmp_path: Path) -> None:
    """As soon as the other one is done; who is not is told at once."""
    first = files.held(tmp_path / "out")
    first.__enter__()
    with pytest.raises(files.BusyError), files.held(tmp_path / "out"):
        pass
    Timer(0.2, first.__exit__, (None, None, None)).start()
    with files.held(tmp_path / "out", 30):
        pass


@pytest.mark.parametrize("links", [True, False])
def test_what_is_added_takes_nobodys_place(
    tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also on a file system without hard links."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "")

    if not links:
        monkeypatch.setattr(os, "link", refuse)
    files.add(tmp_path / "a", b"ours")
    with pytest.raises(FileExistsError) as raised:
        files.add(tmp_path / "a", b"another")
    assert raised.value.filename == str(tmp_path / "a")
    assert content(tmp_path) == {"a": b"ours"}
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
