"""Reads workbook files: each is read in a child process, and its formulas are recalculated in another."""

from collections.abc import Callable, Iterable
from pathlib import Path

from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.packed_read import PackedRead
from gacx_reports.core.sheets.recalculated import apply_recalculation, formula_cells
from gacx_reports.core.sheets.workbook import Read, Workbook
from gacx_reports.intake.books import Books
from gacx_reports.intake.readers import ONE, Readers, unwatched


def _read(path: Path) -> Read:
    """A workbook by itself, or None, and issues F02 to F23 about the file."""

    # Only here: a run that reads nothing anew starts no child.
    from gacx_reports.excel.reading import sandbox

    (read,) = sandbox.read_files([path], path.parent, 1, unwatched)
    return read.workbook, read.issues


def sorted_out(reads: Iterable[PackedRead]) -> tuple[Books, list[Issue]]:
    """The readable workbooks, and the issues of all."""
    found = tuple(reads)
    books = Books({read.name: read for read in found if read.readable})
    return books, [issue for read in found for issue in read.issues]


def read_workbook(
    path: Path, sheets: Iterable[SheetForm]
) -> tuple[Workbook | None, tuple[Issue, ...]]:
    """Read one workbook and recalculate formulas in the columns of `sheets`; None and F02 to F23 if unreadable."""
    book, issues = _read(path)
    return (recalculated(book, sheets) if book else None), issues


def read_list_at(
    path: Path, form: Callable[[Workbook], SheetForm]
) -> tuple[Workbook | None, tuple[Issue, ...]]:
    """As `read_workbook`, for a list whose sheet may be called anything; `form` is asked what to read in it."""
    book, issues = _read(path)
    return (recalculated(book, (form(book),)) if book else None), issues


def workbook_at(path: Path) -> Workbook | None:
    """Read one workbook as it is, for its stamps and to see what is filled in; None if it can't be read."""
    return _read(path)[0]


def recalculated(book: Workbook, sheets: Iterable[SheetForm], readers: Readers = ONE) -> Workbook:
    """The workbook with recalculated formulas in the cells that are read; most workbooks have none there."""
    wanted = list(formula_cells(book, sheets))
    return apply_recalculation(book, readers.recalculate(book, wanted)) if wanted else book
