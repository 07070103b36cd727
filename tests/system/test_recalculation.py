"""The recalculated formulas against the real LibreOffice and Gnumeric.

Every function that is recalculated, as people use it; and with arguments of every shape.
"""

import io
from pathlib import Path

import openpyxl
import pytest

from gacx_reports.core.sheets.recalculated import Computed, equal
from gacx_reports.excel.reading.formula_references import OVER_RANGES, PLAIN
from gacx_reports.excel.reading.recalculate import recalculated
from gacx_reports.excel.reading.workbook import read_content
from tests.excel.engines.programs import outcomes
from tests.excel.engines.shapes import SLOTS, shapes
from tests.system.office import soffice

pytestmark = pytest.mark.system
ROWS: tuple[tuple[object, ...], ...] = (
    ("工号", "得分", "合格", "件数", "备注"),
    ("G1", 92.5, "是", 12, "按时"),
    ("G2", 81, "否", 0, None),
    ("G3", None, "是", -3, "延期 2 天"),
    ("G4", "不适用", "是", 7.25, "按时"),
    ("G5", 67.005, "否", 12, True),
)
FORMULAS = [
    text.strip()
    for line in """
        SUM(B2:B6) | SUM(B2:B6,D2:D6,3) | SUM(B2:B6)/COUNT(B2:B6) | AVERAGE(B2:B6) | AVERAGE(D:D)
        COUNT(A1:D6) | COUNTA(B2:B6) | COUNTBLANK(A1:E6) | COUNTIF(C2:C6,"是")
        COUNTIF(C:C,"是")/COUNTA(C2:C6) | COUNTIF(B2:B6,">=81") | COUNTIF(B2:B6,"<>81")
        COUNTIF(E2:E6,"*时*") | COUNTIF(D2:D6,12) | COUNTIFS(C2:C6,"是",D2:D6,">0") | SUMIF(C2:C6,"是",D2:D6)
        SUMIF(D2:D6,">0") | SUMIFS(D2:D6,C2:C6,"否",B2:B6,">70") | AVERAGEIF(C2:C6,"是",D2:D6)
        AVERAGEIFS(D2:D6,C2:C6,"是",D2:D6,">0") | MAX(B2:B6) | MIN(B2:D6) | MEDIAN(D2:D6) | LARGE(D2:D6,2)
        SMALL(D2:D6,1) | RANK(B3,B2:B6) | RANK(B3,B2:B6,1) | PRODUCT(D2:D3,2) | PRODUCT(D2:D2,D5)
        SUMPRODUCT(D2:D6,D2:D6) | SUMPRODUCT(B2:B3,D2:D3)/SUM(D2:D3) | VLOOKUP("G3",A2:D6,4,FALSE)
        VLOOKUP("g1",A2:D6,2,FALSE) | VLOOKUP("G9",A2:D6,2,FALSE) | HLOOKUP("得分",A1:E6,2,FALSE)
        INDEX(B2:B6,2) | INDEX(A2:D6,5,4) | MATCH("G4",A2:A6,0) | INDEX(D2:D6,MATCH("G5",A2:A6,0))
        AND(B2>90,D2=12) | OR(B2>95,D3<>0) | AND(B2:B3) | OR(C2="否",C2="是") | NOT(B2>90)
        IF(B2>=90,"A",IF(B2>=60,"B","C")) | IF(B4="","未填",B4) | IF(E3="","",E3)
        IF(C2="是",1,0)+IF(C3="是",1,0) | IFERROR(B2/D3,0) | IFERROR(B2/D2,0) | B2/D3 | ABS(D4) | INT(D4/2)
        INT(7.99) | MOD(D4,2) | MOD(17,5) | POWER(1.1,3) | SQRT(B3) | ROUND(B6,2) | ROUND(2.675,2)
        ROUND(-2.5,0) | ROUND(1234.5,-2) | ROUNDUP(B6,1) | ROUNDDOWN(B6,1) | ROUNDUP(-1.21,1)
        ROUND(B2/3,3) | 1.1*3 | 0.1+0.2=0.3 | 2^0.5 | -2^2 | B2% | 50%+B3% | 1/3 | (B2-60)/(95-60) | B2&C2
        C2&"/"&D2 | B2=92.5 | C2<>C3 | "a"="A" | B4+1 | B4&"" | CONCATENATE(A2,"-",C2) | LEFT(A2,1)
        RIGHT(A2) | MID(E4,4,1) | MID(E4,4,1)*2 | LEN(E4) | TRIM("  a  b ") | UPPER("ab") | LOWER(A2)
        DATE(2024,7,31) | DATE(2024,13,1) | YEAR(DATE(2024,2,29)) | MONTH(DATE(2024,2,30))
        DAY(DATE(2024,3,0)) | DATE(2024,9,30)-DATE(2024,7,1)+1 | ISBLANK(B4) | ISBLANK(B2) | ISNUMBER(B5)
        ISNUMBER(B2) | ISTEXT(B5) | MAX(B2,B3,95) | MIN(1,B2/90) | MIN(1.2,MAX(0,(B2-60)/30))
        ROUND(SUM(D2:D6)/COUNTIF(C2:C6,"是"),2) | SUM(B2:B6)*0.6+AVERAGE(D2:D6)*0.4
    """.strip().splitlines()
    for text in line.split(" | ")
]
"""Of booleans in a range Excel counts none and LibreOffice all: none is among the numbers here."""


