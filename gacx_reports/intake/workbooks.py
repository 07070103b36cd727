"""Workbooks of a quarter's folder as they arrived: read, recalculated; which are strange, doubled or missing."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from gacx_reports.core.forms.file_names import ENGLISH, standing
from gacx_reports.core.forms.forms import SCHEME_WORKBOOK, Form, FormKind
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue, Severity
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK, Roster
from gacx_reports.core.roster.sheets import ROSTER_SHEETS
from gacx_reports.core.scheme.behaviour_set import MissingRater
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.sheets import SCHEME_SHEETS
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.recalculated import apply_recalculation, formula_cells
from gacx_reports.core.sheets.workbook import Workbook, nearest

PILLARS = {SCHEME_WORKBOOK: SCHEME_SHEETS, ROSTER_WORKBOOK: ROSTER_SHEETS}
"""Workbooks without which nothing is scored, and the sheets that are read of them."""


def pillar_paths(folder: Path) -> tuple[Path, Path]:
    """Scheme and roster of a quarter's folder, by the names that they have there."""
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    scheme, roster = (folder / standing(name, names) for name in PILLARS)
    return scheme, roster


def read_all(folder: Path, processes: int) -> tuple[dict[str, Workbook], list[Issue], list[str]]:
    """Every workbook of the folder by name, issues F02 to F21 about the files, and what lies where nobody looks."""
    from gacx_reports.excel.reading.quarter_folder import contents
    from gacx_reports.excel.reading.sandbox import read_files

    found = contents(folder)
    issues = [Issue("F07", CellRef(name), severity=Severity.WARNING) for name in found.open]
    books: dict[str, Workbook] = {}
    for book, faults in read_files(found.workbooks, folder, processes):
        issues += faults
        if book is not None:
            books[book.name] = book
    return books, issues, list(found.strays)


def recalculated(
    books: Mapping[str, Workbook], read: Mapping[str, Iterable[SheetForm]]
) -> dict[str, Workbook]:
    """The workbooks, each with what its formulas give in the cells that are read; most have none there."""
    from gacx_reports.excel.reading.sandbox import recalculate_in_child

    found = dict(books)
    for workbook, sheets in read.items():
        name = standing(workbook, books) if workbook in PILLARS else workbook
        wanted = list(formula_cells(books[name], sheets)) if name in books else []
        if wanted:
            found[name] = apply_recalculation(
                books[name], recalculate_in_child(books[name], wanted)
            )
    return found


def named_twice(pairs: Iterable[tuple[str, str]], names: Collection[str]) -> list[Issue]:
    """F18: a workbook under its Chinese and its English name."""
    return [
        Issue("F18", CellRef(chinese), english, {"other": english})
        for chinese, english in pairs
        if chinese != english and chinese in names and english in names
    ]


def pillar_doubles(folder: Path) -> list[Issue]:
    """F18 where scheme or roster lies there under both its names: nobody can know which is meant."""
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return named_twice(ENGLISH.items(), names)


def in_words(books: Mapping[str, Workbook], scheme: Scheme) -> dict[str, Workbook]:
    """The workbooks, to be read with the scheme's English."""
    words = scheme.words
    return {name: book.in_words(words) for name, book in books.items()}


def _named(workbook: str, issues: Sequence[Issue]) -> bool:
    """Whether an error about the workbook itself is already known."""
    return any(i.place.workbook == workbook and i.severity is Severity.ERROR for i in issues)


def missing_pillars(books: Mapping[str, Workbook], issues: Sequence[Issue]) -> list[Issue]:
    """F01 for a missing scheme or roster, unless it is there and unreadable."""
    return [
        Issue("F01", CellRef(standing(workbook, books)), details={"owner": "HR"})
        for workbook in PILLARS
        if standing(workbook, books) not in books
        and not any(_named(name, issues) for name in (workbook, ENGLISH[workbook]))
    ]


def strangers(
    names: Iterable[str], books: Mapping[str, Workbook], expected: Iterable[Form]
) -> list[Issue]:
    """F06: workbooks that belong to nothing, or lie where nobody looks."""
    wanted = [*(standing(name, books) for name in PILLARS), *(f.workbook for f in expected)]
    absent = [n for n in wanted if n not in books]
    return [
        Issue(
            "F06",
            CellRef(name),
            details={"nearest": nearest(Path(name).name, absent), "allowed": "、".join(wanted)},
            severity=Severity.WARNING,
        )
        for name in names
        if name not in wanted
    ]


_COPY = re.compile(
    r"(?i)[\s_-]*([(（]\d+[)）]|副本|复件|copy|v\d+(\.\d+)*|final|终稿|最终版?|定稿|修改版?|新)[\s_-]*"
)


def copies_of(books: Mapping[str, Workbook], expected: Iterable[Form]) -> list[Issue]:
    """F18: `技术服务组 - 副本.xlsx`, v2, final … beside the workbook that is read: which one is right?"""
    names = {f.workbook.removesuffix(".xlsx"): f.workbook for f in expected if f.workbook in books}
    issues = []
    for name in books:
        original = names.get(_COPY.sub("", name.removesuffix(".xlsx")).strip())
        if original and original != name:
            issues.append(Issue("F18", CellRef(original), name, {"other": name}))
    return issues


def absentees(
    books: Mapping[str, Workbook],
    issues: Sequence[Issue],
    expected: Iterable[Form],
    roster: Roster,
    scheme: Scheme,
) -> list[Issue]:
    """F01; a warning for a rater's workbook where the scheme shares a missing rater's weight out."""
    due = roster.period.due.isoformat()
    lenient = scheme.settings.missing_rater is MissingRater.REWEIGHT
    return [
        Issue(
            "F01",
            CellRef(form.workbook),
            details={"owner": form.owner, "due": due},
            severity=Severity.WARNING
            if lenient and form.kind is FormKind.RATER
            else Severity.ERROR,
        )
        for form in expected
        if form.workbook not in books and not _named(form.workbook, issues)
    ]
