"""The sheet `_rows`: where every input row is found, and what it may be found to be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gacx_reports.core.issuing.layout import SheetLayout
from gacx_reports.core.issuing.preview.formula_sheet import Page, height, plain, whole_column
from gacx_reports.core.issuing.preview.scheme_sheet import Constants, Directory

BAD = '"!"'
"""What a value that reading would refuse becomes."""
BLANK = '"b"'
"""What a required value that isn't there becomes."""
NA = '"-"'
"""What 不适用 becomes."""
FARTHEST = 5000
"""Rows below the prepared ones in which entries are noticed."""
FACTOR = 10_000
"""A row about a person and one of many names has the number person × FACTOR + name."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What no person's figures are computed from: cells with counts."""

    unknown: str = "0"
    """Rows about nobody of this workbook, and entries below the rows that formulas look at."""
    beyond: str = "0"
    """Those entries alone."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An input sheet's rows after their checks, as ranges on `_rows`."""

    who: str
    """Number of the person; 0 for one who isn't in the workbook, blank where there is no row."""
    bad: str
    """1 where something on the row is faulty."""
    key: str = ""
    """Person and name (KPI, behaviour item, item of a line) as one number."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Header → number, or BAD, BLANK, NA."""
    conditions: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(Column, value) of a KPI's condition → a criterion of COUNTIFS that keeps its rows."""
    day: str = ""
    outside: Outside = Outside()

    def faults(self, person: int) -> str:
        """How many of the person's rows are faulty."""
        return f"COUNTIFS({self.who},{person},{self.bad},1)"


@dataclass
class RowsPage:
    """The sheet `_rows` as it grows, a block of columns per input sheet."""

    constants: Constants
    people: Directory
    page: Page = field(default_factory=lambda: Page("_rows"))
    _column: int = 0

    def column(self, sheet: SheetLayout, title: str, formula: str) -> str:
        """A column with one formula; `{n}` in it is the row's number. The whole column as a range."""
        column = self._column
        self._column += 1
        self.page.put(1, column, f"{sheet.name} {title}")
        for number in range(2, height(sheet) + 1):
            self.page.calculate(number, column, formula.replace("{n}", str(number)))
        return self.page.span(column, 1, height(sheet))

    def here(self, column: str) -> str:
        """The cell of that column (a range of this sheet) on the formula's own row."""
        return column.split("!")[1].split(":", maxsplit=1)[0].rsplit("$", 1)[0] + "{n}"

    def who(self, sheet: SheetLayout) -> str:
        """Whom each row is about."""
        everything = "&".join(own_cell(sheet, h) for h in sheet.columns)
        known = f"MATCH({plain(own_cell(sheet, '工号'))},{self.people.ids},0)"
        any_row = f'IFERROR(IF({everything}="","",IFERROR({known},0)),0)'
        rows = f"ROWS({whole_column(sheet, '工号')})"
        return self.column(sheet, "who", f'IF({{n}}>{rows},"",{any_row})')

    def outside(self, sheet: SheetLayout, who: str) -> Outside:
        """Cells that count rows about nobody here, and entries below the rows that formulas look at."""
        first, letters = sheet.last_row + 1, sheet.columns["工号"]
        below = f"COUNTA('{sheet.name}'!${letters}${first}:${letters}${first + FARTHEST})"
        beyond = self.single(f"{sheet.name} beyond", below)
        unknown = self.single(f"{sheet.name} unknown", f"COUNTIF({who},0)+{beyond}")
        return Outside(unknown, beyond)

    def single(self, title: str, formula: str) -> str:
        """A formula of its own; its cell."""
        self._column += 1
        self.page.put(1, self._column - 1, title)
        return self.page.calculate(2, self._column - 1, formula)

    def stranger(self, sheet: SheetLayout, who: str) -> str:
        """A condition: the row is about nobody here, or ID and name disagree."""
        k = self.here(who)
        wrong = f"NOT(EXACT(TRIM({own_cell(sheet, '工号')}),INDEX({self.people.ids},{k})))"
        if "姓名" not in sheet.columns:
            return wrong
        name = own_cell(sheet, "姓名")
        return f'{wrong},AND({name}<>"",TRIM({name})<>INDEX({self.people.names},{k}))'


def own_cell(sheet: SheetLayout, header: str) -> str:
    return f"INDEX({whole_column(sheet, header)},{{n}})"


def guarded(page: RowsPage, who: str, faults: Iterable[str]) -> str:
    """1 where any of the conditions holds, 0 elsewhere, blank where there is no row."""
    k = page.here(who)
    return f'IF({k}="","",IF({k}=0,1,IFERROR(IF(OR({",".join(faults)}),1,0),1)))'
