"""Kinds and sizes of the files of a folder. A file's name is shown only where it is the program's own."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.file_names import PILLAR_NAMES
from gacx_reports.core.forms.form import SURVEY_WORKBOOK
from gacx_reports.core.survey.draw_record import MAIN_RECORD

MOST = 5000
"""Files listed of one folder."""
OWN_NAMES = frozenset(
    {
        *PILLAR_NAMES,
        SURVEY_WORKBOOK,
        MAIN_RECORD,
        *("index.html", "issued.json", "issues.json", "manifest.json", "results.json"),
        *("results.xlsx", "review.json", "summary.pdf"),
    }
)
OWN_FOLDERS = frozenset(
    {
        *("employees", "departments", "returned", "templates", "targets", "posts", "survey"),
        *("mail", "drafts", "reminders", "kept", "whatif", "评价", ".store", ".next", ".old"),
    }
)
ENDINGS = frozenset(
    {
        ".xlsx",
        ".xls",
        ".xlsm",
        ".csv",
        ".pdf",
        ".json",
        ".eml",
        ".html",
        ".txt",
        ".zip",
        ".part",
        ".lock",
    }
)


def file_list(folder: Path) -> Iterator[str]:
    """A line per file: where it is, its kind and number, its size in bytes; links are named and not followed."""
    seen: Counter[str] = Counter()
    for number, path in enumerate(_files(folder)):
        if number == MOST:
            yield "…"
            return
        place = _place(path.relative_to(folder))
        seen[place] += 1
        own = path.name in OWN_NAMES
        yield f"{place if own else f'{place} {seen[place]}'}: {_size(path)}"


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(place) / name for name in sorted(names))


def _place(path: Path) -> str:
    """The path in which everything that people named is replaced: `2024Q3/employees/*/*.pdf`."""
    *folders, name = path.parts
    ending = path.suffix.lower() if path.suffix.lower() in ENDINGS else ""
    shown = [f if f in OWN_FOLDERS or _is_quarter(f) else "*" for f in folders]
    return "/".join((*shown, name if name in OWN_NAMES else f"*{ending}"))


def _is_quarter(name: str) -> bool:
    quarter = Period.parse(name)
    return quarter is not None and str(quarter) == name


def _size(path: Path) -> str:
    if path.is_symlink():
        return "link"
    try:
        return f"{path.stat().st_size:,}"
    except OSError as error:
        return type(error).__name__
