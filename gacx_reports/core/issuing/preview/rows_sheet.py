"""The hidden sheet `_rows`, which finds every input row and checks it; its markers and ranges."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gacx_reports.core.issuing.layout import SheetLayout
from gacx_reports.core.issuing.preview.formula_sheet import Page, height, plain, whole_column
from gacx_reports.core.issuing.preview.scheme_sheet import Constants, Directory

BAD = '"!"'
"""Marker for a value that reading would refuse."""
BLANK = '"b"'
"""Marker for a missing required value."""
NA = '"-"'
"""Marker for 不适用."""
FARTHEST = 5000
"""Rows below the prepared ones that are searched for stray entries."""
FACTOR = 10_000
"""Key of a row with person and name: person number × FACTOR + name number."""
POINT_FACTOR = 1_000_000_000
"""Added to the key of a row about a point of a KPI's line, or about a project: their number × POINT_FACTOR."""
NO_POINT = 1_000_000
"""Number of a point that no line has, and of a project that nobody has."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Cells that count rows which belong to no employee's figures."""

    unknown: str = "0"
    """Count of rows about unknown persons, and of entries below the rows that formulas read."""
    beyond: str = "0"
    """Count of the entries below alone."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Ranges on `_rows` with the checked rows of an input sheet."""

    who: str
    """Person number; 0 for a person who is not in the workbook, blank for an empty row."""
    bad: str
    """1 for a faulty row, 0 for a sound one, blank for an empty one."""
    key: str = ""
    """Person and name (KPI, behaviour item, item of a line) as one number."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Header → range of numbers or markers BAD, BLANK, NA."""
    conditions: Mapping[tuple[object, ...], str] = field(default_factory=dict)
    """Join and conditions of a KPI → criterion of COUNTIFS that keeps the rows that meet them."""
    day: str = ""
    outside: Outside = Outside()
    project: str = ""
    """Number of the row's project, 0 for none; "" for a sheet without the column."""

    def faults(self, person: int) -> str:
        """Returns a formula that counts the faulty rows of the person with that number."""
        return f"COUNTIFS({self.who},{person},{self.bad},1)"


@dataclass
class RowsPage:
    """The sheet `_rows` while it is written: a block of columns per input sheet."""

    constants: Constants
    people: Directory
    page: Page = field(default_factory=lambda: Page("_rows"))
    _column: int = 0

    def column(self, sheet: SheetLayout, title: str, formula: str) -> str:
        """Writes one formula down a whole column, with `{n}` as the row's number; returns the column's range."""
        column = self._column
        self._column += 1
        self.page.put(1, column, f"{sheet.name} {title}")
        for number in range(2, height(sheet) + 1):
            self.page.calculate(number, column, formula.replace("{n}", str(number)))
        return self.page.span(column, 1, height(sheet))

    def here(self, column: str) -> str:
        """Returns a reference to the column's cell on the formula's own row, with `{n}` as its row number."""
        return column.split("!")[1].split(":", maxsplit=1)[0].rsplit("$", 1)[0] + "{n}"

    def who(self, sheet: SheetLayout) -> str:
        """Writes the column with each row's person number, and returns its range."""
        everything = "&".join(own_cell(sheet, h) for h in sheet.columns)
        known = f"MATCH({plain(own_cell(sheet, '工号'))},{self.people.ids},0)"
        any_row = f'IFERROR(IF({everything}="","",IFERROR({known},0)),0)'
        rows = f"ROWS({whole_column(sheet, '工号')})"
        return self.column(sheet, "who", f'IF({{n}}>{rows},"",{any_row})')

    def outside(self, sheet: SheetLayout, who: str) -> Outside:
        """Writes the counts of rows about unknown persons, and of entries below the rows that formulas read."""
        first, letters = sheet.last_row + 1, sheet.columns["工号"]
        below = f"COUNTA('{sheet.name}'!${letters}${first}:${letters}${first + FARTHEST})"
        beyond = self.single(f"{sheet.name} beyond", below)
        unknown = self.single(f"{sheet.name} unknown", f"COUNTIF({who},0)+{beyond}")
        return Outside(unknown, beyond)

    def single(self, title: str, formula: str) -> str:
        """Writes a single formula in a column of its own; returns its cell."""
        self._column += 1
        self.page.put(1, self._column - 1, title)
        return self.page.calculate(2, self._column - 1, formula)

    def stranger(self, sheet: SheetLayout, who: str) -> str:
        """Returns conditions, comma-separated: the ID is not written exactly as on the roster, or the name differs."""
        k = self.here(who)
        wrong = f"NOT(EXACT(TRIM({own_cell(sheet, '工号')}),INDEX({self.people.ids},{k})))"
        if "姓名" not in sheet.columns:
            return wrong
        name = own_cell(sheet, "姓名")
        return f'{wrong},AND({name}<>"",TRIM({name})<>INDEX({self.people.names},{k}))'


def own_cell(sheet: SheetLayout, header: str) -> str:
    """Returns a formula for the input row's cell in that column, with `{n}` as the row's number in its range."""
    return f"INDEX({whole_column(sheet, header)},{{n}})"


def guarded(page: RowsPage, who: str, faults: Iterable[str]) -> str:
    """Returns a formula: 1 if any condition holds or the person is unknown, else 0; blank for an empty row."""
    k = page.here(who)
    return f'IF({k}="","",IF({k}=0,1,IFERROR(IF(OR({",".join(faults)}),1,0),1)))'
