"""Blank editions that a folder of templates holds from an earlier scheme: found, removed if nobody filled them in."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from gacx_reports import files
from gacx_reports.core.forms.form import FormKind
from gacx_reports.core.forms.input_sheets import COVER
from gacx_reports.core.sheets import raw_values
from gacx_reports.core.sheets.stamp import SHEET, parse_stamp
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.excel.issuing.instructions_sheet import GUIDE
from gacx_reports.excel.issuing.workbook_builder import LISTS
from gacx_reports.intake.workbooks import workbook_at


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Blank editions that the scheme no longer asks for, such as those of a post that is gone."""

    removed: tuple[Path, ...]
    filled: tuple[Path, ...]
    """Not removed, because somebody has written into them."""


def clear_leftovers(folder: Path, made: Collection[str]) -> Leftovers:
    """Remove this program's blank editions in `folder` that are not among the names `made` and still blank.

    Other workbooks, such as the scheme, are not looked at.
    """
    removed, filled = [], []
    for path in sorted(folder.glob("*.xlsx")):
        if path.name in made or path.name.startswith("~$"):
            continue
        book = workbook_at(path)
        if book is None or not _is_edition(book):
            continue
        if _is_blank(book):
            removed += files.remove(path)
        else:
            filled.append(path)
    return Leftovers(tuple(removed), tuple(filled))


def _is_edition(book: Workbook) -> bool:
    """Whether the workbook is stamped as a form for no quarter."""
    stamp = parse_stamp(book.stamps.get("property") or book.stamps.get("name") or "")
    return stamp is not None and stamp.kind in tuple(FormKind) and not stamp.quarter


def _is_blank(book: Workbook) -> bool:
    """Whether its sheets have nothing below their headers, and its cover only the scheme's version."""
    ours = (GUIDE, LISTS, SHEET)
    return all(_entries(s) <= 0 for s in book.sheets if not any(s.means(s.name, o) for o in ours))


def _entries(sheet: Sheet) -> int:
    below = [cells for number, cells in sheet.rows if number > 1]
    if sheet.means(sheet.name, COVER.name):
        return sum(len(c) > 1 and not raw_values.is_blank(c[1]) for c in below) - 1
    return len(below)
