"""What stands in a cell, down to the last angle bracket, and what is read of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from gacx_reports.core.sheets.raw_values import BadCell, CellFault, Raw
from gacx_reports.excel.reading.cell_values import Decoding, stored
from gacx_reports.excel.reading.limits import LIMITS
from gacx_reports.excel.reading.workbook import read_content
from tests.excel.reading.raw_packages import DATE, DURATION, book, strings, workbook
from tests.excel.reading.untrusted_case import garbled


@dataclass(frozen=True)
class StoredValue:
    """A workbook with one cell, and the value of that."""

    name: str
    content: bytes
    value: Raw


def cell(name: str, xml: str, value: Raw, **changed: str) -> StoredValue:
    """A cell as XML, and what it is read as."""
    return StoredValue(name, workbook(f'<row r="1">{xml}</row>', **changed), value)


def faulty(fault: str, text: str) -> BadCell:
    """A cell with that fault."""
    return BadCell(CellFault[fault], text)


def values() -> Iterator[StoredValue]:
    """Numbers, texts, truth values, errors and formulas."""
    for text in (
        "abc",
        "NaN",
        "INF",
        "-INF",
        "1e999",
        "1_000",
        "９５",
        "0x1F",
        "1,5",
        "9" * 400,
        "--1",
    ):
        yield cell(f"number cell: {text[:20]}", f'<c r="A1"><v>{text}</v></c>', garbled(text[:100]))
    yield cell("number of 18 digits", '<c r="A1"><v>110101199001011234</v></c>', 110101199001011234)
    yield cell("number 1E2", '<c r="A1"><v>1E2</v></c>', 100.0)
    yield cell("shared string", '<c r="A1" t="s"><v>1</v></c>', "乙")
    for text in ("2", "-1", "yes"):
        yield cell(f"boolean {text}", f'<c r="A1" t="b"><v>{text}</v></c>', garbled(text))
    yield cell("boolean", '<c r="A1" t="b"><v>1</v></c>', True)
    yield cell("cell of an unknown type", '<c r="A1" t="zz"><v>1</v></c>', garbled("1"))
    for error in ("#DIV/0!", "#N/A", "#REF!", "#BUSY!"):
        bad = BadCell(CellFault.ERROR, error)
        yield cell(f"error {error}", f'<c r="A1" t="e"><v>{error}</v></c>', bad)
    rich = (
        '<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>王</t></r><r><t xml:space="preserve">芳 </t></r>'
        '<rPh sb="0" eb="1"><t>wang</t></rPh><zz/></is></c>'
    )
    yield cell("inline rich text", rich, "王芳 ")
    phonetic = strings("@").replace(
        "<t>@</t>", "<r><t>东</t></r><rPh sb='0' eb='1'><t>dong</t></rPh>"
    )
    yield cell("shared rich text", '<c r="A1" t="s"><v>0</v></c>', "东", strings=phonetic)
    inline = '<c r="A1" t="inlineStr"><is><t>{}</t></is></c>'
    yield cell("escaped surrogate", inline.format("_xD800_"), "�")
    yield cell("control character", inline.format("a_x0000_b"), "a\0b")
    yield cell("escapes", inline.format("_x5F20__x4f1F__x000D_"), "张伟\r")
    yield cell(
        "escaped escape", inline.format("_x005F_x000D_ _X000D_ _x00D_"), "_x000D_ _X000D_ _x00D_"
    )
    yield cell("two escaped halves", inline.format("_xD83D__xDE00_"), "\U0001f600")
    yield cell(
        "escape in a formula's text", '<c r="A1" t="str"><f>B1</f><v>a_x000A_b</v></c>', "a\nb"
    )
    runs = "<is><r><t>_x00</t></r><r><t>0D_</t></r></is>"
    yield cell("escape over two runs is none", f'<c r="A1" t="inlineStr">{runs}</c>', "_x000D_")
    yield cell(
        "shared escape", '<c r="A1" t="s"><v>0</v></c>', "a\r\nb", strings=strings("a_x000D_\nb")
    )
    yield cell("text that is a formula", inline.format("=1+1"), "=1+1")
    yield cell("formula without a value", '<c r="A1"><f>1+1</f></c>', faulty("UNCOMPUTED", "=1+1"))
    image = '<c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
    yield cell("picture of WPS", image, faulty("PICTURE", '=_xlfn.DISPIMG("ID_1",1)'))
    other = '<c r="A1"><f>[1]Sheet1!A1</f><v>5</v></c>'
    yield cell("formula into another workbook", other, faulty("EXTERNAL", "=[1]Sheet1!A1"))


def dates() -> Iterator[StoredValue]:
    """Days, durations and styles."""
    date = f'<c r="A1" s="{DATE}"><v>{{}}</v></c>'
    yield cell("date", date.format("45474"), datetime(2024, 7, 1))
    mac = book(properties='<workbookPr date1904="1"/>')
    yield cell("date of 1904", date.format("44012"), datetime(2024, 7, 1), book=mac)
    for serial in ("-1", "-0.5", "2958466", "99999999999", "1e300", "NaN"):
        yield cell(f"date cell: {serial}", date.format(serial), garbled(serial))
    yield cell("last date", date.format("2958465"), datetime(9999, 12, 31))
    yield cell("huge date of 1904", date.format("2958465"), garbled("2958465"), book=mac)
    hours = f'<c r="A1" s="{DURATION}"><v>{{}}</v></c>'
    yield cell("duration", hours.format("1.5"), timedelta(days=1.5))
    yield cell("huge duration", hours.format("1e15"), garbled("1e15"))
    iso = '<c r="A1" t="d"><v>{}</v></c>'
    yield cell("date in ISO 8601", iso.format("2024-07-01"), datetime(2024, 7, 1))
    yield cell("impossible ISO date", iso.format("2024-13-01"), garbled("2024-13-01"))
    yield cell("style out of range", '<c r="A1" s="3"><v>7</v></c>', 7)
    yield cell("garbage for a style", '<c r="A1" s="x"><v>7</v></c>', 7)


@pytest.mark.parametrize("one", [*values(), *dates()], ids=lambda s: s.name)
def test_a_stored_value_is_read_or_garbled(one: StoredValue) -> None:
    """A cell that can't be read is that cell's fault, not the workbook's."""
    found, issues = read_content("a.xlsx", one.content)
    assert found
    assert not issues
    assert found.sheets[0].rows == ((1, (one.value,)),)


@pytest.mark.parametrize("index", ["2", "-1", "9" * 30, "9" * 5000, "x", "1.0", "²", "1_0"])
def test_a_number_of_no_shared_string_is_garbled(index: str) -> None:
    """Of two strings there are 0 and 1."""
    coded = Decoding(("甲", "乙"), False, (), (), ())
    assert stored("s", "", "", "1", coded, LIMITS) == "乙"
    assert stored("s", "", "", index, coded, LIMITS) == garbled(index[:100])
