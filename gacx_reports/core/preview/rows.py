"""The rows of the input sheets, read by formulas: whom a row is about, its values, and whether it is sound.

Every input row has a row on the sheet `_rows`, which finds it by its number within the input range: sorting,
pasting and deleting rows change what is found, never the formulas.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gacx_reports.core.columns import Column, Kind
from gacx_reports.core.input_sheets import COMMENT_LIMIT
from gacx_reports.core.kpis import Kpi
from gacx_reports.core.layout import SheetLayout
from gacx_reports.core.parsing import MOST_PERCENT
from gacx_reports.core.preview.constants import Constants, Directory
from gacx_reports.core.preview.pages import (
    Page,
    height,
    literal,
    plain,
    quoted,
    serial,
    whole_column,
)
from gacx_reports.core.record_tables import RecordTable, TableColumn

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


def records(
    page: RowsPage,
    sheet: SheetLayout,
    table: RecordTable,
    kpis: Sequence[Kpi],
    stays: Sequence[tuple[int, int, int]],
) -> Checked:
    """A record table. `stays`: person, first and last day (serial numbers) of everybody measured by it."""
    who = page.who(sheet)
    k = page.here(who)
    cell = own_cell(sheet, "日期")
    day = page.column(sheet, "日期", f'IF({k}="","",IF(ISNUMBER({cell}),INT({cell}),{BAD}))')
    people, firsts, lasts = page.constants.block(f"{table.name} 日期", tuple(stays), 3)
    values = {
        c.name: page.column(sheet, c.name, _value(page, sheet, c, k))
        for c in table.columns
        if c.kind is not Kind.TEXT
    }
    d = page.here(day)
    inside = f'COUNTIFS({people},{k},{firsts},"<="&{d},{lasts},">="&{d})'
    faults = [
        page.stranger(sheet, who),
        f"NOT(ISNUMBER({d}))",
        f"AND(COUNTIF({people},{k})>0,{inside}=0)",
    ]
    faults += [f"{page.here(v)}={BAD}" for v in values.values()]
    faults += [f for c in table.columns if c.kind is Kind.TEXT for f in _text_faults(sheet, c)]
    conditions = {
        (kpi.where_column, kpi.where_value): _condition(page, sheet, table, kpi, values)
        for kpi in kpis
        if kpi.where_column
    }
    bad = page.column(sheet, "bad", guarded(page, who, faults))
    return Checked(
        who, bad, values=values, conditions=conditions, day=day, outside=page.outside(sheet, who)
    )


def _value(page: RowsPage, sheet: SheetLayout, column: TableColumn, k: str) -> str:
    x = own_cell(sheet, column.name)
    blank = BAD if column.required else '""'
    return f'IF({k}="","",IF({x}="",{blank},{_parsed(page, column, x)}))'


def _parsed(page: RowsPage, column: TableColumn, x: str) -> str:
    form = Column(column.name, column.kind, na=column.na, low=column.low, high=column.high)
    match column.kind:
        case Kind.YES_NO | Kind.CHOICE:
            words = page.constants.column_words(column, NA.strip('"') if column.na else "")
            return f"IFERROR({words.value(x)},{BAD})"
        case Kind.NUMBER | Kind.RATIO:
            return number(page.constants, form, x)
        case Kind.DATE:
            return f"IF(ISNUMBER({x}),1,{BAD})"
        case _:
            return "1"


def _text_faults(sheet: SheetLayout, column: TableColumn) -> list[str]:
    x = own_cell(sheet, column.name)
    too_long = f"LEN({x})>{Column(column.name).limit}"
    return [f'{x}=""', too_long] if column.required else [too_long]


def _most(x: str) -> str:
    """The highest share that reading believes: 100 %, or more in a cell that shows a percentage."""
    shown = f'IF(LEFT(CELL("format",{x}),1)="P",{MOST_PERCENT},1)'
    return f"IF({x}<=1,1,IFERROR({shown},1))"


def number(constants: Constants, column: Column, x: str) -> str:
    """A number within its column's bounds; NA where 不适用 is an answer; else BAD."""
    bounds = [f"ROUND({x},10)>={literal(column.low)}"] if column.low is not None else []
    bounds += [f"ROUND({x},10)<={literal(column.high)}"] if column.high is not None else []
    bounds += [f"ROUND({x},10)<={_most(x)}"] if column.kind is Kind.RATIO else []
    within = f"IF(AND({','.join(bounds)}),{x},{BAD})" if bounds else x
    other = f"IF(ISNUMBER({constants.na_words.position(x)}),{NA},{BAD})" if column.na else BAD
    return f"IF(ISNUMBER({x}),{within},{other})"


