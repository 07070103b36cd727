"""What a person sees decides: crossed-out and raised characters, dates by their format, signs that look like digits."""

import re
from collections.abc import Callable
from xml.sax.saxutils import quoteattr

import pytest

from gacx_reports.core.issues.issue import errors
from gacx_reports.intake.quarter import Intake
from tests.intake.odd_workbooks import PARTS, REPAIRS, TYPED, Results, change, part, results, said
from tools.samples.seeded_faults import ROSTER, SURVEY, TOP
from tools.samples.workbook_edits import (
    Damage,
    Files,
    cross_out,
    edit,
    members,
    packed,
    put,
    raw,
)

SHEET = "xl/worksheets/sheet3.xml"
"""The part of sheet 备件收发."""


def shown_as(cell: str, serial: str, number: int, code: str = "", part: str = SHEET) -> Damage:
    """A number under a format: a built-in one, or one of the workbook's own."""

    def damage(odd: Files) -> None:
        name = ROSTER if part != SHEET else TOP
        parts = members(odd[name])
        styles = parts["xl/styles.xml"].decode()
        count = int(re.findall(r'<cellXfs count="(\d+)"', styles)[0])
        xf = f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>'
        styles = re.sub(r'<cellXfs count="\d+"', f'<cellXfs count="{count + 1}"', styles)
        styles = styles.replace("</cellXfs>", f"{xf}</cellXfs>")
        if code:
            own = f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'
            styles = re.sub(r"<numFmts[^>]*>", lambda m: m[0] + own, styles, count=1)
            if own not in styles:
                head = r"(<styleSheet[^>]*>)"
                styles = re.sub(head, rf'\1<numFmts count="1">{own}</numFmts>', styles, count=1)
        parts["xl/styles.xml"] = styles.encode()
        pattern = rf'<c r="{cell}"[^>]*>.*?</c>'
        new = f'<c r="{cell}" s="{count}"><v>{serial}</v></c>'
        text, hits = re.subn(pattern, new, parts[part].decode())
        assert hits == 1
        parts[part] = text.encode()
        odd[name] = packed(parts)

    return damage


DATES = (
    *((n, "") for n in (14, 22, 27, 31, 36, 50, 57, 58)),
    (190, "[$-804]aaaa"),
    (190, "aaa"),
    (190, 'e"年"m"月"'),
    (190, "[DBNum1][$-804]yyyy"),
    (31, "m月d日"),
    (190, "yyyy-mm-dd;@"),
)


@pytest.mark.parametrize(("number", "code"), DATES)
def test_a_date_in_a_number_column_is_refused(
    number: int, code: str, take: Callable[..., Intake]
) -> None:
    """45474 that everybody sees as 1 July is no number of parts, by whatever format it is shown."""
    intake = take(shown_as("E2", "45474", number, code))
    assert [(i.code, i.place.cell) for i in errors(intake.issues)] == [("V02", "E2")]


@pytest.mark.parametrize(
    "code", ["0.00E+00", "G/通用格式", '0"月"', "#,##0_);(#,##0)", "0\\d", "[Red]0", "General"]
)
def test_a_number_under_any_other_format_is_the_number(
    code: str, take: Callable[..., Intake], plain: Results
) -> None:
    """Scientific, WPS's own General, units in quotes, colours."""
    intake = take(shown_as("E2", "89", 190, code))
    assert not errors(intake.issues)
    assert results(intake) == results(take(change(PARTS, "E2", 89)))


@pytest.mark.parametrize("number", [*range(27, 37), *range(50, 59)])
def test_a_date_column_reads_east_asian_formats(
    number: int, take: Callable[..., Intake], plain: Results
) -> None:
    """They have no code in the file; Excel shows them as dates all the same."""
    book = take(shown_as("C2", "45485", number))
    assert not book.issues
    assert results(book) == plain


def test_a_pay_base_that_is_shown_as_a_day_pays_nobody(take: Callable[..., Intake]) -> None:
    """45474 shown as 7月1日 was 45,474.00 yuan."""
    intake = take(shown_as("J3", "45474", 58, part="xl/worksheets/sheet1.xml"))
    assert ("V02", "花名册", "J3") in said(intake)


SIGNS = [
    (PARTS, "E2", "7²", "V02"),
    (PARTS, "E2", "①4", "V02"),
    (PARTS, "E2", "𝟕", "V02"),
    (PARTS, "E2", "٣", "V02"),
    (TYPED, "D14", "95²%", "V02"),
    (PARTS, "A2", "G0122③", "V14"),
    (PARTS, "A2", "G012²", "V14"),
    (PARTS, "C2", "2024-07-0²", "V04"),
    (REPAIRS, "C2", "２０２４年７月①日", "V04"),
]


@pytest.mark.parametrize(("sheet", "cell", "text", "code"), SIGNS)
def test_a_sign_is_no_digit(
    sheet: str, cell: str, text: str, code: str, take: Callable[..., Intake]
) -> None:
    """7² is not 72, ①4 is not 14; full-width digits are digits."""
    intake = take(change(sheet, cell, text))
    assert [(i.code, i.place.sheet, i.place.cell) for i in errors(intake.issues)] == [
        (code, sheet, cell)
    ]


