"""Formulas for one cell of an input row: its value, its faults, and a KPI's condition on it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from gacx_reports.core.issuing.layout import SheetLayout
from gacx_reports.core.issuing.preview.formula_sheet import literal, quoted
from gacx_reports.core.issuing.preview.rows_sheet import BAD, NA, RowsPage, own_cell
from gacx_reports.core.issuing.preview.scheme_sheet import Constants
from gacx_reports.core.language.comparison import NumberComparison
from gacx_reports.core.scheme.record_table import TableColumn
from gacx_reports.core.sheets.columns import Column, Kind
from gacx_reports.core.sheets.parsers import MOST_PERCENT
from gacx_reports.core.sheets.raw_values import NotApplicable
from gacx_reports.core.sheets.serial_dates import serial_day
from gacx_reports.core.sheets.wanted_cell import wanted_cell


def value_of(page: RowsPage, sheet: SheetLayout, column: TableColumn, k: str) -> str:
    """Returns a formula for a record's cell: its value, "" in an empty row (`k` is ""), BAD if reading refuses it."""
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
            return f"IF(ISNUMBER({x}),1,{_unless_na(page.constants, form, x)})"
        case _:
            return "1"


def text_faults(sheet: SheetLayout, column: TableColumn) -> list[str]:
    """Returns conditions under which reading refuses a text: missing (V01) or too long (V10)."""
    x = own_cell(sheet, column.name)
    too_long = f"LEN({x})>{Column(column.name).limit}"
    return [f'{x}=""', too_long] if column.required else [too_long]


def _most(x: str) -> str:
    """The highest ratio that reading accepts: 1, or 2 in a cell with percent format (V07)."""
    shown = f'IF(LEFT(CELL("format",{x}),1)="P",{MOST_PERCENT},1)'
    return f"IF({x}<=1,1,IFERROR({shown},1))"


def number(constants: Constants, column: Column, x: str) -> str:
    """Returns a formula for cell `x`: its number if within the column's bounds, NA if 不适用 is allowed, else BAD."""
    bounds = [f"ROUND({x},10)>={literal(column.low)}"] if column.low is not None else []
    bounds += [f"ROUND({x},10)<={literal(column.high)}"] if column.high is not None else []
    bounds += [f"ROUND({x},10)<={_most(x)}"] if column.kind is Kind.RATIO else []
    within = f"IF(AND({','.join(bounds)}),{x},{BAD})" if bounds else x
    return f"IF(ISNUMBER({x}),{within},{_unless_na(constants, column, x)})"


def _unless_na(constants: Constants, column: Column, x: str) -> str:
    """NA where 不适用 is allowed, else BAD."""
    return f"IF(ISNUMBER({constants.na_words.position(x)}),{NA},{BAD})" if column.na else BAD


def holds(
    page: RowsPage,
    sheet: SheetLayout,
    column: TableColumn,
    wanted: str,
    values: Mapping[str, str],
) -> str:
    """Returns a formula of a row: 1 if its cell in the column holds the wanted value, or compares so, else 0."""
    x = own_cell(sheet, column.name)
    held = page.here(values[column.name]) if column.name in values else ""
    scale = page.constants.scheme.scales.get(column.scale)
    same: list[str] = []
    match wanted_cell(wanted, column.cells(scale)):
        case NotApplicable():
            same = [f"{held}={NA}"]
        case bool(answer):
            same = [f"{held}={int(answer)}"]
        case NumberComparison(sign=sign, bound=end):
            sign = {"≥": ">=", "≤": "<="}.get(sign, sign)
            same = [f"AND(ISNUMBER({held}),ROUND({held},10){sign}{literal(end)})"]
        case Decimal() as number:
            same = [f"ROUND({held},10)={literal(number)}"]
        case date() as day:
            same = [f"INT({x})={serial_day(day)}"]
        case str(name) if scale and (level := scale.level(name)):
            same = [f"TRIM({x})={quoted(w)}" for w in (level.name, level.meaning) if w]
        case str(text):
            words = page.constants.scheme.either(text)
            same = [f"{_folded(x, word)}={quoted(_narrow(word))}" for word in words]
    test = f"OR({','.join(same)})" if same else "FALSE"
    return f"IFERROR(IF({test},1,0),0)"


def _narrow(word: str) -> str:
    return "".join(word.split())


def _folded(x: str, word: str) -> str:
    """The text without blanks, and with the word's letters in half width, as reading compares them."""
    folded = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({x}," ",""),"\u3000",""),CHAR(160),"")'
    for char in dict.fromkeys(_narrow(word)):
        if "!" <= char <= "~":
            for form in dict.fromkeys((char.upper(), char.lower())):
                folded = f"SUBSTITUTE({folded},{quoted(chr(ord(form) + 0xFEE0))},{quoted(form)})"
    return folded
