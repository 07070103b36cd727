"""Workbooks remembered from test to test: most of a quarter are the same each time, and a child reads each."""

import hashlib
from pathlib import Path

from gacx_reports.excel.reading import sandbox
from gacx_reports.excel.reading.file_checks import name_in
from gacx_reports.excel.reading.workbook import Read

_read = sandbox.read_in_child
_known: dict[tuple[str, str], Read] = {}


def read_once(path: Path, folder: Path) -> Read:
    """What a child process makes of the file, the first time that these bytes are seen under this name."""
    if path.is_symlink() or not path.is_file():
        return _read(path, folder)
    key = (name_in(folder, path), hashlib.sha256(path.read_bytes()).hexdigest())
    if key not in _known:
        _known[key] = _read(path, folder)
    return _known[key]
