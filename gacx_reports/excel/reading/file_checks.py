"""Checks of a file before it is parsed: its real kind, and whether it is safe to open."""

import io
import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gacx_reports.core.codes.files import F
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.excel.reading.built_in_password import decrypted
from gacx_reports.excel.reading.file_kinds import (
    OLE,
    encryption_system,
    kind_of_file,
    kind_of_package,
)
from gacx_reports.excel.reading.limits import LIMITS, MIB, Limits
from gacx_reports.excel.reading.quarter_folder import inside, name_in
from gacx_reports.i18n import N_

MEBIBYTES = N_("{limit} MiB")
PARTS = N_("{limit} files in its package")
STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = b"http://schemas.openxmlformats.org/"
_SPELLINGS = (
    (STRICT + b"spreadsheetml/main", _USUAL + b"spreadsheetml/2006/main"),
    (STRICT + b"officeDocument/relationships", _USUAL + b"officeDocument/2006/relationships"),
)
"""Namespaces of “Strict Open XML” → the namespaces of ordinary workbooks."""
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
"""Exceptions that zipfile raises for a damaged archive."""


def load(path: Path, folder: Path, limits: Limits = LIMITS) -> bytes | Issue:
    """The file's bytes, or an issue: F17 link out of the folder or no regular file, F15 too large,
    F16 changed while it was read, F02 unreadable.
    """
    place = CellRef(name_in(folder, path))
    if not inside(path, folder):
        return Issue(F.FILE_OUTSIDE_FOLDER, place, Path(os.path.realpath(path)).parent.name)
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            return Issue(F.FILE_OUTSIDE_FOLDER, place)
        if before.st_size > limits.file:
            return too_large(place, limits.file // MIB, MEBIBYTES, _mib(before.st_size))
        with path.open("rb") as file:
            content = file.read(limits.file + 1)
            after = path.stat()
    except OSError as error:
        return Issue(F.WORKBOOK_DAMAGED, place, error.strerror or "")
    if _changed(before, after) or len(content) != after.st_size:
        return Issue(F.CHANGED_MEANWHILE, place)
    return content


def too_large(place: CellRef, limit: int, unit: str, found: str = "") -> Issue:
    """Issue F15; `unit` is a message id with `{limit}`."""
    details = {"limit": str(limit), "reason": unit}
    return Issue(F.WORKBOOK_TOO_LARGE, place, found, details)


def _changed(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_ino, before.st_mtime_ns) != (after.st_ino, after.st_mtime_ns)


def _mib(size: int) -> str:
    return f"{size / MIB:.0f} MiB"


@dataclass(frozen=True, slots=True)
class InspectedPackage:
    """The bytes of a file, and what was unpacked of them."""

    content: bytes
    parts: Mapping[str, bytes] = field(default_factory=dict)
    """Name of a part → its XML, so that it isn't unpacked again; not of every part."""


Inspected = tuple[InspectedPackage, tuple[Issue, ...]]


def inspect(name: str, content: bytes, limits: Limits = LIMITS) -> Inspected:
    """The package to parse, and issues; with an error it must not be parsed.

    F02 damaged, F03 empty, F04 another kind of file, F05 encrypted, F11 duplicate parts, F12 a DTD, F15 too large,
    F23 encrypted by a company's system. What Excel encrypts without a password is decrypted (note F22), backslashes
    in part names are replaced (warning F20), and Strict Open XML becomes ordinary (note F13).
    """
    place = CellRef(name)
    if issue := _no_package(place, content):
        return InspectedPackage(content), (issue,)
    if not content.startswith(OLE):
        return _inspect_package(place, content, limits)
    if (plain := decrypted(content, limits.hash_rounds)) is None:
        return InspectedPackage(content), (Issue(F.PASSWORD_PROTECTED, place),)
    opened, issues = _inspect_package(place, plain, limits)
    return opened, (Issue(F.ENCRYPTED_WITHOUT_PASSWORD, place), *issues)


def _no_package(place: CellRef, content: bytes) -> Issue | None:
    if system := encryption_system(content):
        return Issue(F.ENCRYPTED_BY_SYSTEM, place, details={"kind": system})
    if kind := kind_of_file(content):
        return kind_issue(place, kind)
    if not content:
        return Issue(F.WORKBOOK_EMPTY, place)
    # Cloud storage leaves a file of zero bytes (0x00) in place of one that is not downloaded yet.
    return None if content.strip(b"\0") else Issue(F.WORKBOOK_DAMAGED, place)


def _inspect_package(place: CellRef, content: bytes, limits: Limits) -> Inspected:
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if issue := _inspect_members(package, place, limits, parts):
                return InspectedPackage(content), (issue,)
            if any("\\" in m for m in package.namelist()):
                return InspectedPackage(_rewritten(package)), (Issue(F.SLIGHTLY_DAMAGED, place),)
            if _is_strict(parts):
                return InspectedPackage(_rewritten(package)), (Issue(F.STRICT_OPEN_XML, place),)
    except BROKEN_ZIP:
        return InspectedPackage(content), (Issue(F.WORKBOOK_DAMAGED, place),)
    return InspectedPackage(content, parts), ()


def kind_issue(place: CellRef, kind: str) -> Issue:
    """Issue F04 for a file of another kind; `kind` is a message id, translated as part of the title."""
    return Issue(F.NOT_A_WORKBOOK, place, details={"kind": kind})


def _inspect_members(
    package: zipfile.ZipFile, place: CellRef, limits: Limits, parts: dict[str, bytes]
) -> Issue | None:
    """F15 too many members or bytes, F11 duplicate names, F05 encryption, F02 odd compression, F04 kind, F12 a DTD."""
    members = package.infolist()
    names = [m.filename.replace("\\", "/") for m in members]
    inflated = sum(m.file_size for m in members)
    if len(members) > limits.parts:
        return too_large(place, limits.parts, PARTS)
    if inflated > limits.unpacked:
        return too_large(place, limits.unpacked // MIB, MEBIBYTES, _mib(inflated))
    doubles = [n for n, count in Counter(n.casefold() for n in names).items() if count > 1]
    if doubles:
        return Issue(F.PART_TWICE, place, doubles[0])
    if any(m.flag_bits & 1 for m in members):
        return Issue(F.PASSWORD_PROTECTED, place)
    if any(m.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for m in members):
        return Issue(F.WORKBOOK_DAMAGED, place)
    if kind := kind_of_package(package):
        return kind_issue(place, kind)
    return _inspect_xml(package, place, limits, parts)


def _inspect_xml(
    package: zipfile.ZipFile, place: CellRef, limits: Limits, parts: dict[str, bytes]
) -> Issue | None:
    """F12 for a DTD, F15 for too many inflated bytes; counted while inflating, because declared sizes may be false.

    Adds to `parts` what is called .xml.
    """
    inflated = 0
    for member in package.infolist():
        name = member.filename.casefold()
        chunks: list[bytes] = []
        with package.open(member) as stream:
            before = b""
            while chunk := stream.read(limits.piece):
                inflated += len(chunk)
                if inflated > limits.unpacked:
                    return too_large(place, limits.unpacked // MIB, MEBIBYTES, member.filename)
                if not name.endswith((".xml", ".rels", ".vml")):
                    continue
                text = before + chunk.replace(b"\x00", b"")  # whatever the width of its characters
                if any(word in text for word in DTD):
                    return Issue(F.DOCUMENT_TYPE, place, member.filename)
                before = text[-16:]
                chunks.append(chunk)
        if name.endswith(".xml"):
            parts[member.filename] = b"".join(chunks)
    return None


def _is_strict(parts: Mapping[str, bytes]) -> bool:
    """Whether the workbook part uses the namespaces of Strict Open XML; only UTF-8, which all programs write."""
    return any(STRICT in parts[m] for m in parts if m.casefold().endswith("workbook.xml"))


def _rewritten(package: zipfile.ZipFile) -> bytes:
    """The package with slashes in its part names, and with ordinary namespaces in its XML."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as mended:
        for member in package.infolist():
            part = package.read(member)
            if member.filename.casefold().endswith((".xml", ".rels")):
                for strict, usual in _SPELLINGS:
                    part = part.replace(strict, usual)
            mended.writestr(member.filename.replace("\\", "/"), part)
    return buffer.getvalue()
