"""What a file really is, whatever its name says: by its first bytes, and a package by the part that it opens with."""

import codecs
import posixpath
import zipfile
from xml.etree.ElementTree import Element, ParseError

from gacx_reports.excel.reading.worksheet_xml import DamagedError, TooManyCellsError
from gacx_reports.excel.reading.xml_parser import DocumentTypeError, fromstring
from gacx_reports.i18n import N_

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of old .xls and WPS .et files, and of encrypted workbooks."""
XLS = N_("an old Excel workbook (.xls) or a WPS .et")
HTML = N_("a web page (HTML)")
TEXT = N_("a text or CSV file")
ODS = N_("an OpenDocument spreadsheet (.ods)")
WORD = N_("a Word document (.docx)")
SLIDES = N_("a presentation (.pptx)")
MACROS = N_("a workbook with macros (.xlsm)")
BINARY = N_("a binary workbook (.xlsb)")
PDF = N_("a PDF")
PICTURE = N_("a picture")
ZIP = N_("a zip archive")
UNKNOWN = N_("of an unknown kind, perhaps encrypted by a document encryption")

ESAFENET = N_("the document encryption E-SafeNet")
TSD = N_("a document encryption whose files begin with %TSD-Header-###%")
RIGHTS = N_("Microsoft's rights management (IRM, sensitivity labels)")
_SYSTEMS = ((b"E-SafeNet", ESAFENET), (b"\x62\x14\x23\x65", ESAFENET), (b"%TSD-Header-###%", TSD))
"""What stands in the first bytes of files that a company's system encrypts behind every program's back."""
_HEAD = 64
"""Bytes in which that stands."""
_TYPES, _LINKS = "[content_types].xml", "_rels/.rels"
_USUAL = ("xl/workbook.xml", "xl/workbook.bin", "word/document.xml", "ppt/presentation.xml")
"""Parts with which packages open that don't say so."""
_KINDS = (
    ("word", WORD),
    ("presentation", SLIDES),
    ("powerpoint", SLIDES),
    ("binary", BINARY),
    ("workbook.bin", BINARY),
    ("macroenabled", MACROS),
)
"""Words in the type, or for want of one in the name, of the part with which a package opens; the first counts."""


def encryption_system(content: bytes) -> str:
    """The system (message id) without which the file can't be read; "" for none that is known."""
    if content.startswith(OLE):
        return RIGHTS if "DRMEncryptedDataSpace".encode("utf-16-le") in content else ""
    head = content[:_HEAD]
    return next((system for mark, system in _SYSTEMS if mark in head), "")


def kind_of_file(content: bytes) -> str:
    """Kind (message id) of a file that is no zip package; "" for zip packages, encrypted workbooks and empty files."""
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n\x00").lower()
    if content.startswith(b"PK") or not content.strip(b"\0"):
        return ""
    if content.startswith(OLE):
        return "" if "EncryptedPackage".encode("utf-16-le") in content else XLS
    if content.startswith(b"%PDF"):
        return PDF
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        return PICTURE
    if (
        head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head"))
        or b"<html" in head
    ):
        return HTML
    return TEXT if _is_text(content[:4096]) else UNKNOWN


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\x00" in head:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            # Incremental decoding: the first bytes may end within a character.
            codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return True
    return False


def kind_of_package(package: zipfile.ZipFile) -> str:
    """Kind (message id) of a zip package; "" for a workbook without macros. Raises exceptions of `zipfile`."""
    members = {n.replace("\\", "/").casefold(): n for n in package.namelist()}
    if _TYPES not in members:
        is_ods = "mimetype" in members and b"opendocument" in package.read(members["mimetype"])
        return ODS if is_ods else ZIP
    try:
        links = fromstring(package.read(members[_LINKS])) if _LINKS in members else ()
        types = fromstring(package.read(members[_TYPES]))
    except (ParseError, ValueError, DocumentTypeError, DamagedError, TooManyCellsError):
        # Reading the package says what is wrong with it.
        return ""
    targets = (n.get("Target", "") for n in links if n.get("Type", "").endswith("/officeDocument"))
    first = next(targets, "") or next((n for n in _USUAL if n in members), "")
    said = _type_of(first.replace("\\", "/"), types) or first.casefold()
    return next((kind for word, kind in _KINDS if word in said), "")


def _type_of(part: str, types: Element) -> str:
    """Content type of a part, in lower case; "" if the package gives it none.

    Types of other parts prove nothing: SheetJS lists macro types of parts that it never writes.
    """
    name = posixpath.normpath(f"/{part}").lstrip("/").casefold()
    own, default = "", ""
    for entry in types:
        content_type = entry.get("ContentType", "").casefold()
        if entry.get("PartName", "").lstrip("/").casefold() == name:
            own = content_type
        elif entry.get("Extension", "").casefold() == name.rpartition(".")[2]:
            default = content_type
    return own or default
