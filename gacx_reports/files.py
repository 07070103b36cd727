"""Atomic file writes (temporary file beside the target, then a rename), removal, and a lock on a folder."""

import contextlib
import errno
import fcntl
import hashlib
import itertools
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import IO

_PART = (".gacx-", ".part")
"""Beginning and end of the name of a file that is being written."""
FULL = (errno.ENOSPC, errno.EDQUOT)
"""Codes of errors that say that no room is left on the disk, or in this user's share of it."""
NO_LINKS = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM)
"""Answers of file systems that have no hard links, or no exchange of two folders."""


class BusyError(Exception):
    """Another process has locked the folder."""


class ChangedError(Exception):
    """A file changed between being read and being used."""


class DiskFullError(OSError):
    """A file was not written because the disk, or this user's share of it, is full."""

    def __init__(self, path: Path, needed: int) -> None:
        super().__init__(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        # There may have been no room for the folder either.
        folder = next(p for p in path.parents if p.is_dir())
        self.missing = max(needed - shutil.disk_usage(folder).free, 1)
        """Bytes that the file would need and the disk has not."""


def write(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write `content` to `path` atomically, with permissions `mode`; missing folders are created with 0700.

    It is on disk when this returns. Raises DiskFullError.
    """
    with written_together({path: content}, mode):
        pass


def add(path: Path, content: bytes) -> None:
    """As `write`, where there is no such file yet. Raises FileExistsError, and then leaves that one alone."""
    with _measured(path, len(content)), replacing(path, new=True) as part:
        part.write_bytes(content)


@contextlib.contextmanager
def written_together(contents: Mapping[Path, bytes], mode: int = 0o600) -> Iterator[None]:
    """As `write` for several files, which take their places at the end: if one can't be written, none is.

    A kill at the end can leave some of them in their places and others not, each of them whole.
    """
    with contextlib.ExitStack() as places:
        for path, content in contents.items():
            places.enter_context(_measured(path, len(content)))
            part = places.enter_context(replacing(path, mode))
            part.write_bytes(content)
        yield


@contextlib.contextmanager
def _measured(path: Path, size: int) -> Iterator[None]:
    """Have an error for lack of room say how many bytes are missing."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL and not isinstance(error, DiskFullError):
            raise DiskFullError(path, size) from error
        raise


@contextlib.contextmanager
def replacing(path: Path, mode: int = 0o600, *, new: bool = False) -> Iterator[Path]:
    """A new file beside `path`, to be filled, which takes its place at the end and is then on disk.

    After an exception it is gone, and `path` as it was. Missing folders are created with 0700. If the file is to be
    `new`, raises FileExistsError where there is one.
    """
    make_folder(path.parent)
    clear_parts(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_PART[0], suffix=_PART[1])
    try:
        # What a dead process wrote is not locked, and is cleared by the next one.
        fcntl.flock(handle, fcntl.LOCK_EX)
        os.fchmod(handle, mode)
        yield Path(name)
        os.fsync(handle)
        _put(Path(name), path, new)
        sync_folder(path.parent)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)


def _put(part: Path, path: Path, new: bool) -> None:
    if not new:
        part.replace(path)
        return
    try:
        # In one step: whoever is quicker has the place.
        os.link(part, path)
        part.unlink()
    except OSError as error:
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
        if error.errno not in NO_LINKS:
            raise
        part.replace(path)


def is_part(path: Path) -> bool:
    """Whether the file is one that is being written, or that a killed run left."""
    return path.name.startswith(_PART[0]) and path.name.endswith(_PART[1])


@cache
def clear_parts(folder: Path) -> None:
    """Remove the half-written files that killed runs left in the folder; once in a process is enough."""
    for path in filter(is_part, folder.iterdir()):
        clear_part(path)


def clear_part(path: Path) -> bool:
    """Remove a file that a killed run left half-written; False if a run is still writing it."""
    with contextlib.suppress(OSError), path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
        return True
    return False


def sync_folder(folder: Path) -> None:
    """Have the names in the folder on disk; a file system that can't do it is left alone."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with _unless(errno.EINVAL, errno.EACCES):
            os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _unless(*codes: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in codes:
            raise


def make_folder(path: Path) -> None:
    """Create the folder and its missing parents with permissions 0700; existing ones are not changed."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)


def sha256(path: Path) -> str:
    """The SHA-256 of the file's content, 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def holds(path: Path, content: bytes) -> bool:
    """Whether the file is there and has this content."""
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def free(path: Path) -> Path:
    """The path, numbered so that it isn't in use: `name 1.xlsx`."""
    names = (path.with_name(f"{path.stem} {n}{path.suffix}") for n in itertools.count(1))
    return next(place for place in names if not os.path.lexists(place))


def remove_others(folder: Path, keep: Iterable[Path]) -> list[Path]:
    """Delete the PDFs below `folder` that are not in `keep`, and folders that become empty; the deleted files."""
    kept = set(keep)
    gone = [path for path in sorted(folder.rglob("*.pdf")) if path not in kept]
    return [path for found in gone for path in remove(found)]


def remove(path: Path) -> list[Path]:
    """Delete a file, and its folder if that is then empty; returns [path], or [] if there is no such file."""
    if not path.is_file():
        return []
    path.unlink()
    with contextlib.suppress(OSError):
        path.parent.rmdir()
    return [path]


def remove_empty(folder: Path) -> None:
    """Delete the empty folders below `folder`, deepest first."""
    for path in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
        with contextlib.suppress(OSError):
            path.rmdir()


@contextlib.contextmanager
def held(folder: Path, patience: float = 0) -> Iterator[None]:
    """Lock the folder, which need not exist, while the context is open.

    BusyError if another process has locked it, and keeps it for `patience` seconds. The lock is a file beside the
    folder, which may be replaced as a whole. The system releases it when a process ends, even after a crash.
    """
    make_folder(folder.parent)
    place, end = folder.with_name(f".{folder.name}.lock"), time.monotonic() + patience
    with os.fdopen(os.open(place, os.O_CREAT | os.O_WRONLY, 0o600), "w") as lock:
        while not _locked(lock):
            if time.monotonic() >= end:
                raise BusyError(str(folder))
            time.sleep(0.05)
        yield


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
