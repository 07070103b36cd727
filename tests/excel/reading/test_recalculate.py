"""Formulas in real files: comparing stored values with a recalculation, and formulas that are not recalculated."""

from datetime import datetime

import pytest

from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.core.sheets.raw_values import BadCell, CellFault, Raw
from gacx_reports.core.sheets.read_sheet import read_sheet
from gacx_reports.core.sheets.recalculated import (
    GAVE_UP,
    NotComputed,
    apply_recalculation,
    formula_cells,
)
from gacx_reports.core.sheets.workbook import Recalculation, Sheet, Workbook
from gacx_reports.excel.reading import sandbox
from gacx_reports.excel.reading.formula_cone import TOO_MANY
from gacx_reports.excel.reading.formula_references import CellArea, area_of
from gacx_reports.excel.reading.limits import LIMITS, Limits
from gacx_reports.excel.reading.recalculate import recalculated
from gacx_reports.excel.reading.workbook import read_content
from tests.excel.reading.raw_packages import (
    DATE,
    OURS,
    STYLES,
    book,
    packed,
    parts,
    relations,
    sheet,
    workbook,
)

PERCENT = "3"
"""Index of a style of the workbooks here."""
_STYLES = STYLES.replace("</cellXfs>", '<xf numFmtId="10" applyNumberFormat="1"/></cellXfs>')
DATA = (
    '<row r="1"><c r="A1"><v>118</v></c><c r="B1" t="inlineStr"><is><t>是</t></is></c></row>'
    '<row r="2"><c r="A2"><v>127</v></c><c r="B2" t="inlineStr"><is><t>否</t></is></c></row>'
    f'<row r="3"><c r="A3" s="{DATE}"><v>45485</v></c><c r="B3" t="e"><v>#N/A</v></c></row>'
)
CELL = ("考核表", 9, 2)
"""C9, the cell of each formula."""


def formula(text: str, stored: str = "", kind: str = "", style: str = "") -> str:
    """The row with C9: a formula and its stored value."""
    about = (f' t="{kind}"' if kind else "") + (f' s="{style}"' if style else "")
    value = f"<v>{stored}</v>" if stored or kind == "str" else ""
    return f'<row r="9"><c r="C9"{about}><f>{text}</f>{value}</c></row>'


def read(content: bytes) -> Workbook:
    """The workbook, which must be sound."""
    found, issues = read_content("a.xlsx", content)
    assert found
    assert not issues
    return found


def checked(content: bytes, *cells: tuple[str, int, int]) -> Sheet:
    """The first sheet after its formulas have been recalculated."""
    given = read(content)
    wanted = cells or (CELL,)
    return apply_recalculation(given, recalculated(given, wanted)).sheets[0]


def one(
    text: str, stored: str = "", kind: str = "", style: str = ""
) -> tuple[Recalculation, Raw, str]:
    """Outcome of one formula: the check, the cell's content, and the reason if it was not recalculated."""
    found = checked(workbook(DATA + formula(text, stored, kind, style), styles=_STYLES))
    about = found.formulas[9, 2]
    return about.check, dict(found.rows)[9][2], about.reason.format(what=about.what)


@pytest.mark.parametrize(
    ("text", "stored", "kind", "style"),
    [
        ("A1/A2", "0.92913385826771655", "", ""),
        ("A1/A2", "0.929133858267717", "", PERCENT),
        ("ROUND(A1/A2,3)", "0.929", "", ""),
        ("0.1+0.2", "0.3", "", ""),
        ("1.1-1-0.1", "0", "", ""),
        ("A3", "45485", "", DATE),
        ("A3+0.5", "45485.5", "", DATE),
        ("IF(B1=&quot;是&quot;,&quot;合格&quot;,&quot;不合格&quot;)", "合格", "str", ""),
        ("IF(A1&gt;A2,A1,&quot;&quot;)", "", "str", ""),
        ("A1&lt;A2", "1", "b", ""),
        ("SUM(A1:A2)-SUM(A:A)+A3", "0", "", ""),
        ("VLOOKUP(&quot;否&quot;,B1:B2,1,FALSE)", "否", "str", ""),
        ("COUNTIF(B1:B2,&quot;是&quot;)/COUNTA(B1:B2)", "0.5", "", ""),
        ("D100+1", "1", "", ""),
        ("'考核表'!$A$1", "118", "", ""),
    ],
)
def test_a_stored_value_that_is_right_stands(text: str, stored: str, kind: str, style: str) -> None:
    """Numbers to 15 digits, days, texts, yes and no, blanks."""
    check, value, _ = one(text, stored, kind, style)
    assert check is Recalculation.SAME
    assert not isinstance(value, BadCell)


