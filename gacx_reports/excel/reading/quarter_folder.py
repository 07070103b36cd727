"""The files of a quarter's folder: workbooks, lock files of open workbooks, and files in places that are not read."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from gacx_reports.core.forms.ratings_folders import RATINGS_FOLDERS
from gacx_reports.excel.reading.limits import LIMITS, Limits

SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv", ".numbers")
"""Endings of files that users may hand in as workbooks; all but .xlsx are refused later, with their kind (F04)."""
ARCHIVES = (".zip", ".rar", ".7z")
"""Archives that may contain workbooks; they are reported and not read."""
_OWNED = re.compile(r"~\$(.+)|\.~lock\.(.+)#|\.~(.+)")
"""Names of the lock files that Excel, LibreOffice and WPS keep beside an open workbook."""
_FROM_A_MAC = "._"
"""Prefix of the metadata files that macOS writes beside each file on foreign disks; they are ignored."""


@dataclass(frozen=True, slots=True)
class FolderContents:
    """The files of a quarter's folder."""

    workbooks: tuple[Path, ...]
    open: tuple[str, ...]
    """Names of workbooks that are open in a spreadsheet program (F07)."""
    strays: tuple[str, ...]
    """Names of workbooks in other folders below, and of archives: they are not read."""


def name_in(folder: Path, path: Path) -> str:
    """A workbook's name in issues: its path below the quarter's folder (`评价/G0302.xlsx`)."""
    return path.relative_to(folder).as_posix()


def inside(path: Path, folder: Path) -> bool:
    """Whether the path leads to something below the folder, also through links."""
    return Path(os.path.realpath(path)).is_relative_to(folder.resolve())


def contents(folder: Path, limits: Limits = LIMITS) -> FolderContents:
    """The files of the folder itself and of its ratings folder (评价 or its English name), sorted by path."""
    inside = [*folder.iterdir()]
    for ratings in (folder / name for name in RATINGS_FOLDERS):
        inside += ratings.iterdir() if ratings.is_dir() else ()
    files = sorted(p for p in inside if not p.name.startswith(_FROM_A_MAC))
    owned = {p: match for p in files if (match := _OWNED.fullmatch(p.name))}
    opened = (p.with_name(str(m[m.lastindex or 0])) for p, m in owned.items())
    strays = islice(_strays(folder), limits.strays)
    return FolderContents(
        tuple(p for p in files if p.suffix.lower() in SPREADSHEETS and p not in owned),
        tuple(name_in(folder, p) for p in opened if p.suffix.lower() in SPREADSHEETS),
        tuple(name_in(folder, p) for p in strays),
    )


def _strays(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix.lower() in ARCHIVES:
            yield path
        elif path.is_dir() and not path.is_symlink() and path.name not in RATINGS_FOLDERS:
            yield from (
                p
                for p in sorted(path.rglob("*"))
                if p.suffix.lower() in SPREADSHEETS and not p.name.startswith((_FROM_A_MAC, "~$"))
            )
