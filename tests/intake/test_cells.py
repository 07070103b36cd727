"""Odd cells: impossible values are refused, unambiguous ones are read and put on record."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from gacx_reports.core.issues.issue import errors
from gacx_reports.intake.quarter import Intake
from tests.intake.odd_workbooks import PARTS, REPAIRS, TYPED, Results, change, part, results, said
from tools.samples import workbook_edits as edits
from tools.samples.seeded_faults import TOP
from tools.samples.workbook_edits import Damage, Files, edit, formula, members, packed, raw


@dataclass(frozen=True)
class Cell:
    """Something in one cell of the department's workbook."""

    sheet: str
    cell: str
    damage: Damage
    code: str


def typed(sheet: str, cell: str, value: object, code: str) -> Cell:
    """A value that somebody types."""
    return Cell(sheet, cell, change(sheet, cell, value), code)


def xml(sheet: str, cell: str, inner: str, code: str, kind: str = "") -> Cell:
    """A cell as some program writes it."""
    return Cell(sheet, cell, raw(TOP, sheet, cell, inner, kind), code)


def as_date(cell: str, serial: str, format_id: int) -> Damage:
    """A date cell with that built-in number format."""

    def damage(odd: Files) -> None:
        parts = members(odd[TOP])
        styles = parts["xl/styles.xml"].decode()
        count = int(re.findall(r'<cellXfs count="(\d+)"', styles)[0])
        xf = (
            f'<xf numFmtId="{format_id}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>'
        )
        styles = re.sub(r'<cellXfs count="\d+"', f'<cellXfs count="{count + 1}"', styles)
        parts["xl/styles.xml"] = styles.replace("</cellXfs>", f"{xf}</cellXfs>").encode()
        sheet = parts["xl/worksheets/sheet3.xml"].decode()
        sheet, hits = re.subn(
            rf'<c r="{cell}"[^>]*><v>[^<]*</v></c>',
            f'<c r="{cell}" s="{count}"><v>{serial}</v></c>',
            sheet,
        )
        assert hits == 1
        parts["xl/worksheets/sheet3.xml"] = sheet.encode()
        odd[TOP] = packed(parts)

    return damage


def shown_as_percent(number: float, sheet: str = TYPED, cell: str = "D14") -> Damage:
    """A cell that holds the number, and shows it as a percentage."""

    def put_number(book: Any) -> None:
        book[sheet][cell].value = number
        book[sheet][cell].number_format = "0%"

    return edit(TOP, put_number)


LONG = "一" * 32_767
MARKS = "e" + "\u0301" * 20
ERRORS = ("#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?")
CELLS = (
    # Formulas.
    *(xml(PARTS, "E2", formula("1/0", e), "V09", "e") for e in ERRORS),
    xml(PARTS, "E2", formula('_xlfn.DISPIMG("ID_1",1)', '=DISPIMG("ID_1",1)'), "V16", "str"),
    xml(PARTS, "E2", formula("[1]台账!$A$1", "89"), "V18"),
    # Dates.
    Cell(PARTS, "C2", as_date("C2", "-5", 14), "V17"),
    Cell(PARTS, "C2", as_date("C2", "2958470", 14), "V17"),
    typed(PARTS, "C2", 99999999, "V04"),
    typed(PARTS, "C2", -3, "V04"),
    *(
        typed(PARTS, "C2", text, "V04")
        for text in (
            "2020/13/1",
            "7月12日",
            "2024年7月",
            "12/7/2024",
            "2024-02-30",
            "上周五",
            "24.7.12",
        )
    ),
    # Ratios.
    typed(TYPED, "D14", 95, "V07"),
    typed(TYPED, "D14", 1.5, "V07"),
    typed(TYPED, "D14", 938, "V07"),
    typed(TYPED, "D14", "93.8", "V07"),
    *(Cell(TYPED, "D14", shown_as_percent(number), "V07") for number in (95, 9.5, 2.001)),
    # Numbers in words and with signs, placeholders, and 95 that is stored as 0.95.
    Cell(PARTS, "E2", shown_as_percent(0.95, PARTS, "E2"), "V33"),
    *(
        typed(PARTS, "E2", text, "V02")
        for text in (
            "九十五",
            "95分",
            "~95",
            "≥95",
            "95左右",
            "8 9",
            "1e3",
            "-",
            "/",
            "无",
            "暂无",
            "——",
            "0x1F",
            "½",
        )
    ),
    typed(PARTS, "E2", "N/A", "V13"),
    typed(PARTS, "E2", "   ", "V01"),
    typed(PARTS, "E2", None, "V01"),
    typed(REPAIRS, "E2", "/", "V06"),
    typed(REPAIRS, "E2", "暂无", "V06"),
    # IDs.
    typed(PARTS, "A2", 110101198507130000, "V19"),
    typed(PARTS, "A2", "110101198507131234", "P01"),
    typed(PARTS, "A2", 122.5, "V14"),
    typed(PARTS, "A2", 122, "P43"),
    # Booleans, and cells that are damaged.
    typed(PARTS, "E2", True, "V11"),
    xml(PARTS, "E2", formula("TRUE()", "1"), "V11", "b"),
    xml(PARTS, "E2", "<v>abc</v>", "V17"),
    xml(PARTS, "E2", "<v>NaN</v>", "V17"),
    xml(PARTS, "E2", "<v>1e999</v>", "V17"),
    xml(PARTS, "E2", "<v>9999</v>", "V17", "s"),
    # People.
    typed(PARTS, "A2", "G01222", "P01"),
    typed(PARTS, "B2", "张三", "P03"),
    typed(PARTS, "C2", date(2024, 6, 30), "V05"),
    Cell(TYPED, "C16", edit(TOP, edits.append_copy(TYPED, 15)), "P06"),
    # Length.
    typed(PARTS, "D2", LONG, "V10"),
    typed(PARTS, "D2", MARKS, "V10"),
)


