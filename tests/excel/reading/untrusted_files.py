"""Hostile and broken files, each with the one code that answers it, or with the values that are read in spite of it."""

import os
import re
import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, repeat
from pathlib import Path

from gacx_reports.core.sheets.raw_values import BadCell, CellFault, Raw
from tests.excel.reading.raw_packages import (
    DATE,
    DURATION,
    HEAD,
    MAIN,
    ONE_CELL,
    OURS,
    PACKAGE,
    RELATION,
    STYLES,
    TYPES,
    Part,
    book,
    packed,
    parts,
    relations,
    sheet,
    sheet_of,
    strings,
    workbook,
)

MIB = 2**20
READ = "read"
Rows = tuple[tuple[int, tuple[Raw, ...]], ...]
SEVEN: Rows = ((1, (7,)),)
"""Content of `ONE_CELL`."""


@dataclass(frozen=True)
class Case:
    """A file and the expected outcome of reading it."""

    name: str
    code: str
    """Code of the only issue; `read` if there is none. With F20, a warning, the workbook is read as well."""
    build: Callable[[Path], object]
    """Writes the file."""
    rows: Rows | None = None
    """Rows of the first sheet, if it is read and has few."""
    slow: bool = False
    """Takes more than a few seconds."""


def refused(name: str, code: str, content: bytes | Callable[[], bytes], slow: bool = False) -> Case:
    """A file that is not read."""
    return Case(name, code, _writer(content), slow=slow)


def read(
    name: str, content: bytes | Callable[[], bytes], rows: Rows | None = SEVEN, slow: bool = False
) -> Case:
    """A file that is read without a word."""
    return Case(name, READ, _writer(content), rows, slow)


def cell(name: str, xml: str, *values: Raw, **changed: str) -> Case:
    """Cells in row 1, and what they are read as."""
    rows = ((1, values),) if values else ()
    return read(name, workbook(f'<row r="1">{xml}</row>', **changed), rows)


def _writer(content: bytes | Callable[[], bytes]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content if isinstance(content, bytes) else content())


def garbled(text: str) -> BadCell:
    """A cell that is faulty by itself."""
    return BadCell(CellFault.GARBLED, text)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BOMB = "".join(
    [
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">',
        *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)),
        "]>",
    ]
)
FILE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LATE = f'<?xml version="1.0"?><!--{"-x" * MIB}-->'
"""A megabyte or two before the DTD."""


def _bare(xml: str) -> str:
    return re.sub(r"<\?xml.*?\?>\s*", "", xml)


def _attacked(prolog: str, entity: str) -> Iterator[tuple[str, bytes]]:
    body = f'<row r="1"><c r="A1" t="inlineStr"><is><t>&{entity};</t></is></c></row>'
    yield "the sheet", workbook(sheet=prolog + _bare(sheet(body)))
    yield "the shared strings", workbook(strings=prolog + _bare(strings(f"&{entity};")))
    evil = book(f'<sheet name="&{entity};" sheetId="1" r:id="rId1"/>')
    yield "the workbook", workbook(book=prolog + _bare(evil))


def _entities() -> Iterator[Case]:
    for where, content in _attacked(BOMB, "a11"):
        yield refused(f"entity bomb in {where}", "F12", content)
    for where, content in _attacked(FILE, "e"):
        yield refused(f"external entity in {where}", "F12", content)
    for where, content in _attacked(LATE + _bare(FILE), "e"):
        yield refused(f"late external entity in {where}", "F12", content)
    yield refused("DOCTYPE alone", "F12", workbook(sheet="<!DOCTYPE worksheet>" + _bare(sheet(""))))
    wide = ("<!DOCTYPE worksheet>" + _bare(sheet(ONE_CELL))).encode("utf-16")
    yield refused("DOCTYPE in UTF-16", "F12", workbook(sheet=wide))
    smuggled = TYPES.replace("sheet1.xml", "sheet1.dat")
    members = parts(types=smuggled, relations=relations("worksheet worksheets/sheet1.dat"))
    members["xl/worksheets/sheet1.dat"] = BOMB + _bare(sheet(ONE_CELL.replace("7", "&a11;")))
    yield refused("entity bomb in a sheet not called .xml", "F12", packed(members))


EXCEL = "application/vnd.ms-excel"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main"


def opens_with(part: str, content_type: str) -> bytes:
    """A workbook's package that opens with that part, of that type."""
    link = f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="{part}"/>'
    types = TYPES.replace(
        "</Types>", f'<Override PartName="/{part}" ContentType="{content_type}.main+xml"/></Types>'
    )
    more = {
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{link}</Relationships>',
        "[Content_Types].xml": types,
        part: "<a/>",
    }
    return packed(parts() | more)


