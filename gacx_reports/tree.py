"""Replaces a folder as a whole: it is as it was before, or as it is meant to be, at every instant."""

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from gacx_reports import files

DRAFTS = ".next"
"""Folder beside the replaced ones in which their new trees are written."""
FORMER = ".old"
"""Where a folder waits for the instant of its replacement, on a system that can't exchange two folders."""
KEPT = "kept"
"""Folder, in a replaced one, for files of users whose place is taken by ours."""
_HERE = -100
"""AT_FDCWD: the paths are not below an open folder."""
_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS."""

Seen = tuple[int, int, int]
"""Inode, time of change and size of a file, by which a change is noticed."""


@contextlib.contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """A new tree, which takes the folder's place at the end; after an exception the folder stays as it was.

    The new tree begins as the folder is now, by hard links where there are some; a file in it is replaced and never
    written into. What people and other programs change in the folder meanwhile is carried over. The caller holds the
    folder's lock.
    """
    discard(folder)
    draft = folder.parent / DRAFTS / folder.name
    try:
        before = _link(folder, draft)
        yield draft
        _sync(draft)
        _switch(draft, folder)
        _carry_over(draft, folder, before)
    finally:
        _remove(draft)


def discard(folder: Path) -> None:
    """Remove what a killed run left of a replacement; a folder that had no place then is put back first.

    The caller holds the folder's lock.
    """
    _recover(folder)
    _remove(folder.parent / DRAFTS / folder.name)


def _remove(draft: Path) -> None:
    shutil.rmtree(draft, ignore_errors=True)
    with contextlib.suppress(OSError):
        draft.parent.rmdir()


def interrupted(folder: Path) -> bool:
    """Whether a run was killed while it replaced the folder, and left something of it."""
    return any((folder.parent / place / folder.name).exists() for place in (DRAFTS, FORMER))


def _recover(folder: Path) -> None:
    """Put the folder back if a run was killed while it had no place; only where folders can't be exchanged."""
    former = folder.parent / FORMER / folder.name
    if former.is_dir() and not folder.exists():
        former.rename(folder)
    shutil.rmtree(former, ignore_errors=True)


def _link(folder: Path, draft: Path) -> dict[str, Seen | None]:
    """Fill the draft with the folder's files; path → what is seen of the file."""
    files.make_folder(draft)
    found = {}
    for path in _inside(folder):
        name = path.relative_to(folder).as_posix()
        place = draft / name
        if path.is_dir() and not path.is_symlink():
            place.mkdir(mode=0o700)
        elif not files.is_part(path):
            _link_file(path, place)
            found[name] = _seen(path)
    return found


def _inside(folder: Path) -> list[Path]:
    """Everything below the folder, folders before what they hold; nothing if there is no such folder."""
    return sorted(folder.rglob("*"))


def _link_file(path: Path, place: Path) -> None:
    try:
        os.link(path, place, follow_symlinks=False)
    except OSError as error:
        if error.errno not in files.NO_LINKS:
            raise
        shutil.copy2(path, place, follow_symlinks=False)


def _seen(path: Path) -> Seen | None:
    """None where there is no such file."""
    if not os.path.lexists(path):
        return None
    found = path.lstat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _sync(draft: Path) -> None:
    """Have the names of all files on disk before any of them counts; their contents are, since they were written."""
    for path in (*(p for p in _inside(draft) if p.is_dir()), draft):
        files.sync_folder(path)


def _switch(draft: Path, folder: Path) -> None:
    """Put the draft in the folder's place; the folder as it was lies at `draft` afterwards, if there was one."""
    if not folder.exists():
        draft.rename(folder)
    elif not _exchanged(draft, folder):
        former = folder.parent / FORMER / folder.name
        files.make_folder(former.parent)
        folder.rename(former)
        try:
            draft.rename(folder)
        except BaseException:
            former.rename(folder)
            raise
        former.rename(draft)
        former.parent.rmdir()
    files.sync_folder(folder.parent)


def _exchanged(draft: Path, folder: Path) -> bool:
    """Exchange two folders in one step; False where system or file system has no such step."""
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(draft), os.fsencode(folder)
    if sys.platform == "darwin":
        failed = library.renamex_np(*names, _EXCHANGE)
    elif hasattr(library, "renameat2"):
        failed = library.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE)
    else:
        return False
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in files.NO_LINKS:
        return False
    raise OSError(code, os.strerror(code), str(folder))


def _carry_over(former: Path, folder: Path, before: Mapping[str, Seen | None]) -> None:
    """Move what was changed in the former folder since the draft was made into the folder.

    Where the run wrote or removed a file of that name itself, the other one is set aside.
    """
    for path in _inside(former):
        name = path.relative_to(former).as_posix()
        if (path.is_dir() and not path.is_symlink()) or files.is_part(path):
            continue
        there = _seen(folder / name)
        if _seen(path) not in (before.get(name), there):
            untouched = there == before.get(name)
            target = folder / name if untouched else files.free(folder / KEPT / name)
            files.make_folder(target.parent)
            path.replace(target)
