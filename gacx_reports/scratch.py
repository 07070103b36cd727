"""One temporary folder for whatever a run and its processes put aside; the next run clears what a killed run left."""

import atexit
import contextlib
import fcntl
import os
import shutil
import tempfile
from pathlib import Path

_PREFIX = "gacx-"
_UNFINISHED = ".gacx-"
_LONGEST = 60
"""Bytes of the place's path: multiprocessing puts a socket below the folder, whose path may have some 100."""


def use() -> None:
    """Make the folder, for temporary files of this process and all that it starts; it goes when this process ends.

    It is locked until then, so that others can tell a running program's folder from a killed one's. OSError if no
    place lets one be made.
    """
    # The descriptor stays open, and with it the lock, until the system closes it.
    folder, _ = claimed()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder)


def claimed() -> tuple[Path, int]:
    """A new folder, and the descriptor that holds its lock while it is open. OSError if no place lets one be made."""
    place, folder = _made()
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    # Only now can another run see it, when it is locked.
    return folder.rename(place / (_PREFIX + folder.name.removeprefix(_UNFINISHED))), handle


def _made() -> tuple[Path, Path]:
    """In TMPDIR, or where that isn't given, can't be written into or has a long path, in /tmp.

    `tempfile` isn't asked, for it tries a place with a file, which stays where it can't be removed.
    """
    given = os.environ.get("TMPDIR", "")
    if Path(given).is_absolute() and len(os.fsencode(given)) <= _LONGEST:
        with contextlib.suppress(OSError):
            return _made_in(Path(given))
    return _made_in(Path("/tmp"))  # noqa: S108 - a folder of our own is made in it


def _made_in(place: Path) -> tuple[Path, Path]:
    _clear(place)
    return place, Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=place))


def _clear(place: Path) -> None:
    # An unfinished one is a killed or failed run's too; if not, its run does without.
    for folder in (*place.glob(f"{_PREFIX}*"), *place.glob(f"{_UNFINISHED}*")):
        try:
            _remove_unless_locked(folder)
        except OSError:  # another user's, or another run was quicker
            continue


def _remove_unless_locked(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if os.fstat(handle).st_uid == os.getuid():
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(handle)
