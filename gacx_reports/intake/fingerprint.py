"""Tells whether a file is still the one that was read."""

import stat
from dataclasses import dataclass
from pathlib import Path

from gacx_reports import files
from gacx_reports.excel.reading.limits import LIMITS


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A file at one moment. The times differ after every write, the hash also where a disk has no exact times."""

    inode: int
    size: int
    written: int
    changed: int
    """Time of the last change of content or name, which programs can't set back."""
    sha256: str
    """"" for what is not read: no regular file, or one that is too large."""


def fingerprint(path: Path) -> Fingerprint | None:
    """The file as it is now; None if it is gone or can't be opened."""
    try:
        found = path.stat()
        # A pipe in a workbook's place would be waited for.
        readable = stat.S_ISREG(found.st_mode) and found.st_size <= LIMITS.file
        digest = files.sha256(path) if readable else ""
    except OSError:
        return None
    return Fingerprint(found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns, digest)