def _kinds() -> Iterator[Case]:
    yield refused("encrypted", "F05", OLE + "EncryptedPackage".encode("utf-16-le") + bytes(512))
    yield refused(".xls renamed", "F04", OLE + "Workbook".encode("utf-16-le") + bytes(512))
    yield refused("HTML", "F04", b"<html><body><table><tr><td>1</table>")
    yield refused("HTML in GBK", "F04", "<html><body>工号</body></html>".encode("gbk"))
    yield refused("CSV in GBK", "F04", "工号,姓名\nG1001,王芳\n".encode("gbk"))
    yield refused("UTF-16 text", "F04", "工号\t姓名".encode("utf-16"))
    yield refused("PDF", "F04", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    yield refused("PNG", "F04", b"\x89PNG\r\n\x1a\n" + bytes(64))
    yield refused("random bytes", "F04", bytes((n * n + 7 * n + 129) % 256 for n in range(4000)))
    ods = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}
    yield refused(".ods renamed", "F04", packed(ods))
    office = "application/vnd.openxmlformats-officedocument"
    yield refused(
        ".docx renamed",
        "F04",
        opens_with("word/document.xml", f"{office}.wordprocessingml.document"),
    )
    yield refused(
        ".pptx renamed",
        "F04",
        opens_with("ppt/presentation.xml", f"{office}.presentationml.presentation"),
    )
    yield refused(
        ".xlsm renamed", "F04", opens_with("xl/workbook.xml", f"{EXCEL}.sheet.macroEnabled")
    )
    yield refused(
        ".xltm renamed", "F04", opens_with("xl/book2.xml", f"{EXCEL}.template.macroEnabled")
    )
    yield refused(
        ".xlsb renamed", "F04", opens_with("xl/workbook.bin", f"{EXCEL}.sheet.binary.macroEnabled")
    )
    unlinked = packed(
        parts() | {"[Content_Types].xml": TYPES.replace(SHEET, f"{EXCEL}.sheet.macroEnabled.main")}
    )
    yield refused(".xlsm renamed, without links", "F04", unlinked)
    spare = (
        f'<Default Extension="bin" ContentType="{EXCEL}.sheet.binary.macroEnabled.main"/></Types>'
    )
    yield read(
        "types of parts that are not there",
        workbook(types=TYPES.replace("</Types>", spare)),
        ((1, (7,)),),
    )
    yield read(
        "another program's folder", packed(parts() | {"word/document.xml": "<a/>"}), ((1, (7,)),)
    )
    yield refused("zip of something", "F04", packed({"a.txt": "1"}))
    yield refused("zero bytes", "F03", b"")
    yield refused("nothing but NULs (cloud placeholder)", "F02", bytes(20000))
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    yield Case("strict OOXML", "F13", _writer(workbook(book=book().replace(MAIN, strict))), SEVEN)
    for kind in ("chartsheet", "dialogsheet", "macrosheet"):
        only = relations(f"{kind} worksheets/sheet1.xml")
        yield refused(f"only a {kind}", "F14", workbook(relations=only))
    yield refused("no sheets at all", "F14", workbook(book=book("")))


def _lying(content: bytes, declared: int) -> bytes:
    """The sizes of every member, inflated, as declared in both headers: something else."""
    changed = bytearray(content)
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        for match in re.finditer(re.escape(signature), content):
            struct.pack_into("<I", changed, match.start() + offset, declared)
    return bytes(changed)


def _flagged(content: bytes, offset: int, value: int) -> bytes:
    """A 16-bit field of the first member's entry in the central directory."""
    changed = bytearray(content)
    struct.pack_into("<H", changed, content.index(b"PK\x01\x02") + offset, value)
    return bytes(changed)