@pytest.mark.parametrize(
    ("text", "stored", "kind", "style", "shown", "computed"),
    [
        ("A1/A2", "0", "", "", "0", "0.929133858267717"),
        ("A1/A2", "0", "", PERCENT, "0%", "92.9133858267717%"),
        ("ROUND(A1/A2,3)", "0.92900000000001", "", "", "0.92900000000001", "0.929"),
        ("A3+1", "45485", "", DATE, "2024-07-12", "2024-07-13"),
        ("A1/0", "0.9", "", "", "0.9", "#DIV/0!"),
        ("B1", "否", "str", "", "否", "是"),
        ("A1&amp;&quot;&quot;", "118", "", "", "118", "118"),
        ("A1&gt;A2", "1", "b", "", "TRUE", "FALSE"),
        ("A1&lt;A2", "1", "", "", "1", "TRUE"),
        ("A1", "", "str", "", "", "118"),
    ],
)
def test_a_stored_value_that_the_formula_does_not_give_is_graded_by_nobody(
    text: str, stored: str, kind: str, style: str, shown: str, computed: str
) -> None:
    """V21, with both values, as the cell would show them."""
    check, value, _ = one(text, stored, kind, style)
    assert check is Recalculation.OTHER
    assert isinstance(value, BadCell)
    assert (value.fault, value.text, value.computed) == (CellFault.DISPUTED, shown, computed)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ROUND(A1/A2,3)", 0.929),
        ("B1", "是"),
        ("A3", 45485.0),
        ("A1/0", BadCell(CellFault.ERROR, "#DIV/0!")),
    ],
)
def test_what_nobody_stored_is_supplied(text: str, value: Raw) -> None:
    """V22; an error as the error that it is."""
    check, found, _ = one(text)
    assert (check, found) == (
        Recalculation.OTHER if isinstance(value, BadCell) else Recalculation.SUPPLIED,
        value,
    )


@pytest.mark.parametrize(
    ("text", "obstacle"),
    [
        ("_xlfn.XLOOKUP(1,A1:A2,A1:A2)", "XLOOKUP"),
        ("IFERROR(NOBODY(1),0.9)", "NOBODY"),
        ("TEXT(A1,&quot;0.0&quot;)", "TEXT"),
        ("SUMPRODUCT(--ISNUMBER(A1:A2))", "ranges"),
        ("SUM(A1:A2*2)", "ranges"),
        ("A1:A2+1", "ranges"),
        ("ROUND(A1:A2,1)", "ranges"),
        ("SUM({1,2})", "ranges"),
        ("TODAY()-A3", "TODAY"),
        ("RAND()", "RAND"),
        ("OFFSET(A1,1,0)", "OFFSET"),
        ("合格率", "合格率"),
        ("表1[得分]", "表1[得分]"),
        ("二月!A1", "二月"),
        ("SHEET!A1", "SHEET"),
        ("B3+1", "B3"),
        ("SUM(A1:B3)", "B3"),
        ("SUM(", "text"),
        ("C9+1", "#CIRC!"),
        ("IF(", "text"),
        ("&quot;", "text"),
        ("#REF!+1", "#REF!"),
    ],
)
def test_what_is_not_surely_computed_as_excel_does_keeps_its_stored_value(
    text: str, obstacle: str
) -> None:
    """V20 with the reason; nothing is recomputed by halves, not even inside IFERROR."""
    check, value, reason = one(text, "0.9")
    assert (check, value) == (Recalculation.IMPOSSIBLE, 0.9)
    assert obstacle in reason