def filled_in() -> bytes:
    """The rows, and beside them every formula without a stored value."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in ROWS:
        page.append(list(row))
    for number, text in enumerate(FORMULAS, start=1):
        page.cell(number, 8, f"={text}")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_every_function_is_tried() -> None:
    """Whatever joins the list is compared with LibreOffice."""
    used = {name for text in FORMULAS for name in PLAIN | OVER_RANGES if f"{name}(" in text}
    assert used == PLAIN | OVER_RANGES


def test_recalculated_is_what_libreoffice_computes(tmp_path: Path) -> None:
    """To 15 digits, errors included: the recalculation agrees with the values that LibreOffice stores."""
    content = filled_in()
    (tmp_path / "a.xlsx").write_bytes(content)
    soffice("xlsx:Calc MS Excel 2007 XML", [tmp_path / "a.xlsx"], tmp_path / "out", tmp_path / "p")
    theirs, _ = read_content("a.xlsx", (tmp_path / "out" / "a.xlsx").read_bytes())
    ours, _ = read_content("a.xlsx", content)
    assert theirs
    assert ours
    (sheet,) = ours.sheets
    wanted = [(sheet.name, number, 7) for number in range(1, len(FORMULAS) + 1)]
    found = recalculated(ours, wanted)
    stored = dict(theirs.sheets[0].rows)
    differing = []
    for cell, text in zip(wanted, FORMULAS, strict=True):
        result = found[cell]
        kept = stored[cell[1]][7] if len(stored[cell[1]]) > 7 else None
        agrees = isinstance(result, Computed) and (
            equal(kept, result.value) or kept == result.value
        )
        differing += [] if agrees else [(text, kept, result)]
    assert not differing


def test_every_function_is_tried_with_every_shape_of_argument() -> None:
    """Blanks, texts, errors, percentages, whole columns, unequal ranges, halves and their neighbours."""
    assert set(SLOTS) == PLAIN | OVER_RANGES
    assert len(shapes()) > 10_000


def test_nothing_is_recalculated_on_which_programs_differ(tmp_path: Path) -> None:
    """Whatever is recalculated is what LibreOffice and Gnumeric both compute."""
    found = outcomes(shapes(), tmp_path)
    assert [(o.shape.formula, o.libreoffice, o.gnumeric, o.result) for o in found if o.wrong] == []
    assert sum(isinstance(o.result, Computed) for o in found) > 7000
