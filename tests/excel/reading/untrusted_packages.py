"""Packages of which the XML is broken, leads elsewhere, declares entities, or holds more than the limits."""

import re
from collections.abc import Iterator
from datetime import datetime

from gacx_reports.excel.reading.limits import Limits
from tests.excel.reading.raw_packages import (
    ONE_CELL,
    OURS,
    STYLES,
    TYPES,
    Part,
    book,
    packed,
    parts,
    relations,
    sheet,
    strings,
    workbook,
)
from tests.excel.reading.untrusted_case import Case, garbled, read, refused


def packages() -> Iterator[Case]:
    """Packages whose parts are missing, broken, or lead elsewhere."""
    for name, target in (
        ("a file outside", "../../../outside.xml"),
        ("an absolute path", "/outside.xml"),
        ("http", "http://sheets.invalid/sheet1.xml"),
    ):
        outside = relations(f"worksheet {target}")
        yield refused(f"relation to {name}", "F02", workbook(relations=outside))
    external = relations("worksheet file:///outside.xml").replace(
        "/></R", ' TargetMode="External"/></R'
    )
    yield refused("external relation", "F02", workbook(relations=external))
    two = '<sheet name="一" sheetId="1" r:id="rId1"/><sheet name="{}" sheetId="2" r:id="rId{}"/>'
    yield refused("two sheets, one part", "F02", workbook(book=book(two.format("二", 1))))
    again = parts(book=book(two.format("一", 4)))
    again["xl/_rels/workbook.xml.rels"] = relations(*OURS, "worksheet worksheets/sheet2.xml")
    again["xl/worksheets/sheet2.xml"] = sheet(ONE_CELL)
    yield refused("two sheets, one name", "F02", packed(again))
    for part in ("book", "relations", "sheet"):
        missing: dict[str, Part | None] = {part: None}
        yield refused(f"missing part: {part}", "F02", workbook(ONE_CELL, **missing))
    yield refused("missing part: types", "F04", workbook(types=None))
    yield read("missing part: root", workbook(root=None))
    yield read("missing part: styles", workbook(styles=None))
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    yield read("missing part: strings", workbook(cells, strings=None), ((1, (garbled("0"),)),))
    day = '<row r="1"><c r="A1" s="1"><v>45478</v></c></row>'
    other = parts(day, styles=None, relations=relations(OURS[0], "styles looks.xml"))
    other["xl/looks.xml"] = STYLES
    midnight = datetime(2024, 7, 5)  # noqa: DTZ001 - a cell has no zone
    yield read("style sheet of another name", packed(other), ((1, (midnight,)),))
    broken = STYLES.replace("<fonts", "<fonts><").replace("</xf>", "")
    yield read("broken stylesheet", workbook(styles=broken), code="F20")
    wrong = STYLES.replace('sz val="11"', 'sz val="big"')
    yield read("impossible stylesheet", workbook(styles=wrong), code="F20")
    huge = STYLES.replace('xf numFmtId="14"', 'xf numFmtId="4294967296"')
    yield read("number format past any integer", workbook(styles=huge), code="F20")
    yield refused("sheet cut off", "F02", workbook(sheet=sheet(ONE_CELL)[:-30]))
    yield refused("sheet of another encoding", "F02", workbook(sheet=sheet("考").encode("gbk")))
    yield refused("shared strings cut off", "F02", workbook(strings=strings("甲")[:-9]))
    yield refused("workbook cut off", "F02", workbook(book=book()[:-9]))
    wide = _bare(sheet(ONE_CELL)).encode("utf-16")
    yield read("sheet in UTF-16", workbook(sheet=wide))


DOCUMENT = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "ha">]>'
FILE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "beside.txt">]>'
LATE = f'<?xml version="1.0"?><!--{"-x" * 50}-->'


def _bare(xml: str) -> str:
    return re.sub(r"<\?xml.*?\?>\s*", "", xml)


def _declared(prolog: str) -> Iterator[tuple[str, bytes]]:
    body = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>'
    yield "the sheet", workbook(sheet=prolog + _bare(sheet(body)))
    yield "the shared strings", workbook(strings=prolog + _bare(strings("&e;")))
    named = book('<sheet name="&e;" sheetId="1" r:id="rId1"/>')
    yield "the workbook", workbook(book=prolog + _bare(named))


def entities() -> Iterator[Case]:
    """Document types are refused, whatever they declare and wherever they stand."""
    for where, content in _declared(DOCUMENT):
        yield refused(f"entity in {where}", "F12", content)
    for where, content in _declared(FILE):
        yield refused(f"external entity in {where}", "F12", content)
    for piece in range(90, 130, 10):
        for where, content in _declared(LATE + _bare(DOCUMENT)):
            name = f"late entity in {where}, {piece} bytes at a time"
            yield refused(name, "F12", content, Limits(piece=piece))
    yield refused("DOCTYPE alone", "F12", workbook(sheet="<!DOCTYPE worksheet>" + _bare(sheet(""))))
    wide = ("<!DOCTYPE worksheet>" + _bare(sheet(ONE_CELL))).encode("utf-16")
    yield refused("DOCTYPE in UTF-16", "F12", workbook(sheet=wide))
    other = TYPES.replace("sheet1.xml", "sheet1.dat")
    members = parts(types=other, relations=relations("worksheet worksheets/sheet1.dat"))
    members["xl/worksheets/sheet1.dat"] = DOCUMENT + _bare(sheet(ONE_CELL.replace("7", "&e;")))
    yield refused("entity in a sheet not called .xml", "F12", packed(members))


