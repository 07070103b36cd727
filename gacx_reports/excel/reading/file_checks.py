"""A look at a file before anything parses it: what it really is, and whether it is safe to open."""

import codecs
import io
import os
import stat
import zipfile
import zlib
from collections import Counter
from pathlib import Path

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue, Severity
from gacx_reports.i18n import N_

LARGEST_FILE = 64 * 2**20
LARGEST_INFLATED = 128 * 2**20
"""All members together; the largest of our own workbooks inflates to a few MiB."""
MOST_MEMBERS = 2000

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Magic of old .xls and WPS .et files, and of encrypted workbooks."""
STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = b"http://schemas.openxmlformats.org/"
_SPELLINGS = (
    (STRICT + b"spreadsheetml/main", _USUAL + b"spreadsheetml/2006/main"),
    (STRICT + b"officeDocument/relationships", _USUAL + b"officeDocument/2006/relationships"),
)
"""Names in “Strict Open XML” → those in everybody else's workbooks."""
DTD = (b"<!DOCTYPE", b"<!ENTITY")

UNREADABLE_PART = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)
BROKEN_ZIP = (*UNREADABLE_PART, LookupError)
"""What an archive that is not quite one makes zipfile raise."""

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
UNKNOWN = N_("of an unknown kind")


def name_in(folder: Path, path: Path) -> str:
    """A workbook's name: its path below the quarter's folder (`评价/G0302.xlsx`)."""
    return path.relative_to(folder).as_posix()


def load(path: Path, folder: Path) -> bytes | Issue:
    """The file's bytes. F17 a link out of the folder, F16 it changes meanwhile, F15 too large, F02 unreadable."""
    place = CellRef(name_in(folder, path))
    if not Path(os.path.realpath(path)).is_relative_to(folder.resolve()):
        return Issue("F17", place, Path(os.path.realpath(path)).parent.name)
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            return Issue("F17", place)
        if before.st_size > LARGEST_FILE:
            return Issue("F15", place, _mib(before.st_size), {"limit": _mib(LARGEST_FILE)})
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
            after = path.stat()
    except OSError as error:
        return Issue("F02", place, error.strerror or "")
    if _changed(before, after) or len(content) != after.st_size:
        return Issue("F16", place)
    return content


def _changed(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_ino, before.st_mtime_ns) != (after.st_ino, after.st_mtime_ns)


def _mib(size: int) -> str:
    return f"{size / 2**20:.0f} MiB"


def inspect(name: str, content: bytes) -> tuple[bytes, tuple[Issue, ...]]:
    """The package to read and what is wrong with it; an error means: don't.

    Slashes in its paths are mended (F20), and what is strict is spelled as usual (F13).
    """
    place = CellRef(name)
    if kind := _other_kind(content):
        return content, (kind_issue(place, kind),)
    if not content:
        return content, (Issue("F03", place),)
    if not content.strip(b"\0"):
        # What a cloud leaves in place of a file that it has not fetched yet.
        return content, (Issue("F02", place),)
    if content.startswith(OLE):
        return content, (Issue("F05", place),)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if issue := _inspect_members(package, place):
                return content, (issue,)
            if any("\\" in m for m in package.namelist()):
                content = _rewritten(package)
                return content, (Issue("F20", place, severity=Severity.WARNING),)
            if _is_strict(package):
                content = _rewritten(package)
                return content, (Issue("F13", place, severity=Severity.NOTE),)
    except BROKEN_ZIP:
        return content, (Issue("F02", place),)
    return content, ()


def kind_issue(place: CellRef, kind: str) -> Issue:
    """F04: the file is something else; `kind` is a message id, so it is in the sentence and not what was found."""
    return Issue("F04", place, details={"kind": kind})


def _other_kind(content: bytes) -> str:
    """What a file is that is neither a zip package nor an encrypted workbook; "" for those and empty files."""
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
            # Not final: the head may end within a character.
            codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _inspect_members(package: zipfile.ZipFile, place: CellRef) -> Issue | None:
    """F05 encrypted members, F11 doubles, F15 a bomb, F12 a DTD, F04 another kind of package."""
    members = package.infolist()
    names = [m.filename.replace("\\", "/") for m in members]
    inflated = sum(m.file_size for m in members)
    if len(members) > MOST_MEMBERS or inflated > LARGEST_INFLATED:
        return Issue("F15", place, _mib(inflated), {"limit": _mib(LARGEST_INFLATED)})
    doubles = [n for n, count in Counter(n.casefold() for n in names).items() if count > 1]
    if doubles:
        return Issue("F11", place, doubles[0])
    if any(m.flag_bits & 1 for m in members):
        return Issue("F05", place)
    if any(m.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for m in members):
        return Issue("F02", place)
    if kind := _package_kind(package, names):
        return kind_issue(place, kind)
    return _inspect_xml(package, place)


def _package_kind(package: zipfile.ZipFile, names: list[str]) -> str:
    lower = {n.casefold() for n in names}
    if "[content_types].xml" not in lower:
        is_ods = "mimetype" in lower and b"opendocument" in package.read("mimetype")
        return ODS if is_ods else ZIP
    if any(n.startswith("word/") for n in lower):
        return WORD
    if any(n.startswith("ppt/") for n in lower):
        return SLIDES
    if "xl/workbook.bin" in lower:
        return BINARY
    types = package.read(names[[n.casefold() for n in names].index("[content_types].xml")])
    return MACROS if b"macroEnabled" in types else ""


def _inspect_xml(package: zipfile.ZipFile, place: CellRef) -> Issue | None:
    """Inflate every member piece by piece, never trusting the sizes that the zip declares."""
    inflated = 0
    for member in package.infolist():
        name = member.filename.casefold()
        with package.open(member) as stream:
            before = b""
            while chunk := stream.read(1 << 20):
                inflated += len(chunk)
                if inflated > LARGEST_INFLATED:
                    return Issue("F15", place, member.filename, {"limit": _mib(LARGEST_INFLATED)})
                if not name.endswith((".xml", ".rels", ".vml")):
                    continue
                text = before + chunk.replace(b"\x00", b"")  # whatever the width of its characters
                if any(word in text for word in DTD):
                    return Issue("F12", place, member.filename)
                before = text[-16:]
    return None


def _is_strict(package: zipfile.ZipFile) -> bool:
    """Whether the workbook itself is spelled so; in UTF-8, as all programs write it."""
    names = [m for m in package.namelist() if m.casefold().endswith("workbook.xml")]
    return any(STRICT in package.read(name) for name in names)


def _rewritten(package: zipfile.ZipFile) -> bytes:
    """The package with slashes in its paths, and with the usual names in its XML."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as mended:
        for member in package.infolist():
            part = package.read(member)
            if member.filename.casefold().endswith((".xml", ".rels")):
                for strict, usual in _SPELLINGS:
                    part = part.replace(strict, usual)
            mended.writestr(member.filename.replace("\\", "/"), part)
    return buffer.getvalue()
