"""Formulas on which programs differ are left at their stored values; their neighbours are recalculated."""

from xml.sax.saxutils import escape

import pytest

from gacx_reports.core.sheets.workbook import Recalculation
from gacx_reports.excel.reading.formula_doubts import RULES
from gacx_reports.excel.reading.formula_references import (
    OVER_RANGES,
    PLAIN,
    Obstacle,
    Reading,
    reading_of,
)
from gacx_reports.excel.reading.formula_tree import LEVELS, rewritten
from gacx_reports.excel.reading.limits import Limits
from tests.excel.reading.raw_packages import workbook
from tests.excel.reading.test_recalculate import checked, formula


def cell(place: str, value: object) -> str:
    """A cell's XML."""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str) and value.startswith("="):
        return f'<c r="{place}"><f>{escape(value[1:])}</f></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


TABLE: tuple[tuple[object, ...], ...] = (
    ("得分", "合格", "下限", "等级", "是否"),
    (0.9, "是", 0, "C", True),
    (0.75, "否", 60, "B", False),
    (0.8, "是", 80, "A", True),
)
ROWS = "".join(
    f'<row r="{n}">{"".join(cell(f"{c}{n}", v) for c, v in zip("ABDEG", row, strict=True))}</row>'
    for n, row in enumerate(TABLE, start=1)
)


def after(text: str) -> tuple[Recalculation, str]:
    """What became of a formula without a stored value, and the function that is doubted."""
    about = checked(workbook(ROWS + formula(escape(text)))).formulas[9, 2]
    return about.check, about.what


@pytest.mark.parametrize(
    ("doubted", "sure"),
    [
        ('COUNTIF(A2:A4,">=80%")', 'COUNTIF(A2:A4,">=0.8")'),
        ('COUNTIF(A2:A5,"<>是")', 'COUNTIF(B2:B4,"<>是")'),
        ('SUMIF(A2:A4,">="&"80%")', 'SUMIF(A2:A4,">="&A4)'),
        ("VLOOKUP(85,D:E,2)", "VLOOKUP(85,D2:E4,2)"),
        ('VLOOKUP("G9",D2:E4,2,TRUE)', 'VLOOKUP("G9",D2:E4,2,FALSE)'),
        ("MATCH(85,D:D)", "MATCH(85,D2:D4)"),
        ('SUMIF(B2:B4,"是",A2)', 'SUMIF(B2:B4,"是",A2:A4)'),
        ('COUNTIF(B2,"是")', 'COUNTIF(B2:B3,"是")'),
        ('COUNTIFS(B2:B4,"是",A2:A3,">0")', 'COUNTIFS(B2:B4,"是",A2:A4,">0")'),
        ("OR(A2>0,1/0)", "OR(A2>0,A3>1)"),
        ('0.57*100&"%"', 'ROUND(0.57*100,0)&"%"'),
        ("YEAR(H9)", "YEAR(DATE(2024,7,1))"),
        ("INT(0.29*100)", "INT(A2*10)"),
        ("ROUND(1.005*100,0)", "ROUND(2.675,2)"),
        ("MOD(A2,0.3)", "MOD(17,5)"),
        ("SUM(G2:G4)", "SUM(A2:A4)"),
        ("RANK(0.5,A2:A4)", "RANK(A2,A2:A4)"),
        ("INDEX(A2:B4,2)", "INDEX(A2:B4,2,1)"),
        ("0^H9", "2^0.5"),
    ],
)  # fmt: skip
def test_what_programs_compute_differently_is_not_recalculated(doubted: str, sure: str) -> None:
    """Without a stored value it is V08 with the reason, never a value that only one program gives."""
    check, what = after(doubted)
    assert check is Recalculation.IMPOSSIBLE
    assert what
    assert after(sure)[0] is not Recalculation.IMPOSSIBLE


def test_a_doubt_is_not_hidden_by_iferror() -> None:
    """Nor by a formula that refers to it."""
    assert after('IFERROR(COUNTIF(A2:A4,">=80%"),0)') == (Recalculation.IMPOSSIBLE, "COUNTIF")


def test_rules_are_of_functions_that_are_recalculated() -> None:
    """And of operators."""
    assert set(RULES) <= PLAIN | OVER_RANGES | set(LEVELS)


@pytest.mark.parametrize(
    "text",
    [
        "1+2*3^-2%",
        '(A1+B1)*2&"a""b"',
        "-(A1-B1)",
        'IF(A1>=90,"A",VLOOKUP(A1,B:C,2,))',
        "SUM(A1,,2)",
        "SUM()",
        "'It''s'!A1+2",
    ],
)
def test_a_formula_is_read_as_it_is_written(text: str) -> None:
    """Function by function, with its brackets."""
    reading = reading_of(text)
    assert isinstance(reading, Reading)
    assert rewritten(reading.tree, lambda _, leaf: leaf.text) == text


@pytest.mark.parametrize(
    "text",
    [
        "-(1",
        "1 2",
        "inf+1",
        "SUM(1;2",
        "1+",
    ],
)
def test_what_is_no_formula_is_left_alone(text: str) -> None:
    """Brackets, operands and operators must fit."""
    assert isinstance(reading_of(text), Obstacle)


@pytest.mark.parametrize("text", ["((1))", "ABS((1))", "1+1+1"])
def test_a_deep_or_long_formula_is_left_alone(text: str) -> None:
    """It is read under the usual limits."""
    assert isinstance(reading_of(text), Reading)
    assert isinstance(reading_of(text, Limits(brackets=1, operators=1)), Obstacle)
