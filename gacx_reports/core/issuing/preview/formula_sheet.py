"""Sheets of formulas under construction, and how their cells refer to each other."""

from dataclasses import dataclass, field
from decimal import Decimal

from gacx_reports.core.issues.cell_ref import column_letters
from gacx_reports.core.issuing.layout import SheetLayout

Content = str | Decimal | int


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """One cell: a formula without its `=`, a text or a number."""

    row: int
    """1-based."""
    column: int
    """0-based."""
    content: Content
    formula: bool = False
    style: str = ""
    """What it shows: `head`, `band`, `score`, `share`, `word`, …; "" for plain."""


@dataclass
class Page:
    """A sheet that is being filled with formulas."""

    name: str
    hidden: bool = True
    cells: list[PreviewCell] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    frozen: tuple[int, int] = (0, 0)
    """Rows and columns that stay in view."""
    repeated: int = 0
    """First rows that every printed page repeats."""
    heights: dict[int, float] = field(default_factory=dict)
    """1-based row → points."""
    coloured: str = ""
    """Range whose words are coloured, such as `C4:N30`."""
    colours: dict[str, str] = field(default_factory=dict)
    """Word → `amber`, `red` or `grey`."""

    def put(self, row: int, column: int, content: Content, style: str = "") -> str:
        """Write a constant; its absolute reference."""
        self.cells.append(PreviewCell(row, column, content, style=style))
        return self.at(row, column)

    def calculate(self, row: int, column: int, formula: str, style: str = "") -> str:
        """Write a formula; its absolute reference."""
        self.cells.append(PreviewCell(row, column, formula, formula=True, style=style))
        return self.at(row, column)

    def at(self, row: int, column: int) -> str:
        """Absolute reference to a cell: `'_scheme'!$A$2`."""
        return f"'{self.name}'!{absolute(row, column)}"

    def span(self, column: int, first: int, last: int) -> str:
        """Absolute reference to rows of a column."""
        return f"'{self.name}'!{absolute(first, column)}:{absolute(last, column)}"


def absolute(row: int, column: int) -> str:
    """`$C$7`."""
    return f"${column_letters(column)}${row}"


def whole_column(sheet: SheetLayout, header: str) -> str:
    """Absolute reference to an input column from its header down.

    With the header, which nobody deletes, a row inserted above the first is inside, and no deleted row breaks
    the reference.
    """
    letters = sheet.columns[header]
    return f"'{sheet.name}'!${letters}${sheet.header_row}:${letters}${sheet.last_row}"


def height(sheet: SheetLayout) -> int:
    """Rows of an input column from its header to the last prepared one."""
    return sheet.last_row - sheet.header_row + 1


def literal(number: Decimal | int) -> str:
    """A number in a formula: plain digits, whatever the exponent."""
    return f"{Decimal(number).normalize():f}"


def quoted(text: str) -> str:
    """A text in a formula."""
    return '"' + text.replace('"', '""') + '"'


def plain(reference: str) -> str:
    """A text to look up, in which `*` and `?` are no wildcards."""
    return f'SUBSTITUTE(SUBSTITUTE(TRIM({reference}),"*","~*"),"?","~?")'