def grids() -> Iterator[Case]:
    """Cells, rows and ranges out of order, out of bounds, or said to be more than there are."""
    three = Limits(rows=3, columns=3)
    far = ONE_CELL + '<row r="4"><c r="D4"><v>8</v></c></row>'
    yield read("cell outside the bounds", workbook(far), limits=three)
    yield read("rows and cells without r", workbook("<row><c><v>7</v></c></row>"))
    anchored = workbook('<row r="3"><c><v>1</v></c><c r="$C$3"><v>2</v></c><c><v>3</v></c></row>')
    yield read("cells with and without r", anchored, ((3, (1, None, 2, 3)),))
    backwards = '<row r="2"><c r="B2"><v>4</v></c><c r="A2"><v>3</v></c></row>' + ONE_CELL
    yield read("rows and cells out of order", workbook(backwards), ((1, (7,)), (2, (3, 4))))
    yield refused("cell twice", "F02", workbook(ONE_CELL * 2))
    split = '<row r="1"><c r="B1"><v>8</v></c></row>'
    yield read("row in two pieces", workbook(ONE_CELL + split), ((1, (7, 8)),))
    control = '<row r="1"><c r="A1" t="inlineStr"><is><t>&#1;</t></is></c></row>'
    yield refused("raw control character", "F02", workbook(control))
    yield refused("cell of another row", "F02", workbook('<row r="1"><c r="A2"/></row>'))
    yield refused("row 0", "F02", workbook('<row r="0"/>'))
    for dimension in ("A1", "A1:D9", "garbage", "A1:ZZZZ9"):
        xml = sheet(ONE_CELL, before=f'<dimension ref="{dimension}"/>')
        yield read(f"dimension {dimension}", workbook(sheet=xml))
    for reference in ("A1:E5", "garbage", "B2:A1", "A:A", "A1:ZZZZ9"):
        xml = sheet(ONE_CELL, _merges(reference))
        yield read(f"merged {reference}", workbook(sheet=xml), limits=three)
    more = strings("甲", attributes='count="9" uniqueCount="8"')
    yield read("more strings counted than there are", workbook(strings=more))
    hidden = sheet(ONE_CELL, before='<cols><col min="1" max="9" hidden="1"/></cols>')
    yield read("hidden columns outside the bounds", workbook(sheet=hidden), limits=three)


def _merges(*references: str) -> str:
    inner = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
    return f'<mergeCells count="9">{inner}</mergeCells>'


def counts() -> Iterator[Case]:
    """One more than the limit is refused, the limit itself is read."""
    few = Limits(cells=20, elements=60, levels=9)
    row = '<row r="{}">' + '<c s="1"/>' * 4 + "</row>"
    styled = ONE_CELL + "".join(row.format(n) for n in range(2, 6))
    yield refused("more empty cells than the limit", "F15", workbook(styled + row.format(6)), few)
    yield read("fewer empty cells than the limit", workbook(styled), limits=few)
    full = "".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in range(1, 22))
    yield refused("more cells than the limit", "F15", workbook(full), Limits(cells=20))
    ones = tuple((n, (1,)) for n in range(1, 22))
    yield read("as many cells as the limit", workbook(full), ones, Limits(cells=21))
    wide = '<row r="1">' + "<c/>" * 21 + "</row>"
    yield refused("more cells in a row than the limit", "F15", workbook(wide), few)
    merged = sheet(ONE_CELL, _merges("A1:D4", "F1:G2"))
    yield refused("more merged cells than the limit", "F15", workbook(sheet=merged), few)
    pairs = sheet(ONE_CELL, _merges(*(f"A{n}:B{n}" for n in range(1, 10))))
    yield read("merged ranges within the limit", workbook(sheet=pairs), limits=few)
    unknown = workbook(ONE_CELL + "<x/>" * 60)
    yield refused("more elements than the limit", "F15", unknown, few)
    texts = workbook(strings=strings(*"甲乙" * 11))
    yield refused("more shared strings than the limit", "F15", texts, few)
    text = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    long = workbook(text, strings=strings("一" * 21))
    yield read(
        "longer text than the limit", long, ((1, (garbled("一" * 21),)),), Limits(characters=20)
    )
    yield read("as many levels as the limit", workbook(_nested(5)), limits=few)
    yield refused("more levels than the limit", "F02", workbook(_nested(6)), few)
    deep = strings("@").replace("<t>@</t>", "<r>" * 8 + "</r>" * 8)
    yield refused("10 levels in the shared strings", "F02", workbook(strings=deep), few)
    nested = book().replace("</sheets>", "</sheets>" + "<x>" * 300 + "</x>" * 300)
    yield refused("more levels in the workbook than lxml allows", "F02", workbook(book=nested))
    names = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 9))
    yield refused("sheets of one part", "F02", workbook(book=book(names)))


def _nested(levels: int) -> str:
    """A cell with unknown elements within each other, below worksheet, sheetData, row and c."""
    return f'<row r="1"><c r="A1"><v>7</v>{"<x>" * levels}{"</x>" * levels}</c></row>'
