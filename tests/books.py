"""Workbooks written as Markdown tables inside the tests, so that a reviewer sees the mistake."""

from decimal import Decimal

from gacx_reports.core.sheets.raw_values import Raw
from gacx_reports.core.sheets.workbook import Sheet, Workbook


def book(name: str, **sheets: str) -> Workbook:
    """A workbook whose sheets are Markdown tables; the header stands in row 1."""
    return Workbook(name, tuple(sheet(name, title, text) for title, text in sheets.items()))


def sheet(workbook: str, title: str, text: str) -> Sheet:
    """One sheet: `| 工号 | 得分 |` per row; numbers become numbers, empty cells blanks, `'1` the text 1."""
    lines = [line.strip() for line in text.strip().splitlines()]
    rows = []
    for number, line in enumerate(lines, start=1):
        cells = tuple(_cell(part.strip()) for part in line.strip("|").split("|"))
        if any(c is not None for c in cells):
            rows.append((number, cells))
    return Sheet(workbook, title, tuple(rows))


def _cell(text: str) -> Raw:
    if not text:
        return None
    if text.startswith("'"):
        return text[1:]
    if not text.isascii():
        return text
    try:
        number = Decimal(text)
    except ArithmeticError:
        return text
    return int(number) if number == number.to_integral_value() else float(number)
