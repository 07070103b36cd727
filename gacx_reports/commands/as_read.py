"""The bytes of an input file once more, if they are still those that were read."""

import hashlib
from pathlib import Path

from gacx_reports.files import ChangedError


def as_read(path: Path, sha256: str) -> bytes:
    """The file's content; raises ChangedError if it has another SHA-256 by now, or is gone."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ChangedError(str(path)) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ChangedError(str(path))
    return content