RUN = "<r>{look}<t>{text}</t></r>"
LOOKS = {
    "strike": "<rPr><strike/></rPr>",
    "raised": '<rPr><vertAlign val="superscript"/></rPr>',
    "lowered": '<rPr><vertAlign val="subscript"/></rPr>',
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    ("sheet", "cell", "first", "second"),
    [
        (PARTS, "E2", "4", "9"),
        (PARTS, "C2", "2024-07-1", "2"),
        (PARTS, "A2", "G012", "2"),
        (TYPED, "D14", "93", ".8%"),
        (REPAIRS, "E2", "不", "合格"),
    ],
)
def test_a_value_whose_characters_look_unlike_is_refused(
    look: str, sheet: str, cell: str, first: str, second: str, take: Callable[..., Intake]
) -> None:
    """A superscript joins the digits, crossed-out digits count: which of the two is meant is asked."""
    runs = RUN.format(look="", text=first) + RUN.format(look=LOOKS[look], text=second)
    intake = take(raw(TOP, sheet, cell, f"<is>{runs}</is>", "inlineStr"))
    found = [(i.code, i.place.sheet, i.place.cell) for i in errors(intake.issues)]
    assert found == [("V28", sheet, cell)]
    assert not [i for i in intake.issues if i.code == "S22"]


def test_other_looks_of_characters_are_all_the_same(take: Callable[..., Intake]) -> None:
    """Bold, colour, `strike` that is switched off."""
    runs = '<r><rPr><b/></rPr><t>8</t></r><r><rPr><strike val="0"/></rPr><t>9</t></r>'
    odd = take(raw(TOP, PARTS, "E2", f"<is>{runs}</is>", "inlineStr"))
    assert not errors(odd.issues)
    assert results(odd) == results(take(change(PARTS, "E2", 89)))


def test_crossed_out_rows_are_named(take: Callable[..., Intake], plain: Results) -> None:
    """They count, and are said: whoever crossed them out may have meant to delete them."""
    intake = take(edit(TOP, cross_out(REPAIRS, 5, 6)))
    assert {i.code for i in intake.issues} == {"S22"}
    assert intake.issues[0].found == "A5:E6"
    assert results(intake) == plain


def test_a_text_that_is_crossed_out_is_named(take: Callable[..., Intake]) -> None:
    """Characters of a text, or all of them, by the runs and not by the cell."""
    runs = "<r><t>正常</t></r><r><rPr><strike/></rPr><t>作废</t></r>"
    intake = take(raw(TOP, PARTS, "D2", f"<is>{runs}</is>", "inlineStr"))
    assert [(i.code, i.found) for i in intake.issues] == [("S22", "D2")]


ROW = r'<row r="4"([^>]*)>'
HIDDEN: dict[str, tuple[str, str]] = {
    "row-dragged-to-nothing": (ROW, r'<row r="4"\1 ht="0" customHeight="1">'),
    "rows-without-height": ("<sheetFormatPr[^>]*/>", '<sheetFormatPr defaultRowHeight="0"/>'),
    "rows-hidden-by-default": (
        "<sheetFormatPr[^>]*/>",
        '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>',
    ),
    "column-dragged-to-nothing": (
        "(<cols>)",
        r'\1<col min="5" max="5" width="0" customWidth="1"/>',
    ),
}


@pytest.mark.parametrize("case", HIDDEN.values(), ids=HIDDEN)
def test_what_has_no_size_is_hidden(
    case: tuple[str, str], take: Callable[..., Intake], plain: Results
) -> None:
    """A row of height 0 and a column of width 0 warn as hidden ones do."""
    old, new = case

    def smaller(text: str) -> str:
        if old == "(<cols>)":
            text = (
                re.sub("<cols>.*?</cols>", "<cols></cols>", text)
                if "<cols>" in text
                else text.replace("<sheetData>", "<cols></cols><sheetData>")
            )
        assert re.search(old, text), old
        return re.sub(old, new, text, count=1)

    intake = take(part(TOP, SHEET, smaller))
    assert {i.code for i in intake.issues} == {"S14"}
    assert results(intake) == plain


def test_a_cell_with_a_time_only_is_no_damaged_cell(take: Callable[..., Intake]) -> None:
    """ISO cells may hold a time; in a column of days that is no day."""
    intake = take(raw(TOP, PARTS, "C2", "<v>08:30:00</v>", "d"))
    assert [(i.code, i.found) for i in errors(intake.issues)] == [("V04", "08:30:00")]


def test_a_level_in_a_circle_is_no_level(take: Callable[..., Intake]) -> None:
    """⑤ looks like the level 5; what it means is asked."""
    intake = take(edit(SURVEY, put("调查回访", "E10", "⑤")))
    assert [(i.code, i.place.cell) for i in errors(intake.issues)] == [("V06", "E10")]
