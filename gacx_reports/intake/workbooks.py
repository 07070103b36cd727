"""Files → workbooks: each read in a child process, its formulas recalculated in another."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.recalculated import apply_recalculation, formula_cells
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.reading import sandbox


def read_files(
    paths: Sequence[Path], folder: Path, processes: int = 1
) -> tuple[dict[str, Workbook], list[Issue]]:
    """The workbooks that can be read, by their names in the folder; issues F02 to F21 about the files."""
    books: dict[str, Workbook] = {}
    issues: list[Issue] = []
    for book, faults in sandbox.read_files(paths, folder, processes):
        issues += faults
        if book is not None:
            books[book.name] = book
    return books, issues


def read_workbook(
    path: Path, sheets: Iterable[SheetForm]
) -> tuple[Workbook | None, tuple[Issue, ...]]:
    """One workbook, recalculated where these sheets are read; None and F02 to F21 where it can't be read."""
    books, issues = read_files([path], path.parent)
    books = recalculated(books, dict.fromkeys(books, sheets))
    return next(iter(books.values()), None), tuple(issues)


def recalculated(
    books: Mapping[str, Workbook], read: Mapping[str, Iterable[SheetForm]]
) -> dict[str, Workbook]:
    """The workbooks, each with what its formulas give in the cells that are read; most have none there.

    `read` says which sheets are read of which workbook; one that is not there is passed over.
    """
    found = dict(books)
    for name, sheets in read.items():
        wanted = list(formula_cells(books[name], sheets)) if name in books else []
        if wanted:
            found[name] = apply_recalculation(
                books[name], sandbox.recalculate_in_child(books[name], wanted)
            )
    return found