def _zips() -> Iterator[Case]:
    sound = workbook()
    yield refused("not a zip after PK", "F02", b"PK\x03\x04 broken")
    yield refused("zip bomb, 400 MiB in 2 MB", "F15", lambda: _bomb(400))
    yield refused("zip bomb that declares 1000 bytes", "F02", lambda: _lying(_bomb(200), 1000))
    yield refused("zip bomb that declares 4 GiB", "F15", lambda: _lying(sound, 2**32 - 2))
    yield read("zip bomb in a zip", _nested_bomb)
    many = parts() | {f"xl/{n}.xml": "<a/>" for n in range(5000)}
    yield refused("5,000 members", "F15", lambda: packed(many))
    yield refused("512 MiB string", "F15", lambda: workbook(strings=_huge_string(512)))
    doubled = [*parts().items(), ("xl/worksheets/sheet1.xml", sheet(""))]
    yield refused("member twice", "F11", packed_quietly(doubled))
    cased = [*parts().items(), ("XL/worksheets/Sheet1.XML", sheet(""))]
    yield refused("member twice but for case", "F11", packed(cased))
    slashes = {name.replace("/", "\\"): part for name, part in parts().items()}
    yield Case("backslash paths", "F20", _writer(packed(slashes)), SEVEN)
    both = [*parts().items(), ("xl\\worksheets\\sheet1.xml", sheet(""))]
    yield refused("member twice but for slashes", "F11", packed(both))
    lower = {name.lower(): part for name, part in parts().items()}
    yield read("part names in lower case", packed(lower))
    yield refused("CRC error", "F02", _corrupted(sound))
    for name, method in (("bzip2", zipfile.ZIP_BZIP2), ("lzma", zipfile.ZIP_LZMA)):
        yield refused(f"compressed by {name}", "F02", packed(parts(), method))
    yield refused("compressed by deflate64", "F02", _flagged(sound, 10, 9))
    yield refused("member encrypted", "F05", _flagged(sound, 8, 1))
    yield read("zip64", _zip64())
    yield refused("prepended junk", "F04", b"junk" * 10 + sound)
    yield read("appended junk", sound + b"junk" * 10)
    ill = packed([*parts().items(), ("xl/media/a", "x")]).replace(b"xl/media/a", b"xl/media/\xff")
    yield read("member name that is no UTF-8", ill)
    ill = ill.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x08")
    yield refused("member name marked UTF-8 that is none", "F02", ill)
    outside = parts() | {"../../etc/cron.d/x": "y", "/etc/passwd": "z"}
    yield read("members that point outside", packed(outside))
    core = (
        '<cp:coreProperties xmlns:cp="a"><modified>2024-13-45T99:00Z</modified></cp:coreProperties>'
    )
    yield read("impossible date in core.xml", packed(parts() | {"docProps/core.xml": core}))


def _bomb(mib: int) -> bytes:
    return workbook(sheet=sheet_of(repeat(b" " * MIB, mib)))


def _nested_bomb() -> bytes:
    inner = packed({"a": repeat(b" " * MIB, 200)})
    return packed(parts() | {"xl/embeddings/a.zip": inner})


def _huge_string(mib: int) -> Iterable[bytes]:
    head = f'<sst xmlns="{MAIN}"><si><t>'.encode()
    return chain([head], repeat(b"A" * MIB, mib), [b"</t></si></sst>"])


