"""A worksheet's rows and a workbook's shared strings, as the parser finds them.

Nearly all elements of a workbook are cells that hold one plain value, and strings of one plain text. These never
become elements of a tree: to build one and ask it took longer than all the rest of reading.
"""

import xml.etree.ElementTree as ET
from collections.abc import Collection, Iterator
from typing import IO

from gacx_reports.excel.reading.limits import Limits
from gacx_reports.excel.reading.worksheet_xml import (
    ITEM,
    ROW,
    TEXT,
    VALUE,
    Attributes,
    DamagedError,
    TooManyCellsError,
    plain_text,
    unescaped,
)
from gacx_reports.excel.reading.xml_parser import NOWHERE, parsed_by, refuse_document_type

Cell = tuple[Attributes, str | ET.Element | None]
"""Its attributes and the text of its value: None without a value, the element of a cell that holds anything else."""
SheetPart = tuple[str, Attributes, list[Cell]]
"""A tag, its attributes, and the cells of a row."""


def parts(source: IO[bytes], wanted: Collection[str], limits: Limits) -> Iterator[SheetPart]:
    """Every row in the order of their ends, and every element of the wanted tags outside of rows.

    Whatever is directly in a row counts as a cell; cells with a plain value need not keep to the limit of levels.
    Raises what `xml_parser.fromstring` raises; DamagedError for a row within a row, too.
    """
    target = _RowTarget(frozenset(wanted), limits)
    for _ in parsed_by(target, source):
        yield from target.finished
        target.finished.clear()


class _RowTarget:
    """Where the parser sends what it finds."""

    doctype = staticmethod(refuse_document_type)

    def __init__(self, wanted: Collection[str], limits: Limits) -> None:
        rows, odd = _Rows(wanted), OddElement(VALUE)
        self.finished = rows.finished
        cells, texts = rows.cells, odd.texts
        # The parser calls what these attributes hold, for every element: the fewer look-ups, the better.
        self.data, forget = texts.append, texts.clear
        level, depth, levels, elements = 0, NOWHERE, limits.levels, limits.elements
        attributes: Attributes = {}
        text: str | None = None

        def start(tag: str, given: Attributes) -> None:
            nonlocal level, depth, attributes, text
            level += 1
            if level == depth and tag != ROW:
                attributes, text = given, None
            elif level == depth + 1 and tag == VALUE and text is None:
                forget()
            elif level > levels or (tag == ROW and level >= depth):
                raise DamagedError(tag[-40:])
            elif level > depth:
                odd.start(tag, given, text, level - depth)
                text = ""
            else:
                depth = rows.outside(tag, given, level)
                forget()

        def end(tag: str) -> None:
            nonlocal level, depth, elements, text
            level -= 1
            elements -= 1
            if elements < 0:
                raise TooManyCellsError
            if level >= depth:
                text = odd.end(tag) if odd.begun else "".join(texts)
            elif level == depth - 1:
                cells.append((attributes, odd.finished() if odd.begun else text))
            elif level == depth - 2:
                depth = rows.end()

        self.start, self.end = start, end

    def close(self) -> None:
        """The parser calls this at the end."""


class _Rows:
    """The rows that are finished, the one that has begun, and what is outside of rows."""

    def __init__(self, wanted: Collection[str]) -> None:
        self.finished: list[SheetPart] = []
        self.cells: list[Cell] = []
        """Of the row that has begun."""
        self._attributes: Attributes = {}
        self._wanted = wanted

    def outside(self, tag: str, attributes: Attributes, level: int) -> int:
        """An element begins; returns the level of the cells that follow."""
        if tag == ROW:
            self._attributes = attributes
            return level + 1
        if tag in self._wanted:
            self.finished.append((tag, attributes, []))
        return NOWHERE

    def end(self) -> int:
        """A row ends; as `outside`."""
        self.finished.append((ROW, self._attributes, self.cells.copy()))
        self.cells.clear()
        return NOWHERE


def shared_strings(source: IO[bytes], limits: Limits) -> list[str]:
    """The workbook's shared strings, in the order by which cells number them.

    Raises what `xml_parser.fromstring` raises; DamagedError for a string within a string, too.
    """
    target = _StringTarget(limits)
    for _ in parsed_by(target, source):
        if len(target.strings) > limits.cells:
            raise TooManyCellsError
    return target.strings


class _StringTarget:
    """Where the parser sends what it finds."""

    doctype = staticmethod(refuse_document_type)

    def __init__(self, limits: Limits) -> None:
        self.strings: list[str] = []
        strings, odd = self.strings, OddElement(TEXT)
        texts = odd.texts
        self.data, forget = texts.append, texts.clear
        level, depth, levels, elements = 0, NOWHERE, limits.levels, limits.elements
        text: str | None = None

        def start(tag: str, given: Attributes) -> None:
            nonlocal level, depth, text
            level += 1
            if level > levels or (tag == ITEM and level > depth):
                raise DamagedError(tag[-40:])
            if level < depth:
                if tag == ITEM:
                    depth, text = level, None
                forget()
            elif level == depth + 1 and tag == TEXT and text is None:
                forget()
            else:
                odd.start(tag, given, text, level - depth)
                text = ""

        def end(tag: str) -> None:
            nonlocal level, depth, elements, text
            level -= 1
            elements -= 1
            if elements < 0:
                raise TooManyCellsError
            if level >= depth:
                text = odd.end(tag) if odd.begun else "".join(texts)
            elif level == depth - 1:
                strings.append(plain_text(odd.finished()) if odd.begun else unescaped(text or ""))
                depth = NOWHERE

        self.start, self.end = start, end

    def close(self) -> None:
        """The parser calls this at the end."""


class OddElement:
    """A cell with a formula, say, or a string of several runs."""

    def __init__(self, leaf: str) -> None:
        self.begun = False
        self.texts: list[str] = []
        """Pieces of text since the last start of a leaf, which is the one child that most such elements have."""
        self._leaf = leaf
        self._builder = ET.TreeBuilder()

    def start(self, tag: str, attributes: Attributes, plain: str | None, level: int) -> None:
        """A child begins, `level` levels within the element; `plain` is the text of a leaf before it."""
        if not self.begun:
            self.begun = True
            self._builder = ET.TreeBuilder()
            self._builder.start("", {})
            if plain is not None or level > 1:
                self._builder.start(self._leaf, {})
            if plain is not None:
                self._builder.data(plain)
                self._builder.end(self._leaf)
                self.texts.clear()
        self._tell()
        self._builder.start(tag, attributes)

    def end(self, tag: str) -> str:
        """A child ends; "" for its text, which is none that counts by itself."""
        self._tell()
        self._builder.end(tag)
        return ""

    def finished(self) -> ET.Element:
        """The element ends."""
        self.begun = False
        self._builder.end("")
        return self._builder.close()

    def _tell(self) -> None:
        self._builder.data("".join(self.texts))
        self.texts.clear()
