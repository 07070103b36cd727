"""Reads an example scheme's text: a heading per workbook and per sheet, and a Markdown table below each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from gacx_reports.core.sheets.raw_values import Percent, Raw
from tools.samples.data_files import data

TEXTS = Path(__file__).parents[1] / "data" / "schemes"
NAMES = tuple(sorted(path.stem for path in TEXTS.glob("*.md")))
"""The example schemes, each with a page in docs/schemes/."""

_PARTS = re.compile("[:、]")
"""Between a keyword and a unit, or two names: `部门:滨江店`, `车工、铣工`."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as written: headers, and the cells of each row as text."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def records(self) -> Iterator[dict[str, str]]:
        """Each row by header; blank cells are left out."""
        for cells in self.rows:
            pairs = zip(self.headers, cells, strict=True)
            yield {header: cell for header, cell in pairs if cell}


Books = Mapping[str, Mapping[str, Table]]
"""File name of a workbook → sheet → table."""


def books_of(name: str) -> Books:
    """The workbooks of the scheme `name`, as written; a sheet without a table has none."""
    return books_written(TEXTS / f"{name}.md")


def books_written(path: Path) -> Books:
    """The workbooks that a text writes: a heading each, and one for each sheet, with its table below."""
    books: dict[str, dict[str, Table]] = {}
    for heading, text in _parts(path.read_text("utf-8"), "# "):
        sheets = _parts(text, "## ")
        books[heading] = {sheet: _table(lines) for sheet, lines in sheets}
    return books


def _parts(text: str, mark: str) -> Iterator[tuple[str, str]]:
    """Each heading with that mark, and the lines down to the next one."""
    for part in f"\n{text}".split(f"\n{mark}")[1:]:
        heading, _, rest = part.partition("\n")
        yield heading.strip(), rest


def _table(text: str) -> Table:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    headers, _, *rows = (tuple(c.strip() for c in line[1:-1].split("|")) for line in lines)
    return Table(headers, tuple(rows))


def english_of(book: Mapping[str, Table]) -> Iterator[dict[str, str]]:
    """Rows of sheet 英文名: the English of every name that a cell of the workbook holds."""
    names: Mapping[str, str] = data(f"{TEXTS.name}/english")["names"]
    cells = (cell for table in book.values() for row in table.rows for cell in row)
    words = (word for cell in cells for word in (cell, *_PARTS.split(cell)))
    for word in dict.fromkeys(words):
        if word in names:
            yield {"中文": word, "英文": names[word]}


def raw(cell: str) -> Raw:
    """The cell as a spreadsheet stores it: `30%` in percent format, `0.3` a number, anything else a text."""
    percent = cell.endswith("%") and len(cell) > 1
    try:
        number = Decimal(cell.removesuffix("%") if percent else cell)
    except InvalidOperation:
        return cell or None
    if percent:
        return Percent(number / 100)
    return int(number) if number == number.to_integral_value() else float(number)
