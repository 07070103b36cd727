"""Sheets of formulas while they are written, and references between their cells."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from gacx_reports.core.exact import decimals, rounded
from gacx_reports.core.issues.cell_ref import column_letters
from gacx_reports.core.issuing.layout import SheetLayout

PageContent = str | Decimal | int


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """One cell: a formula without its `=`, a text or a number."""

    row: int
    """From 1."""
    column: int
    """From 0."""
    content: PageContent
    formula: bool = False
    style: str = ""
    """Kind of content: `head`, `band`, `score`, `share`, …; "" for plain."""


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
    """Row (from 1) → height in points."""
    coloured: str = ""
    """Range in which status words are coloured, such as `C4:N30`."""
    colours: dict[str, str] = field(default_factory=dict)
    """Status word → `amber`, `red` or `grey`."""

    def put(self, row: int, column: int, content: PageContent, style: str = "") -> str:
        """Writes a constant and returns its absolute reference."""
        self.cells.append(PreviewCell(row, column, content, style=style))
        return self.at(row, column)

    def calculate(self, row: int, column: int, formula: str, style: str = "") -> str:
        """Writes a formula, given without `=`, and returns its absolute reference."""
        self.cells.append(PreviewCell(row, column, formula, formula=True, style=style))
        return self.at(row, column)

    def at(self, row: int, column: int) -> str:
        """Returns the absolute reference of a cell, row from 1 and column from 0: `'_scheme'!$A$2`."""
        return f"'{self.name}'!{absolute(row, column)}"

    def span(self, column: int, first: int, last: int) -> str:
        """Returns the absolute reference of rows of a column: `'_scheme'!$A$2:$A$9`."""
        return f"'{self.name}'!{absolute(first, column)}:{absolute(last, column)}"


def absolute(row: int, column: int) -> str:
    """Returns an absolute address without the sheet: `$C$7` for row 7 and column 2."""
    return f"${column_letters(column)}${row}"


def whole_column(sheet: SheetLayout, header: str) -> str:
    """Returns the absolute reference of an input column, from its header to the last prepared row.

    The header is included because it is never deleted: so rows inserted at the top are in the range, and no
    deleted row breaks the reference.
    """
    letters = sheet.columns[header]
    return f"'{sheet.name}'!${letters}${sheet.header_row}:${letters}${sheet.last_row}"


def height(sheet: SheetLayout) -> int:
    """Returns the number of rows of an input column, from its header to the last prepared row."""
    return sheet.last_row - sheet.header_row + 1


def literal(number: Decimal | Fraction | int) -> str:
    """Returns a number as written in a formula: plain digits, without exponent; a quotient where they go on."""
    if isinstance(number, Fraction):
        places = decimals(number)
        if places is None:
            return f"({number.numerator}/{number.denominator})"
        number = rounded(number, places)
    return f"{Decimal(number).normalize():f}"


def quoted(text: str) -> str:
    """Returns a text as written in a formula, in quotation marks."""
    return '"' + text.replace('"', '""') + '"'


def escaped(text: str) -> str:
    """Returns a formula for the text that a formula gives, with `~`, `*` and `?` escaped for MATCH and COUNTIF.

    `~` comes first, or it would escape the marks that escape the others.
    """
    for sign in "~*?":
        text = f'SUBSTITUTE({text},"{sign}","~{sign}")'
    return text


def plain(reference: str) -> str:
    """Returns a formula for the trimmed text of a cell, escaped for MATCH and COUNTIF."""
    return escaped(f"TRIM({reference})")


def criterion(reference: str) -> str:
    """Returns a criterion of COUNTIF or SUMIFS for a cell's text, also if it begins with `<` or `=`."""
    return f'"="&{escaped(reference)}'
