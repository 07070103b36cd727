"""A hostile or broken file, and what must come of it. None of them harms another program: the limits are lowered."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gacx_reports.core.issues.issue import errors
from gacx_reports.core.sheets.raw_values import BadCell, CellFault, Raw
from gacx_reports.core.sheets.workbook import Read
from gacx_reports.excel.reading.limits import LIMITS, Limits

READ = "read"
Rows = tuple[tuple[int, tuple[Raw, ...]], ...]
SEVEN: Rows = ((1, (7,)),)
"""Content of `ONE_CELL`."""


@dataclass(frozen=True)
class Case:
    """A file and the expected outcome of reading it."""

    name: str
    code: str
    """Code of the only issue; `read` if there is none. With F13 and F20 the workbook is read as well."""
    build: Callable[[Path], object]
    """Writes the file."""
    rows: Rows | None = None
    """Rows of the first sheet, if it is read."""
    limits: Limits = LIMITS


def refused(name: str, code: str, content: bytes, limits: Limits = LIMITS) -> Case:
    """A file that is not read."""
    return Case(name, code, lambda path: path.write_bytes(content), limits=limits)


def read(
    name: str, content: bytes, rows: Rows = SEVEN, limits: Limits = LIMITS, code: str = READ
) -> Case:
    """A file that is read, with that warning or without a word."""
    return Case(name, code, lambda path: path.write_bytes(content), rows, limits)


def garbled(text: str) -> BadCell:
    """A cell that is faulty by itself."""
    return BadCell(CellFault.GARBLED, text)


def outcome(result: Read) -> str:
    """The code of the one issue, or `read`; an issue and a workbook together is a warning."""
    book, issues = result
    assert (book is None) == bool(errors(issues))
    assert len(issues) <= 1
    return issues[0].code if issues else READ
