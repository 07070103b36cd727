"""Writes the blank editions of a scheme's workbooks in place of an earlier scheme's, unless somebody filled them in."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gacx_reports import files
from gacx_reports.core.forms.file_names import file_name
from gacx_reports.core.forms.form import SCHEME_WORKBOOK, FormKind
from gacx_reports.core.forms.input_sheets import COVER
from gacx_reports.core.roster.sheets import PERIOD
from gacx_reports.core.sheets import raw_values
from gacx_reports.core.sheets.stamp import KIND_OF_ROSTER, SHEET, parse_stamp
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.excel.issuing.instructions_sheet import GUIDE
from gacx_reports.excel.issuing.workbook_builder import LISTS
from gacx_reports.intake.workbooks import workbook_at
from gacx_reports.tree import KEPT

PUBLIC = 0o644
"""Permissions of the written files, which contain no personal data and are part of the project."""


@dataclass(frozen=True, slots=True)
class EarlierEditions:
    """What became of the blank editions of an earlier scheme."""

    removed: tuple[Path, ...]
    """Those that the scheme no longer asks for, such as those of a post that is gone."""
    filled: tuple[Path, ...]
    """As `removed`, but left there, because somebody has written into them."""
    kept: tuple[Path, ...]
    """Where those lie now that somebody has written into, and whose place was taken."""


def put_editions(folder: Path, made: Mapping[str, bytes]) -> EarlierEditions:
    """Write the scheme in print and its blank editions (name → content) into `folder`.

    If one of them can't be written, none is. Raises BusyError, DiskFullError.
    """
    with files.held(folder):
        contents = {folder / name: content for name, content in made.items()}
        with files.written_together(contents, PUBLIC):
            kept = tuple(_set_aside(contents, folder / KEPT))
        removed, filled = _clear(folder, made)
    return EarlierEditions(tuple(removed), tuple(filled), kept)


def _set_aside(contents: Mapping[Path, bytes], aside: Path) -> Iterator[Path]:
    """Move what somebody has written into, or other files of these names, away; their new paths."""
    for path, content in contents.items():
        if not path.is_file() or files.holds(path, content) or _is_generated(path):
            continue
        place = files.free(aside / path.name)
        files.make_folder(place.parent)
        yield path.rename(place)


def _is_generated(path: Path) -> bool:
    """Whether the file is one of ours in which nobody has typed, and which can be made again."""
    if path.suffix != ".xlsx" or path.name == file_name(SCHEME_WORKBOOK, "en"):
        return True
    book = workbook_at(path)
    return book is not None and _is_edition(book) and _is_blank(book)


def _clear(folder: Path, made: Collection[str]) -> tuple[list[Path], list[Path]]:
    """Remove this program's blank editions in `folder` that are not among the names `made`; removed and filled ones.

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
    return removed, filled


def _is_edition(book: Workbook) -> bool:
    """Whether the workbook is stamped as a form or a roster for no quarter."""
    stamp = parse_stamp(book.stamps.get("property") or book.stamps.get("name") or "")
    kinds = (*FormKind, KIND_OF_ROSTER)
    return stamp is not None and stamp.kind in kinds and not stamp.quarter


def _is_blank(book: Workbook) -> bool:
    """Whether nobody has written anything below the headers of its sheets, or on its cover."""
    ours = (GUIDE, LISTS, SHEET)
    theirs = (s for s in book.sheets if not any(s.means(s.name, o) for o in ours))
    return all(_entries(s) <= 0 for s in theirs)


def _entries(sheet: Sheet) -> int:
    """The number of rows that somebody has filled in."""
    below = [cells for number, cells in sheet.rows if number > 1]
    entries = sum(len(c) > 1 and not raw_values.is_blank(c[1]) for c in below)
    if sheet.means(sheet.name, COVER.name):
        # The scheme's version is printed there.
        return entries - 1
    return entries if sheet.means(sheet.name, PERIOD.name) else len(below)
