"""Faults of whole files: missing, cut off, encrypted, of another kind, duplicate, too large.

Each function returns the damage to a quarter's files as a function of these.
"""

import io
import struct
import warnings
import zipfile
from hashlib import blake2b
from unittest.mock import patch

import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method import ecma376_agile
from msoffcrypto.method.container import ecma376_encrypted

from gacx_reports.excel.reading.built_in_password import PASSWORD
from gacx_reports.excel.reading.limits import LIMITS
from gacx_reports.excel.styles import STAMP
from tools.samples.workbook_edits import DAY, Damage, Files, members, packed

_SHEET = "xl/worksheets/sheet2.xml"
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STRICT = (
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
    (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
)
_DTD = b'<!DOCTYPE worksheet [<!ENTITY unit "\xe4\xbb\xb6">]>'
EXPORT = """<html><head><meta charset="utf-8"><title>返修检验</title></head><body><table border="1">
<tr><th>工号</th><th>姓名</th><th>日期</th><th>产品</th><th>是否合格</th></tr>
<tr><td>G0122</td><td>彭志远</td><td>2024-07-10</td><td>GX-600 拨号器</td><td>是</td></tr>
</table></body></html>
"""


def missing(name: str) -> Damage:
    """The file is missing."""

    def damage(files: Files) -> None:
        del files[name]

    return damage


def replaced(name: str, content: bytes) -> Damage:
    """The file has other content, or a new file is added."""

    def damage(files: Files) -> None:
        files[name] = content

    return damage


def emptied(name: str) -> Damage:
    """The file is empty (0 bytes)."""
    return replaced(name, b"")


def renamed_web_page(name: str) -> Damage:
    """The file is a web page that was exported by an office system under a workbook's name."""
    return replaced(name, EXPORT.encode())


def opened_by(name: str, user: str) -> Damage:
    """The workbook is open in Excel, whose lock file is beside it."""
    return replaced(f"~${name}", owner_file(user))


def copied(name: str, to: str) -> Damage:
    """The file is copied to a second name."""

    def damage(files: Files) -> None:
        files[to] = files[name]

    return damage


def cut_off(name: str) -> Damage:
    """The file ends after a third, like a broken download; a workbook stored uncompressed, equal on every machine."""

    def damage(files: Files) -> None:
        whole = files[name]
        if name.endswith(".xlsx"):
            whole = packed(members(whole), zipfile.ZIP_STORED)
        files[name] = whole[: len(whole) // 3]

    return damage


def encrypted(name: str) -> Damage:
    """The file is the OLE container of a workbook that is protected by a password."""
    noise = b"".join(blake2b(bytes([n])).digest() for n in range(64))
    streams = (("Root Entry", 5, 1, _END, 0), ("EncryptionInfo", 2, 2, _END, 0))
    entries = [_entry(*s) for s in (*streams, ("EncryptedPackage", 2, _FREE, 2, len(noise)))]
    chain = [_FAT, _END, *range(3, 10), _END]
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(16),
        *(0x3E, 3, 0xFFFE, 9, 6),
        bytes(6),
        *(0, 1, 1, 0, 4096, _END, 0, _END, 0, 0),
    )
    table = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    return replaced(
        name,
        header.ljust(512, b"\xff") + table + b"".join(entries).ljust(512, b"\0") + noise,
    )


def encrypted_by_excel(name: str, password: str = PASSWORD) -> Damage:
    """The workbook is encrypted; under Excel's built-in password, programs open it without asking for one."""

    def damage(files: Files) -> None:
        # Uncompressed, and with a fixed salt and time, to be equal on every machine.
        plain = io.BytesIO(packed(members(files[name]), zipfile.ZIP_STORED))
        encrypted = io.BytesIO()
        with (
            patch.object(ecma376_agile, "_random_buffer", lambda size: bytes(range(size))),
            patch.object(ecma376_encrypted, "datetime2filetime", lambda _: 0),
        ):
            OOXMLFile(plain).encrypt(password, encrypted)
        files[name] = encrypted.getvalue()

    return damage


def encrypted_by_system(name: str) -> Damage:
    """The head of a file that a company's document-encryption system keeps encrypted, and nothing behind it."""
    return replaced(name, b"b\x14#e" + bytes(12) + b"E-SafeNet\0\0\0LOCK".ljust(496, b"\0"))


def without_sheet(name: str, part: str) -> Damage:
    """The file has lost a sheet's part, as after a repair that failed."""

    def damage(files: Files) -> None:
        parts = members(files[name])
        del parts[part]
        files[name] = packed(parts)

    return damage


def _entry(name: str, kind: int, other: int, start: int, size: int) -> bytes:
    """An entry of the container's directory: 64 bytes of name, neighbours, first sector, size."""
    text = name.encode("utf-16-le") + b"\0\0"
    below = other if kind == 5 else _FREE
    right = other if kind != 5 else _FREE
    return struct.pack(
        "<64sHBBIII16sI16sIQ",
        text,
        len(text),
        *(kind, 1, _FREE, right, below),
        bytes(16),
        0,
        bytes(16),
        *(start, size),
    )


def part_twice(name: str) -> Damage:
    """The package has one part twice, as if two programs had written it."""

    def damage(files: Files) -> None:
        parts = members(files[name])
        buffer = io.BytesIO(files[name])
        with warnings.catch_warnings(), zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as p:
            warnings.simplefilter("ignore")
            again = zipfile.ZipInfo(_SHEET, DAY)
            p.writestr(again, parts[again.filename], zipfile.ZIP_DEFLATED)
        files[name] = buffer.getvalue()

    return damage


def with_dtd(name: str) -> Damage:
    """A sheet begins with a document type definition."""

    def damage(files: Files) -> None:
        parts = members(files[name])
        start, rest = parts[_SHEET].split(b"?>", 1)
        parts[_SHEET] = start + b"?>\n" + _DTD + rest
        files[name] = packed(parts)

    return damage


def strict(name: str) -> Damage:
    """Saved as “Strict Open XML Spreadsheet”."""

    def damage(files: Files) -> None:
        parts = members(files[name])
        for usual, other in _STRICT:
            parts = {part: content.replace(usual, other) for part, content in parts.items()}
        root = parts["xl/workbook.xml"].replace(
            b"<workbook ", b'<workbook conformance="strict" ', 1
        )
        files[name] = packed(parts | {"xl/workbook.xml": root})

    return damage


def only_a_chart(name: str) -> Damage:
    """The workbook has a chart sheet and no worksheet."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "={0.9,0.95,0.92}"})
        book.add_chartsheet("合格率").set_chart(chart)
        book.set_properties({"created": STAMP})
    return replaced(name, buffer.getvalue())


def with_notes(name: str) -> Damage:
    """A document system has put so many notes into the package that it has more parts than are read."""

    def damage(files: Files) -> None:
        notes = {f"notes/{n}.txt": b"" for n in range(LIMITS.parts)}
        files[name] = packed(members(files[name]) | notes)

    return damage


def backslashed(name: str) -> Damage:
    """The names of the package's parts have backslashes, as some tools on Windows write them."""

    def damage(files: Files) -> None:
        parts = members(files[name])
        files[name] = packed({part.replace("/", "\\"): c for part, c in parts.items()})

    return damage


def owner_file(user: str) -> bytes:
    """Content of Excel's lock file of an open workbook: 165 bytes with the user's name."""
    narrow, wide = user.encode("gbk"), user.encode("utf-16-le")
    first = bytes([len(narrow)]) + narrow.ljust(54, b" ")
    return (first + struct.pack("<H", len(user)) + wide).ljust(165, b" ")[:165]
