"""The files of a quarter's folder: workbooks, marks that one is open, and what lies where nobody looks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from gacx_reports.core.forms.form import RATINGS_FOLDERS
from gacx_reports.excel.reading.file_checks import name_in

SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv", ".numbers")
"""What somebody may take for a workbook to hand in; all but the first are refused by name."""
ARCHIVES = (".zip", ".rar", ".7z")
"""What workbooks may come in, and are not read from."""
MOST_STRAYS = 100
"""That are named."""
_OWNED = re.compile(r"~\$(.+)|\.~lock\.(.+)#|\.~(.+)")
"""What Excel, LibreOffice and WPS keep beside a workbook that is open."""
_FROM_A_MAC = "._"
"""Begins what a Mac leaves on other people's disks beside each file: no workbook, and of no interest."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What lies in a quarter's folder."""

    workbooks: tuple[Path, ...]
    open: tuple[str, ...]
    """Names of workbooks that are open in a spreadsheet program."""
    strays: tuple[str, ...]
    """Names of workbooks in other folders below, and of archives: they are not read."""


def contents(folder: Path) -> Contents:
    """Of the folder itself and of the ratings' folder in it."""
    inside = [*folder.iterdir()]
    for ratings in (folder / name for name in RATINGS_FOLDERS):
        inside += ratings.iterdir() if ratings.is_dir() else ()
    files = sorted(p for p in inside if not p.name.startswith(_FROM_A_MAC))
    owned = {p: match for p in files if (match := _OWNED.fullmatch(p.name))}
    opened = (p.with_name(str(m[m.lastindex or 0])) for p, m in owned.items())
    strays = islice(_strays(folder), MOST_STRAYS)
    return Contents(
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
