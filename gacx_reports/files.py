"""Atomic file writes (temporary file beside the target, then a rename), removal, and a lock on a folder."""

import contextlib
import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path


class BusyError(Exception):
    """Another process has locked the folder."""


def write(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write `content` to `path` atomically, with permissions `mode`; missing folders are created with 0700."""
    make_folder(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
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
def held(folder: Path) -> Iterator[None]:
    """Lock the folder while the context is open; raises BusyError if another process has locked it.

    The system releases the lock when a process ends, even after a crash.
    """
    make_folder(folder)
    with os.fdopen(os.open(folder / ".lock", os.O_CREAT | os.O_WRONLY, 0o600), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(str(folder)) from error
        yield