def test_a_stored_zero_that_cant_be_checked_is_not_believed() -> None:
    """V24: programs that don't compute store 0."""
    _, value, _ = one("_xlfn.XLOOKUP(1,A1:A2,A1:A2)", "0")
    assert isinstance(value, BadCell)
    assert (value.fault, value.text) == (CellFault.UNSURE, "0")
    assert (value.formula, value.what) == ("=_xlfn.XLOOKUP(1,A1:A2,A1:A2)", "XLOOKUP")


def test_whatever_rests_on_an_obstacle_is_not_recalculated() -> None:
    """Through other formulas, and the other way round: formulas on the way are computed, their stored values unused."""
    rows = DATA + (
        '<row r="4"><c r="A4"><f>A1+A2</f><v>0</v></c><c r="B4"><f>XLOOKUP(A4,A1:A2,A1:A2)</f>'
        '<v>5</v></c><c r="C4"><f>B4*2</f><v>10</v></c></row>'
        '<row r="9"><c r="C9"><f>A4*2</f><v>490</v></c></row>'
    )
    found = checked(workbook(rows), ("考核表", 4, 2), CELL)
    assert found.formulas[4, 2].check is Recalculation.IMPOSSIBLE
    assert found.formulas[4, 2].what == "XLOOKUP"
    assert found.formulas[9, 2].check is Recalculation.SAME


def test_a_formula_that_cells_share_is_moved_to_each() -> None:
    """A formula that was filled down has its text in the first cell only."""
    rows = DATA + (
        '<row r="4"><c r="D4"><f t="shared" ref="D4:D6" si="0">A1*$A$2</f><v>14986</v></c></row>'
        '<row r="5"><c r="D5"><f t="shared" si="0"/><v>16129</v></c></row>'
        '<row r="6"><c r="D6"><f t="shared" si="0"/><v>0</v></c></row>'
        '<row r="7"><c r="D7"><f t="shared" si="7"/><v>1</v></c></row>'
    )
    found = checked(workbook(rows), *(("考核表", n, 3) for n in (4, 5, 6, 7)))
    checks = [found.formulas[n, 3] for n in (4, 5, 6, 7)]
    assert [f.text for f in checks] == ["A1*$A$2", "A2*$A$2", "A3*$A$2", ""]
    assert [f.check for f in checks] == [
        Recalculation.SAME,
        Recalculation.SAME,
        Recalculation.OTHER,
        Recalculation.IMPOSSIBLE,
    ]


def test_an_array_formula_keeps_its_stored_value() -> None:
    """Entered with Ctrl+Shift+Enter, or spilling."""
    rows = DATA + '<row r="9"><c r="C9"><f t="array" ref="C9">SUM(A1:A2)</f><v>1</v></c></row>'
    assert checked(workbook(rows)).formulas[9, 2].check is Recalculation.IMPOSSIBLE


def test_other_sheets_are_read_by_their_names() -> None:
    """Blanks, apostrophes, Chinese."""
    sheets = '<sheet name="考核表" sheetId="1" r:id="rId1"/><sheet name="It\'s 汇总" sheetId="2" r:id="rId4"/>'
    rows = formula("'It''s 汇总'!A1*2+SUM('It''s 汇总'!A1:A9)", "30")
    members = parts(
        rows, book=book(sheets), relations=relations(*OURS, "worksheet worksheets/b.xml")
    )
    members["xl/worksheets/b.xml"] = sheet('<row r="1"><c r="A1"><v>10</v></c></row>')
    assert checked(packed(members)).formulas[9, 2].check is Recalculation.SAME


def test_days_from_1904_are_left_alone() -> None:
    """The engine counts from 1900."""
    old = book(properties='<workbookPr date1904="1"/>')
    found = checked(workbook(DATA + formula("A3+1", "45486"), book=old))
    assert found.formulas[9, 2].check is Recalculation.IMPOSSIBLE