@pytest.mark.parametrize("case", CELLS, ids=lambda c: f"{c.code}-{c.sheet}-{c.cell}")
def test_what_cant_be_meant_is_refused_at_its_cell(case: Cell, take: Callable[..., Intake]) -> None:
    """One error, there and nowhere else; never a guess."""
    intake = take(case.damage)
    assert all(i.severity != "warning" for i in intake.issues)
    named = {(i.code, i.place.sheet, i.place.cell) for i in errors(intake.issues)}
    assert named == {(case.code, case.sheet, case.cell)}


NORMALISED = (
    typed(PARTS, "C2", 45485, "V12"),
    *(
        typed(PARTS, "C2", text, "V12")
        for text in ("2024年7月12日", "2024.7.12", "2024/7/12", "2024-07-12", "20240712", "２０２４－７－１２",
                     "2024-07-12 00:00:00", "\u20602024/07/12 ")
    ),
    typed(TYPED, "D14", "93.8%", "V12"),
    typed(TYPED, "D14", "93.8％", "V12"),
    typed(TYPED, "D14", "９３．８％", "V12"),
    typed(PARTS, "E2", "89", "V12"),
    typed(PARTS, "E2", "８９", "V12"),
    typed(PARTS, "A2", "\ufeffG0122", "V12"),
    typed(PARTS, "A2", "Ｇ０１２２", "V12"),
    typed(PARTS, "A2", "G0122\u200b", "V12"),
    typed(PARTS, "B2", "彭\u200b志远", "V12"),
    typed(PARTS, "B2", "\u202e彭志远\u202c", "V12"),
    xml(REPAIRS, "E2", "<v>1</v>", "V12", "b"),
    xml(REPAIRS, "E2", formula("TRUE()", "1"), "V12", "b"),
)  # fmt: skip


@pytest.mark.parametrize("case", NORMALISED, ids=lambda c: f"{c.sheet}-{c.cell}")
def test_what_is_plainly_meant_is_read_and_put_on_record(
    case: Cell, take: Callable[..., Intake], plain: Results
) -> None:
    """A note (V12) has the value as read; the results are the same."""
    intake = take(case.damage)
    assert said(intake) == [("V12", case.sheet, case.cell)]
    assert intake.issues[0].severity == "note"
    assert results(intake) == plain


RICH = (
    "<is><r><t>彭</t></r><r><rPr><b/></rPr><t>志远</t></r>"
    '<rPh sb="0" eb="1"><t>péng</t></rPh><phoneticPr fontId="1"/></is>'
)
SILENT = (
    xml(PARTS, "B2", RICH, "", "inlineStr"),
    typed(PARTS, "B2", "彭志远_x000D_", ""),
    typed(PARTS, "B2", "_x5F6D_志远", ""),
    typed(PARTS, "B2", "\u00a0彭志远\u3000", ""),
    typed(PARTS, "E2", 89.00000000000001, ""),
    xml(TYPED, "D14", "<v>0.93800000000000006</v>", ""),
    typed(REPAIRS, "E2", "√", ""),
    typed(REPAIRS, "E2", "是 ", ""),
    xml(REPAIRS, "E2", "<v>是</v>", "", "str"),
)


@pytest.mark.parametrize("case", SILENT, ids=lambda c: f"{c.sheet}-{c.cell}")
def test_another_way_of_writing_the_same_is_the_same(
    case: Cell, take: Callable[..., Intake], plain: Results
) -> None:
    """Rich text, phonetic guides, blanks of any kind, the last binary digit."""
    intake = take(case.damage)
    assert not intake.issues
    assert results(intake) == plain


@pytest.mark.parametrize("number", [1.2, 2])
def test_more_than_a_hundred_percent_is_read_where_it_is_shown_so(
    number: float, take: Callable[..., Intake]
) -> None:
    """1.2 in a cell that shows 120 % is 120 %; the text `120%` is the same."""
    shown, text = take(shown_as_percent(number)), take(change(TYPED, "D14", f"{number * 100:.0f}%"))
    assert [i.code for i in text.issues] == ["V12"]
    assert not shown.issues
    assert results(shown) == results(text)


def test_thousands_are_read_and_put_on_record(take: Callable[..., Intake]) -> None:
    """1,234.5 is a number, if too large a one here."""
    assert said(take(change(PARTS, "E2", "1,234.5"))) == [("V03", PARTS, "E2")]
    intake = take(change(PARTS, "E2", "0,089"))
    assert [c for c, *_ in said(intake)] == ["V12"]


def test_days_counted_from_1904_are_the_same_days(
    take: Callable[..., Intake], plain: Results
) -> None:
    """Every date of the workbook, stored as old Macs do."""

    def from_1904(text: str) -> str:
        return re.sub(r"<v>(45\d{3})</v>", lambda m: f"<v>{int(m[1]) - 1462}</v>", text)

    sheets = [f"xl/worksheets/sheet{n}.xml" for n in (2, 3)]
    marked = part(
        TOP, "xl/workbook.xml", lambda t: t.replace("<workbookPr", '<workbookPr date1904="1"')
    )
    intake = take(marked, *(part(TOP, s, from_1904) for s in sheets))
    assert not intake.issues
    assert results(intake) == plain
