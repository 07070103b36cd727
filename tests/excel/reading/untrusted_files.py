"""Files of other kinds under a workbook's name, damaged and oversized archives, and what is no file at all."""

import io
import os
import re
import stat
import struct
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from gacx_reports.excel.reading.limits import Limits
from tests.excel.reading.raw_packages import (
    HEAD,
    MAIN,
    PACKAGE,
    RELATION,
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
from tests.excel.reading.untrusted_case import READ, SEVEN, Case, read, refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

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


def kinds() -> Iterator[Case]:
    """Files of other kinds than workbooks."""
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
        "types of parts that are not there", workbook(types=TYPES.replace("</Types>", spare))
    )
    yield read("another program's folder", packed(parts() | {"word/document.xml": "<a/>"}))
    yield refused("zip of something", "F04", packed({"a.txt": "1"}))
    yield refused("zero bytes", "F03", b"")
    yield refused("nothing but NULs (cloud placeholder)", "F02", bytes(20000))
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    yield read("strict OOXML", workbook(book=book().replace(MAIN, strict)), code="F13")
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


def sizes() -> Iterator[Case]:
    """Archives that are larger than the limits, say so or deny it; each has a few KB."""
    blank = workbook(sheet=sheet(" " * 5000))
    few = Limits(unpacked=6000)
    yield refused("more bytes than the limit", "F15", blank, few)
    yield refused("fewer bytes declared than there are", "F02", _lying(blank, 100), few)
    yield refused("more bytes declared than the limit", "F15", _lying(workbook(), 2000), few)
    text = workbook(strings=strings("一" * 2000))
    yield refused("a text of more bytes than the limit", "F15", text, few)
    inner = packed({"a": " " * 9000})
    yield read(
        "an archive in the archive is not opened",
        packed(parts() | {"xl/embeddings/a.zip": inner}),
        limits=few,
    )
    yield refused("more members than the limit", "F15", workbook(), Limits(parts=5))
    yield refused("a file of more bytes than the limit", "F15", workbook(), Limits(file=1000))


def zips() -> Iterator[Case]:
    """Damaged and unusual archives."""
    sound = workbook()
    yield refused("not a zip after PK", "F02", b"PK\x03\x04 broken")
    doubled = [*parts().items(), ("xl/worksheets/sheet1.xml", sheet(""))]
    yield refused("member twice", "F11", _packed_quietly(doubled))
    cased = [*parts().items(), ("XL/worksheets/Sheet1.XML", sheet(""))]
    yield refused("member twice but for case", "F11", packed(cased))
    slashes = {name.replace("/", "\\"): part for name, part in parts().items()}
    yield read("backslash paths", packed(slashes), code="F20")
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
    outside = parts() | {"../outside.txt": "y"}
    yield read("member that points outside", packed(outside))
    core = (
        '<cp:coreProperties xmlns:cp="a"><modified>2024-13-45T99:00Z</modified></cp:coreProperties>'
    )
    yield read("impossible date in core.xml", packed(parts() | {"docProps/core.xml": core}))


def _packed_quietly(members: Iterable[tuple[str, Part]]) -> bytes:
    """Zipfile warns of doubles."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return packed(members)


def _corrupted(content: bytes) -> bytes:
    where = content.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml") + 60
    return content[:where] + bytes([content[where] ^ 0x55]) + content[where + 1 :]


def _zip64() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts().items():
            with package.open(name, "w", force_zip64=True) as member:
                member.write(part if isinstance(part, bytes) else part.encode())
    return buffer.getvalue()


def files() -> Iterator[Case]:
    """What stands in the folder in place of a file."""

    def link(path: Path) -> None:
        outside = path.parent.parent / f"{path.stem}-outside.xlsx"
        outside.write_bytes(workbook())
        path.symlink_to(outside)

    def beside(path: Path) -> None:
        (path.parent / "beside.xlsx").write_bytes(workbook())
        path.symlink_to("beside.xlsx")

    def socket(path: Path) -> None:
        os.mknod(path, stat.S_IFSOCK | 0o600)

    yield Case("link out of the folder", "F17", link)
    yield Case("link to a device", "F17", lambda p: p.symlink_to(os.devnull))
    yield Case("link to itself", "F02", lambda p: p.symlink_to(p.name))
    yield Case("link to nothing", "F02", lambda p: p.symlink_to("gone"))
    yield Case("link within the folder", READ, beside, SEVEN)
    yield Case("socket", "F17", socket)
    yield Case("directory", "F17", Path.mkdir)
