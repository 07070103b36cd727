"""Formulas over cells that nobody has filled in: whose value they are, and which cells are named."""

from xml.sax.saxutils import escape

import pytest

from gacx_reports.core.sheets.raw_values import BadCell, CellFault
from gacx_reports.core.sheets.recalculated import apply_recalculation
from gacx_reports.core.sheets.workbook import Recalculation, Rests
from gacx_reports.excel.reading.recalculate import recalculated
from tests.excel.reading.raw_packages import book, workbook
from tests.excel.reading.test_recalculate import CELL, checked, formula, read

ROWS = (
    '<row r="1"><c r="A1"><v>118</v></c><c r="B1" t="inlineStr"><is><t>是</t></is></c></row>'
    '<row r="2"><c r="A2"><v>127</v></c><c r="D2"><f>H2</f><v>0</v></c></row>'
    '<row r="3"><c r="A3"><v>0</v></c><c r="D3"><f>COUNT(H2:H9)</f><v>0</v></c></row>'
)
"""Nothing stands in column H, in A4:A8, or in B2:B8."""


@pytest.mark.parametrize(
    ("text", "stored", "blank"),
    [
        ("H2", "0", "H2"),
        ("H2", "", "H2"),
        ("-H2", "0", "H2"),
        ("H2*100", "0", "H2"),
        ("SUM(H2:H9)", "0", "H2:H9"),
        ("SUM(H:H)", "0", "H:H"),
        ("H2*0.6+H3*0.4", "0", "H2、H3"),
        ("MAX(H2,0)", "0", "H2"),
        ("ROUND(H2/100,2)", "0", "H2"),
        ("AVERAGE(H2:H5)", "", "H2:H5"),
        ("H2/H3", "", "H2、H3"),
        ("D2", "0", "D2"),
        ("D2+H3", "0", "D2、H3"),
        ("IF(A1>5,H2,1)", "0", "H2"),
        ("IFERROR(SUM(H2:H3),0)", "0", "H2:H3"),
        ("VLOOKUP(118,A1:C2,3,FALSE)", "0", "VLOOKUP(118,A1:C2,3,FALSE)"),
        ("INDEX(A1:B2,2,2)", "0", "INDEX(A1:B2,2,2)"),
    ],
)
def test_what_is_made_of_blank_cells_only_is_nobodys_value(
    text: str, stored: str, blank: str
) -> None:
    """V25: references, arithmetic, sums, and lookups that find a blank, also through other formulas."""
    found = checked(workbook(ROWS + formula(escape(text), stored)))
    value = dict(found.rows)[9][2]
    assert isinstance(value, BadCell)
    assert (value.fault, value.blanks) == (CellFault.BLANKS, blank)
    assert value.text == (stored or f"={text}")


@pytest.mark.parametrize(
    ("text", "stored", "rests", "blank"),
    [
        ("H2+5", "5", Rests.TESTED, "H2"),
        ("1-H2", "1", Rests.TESTED, "H2"),
        ("COUNT(H2:H9)", "0", Rests.TESTED, "H2:H9"),
        ('IF(H2="",0,H2)', "0", Rests.TESTED, "H2"),
        ("IFERROR(H2/H3,0)", "0", Rests.TESTED, "H2、H3"),
        ("D3", "0", Rests.TESTED, "H2:H9"),
        ("SUM(A1:A8)", "245", Rests.PARTLY, "A4:A8"),
        ("SUM(A1,A4,A6)", "118", Rests.PARTLY, "A4、A6"),
        ("A1+H2", "118", Rests.PARTLY, "H2"),
        ("A1*H2", "0", Rests.PARTLY, "H2"),
        ("A1", "118", Rests.FILLED, ""),
        ("A3", "0", Rests.FILLED, ""),
        ("SUM(A1:A3)", "245", Rests.FILLED, ""),
        ("COUNTA(B1:B8)", "1", Rests.FILLED, ""),
        ('COUNTIF(B:B,"是")/COUNTA(B:B)', "1", Rests.FILLED, ""),
        ("VLOOKUP(118,A1:B3,1,FALSE)", "118", Rests.FILLED, ""),
        ("IF(A1>5,A2,H2)", "127", Rests.FILLED, ""),
        ("122/130", "0.938461538461538", Rests.FILLED, ""),
    ],
)
def test_a_value_that_may_be_meant_is_kept(
    text: str, stored: str, rests: Rests, blank: str
) -> None:
    """V26 for counts, tests and numbers in the formula, V27 for some blank cells, else nothing."""
    found = checked(workbook(ROWS + formula(escape(text), stored)))
    about = found.formulas[9, 2]
    assert (about.check, about.rests, about.blanks) == (Recalculation.SAME, rests, blank)
    assert dict(found.rows)[9][2] == float(stored)


def test_an_empty_text_is_a_blank_as_it_is() -> None:
    """Nothing is said of it besides: the column says whether it may be blank."""
    found = checked(workbook(ROWS + formula('IF(H2="","",H2)', "", "str")))
    assert found.formulas[9, 2].rests is Rests.FILLED


def test_another_stored_value_is_disputed() -> None:
    """V21: somebody has emptied the cells after the program computed."""
    value = dict(checked(workbook(ROWS + formula("H2", "85"))).rows)[9][2]
    assert isinstance(value, BadCell)
    assert value.fault is CellFault.DISPUTED


def test_a_formula_that_is_not_recalculated_rests_on_blanks_all_the_same() -> None:
    """Its days count from 1904: the 0 beside it is nobody's."""
    old = book(properties='<workbookPr date1904="1"/>')
    given = read(workbook(ROWS + formula("SUM(H2:H9)", "0"), book=old))
    value = dict(apply_recalculation(given, recalculated(given, [CELL])).sheets[0].rows)[9][2]
    assert isinstance(value, BadCell)
    assert (value.fault, value.blanks) == (CellFault.BLANKS, "H2:H9")


def test_a_long_chain_of_formulas_is_followed() -> None:
    """Each the one above: no recursion."""
    chain = "".join(
        f'<row r="{n}"><c r="C{n}"><f>C{n - 1}</f><v>0</v></c></row>' for n in range(10, 3000)
    )
    found = checked(workbook(formula("H2", "0") + chain), ("考核表", 2999, 2))
    value = dict(found.rows)[2999][2]
    assert isinstance(value, BadCell)
    assert value.blanks == "C2998"
