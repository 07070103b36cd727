"""Parses the XML of untrusted packages; the parser itself refuses every document type.

Without a document type there are no declarations of entities, whatever the part's name and encoding.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import IO, Any

from gacx_reports.excel.reading.limits import LIMITS, Limits
from gacx_reports.excel.reading.worksheet_xml import DamagedError, TooManyCellsError

PIECE = 2**20
"""Bytes parsed at a time: expat parses an unfinished tag again from its start with every piece, so small pieces make
a long tag slow."""
NOWHERE = 2**30
"""The level of what a stream looks for, while it can't be there."""


class DocumentTypeError(Exception):
    """The XML has a `<!DOCTYPE`, which no workbook needs."""


def refuse_document_type(*_: object) -> None:
    """The parser calls this at `<!DOCTYPE`, before any declaration in it."""
    raise DocumentTypeError


class _Target:
    """Where the parser sends what it finds: to the builder of a tree, but a document type to nowhere."""

    def __init__(self, limits: Limits) -> None:
        builder = ET.TreeBuilder()
        # The parser calls what these attributes hold, for every element: the fewer look-ups, the better.
        self.data, self.close = builder.data, builder.close
        begin, finish = builder.start, builder.end
        levels, elements = limits.levels, limits.elements

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal levels
            levels -= 1
            if levels < 0:
                raise DamagedError(tag[-40:])
            begin(tag, attributes)

        def end(tag: str) -> None:
            nonlocal levels, elements
            finish(tag)
            levels += 1
            elements -= 1
            if elements < 0:
                raise TooManyCellsError

        self.start, self.end = start, end

    doctype = staticmethod(refuse_document_type)


def fromstring(content: bytes, limits: Limits = LIMITS) -> ET.Element:
    """The root of a part.

    Raises ParseError, ValueError for an unknown encoding, DocumentTypeError, DamagedError for too many levels, or
    TooManyCellsError for too many elements.
    """
    parser = ET.XMLParser(target=_Target(limits))  # noqa: S314 - the target refuses what makes XML dangerous
    parser.feed(content)
    root: ET.Element = parser.close()
    return root


def parsed_by(target: Any, source: IO[bytes]) -> Iterator[None]:
    """Parse the source; after each piece of it, the target has what was in it.

    The target's `doctype` is `refuse_document_type`.
    """
    parser = ET.XMLParser(target=target)  # noqa: S314 - the target refuses what makes XML dangerous
    while piece := source.read(PIECE):
        parser.feed(piece)
        yield
    parser.close()
    yield