def packed_quietly(members: Iterable[tuple[str, Part]]) -> bytes:
    """Zipfile warns of doubles."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return packed(members)


def _corrupted(content: bytes) -> bytes:
    where = content.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml") + 60
    return content[:where] + bytes([content[where] ^ 0x55]) + content[where + 1 :]


def _zip64() -> bytes:
    import io

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts().items():
            assert isinstance(part, str)
            with package.open(name, "w", force_zip64=True) as member:
                member.write(part.encode())
    return buffer.getvalue()


def _packages() -> Iterator[Case]:
    for name, target in (
        ("../../etc/passwd", "../../../etc/passwd"),
        ("an absolute path", "/etc/passwd"),
        ("http", "http://example.com/sheet1.xml"),
    ):
        evil = relations(f"worksheet {target}")
        yield refused(f"relation to {name}", "F02", workbook(relations=evil))
    external = relations("worksheet file:///etc/passwd").replace(
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
    broken = STYLES.replace("<fonts", "<fonts><").replace("</xf>", "")
    yield Case("broken stylesheet", "F20", _writer(workbook(styles=broken)), SEVEN)
    wrong = STYLES.replace('sz val="11"', 'sz val="big"')
    yield Case("impossible stylesheet", "F20", _writer(workbook(styles=wrong)), SEVEN)
    huge = STYLES.replace('xf numFmtId="14"', 'xf numFmtId="99999999999"')
    yield Case("number format past any integer", "F20", _writer(workbook(styles=huge)), SEVEN)
    yield refused("sheet cut off", "F02", workbook(sheet=sheet(ONE_CELL)[:-30]))
    yield refused("sheet of another encoding", "F02", workbook(sheet=sheet("考").encode("gbk")))
    yield refused("shared strings cut off", "F02", workbook(strings=strings("甲")[:-9]))
    yield refused("workbook cut off", "F02", workbook(book=book()[:-9]))
    wide = _bare(sheet(ONE_CELL)).encode("utf-16")
    yield read("sheet in UTF-16", workbook(sheet=wide))


def _grid() -> Iterator[Case]:
    one = '<row{0}><c r="{1}"><v>7</v></c></row>'
    for reference in ("ZZZZ1", "XFE1", "A0", "1", "A", "A-1", "A1:B2", "", "A2", "А1"):
        if reference:
            xml = one.format(' r="1"', reference)
            yield refused(f"cell called {reference}", "F02", workbook(xml))
    for row in ("1048577", "99999999999999", "0", "-1", "1.5", "١", "1_0", " 1"):
        xml = f'<row r="{row}"><c><v>7</v></c></row>'
        yield refused(f"row called {row}", "F02", workbook(xml))
    yield refused("cell A1048577", "F02", workbook(one.format("", "A1048577")))
    far = ONE_CELL + '<row r="1048576"><c r="XFD1048576"><v>8</v></c></row>'
    yield read("cell at XFD1048576", workbook(far))
    yield read("rows and cells without r", workbook("<row><c><v>7</v></c></row>"))
    anchored = workbook('<row r="3"><c><v>1</v></c><c r="$C$3"><v>2</v></c><c><v>3</v></c></row>')
    yield read("cells with and without r", anchored, ((3, (1, None, 2, 3)),))
    backwards = '<row r="2"><c r="B2"><v>4</v></c><c r="A2"><v>3</v></c></row>' + ONE_CELL
    yield read("rows and cells out of order", workbook(backwards), ((1, (7,)), (2, (3, 4))))
    yield refused("cell twice", "F02", workbook(ONE_CELL * 2))
    split = '<row r="1"><c r="B1"><v>8</v></c></row>'
    yield read("row in two pieces", workbook(ONE_CELL + split), ((1, (7, 8)),))
    for dimension in ("A1", "A1:XFD1048576", "garbage", "A1:ZZZZ99999999"):
        xml = sheet(ONE_CELL, before=f'<dimension ref="{dimension}"/>')
        yield read(f"dimension {dimension}", workbook(sheet=xml))
    merge = '<mergeCells count="9999999999"><mergeCell ref="{}"/></mergeCells>'
    for reference in ("A1:XFD1048576", "garbage", "B2:A1", "A:A", "A1:ZZZZ9"):
        xml = sheet(ONE_CELL, merge.format(reference))
        yield read(f"merged {reference}", workbook(sheet=xml))
    yield refused(
        "100 merged ranges of the whole grid", "F15", workbook(sheet=sheet(ONE_CELL, _merged(100)))
    )
    hundred = (f"<mergeCell ref='A{n}:B{n}'/>".encode() for n in range(1, 100_001))
    yield read("100,000 merged ranges", lambda: workbook(sheet=_with_merges(hundred)))
    yield read("huge count attributes", workbook(strings=strings("甲", attributes=HUGE)))
    hidden = sheet(ONE_CELL, before='<cols><col min="1" max="99999999999" hidden="1"/></cols>')
    yield read("hidden columns past the grid", workbook(sheet=hidden))


HUGE = 'count="99999999999" uniqueCount="99999999999"'


def _merged(times: int) -> str:
    return "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * times + "</mergeCells>"


def _with_merges(merges: Iterable[bytes]) -> Iterable[bytes]:
    head, tail = sheet(ONE_CELL, "<mergeCells>@</mergeCells>").encode().split(b"@")
    return chain([head], merges, [tail])


def _rows(xml: bytes, count: int) -> Iterable[bytes]:
    """The same row, numbered."""
    return (xml % n for n in range(1, count + 1))


def _sheet(*pieces: Iterable[bytes]) -> Callable[[], bytes]:
    return lambda: workbook(sheet=sheet_of(*pieces))


def _large() -> Iterator[Case]:
    one = [ONE_CELL.encode()]
    styled = b'<row r="%d" s="1" customFormat="1"><c s="1"/></row>'
    rows = _sheet(one, _rows(styled, 2**20))
    yield read("million styled empty rows", rows, slow=True)
    bare = b'<row r="%d">' + b"<c/>" * 100 + b"</row>"
    yield refused("10 million empty cells", "F15", _sheet(_rows(bare, 100_000)), slow=True)
    full = b'<row r="%d">' + b"<c><v>1</v></c>" * 100 + b"</row>"
    yield refused("10 million cells", "F15", _sheet(_rows(full, 100_000)), slow=True)
    cells = chain([b'<row r="1">'], repeat(b"<c/>" * 1000, 10_000), [b"</row>"])
    yield refused("10 million cells in a row", "F15", _sheet(cells), slow=True)
    yield read("2 million cells", _sheet(_rows(full, 20_000)), None, slow=True)
    wide = chain([b'<row r="1" spans="'], repeat(b"A" * MIB, 64), [b'">', ONE_CELL[11:].encode()])
    yield read("64 MiB attribute", _sheet(wide), slow=True)
    yield refused("130 MiB string", "F15", lambda: workbook(strings=_huge_string(130)))
    text = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    found: Rows = ((1, (garbled("A" * 100),)),)
    yield read("60 MiB string", lambda: workbook(text, strings=_huge_string(60)), found)
    elements = repeat(b"<x/>" * 1000, 20_000)
    yield refused("20 million unknown elements", "F15", _sheet(one, elements), slow=True)
    for levels in (300, 100_000):
        nested = f'<row r="1"><c r="A1"><v>7</v>{"<x>" * levels}{"</x>" * levels}</c></row>'
        yield read(f"XML {levels:,} levels deep", workbook(nested))
    deep = book().replace("</sheets>", "</sheets>" + "<x>" * 100_000 + "</x>" * 100_000)
    yield refused("workbook 100,000 levels deep", "F02", workbook(book=deep))
    items = chain([f'<sst xmlns="{MAIN}">'.encode()], repeat(b"<si/>" * 1000, 20_000), [b"</sst>"])
    yield refused("20 million shared strings", "F15", lambda: workbook(strings=items), slow=True)
    names = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 20_000))
    yield refused("20,000 sheets, one part", "F02", lambda: workbook(book=book(names)))


def _values() -> Iterator[Case]:
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
    for index in ("2", "-1", "9" * 30, "9" * 5000, "x", "1.0", "²", "1_0"):
        name = f"shared string {index[:20]} of 2, {len(index)} characters"
        yield cell(name, f'<c r="A1" t="s"><v>{index}</v></c>', garbled(index[:100]))
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
    yield cell("32,767 characters", inline.format("王" * 32_767), "王" * 32_767)
    yield cell("32,768 characters", inline.format("王" * 32_768), garbled("王" * 100))
    marks = "e" + "\u0301\u0323" * 16_000
    yield cell("32,000 combining marks", inline.format(marks), marks)
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
    yield refused(
        "raw control character", "F02", workbook(f'<row r="1">{inline.format("&#1;")}</row>')
    )
    yield cell("text that is a formula", inline.format("=1+1"), "=1+1")
    yield cell("formula without a value", '<c r="A1"><f>1+1</f></c>', _bad("UNCOMPUTED", "=1+1"))
    image = '<c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
    yield cell("picture of WPS", image, _bad("PICTURE", '=_xlfn.DISPIMG("ID_1",1)'))
    other = '<c r="A1"><f>[1]Sheet1!A1</f><v>5</v></c>'
    yield cell("formula into another workbook", other, _bad("EXTERNAL", "=[1]Sheet1!A1"))


def _bad(fault: str, text: str) -> BadCell:
    return BadCell(CellFault[fault], text)


def _dates() -> Iterator[Case]:
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
    yield cell("style out of range", '<c r="A1" s="999999999999"><v>7</v></c>', 7)
    yield cell("garbage for a style", '<c r="A1" s="x"><v>7</v></c>', 7)


def _files() -> Iterator[Case]:
    def link(path: Path) -> None:
        outside = path.parent.parent / f"{path.stem}-outside.xlsx"
        outside.write_bytes(workbook())
        path.symlink_to(outside)

    def beside(path: Path) -> None:
        (path.parent / "beside.xlsx").write_bytes(workbook())
        path.symlink_to("beside.xlsx")

    yield Case("link out of the folder", "F17", link)
    yield Case("link to a device", "F17", lambda p: p.symlink_to("/dev/zero"))
    yield Case("link to itself", "F02", lambda p: p.symlink_to(p.name))
    yield Case("link to nothing", "F02", lambda p: p.symlink_to("gone"))
    yield Case("link within the folder", READ, beside, SEVEN)
    yield Case("named pipe", "F17", os.mkfifo)
    yield Case("directory", "F17", Path.mkdir)
    yield Case("65 MiB of a file", "F15", _sparse)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(65 * MIB)


CASES = tuple(
    chain(
        _kinds(),
        _zips(),
        _packages(),
        _entities(),
        _grid(),
        _values(),
        _dates(),
        _files(),
        _large(),
    )
)
