"""Reads workbook files: each is read in a child process, and its formulas are recalculated in another."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.recalculated import apply_recalculation, formula_cells
from gacx_reports.core.sheets.workbook import Read, Workbook
from gacx_reports.intake.readers import ONE, Readers, unwatched


def read_files(
    paths: Sequence[Path], folder: Path, processes: int = 1
) -> tuple[dict[str, Workbook], list[Issue]]:
    """The readable workbooks by their names in the folder, and issues F02 to F23 about the files."""

    # Only here: a run that reads nothing anew starts no child.
    from gacx_reports.excel.reading import sandbox

    return sorted_out(sandbox.read_files(paths, folder, processes, unwatched))


def sorted_out(reads: Iterable[Read]) -> tuple[dict[str, Workbook], list[Issue]]:
    """The readable workbooks by name, and the issues of all."""
    books: dict[str, Workbook] = {}
    issues: list[Issue] = []
    for book, faults in reads:
        issues += faults
        if book is not None:
            books[book.name] = book
    return books, issues


def read_workbook(
    path: Path, sheets: Iterable[SheetForm]
) -> tuple[Workbook | None, tuple[Issue, ...]]:
    """Read one workbook and recalculate formulas in the columns of `sheets`; None and F02 to F23 if unreadable."""
    books, issues = read_files([path], path.parent)
    books = recalculated(books, dict.fromkeys(books, sheets))
    return next(iter(books.values()), None), tuple(issues)


def read_list_at(
    path: Path, form: Callable[[Workbook], SheetForm]
) -> tuple[Workbook | None, tuple[Issue, ...]]:
    """As `read_workbook`, for a list whose sheet may be called anything; `form` is asked what to read in it."""
    books, issues = read_files([path], path.parent)
    books = recalculated(books, {name: (form(book),) for name, book in books.items()})
    return next(iter(books.values()), None), tuple(issues)


def workbook_at(path: Path) -> Workbook | None:
    """Read one workbook as it is, for its stamps and to see what is filled in; None if it can't be read."""
    return next(iter(read_files([path], path.parent)[0].values()), None)


def recalculated(
    books: Mapping[str, Workbook],
    read: Mapping[str, Iterable[SheetForm]],
    readers: Readers = ONE,
) -> dict[str, Workbook]:
    """The workbooks with recalculated formulas in the cells that are read; most workbooks have none there.

    `read` is workbook → sheets that are read; a workbook that is not in `books` is skipped.
    """
    found = dict(books)
    for name, sheets in read.items():
        wanted = list(formula_cells(books[name], sheets)) if name in books else []
        if wanted:
            found[name] = apply_recalculation(books[name], readers.recalculate(books[name], wanted))
    return found
