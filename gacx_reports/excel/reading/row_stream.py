"""A worksheet's XML as a stream: its rows with their cells, and the few other elements that matter.

Nearly all elements of a workbook are cells that hold one plain value. These never become elements of a tree: to build
one and ask it took longer than all the rest of reading.
"""

import xml.etree.ElementTree as ET
from collections.abc import Collection, Iterator
from typing import IO

from gacx_reports.excel.reading.limits import Limits
from gacx_reports.excel.reading.odd_element import Attributes, OddElement
from gacx_reports.excel.reading.worksheet_xml import ROW, VALUE, DamagedError, TooManyCellsError
from gacx_reports.excel.reading.xml_parser import NOWHERE, parsed_by, refuse_document_type

Cell = tuple[Attributes, str | ET.Element | None]
"""Its attributes and the text of its value: None without a value, the element of a cell that holds anything else."""
Part = tuple[str, Attributes, list[Cell]]
"""A tag, its attributes, and the cells of a row."""


def parts(source: IO[bytes], wanted: Collection[str], limits: Limits) -> Iterator[Part]:
    """Every row in the order of their ends, and every element of the wanted tags outside of rows.

    Whatever is directly in a row counts as a cell; cells with a plain value need not keep to the limit of levels.
    Raises what `xml_parser.fromstring` raises; DamagedError for a
    row within a row, too.
    """
    target = _Target(frozenset(wanted), limits)
    for _ in parsed_by(target, source):
        yield from target.finished
        target.finished.clear()


class _Target:
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
        self.finished: list[Part] = []
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