@pytest.mark.parametrize("limits", [Limits(precedents=1), Limits(formulas=1)])
def test_too_many_cells_or_formulas_are_not_followed(limits: Limits) -> None:
    """A workbook that would keep the engine busy for minutes keeps its stored values."""
    given = read(workbook(DATA + formula("SUM(A1:A2)", "0.9")))
    assert recalculated(given, [CELL], limits) == {CELL: NotComputed(TOO_MANY)}


def test_formulas_over_a_limit_have_values_only() -> None:
    """The second formula, the second copy of a shared one, and what is cut off are not derived."""
    cells = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:C1" si="0">1+B2</f><v>1</v></c>'
        '<c r="B1"><f t="shared" si="0"/><v>2</v></c><c r="C1"><f t="shared" si="0"/><v>3</v></c></row>'
    )

    def texts(limits: Limits) -> list[str]:
        found, _ = read_content("a.xlsx", workbook(cells), limits)
        assert found
        assert found.sheets[0].rows == ((1, (1, 2, 3)),)
        return [one.text for one in found.sheets[0].formulas.values()]

    assert texts(LIMITS) == ["1+B2", "1+C2", "1+D2"]
    assert texts(Limits(copies=1)) == ["1+B2", "1+C2", ""]
    assert texts(Limits(formulas=2)) == ["1+B2", "1+C2"]
    assert texts(Limits(formula_characters=1))[0] == "1"


def test_an_engine_that_dies_or_dawdles_leaves_the_stored_values() -> None:
    """The child is killed after the time limit, and the reason is reported."""
    given = read(workbook(DATA + formula("A1/A2", "0.9")))
    late = sandbox.recalculate_in_child(given, [CELL], Limits(seconds=0))
    found = apply_recalculation(given, late).sheets[0]
    assert found.formulas[9, 2].check is Recalculation.IMPOSSIBLE
    assert found.formulas[9, 2].reason == GAVE_UP


def test_only_formulas_in_columns_of_ours_are_recalculated() -> None:
    """Formulas beside or above the table are not recalculated."""
    form = SheetForm("考核表", (Column("工号"), Column("得分", Kind.NUMBER)))
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>工号</t></is></c>'
        '<c r="B2" t="inlineStr"><is><t>得分</t></is></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>G1</t></is></c><c r="B3"><f>90+5</f><v>95</v></c>'
        '<c r="C3"><f>B3*2</f><v>0</v></c></row>'
    )
    given = read(workbook(rows))
    wanted = list(formula_cells(given, [form]))
    assert wanted == [("考核表", 3, 1)]
    records, issues = read_sheet(apply_recalculation(given, recalculated(given, wanted)), form)
    assert [(i.code, i.place.cell) for i in issues] == [("V23", "B3")]
    assert records[0].number("得分") == 95


@pytest.mark.parametrize(
    ("reference", "area"),
    [
        ("A1", CellArea("", 1, 0, 1, 0)),
        ("$B$2:A9", CellArea("", 2, 0, 9, 1)),
        ("'It''s'!C3", CellArea("It's", 3, 2, 3, 2)),
        ("填报值!A:B", CellArea("填报值", 1, 0, 1_048_576, 1)),
        ("3:4", CellArea("", 3, 0, 4, 16_383)),
        ("XFD1048576", CellArea("", 1_048_576, 16_383, 1_048_576, 16_383)),
        ("XFE1", None),
        ("A1048577", None),
        ("A", None),
        ("12", None),
        ("合格率", None),
        ("[1]表!A1", None),
        ("A1:B", CellArea("", 1, 0, 1_048_576, 1)),
        ("", None),
    ],
)  # fmt: skip
def test_references_name_cells(reference: str, area: CellArea | None) -> None:
    """In every way of writing them."""
    assert area_of(reference) == area


def test_a_day_with_its_time_is_a_day() -> None:
    """Half a day is shown as noon."""
    _, value, _ = one("A3+0.5", "45485.5", "", DATE)
    assert value == datetime(2024, 7, 12, 12)  # noqa: DTZ001 - a cell has no time zone