def _condition(
    page: RowsPage,
    sheet: SheetLayout,
    table: RecordTable,
    kpi: Kpi,
    values: Mapping[str, str],
) -> str:
    """`range,criterion` that keeps the rows of a KPI's condition."""
    column = table.column(kpi.where_column)
    assert column is not None, "the scheme's checks admit conditions on columns of the table only"
    wanted = kpi.where_value
    x = own_cell(sheet, column.name)
    if column.kind is Kind.YES_NO:
        one = {"是": 1, "否": 0}.get(wanted, 2)
        return f"{values[column.name]},{one}"
    if column.kind is Kind.CHOICE:
        scale = page.constants.scheme.scales[column.scale]
        level = scale.level(wanted)
        meant = (level.name, level.meaning) if level else ()
        same = [f"TRIM({x})={quoted(w)}" for w in meant if w]
    elif column.kind in (Kind.NUMBER, Kind.RATIO):
        held = page.here(values[column.name])
        same = [f"ROUND({held},10)={wanted}"] if _is_plain_number(wanted) else []
    elif column.kind is Kind.DATE:
        same = [f"INT({x})={serial(date.fromisoformat(wanted))}"]
    else:
        words = page.constants.scheme.either(wanted)
        same = [f"{_folded(x, word)}={quoted(_narrow(word))}" for word in words]
    test = f"OR({','.join(same)})" if same else "FALSE"
    flag = page.column(sheet, f"{column.name}={wanted}", f"IFERROR(IF({test},1,0),0)")
    return f"{flag},1"


def _is_plain_number(word: str) -> bool:
    try:
        return literal(Decimal(word)) == word
    except ArithmeticError:
        return False


def _narrow(word: str) -> str:
    return "".join(word.split())


def _folded(x: str, word: str) -> str:
    """The text without blanks, the word's own letters narrow: what reading compares by."""
    folded = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({x}," ",""),"\u3000",""),CHAR(160),"")'
    for char in dict.fromkeys(_narrow(word)):
        if "!" <= char <= "~":
            for form in dict.fromkeys((char.upper(), char.lower())):
                folded = f"SUBSTITUTE({folded},{quoted(chr(ord(form) + 0xFEE0))},{quoted(form)})"
    return folded


def entries(
    page: RowsPage,
    sheet: SheetLayout,
    what: str,
    names: str,
    allowed: Sequence[int],
    value: str = "",
) -> Checked:
    """Rows about a person and a name: values typed in, targets, ratings.

    `names` is the range of names that column `what` may hold, `allowed` the keys that this workbook asks for,
    `value` a formula of the row's value over `{x}`, which is its cell.
    """
    who = page.who(sheet)
    k = page.here(who)
    position = f"IFERROR(MATCH({plain(own_cell(sheet, what))},{names},0),0)"
    key = page.column(sheet, "key", f'IF({k}="","",{k}*{FACTOR}+{position})')
    keys, *_ = page.constants.block(f"{sheet.name} keys", [(a,) for a in sorted(allowed)], 1)
    own = page.here(key)
    faults = [page.stranger(sheet, who), f"COUNTIF({keys},{own})=0", f"COUNTIF({key},{own})>1"]
    values = {}
    if value:
        values[what] = page.column(sheet, "value", f'IF({k}="","",{value})')
        faults.append(f"{page.here(values[what])}={BAD}")
    bad = page.column(sheet, "bad", guarded(page, who, faults))
    return Checked(who, bad, key=key, values=values, outside=page.outside(sheet, who))


def comments(page: RowsPage, sheet: SheetLayout) -> Checked:
    """The comments: nothing is computed from them, but a person who is there twice is held back."""
    who = page.who(sheet)
    k = page.here(who)
    faults = [page.stranger(sheet, who), f"COUNTIF({who},{k})>1"]
    faults += [
        f"LEN({own_cell(sheet, h)})>{COMMENT_LIMIT}"
        for h in sheet.columns
        if h not in ("工号", "姓名")
    ]
    bad = page.column(sheet, "bad", guarded(page, who, faults))
    return Checked(who, bad, outside=page.outside(sheet, who))
