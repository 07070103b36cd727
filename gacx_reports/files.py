"""Files that are whole or not there: written beside their target, private, then renamed."""

import contextlib
import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path


class BusyError(Exception):
    """Another run holds the folder."""


def write(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Put `content` at `path` in one step, for this user only unless `mode` says else; folders are made with 0700."""
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
    """A folder for this user only, and those above it that are missing."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)


def sha256(path: Path) -> str:
    """The file's hash, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove_others(folder: Path, keep: Iterable[Path]) -> list[Path]:
    """Delete the PDFs below `folder` that are not in `keep`, and folders that this empties."""
    kept = set(keep)
    gone = [path for path in sorted(folder.rglob("*.pdf")) if path not in kept]
    return [path for found in gone for path in remove(found)]


def remove(path: Path) -> list[Path]:
    """Delete a file, and the folder that this empties; [] where there is none."""
    if not path.is_file():
        return []
    path.unlink()
    with contextlib.suppress(OSError):
        path.parent.rmdir()
    return [path]


def remove_empty(folder: Path) -> None:
    """Delete the folders below `folder` that hold nothing."""
    for path in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
        with contextlib.suppress(OSError):
            path.rmdir()


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder for one run; raises BusyError while another run has it. A dead run holds nothing."""
    make_folder(folder)
    with os.fdopen(os.open(folder / ".lock", os.O_CREAT | os.O_WRONLY, 0o600), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(str(folder)) from error
        yield
