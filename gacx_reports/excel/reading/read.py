"""What reading a file gives, and how the file is named in it. Imports no library, unlike the reader."""

import os
from pathlib import Path

from gacx_reports.core.codes.files import F
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.i18n import N_

Read = tuple[Workbook | None, tuple[Issue, ...]]
"""The workbook, None if it can't be read or must not be; and issues F02 to F23 about the file."""
GAVE_UP = N_("recalculating it took too much time or memory")
"""Reason of a formula's NotComputed."""


def unwatched(_done: int, _total: int) -> None:
    """Nobody is told how many files are read."""


def name_in(folder: Path, path: Path) -> str:
    """A workbook's name in issues: its path below the quarter's folder (`评价/G0302.xlsx`)."""
    return path.relative_to(folder).as_posix()


def inside(path: Path, folder: Path) -> bool:
    """Whether the path leads to something below the folder, also through links."""
    return Path(os.path.realpath(path)).is_relative_to(folder.resolve())


def too_large(place: CellRef, limit: int, unit: str, found: str = "") -> Issue:
    """Issue F15; `unit` is a message id with `{limit}`."""
    details = {"limit": str(limit), "reason": unit}
    return Issue(F.WORKBOOK_TOO_LARGE, place, found, details)
