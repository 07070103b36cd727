"""A workbook as a package of parts: single parts are read, changed or added, all others keep their bytes."""

import io
import posixpath
import zipfile
from collections.abc import Sequence
from itertools import count
from urllib.parse import unquote

from lxml import etree

from gacx_reports.excel.reading.file_checks import UNREADABLE_PART

Element = etree._Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"

LARGEST_PART = 32 * 2**20
"""Bytes of a part that is parsed; its tree takes ten times as much memory."""
_STAMP = (1980, 1, 1, 0, 0, 0)


class BrokenPackageError(Exception):
    """A part is missing, unreadable, too large or not what it should be."""


class Package:
    """A zip and the changes to its parts. Names of parts are matched regardless of case.

    Methods raise BrokenPackageError if a part is missing or unreadable.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except UNREADABLE_PART as error:
            raise BrokenPackageError(str(error)) from error
        self._names = {name.casefold(): name for name in self._zip.namelist()}
        self._written: dict[str, bytes] = {}
        self._edited: dict[str, Element] = {}

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self._names

    def read(self, part: str) -> bytes:
        """A part's bytes, without changes made through `edit`."""
        name = self._stored(part)
        if name in self._written:
            return self._written[name]
        try:
            return self._zip.read(name)
        except UNREADABLE_PART as error:
            raise BrokenPackageError(f"{part}: {error}") from error

    def edit(self, part: str, root: str) -> Element:
        """The root element of a part, whose tag must be `root`; the caller's changes to it are kept."""
        return self._edited.setdefault(self._stored(part), self._view(part, root))

    def add(self, pattern: str, content: bytes, content_type: str) -> str:
        """A new part at the first free number of `pattern` (`xl/comments{}.xml`); returns its name."""
        part = next(p for n in count(1) if (p := pattern.format(n)) not in self)
        self._names[part.casefold()] = part
        self._written[part] = content
        self._declare(part, content_type)
        return part

    def write(self, part: str, content: bytes) -> None:
        """Replace the content of an existing part."""
        self._written[self._stored(part)] = content

    def parts(self, ending: str) -> list[str]:
        """Names of the parts that end with `ending`, which is lower case."""
        return [name for folded, name in self._names.items() if folded.endswith(ending)]

    def related(self, part: str, kind: str) -> dict[str, str]:
        """Relationship id → part, of the relationships of one kind (`worksheet`); "" is the package itself."""
        if self._links(part) not in self:
            return {}
        links = self._view(self._links(part), f"{{{_RELATIONSHIPS}}}Relationships")
        found = {}
        for link in links.iterchildren(f"{{{_RELATIONSHIPS}}}Relationship"):
            if link.get("TargetMode") == "External":
                continue
            if (link.get("Type") or "").endswith(f"/{kind}"):
                found[link.get("Id") or ""] = self._resolved(part, link.get("Target") or "")
        return found

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relationship from part to part; returns its id."""
        if self._links(part) not in self:
            self._names[self._links(part).casefold()] = self._links(part)
            self._written[self._links(part)] = f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()
        links = self.edit(self._links(part), f"{{{_RELATIONSHIPS}}}Relationships")
        taken = {link.get("Id") for link in links}
        name = next(i for n in count(len(links) + 1) if (i := f"rId{n}") not in taken)
        path = posixpath.relpath(target, posixpath.dirname(part))
        etree.SubElement(
            links,
            f"{{{_RELATIONSHIPS}}}Relationship",
            Id=name,
            Type=f"{LINKS}/{kind}",
            Target=path,
        )
        return name

    def content(self) -> bytes:
        """The zip's bytes; unchanged members keep their content, names, order and dates."""
        changed = self._written | {n: serialised(root) for n, root in self._edited.items()}
        buffer = io.BytesIO()
        try:
            with zipfile.ZipFile(buffer, "w") as target:
                for old in self._zip.infolist():
                    if old.filename in changed:
                        target.writestr(_member(old.filename), changed.pop(old.filename))
                    else:
                        target.writestr(_copied(old), self._zip.read(old))
                for name, data in changed.items():
                    target.writestr(_member(name), data)
        except UNREADABLE_PART as error:
            raise BrokenPackageError(str(error)) from error
        return buffer.getvalue()

    def _view(self, part: str, root: str) -> Element:
        edited = self._edited.get(self._stored(part))
        return _parse(part, self.read(part), root) if edited is None else edited

    def _declare(self, part: str, content_type: str) -> None:
        types = self.edit(_TYPES_PART, f"{{{_TYPES}}}Types")
        extension = posixpath.splitext(part)[1].lstrip(".")
        for entry in types:
            if (entry.get("PartName") or "").casefold() == f"/{part}".casefold():
                types.remove(entry)
            elif (entry.get("Extension") or "").casefold() == extension and (
                entry.get("ContentType") == content_type
            ):
                return
        if extension == "xml":
            etree.SubElement(
                types, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=content_type
            )
        else:
            default = etree.Element(
                f"{{{_TYPES}}}Default", Extension=extension, ContentType=content_type
            )
            types.insert(0, default)

    def _stored(self, part: str) -> str:
        name = self._names.get(part.casefold())
        if name is None:
            raise BrokenPackageError(f"{part}: missing")
        return name

    def _links(self, part: str) -> str:
        folder, name = posixpath.split(part)
        return posixpath.join(folder, "_rels", f"{name}.rels")

    def _resolved(self, part: str, target: str) -> str:
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
        return path if path in self else unquote(path)


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    return info


def _copied(old: zipfile.ZipInfo) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(old.filename, old.date_time)
    info.compress_type = old.compress_type
    info.external_attr = old.external_attr
    info.create_system = old.create_system
    return info


def _parse(part: str, content: bytes, root: str) -> Element:
    if len(content) > LARGEST_PART:
        raise BrokenPackageError(f"{part}: too large")
    if b"<!DOCTYPE" in content:
        raise BrokenPackageError(f"{part}: document type")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        found = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenPackageError(f"{part}: {error}") from error
    if found.tag != root:
        raise BrokenPackageError(f"{part}: not a {root}")
    return found


def serialised(root: Element) -> bytes:
    """A part's XML in UTF-8, with the XML declaration that Excel requires."""
    return etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )


def main(name: str) -> str:
    """The tag of a spreadsheet element with its namespace: `row` → `{…/spreadsheetml/2006/main}row`."""
    return f"{{{MAIN}}}{name}"


def number(element: Element, attribute: str, otherwise: int = 0) -> int:
    """A whole number from an attribute, `otherwise` if it is missing; raises BrokenPackageError for other text."""
    text = element.get(attribute)
    if text is None:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BrokenPackageError(f"{attribute}={text}")
    return int(text)


def put_in_order(parent: Element, child: Element, order: Sequence[str]) -> None:
    """Insert `child` at its place in `order`, the schema's order of tags; elements that are not in it don't move."""
    rank = {main(name): index for index, name in enumerate(order)}
    before = [c for c in parent if rank.get(str(c.tag), len(order)) < rank[str(child.tag)]]
    if before:
        before[-1].addnext(child)
    else:
        parent.insert(0, child)
